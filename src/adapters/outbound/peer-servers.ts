import { readFile } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import type { Peer, PeerServers } from '../../app/ports/exchange-ports.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { isOrigin } from '../../log/checkpoint.ts'
import { bundleBytesMax } from '../../report/exchange/bundle.ts'
import { certificateText } from '../webhook/post-words.ts'
import type { VettedTarget } from './begin-post.ts'
import { beginPost } from './begin-post.ts'
import { readOutboundRules } from './outbound-rules.ts'
import type { LookUp } from './vet-host.ts'
import { systemLookUp, vetHost } from './vet-host.ts'

/** Servers that are answered at once: each may send 20 MB, and nobody knows yet who it is. */
const atOnceMax = 4
/** Everything together, from connecting to the last byte of the answer. */
const answerMsDefault = 60_000
/** The administrator of the machine wrote the address: it may be of the intranet. */
const allowed = ['public', 'private', 'own'] as const

/**
 * Servers named in `outbound/peers.txt` of the data folder, an address and the origin of a log that
 * stands there on each line; never set from a page. An empty file only lets others ask.
 */
export function peerServers({
  data,
  lookUp = systemLookUp,
  answerMs = answerMsDefault,
}: {
  readonly data: string
  readonly lookUp?: LookUp
  readonly answerMs?: number
}): PeerServers {
  let answered = 0
  return {
    listed: () => readPeers(data),
    oneOfFew: async (work) => {
      if (answered >= atOnceMax) refuseBusy()
      answered += 1
      try {
        return await work()
      } finally {
        answered -= 1
      }
    },
    exchange: async (address, bundle) => {
      const url = checkedAddress(address)
      const vetted = await vetHost(url.hostname, { allowed, lookUp })
      if (!vetted.ok) return refuseUnreached(vetted.reason)
      const { ca } = await readOutboundRules(data)
      return post(url, bundle, { ...vetted, ca, answerMs })
    },
  }
}

/** Read anew for each run: an edit needs no restart. Refuses with `exchange.peers`. */
async function readPeers(data: string): Promise<readonly Peer[] | null> {
  const path = join(data, 'outbound/peers.txt')
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return null
    throw error
  })
  if (text === null) return null
  return text.split(/\r?\n/).flatMap((line, at): readonly Peer[] => {
    if (line.trim() === '' || line.startsWith('#')) return []
    const [address = '', origin = '', ...rest] = line.trim().split(/\s+/)
    if (!isOrigin(origin) || rest.length > 0) refusePeers(path, at + 1)
    return [{ address: checkedAddress(address).origin, origin }]
  })
}

/** Encrypted, except to this machine itself. */
function checkedAddress(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null
  const isOwn = url !== null && /^(localhost|127\.[0-9.]+|\[::1\])$/.test(url.hostname)
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isOwn)) {
    if (url.username === '' && url.password === '') return url
  }
  return refuse('exchange.address', {
    at: [address],
    text: {
      zh: `“${address}”不能作为交换地址。`,
      en: `“${address}” is no address to exchange with.`,
    },
    hint: {
      zh: '请写 https:// 开头的地址，不带用户名和密码；只有本机可用 http。',
      en: 'Write one that begins with https://, without user name; only this machine may be http.',
    },
  })
}

interface Target extends VettedTarget {
  readonly answerMs: number
}

function post(url: URL, bundle: Uint8Array, target: Target): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const asking = beginPost(new URL('/api/v1/exchange', url), target, {
      origin: url.origin,
      'content-type': 'application/octet-stream',
      'content-length': bundle.length,
    })
    const timer = setTimeout(() => asking.destroy(new Error('late')), target.answerMs)
    const end = (work: () => void) => {
      clearTimeout(timer)
      work()
    }
    asking.on('error', (error: NodeJS.ErrnoException) =>
      end(() => reject(unreached(certificateText(error.code) ?? noWay))),
    )
    asking.on('response', (response) => {
      answerIn(response).then(
        (bytes) => end(() => resolve(bytes)),
        (error: unknown) =>
          end(() => {
            asking.destroy()
            reject(error instanceof Refusal ? error : unreached(noWay))
          }),
      )
    })
    asking.end(bundle)
  })
}

async function answerIn(response: IncomingMessage): Promise<Uint8Array> {
  const status = response.statusCode ?? 0
  const parts: Buffer[] = []
  let bytes = 0
  for await (const part of response) {
    bytes += (part as Buffer).length
    if (bytes > bundleBytesMax) refuseUnreached(tooLarge)
    parts.push(part as Buffer)
  }
  const body = Buffer.concat(parts)
  // No redirect is followed: the address is the one that was written down.
  return status === 200 ? body : refuseAnswer(status, body.toString('utf8'))
}

/** What the other server said why not, in its own words. */
function refuseAnswer(status: number, body: string): never {
  const said = saidIn(body)
  return refuse('exchange.answered', {
    text: {
      zh: `对方服务器拒绝了交换（${status}）：${said}`,
      en: `The other server refused the exchange (${status}): ${said}`,
    },
    hint: {
      zh: '请与对方服务器的管理员核对地址、版本和交换设置。',
      en: 'Compare address, version and settings with the administrator of the other server.',
    },
  })
}

const saidUnitsMax = 300

function saidIn(body: string): string {
  try {
    const { code, title } = JSON.parse(body) as Record<string, unknown>
    return `${String(title)} [${String(code)}]`.slice(0, saidUnitsMax)
  } catch {
    return '—'
  }
}

const noWay: Label = {
  zh: '连接不上对方服务器，稍后再试。请核对地址与网络。',
  en: 'The other server cannot be reached; it is tried again later. Check address and network.',
}
const tooLarge: Label = {
  zh: '对方的答复过大，没有读取。',
  en: 'The answer of the other server is too large and was not read.',
}

function unreached(text: Label): Refusal {
  const hint = {
    zh: '地址写在数据目录的 outbound/peers.txt 中。',
    en: 'The address stands in outbound/peers.txt of the data folder.',
  }
  return new Refusal([{ code: 'exchange.unreached', at: [], text, hint }])
}

function refuseUnreached(text: Label): never {
  throw unreached(text)
}

function refuseBusy(): never {
  return refuse('exchange.busy', {
    text: {
      zh: '正在与其他服务器交换，请稍后再试。',
      en: 'Other servers are being answered; try again later.',
    },
    hint: { zh: '对方会自动再试。', en: 'It is tried again by itself.' },
  })
}

function refusePeers(path: string, line: number): never {
  return refuse('exchange.peers', {
    at: [path, line],
    text: {
      zh: `${path} 第 ${line} 行应为“地址 日志”。`,
      en: `Line ${line} of ${path} should be an address and the origin of a log.`,
    },
    hint: {
      zh: '例如：https://tz.city.gov.cn taizhang/0f0e…（公钥“+”前的部分）。',
      en: 'Such as: https://tz.city.gov.cn taizhang/0f0e… (what stands before “+” in its key).',
    },
  })
}
