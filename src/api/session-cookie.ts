import type { Door } from './guard-origin.ts'

// `__Host-` makes browsers refuse the cookie unless it is Secure, for this host only and for the
// whole site; on plain http, which serves this machine alone, it cannot be used.
function nameOf(door: Door): string {
  return door.secure ? '__Host-taizhang' : 'taizhang'
}

/** The secret in the cookie of a request. */
export function secretIn(door: Door, cookies: string | null): string | null {
  const name = nameOf(door)
  for (const one of cookies?.split(';') ?? []) {
    const at = one.indexOf('=')
    if (at > 0 && one.slice(0, at).trim() === name) return one.slice(at + 1).trim() || null
  }
  return null
}

/** `Set-Cookie` for a new secret, or, for null, one that takes it away. It ends with the browser. */
export function cookieFor(door: Door, secret: string | null): string {
  const rest = `Path=/; HttpOnly; SameSite=Lax${door.secure ? '; Secure' : ''}`
  return secret === null
    ? `${nameOf(door)}=; Max-Age=0; ${rest}`
    : `${nameOf(door)}=${secret}; ${rest}`
}
