import { isIP } from 'node:net'
import type { PasskeyPlace } from '../app/ports/passkey-ports.ts'
import type { ServerAddress } from './guard-origin.ts'

/**
 * Where the caller's page stands, by the name that it was asked under (`guardHost` has looked at
 * it). Null where no passkey works: at an address in digits, and without encryption under any name
 * but `localhost`.
 */
export function passkeyPlace(
  serverAddress: ServerAddress,
  host: string | null,
): PasskeyPlace | null {
  const shown = serverAddress.publicUrl === null ? null : new URL(serverAddress.publicUrl)
  const isShown = shown !== null && (host === null || shown.host === host)
  const name = isShown ? shown.hostname : (host ?? '').replace(/:\d+$/, '').toLowerCase()
  if (name === '' || isIP(name.replace(/^\[|\]$/g, '')) !== 0) return null
  const isSecure = isShown ? shown.protocol === 'https:' : serverAddress.secure
  if (!isSecure && name !== 'localhost') return null
  const scheme = isSecure ? 'https' : 'http'
  return { rpId: name, origin: isShown ? shown.origin : `${scheme}://${host ?? ''}` }
}
