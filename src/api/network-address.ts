import type { ServerAddress } from './guard-origin.ts'
import type { HttpRequest } from './http.ts'

/** Where a request came from, for the throttle. */
export function networkAddress(
  serverAddress: Pick<ServerAddress, 'trustedProxy'>,
  { remote, header }: Pick<HttpRequest, 'remote' | 'header'>,
): string {
  // Only the last hop is written by the proxy we trust; what stands before it anybody can send.
  const last = header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return serverAddress.trustedProxy && last ? last : remote
}
