import { lookup } from 'node:dns/promises'
import { isIP } from 'node:net'
import type { Label } from '../../ledger/label.ts'
import type { AddressKind } from './judge-address.ts'
import { judgeAddress } from './judge-address.ts'

/** Addresses that were looked at; connect to one of these and to nothing else. */
export type Vetted =
  | { readonly ok: true; readonly address: string; readonly family: 4 | 6 }
  | { readonly ok: false; readonly retry: boolean; readonly reason: Label }

/** Looks a name up; a test may answer for it. */
export type LookUp = (host: string) => Promise<readonly { address: string; family: number }[]>

const lookUpWithinMs = 5_000

/** Asks the resolver of the machine. */
export const systemLookUp: LookUp = (host) => lookup(host, { all: true, verbatim: false })

/**
 * Looks at the literal or at every address behind a name: one of a kind that is not
 * allowed spoils them all, so that a name cannot lead inside by turns.
 */
export async function vetHost(
  host: string,
  { allowed, lookUp }: { allowed: readonly AddressKind[]; lookUp: LookUp },
): Promise<Vetted> {
  const bare = host.replace(/^\[|\]$/g, '')
  let found: readonly { address: string; family: number }[]
  try {
    found = isIP(bare) ? [{ address: bare, family: isIP(bare) }] : await inTime(lookUp(bare))
  } catch {
    return { ok: false, retry: true, reason: unresolved(host) }
  }
  const [first] = found
  if (first === undefined) return { ok: false, retry: true, reason: unresolved(host) }
  const passes = found.every(({ address }) => allowed.includes(judgeAddress(address)))
  if (!passes) return { ok: false, retry: false, reason: forbidden(host) }
  return { ok: true, address: first.address, family: first.family === 6 ? 6 : 4 }
}

async function inTime<T>(work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('the resolver did not answer')), lookUpWithinMs)
  })
  try {
    return await Promise.race([work, late])
  } finally {
    clearTimeout(timer)
  }
}

function unresolved(host: string): Label {
  return {
    zh: `域名“${host}”解析不到地址。请核对拼写与本机的域名服务器。`,
    en: `The name ${host} leads to no address. Check its spelling and this machine's resolver.`,
  }
}

function forbidden(host: string): Label {
  return {
    zh: `“${host}”指向本机或内网地址，不予连接。确属内网服务的，请服务器管理员写入数据目录下的 outbound/hosts.txt。`,
    en: `${host} leads to this machine or a private network and is not connected to. For a service of the intranet, the administrator of the machine adds it to outbound/hosts.txt in the data folder.`,
  }
}
