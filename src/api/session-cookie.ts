import type { ServerAddress } from './guard-origin.ts'

/**
 * What a browser keeps for us: its session; the secret by which it is known again when somebody
 * signs in; a turn to try a password that it waits for.
 */
export type CookieKind = 'session' | 'browser' | 'turn'

const names = { session: 'taizhang', browser: 'taizhang-browser', turn: 'taizhang-turn' } as const

/** Seconds that each is kept; the session ends with the browser. */
const seconds = { session: null, browser: 180 * 86_400, turn: 600 } as const

// `__Host-` makes browsers refuse the cookie unless it is Secure, for this host only and for the
// whole site; on plain http, which serves this machine alone, it cannot be used.
function nameOf(serverAddress: ServerAddress, kind: CookieKind): string {
  return serverAddress.secure ? `__Host-${names[kind]}` : names[kind]
}

/** The secret in a cookie of a request. */
export function secretIn(
  serverAddress: ServerAddress,
  kind: CookieKind,
  cookies: string | null,
): string | null {
  const name = nameOf(serverAddress, kind)
  for (const one of cookies?.split(';') ?? []) {
    const at = one.indexOf('=')
    if (at > 0 && one.slice(0, at).trim() === name) return one.slice(at + 1).trim() || null
  }
  return null
}

/** `Set-Cookie` for a new secret, or, for null, one that takes it away. */
export function cookieFor(
  serverAddress: ServerAddress,
  kind: CookieKind,
  secret: string | null,
): string {
  const rest = `Path=/; HttpOnly; SameSite=Lax${serverAddress.secure ? '; Secure' : ''}`
  const age = secret === null ? 0 : seconds[kind]
  return `${nameOf(serverAddress, kind)}=${secret ?? ''}; ${age === null ? '' : `Max-Age=${age}; `}${rest}`
}
