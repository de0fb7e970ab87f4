import { isIP } from 'node:net'
import { hostname } from 'node:os'
import { refuse } from '../ledger/fault.ts'

/** Where the server may be reached under. */
export interface ServerAddress {
  /** The address people type, when it stands behind a proxy or has a name: no other is served. */
  readonly publicUrl: string | null
  /** Whether the connection, or the proxy before it, is encrypted. */
  readonly secure: boolean
  /** A proxy stands before this server and alone can reach it; what it says of callers counts. */
  readonly trustedProxy: boolean
  /** Names of the certificate. */
  readonly names: readonly string[]
}

/**
 * Refuses a name that is not ours (`request.host`). A page of another site can point its own name
 * at this machine and then read answers as "same origin"; an address in digits cannot be so bent.
 */
export function guardHost(serverAddress: ServerAddress, host: string | null): void {
  if (host !== null && isOurs(serverAddress, host)) return
  refuse('request.host', {
    text: { zh: '本服务不以这个名字提供。', en: 'This server does not answer to this name.' },
    hint: {
      zh: '请使用启动时打印的地址，或以 --public-url 告知对外地址。',
      en: 'Use the address printed at start, or name the public one with --public-url.',
    },
  })
}

function isOurs(serverAddress: ServerAddress, host: string): boolean {
  if (serverAddress.publicUrl !== null && host === new URL(serverAddress.publicUrl).host)
    return true
  const name = host.replace(/:\d+$/, '').toLowerCase()
  const bare = name.replace(/^\[|\]$/g, '')
  if (isIP(bare) !== 0 || name === 'localhost') return true
  return name === hostname().toLowerCase() || serverAddress.names.includes(name)
}

/**
 * Refuses an unsafe request that another site's page may have sent with the caller's cookie
 * (`request.origin`): browsers say where it came from, and who says nothing is refused too.
 */
export function guardOrigin(
  serverAddress: ServerAddress,
  request: { readonly site: string | null; readonly origin: string | null; readonly host: string },
): void {
  if (request.site === 'same-origin') return
  const { site, origin, host } = request
  if (site === null && origin !== null && isOwnOrigin(serverAddress, { origin, host })) return
  refuse('request.origin', {
    text: {
      zh: '这个请求不是从本系统的页面发出的。',
      en: 'This request did not come from a page of this system.',
    },
    hint: {
      zh: '请在本系统页面中操作；程序请使用访问令牌（Authorization: Bearer）。',
      en: 'Use the pages of this system; programs use an access token (Authorization: Bearer).',
    },
  })
}

function isOwnOrigin(
  serverAddress: ServerAddress,
  { origin, host }: { origin: string; host: string },
): boolean {
  if (serverAddress.publicUrl !== null && origin === new URL(serverAddress.publicUrl).origin)
    return true
  return origin === `${serverAddress.secure ? 'https' : 'http'}://${host}`
}
