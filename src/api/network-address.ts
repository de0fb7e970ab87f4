import type { Context } from 'hono'
import type { ServerAddress } from './guard-origin.ts'

/** What the Node server hands on; absent where the app is asked without a socket. */
interface NodeBindings {
  readonly incoming?: { readonly socket?: { readonly remoteAddress?: string } }
}

/** Where a request came from, for the throttle. */
export function networkAddress(
  serverAddress: Pick<ServerAddress, 'trustedProxy'>,
  context: Context,
): string {
  const incoming = (context.env as NodeBindings | undefined)?.incoming
  const direct = incoming?.socket?.remoteAddress ?? 'unknown'
  // Only the last hop is written by the proxy we trust; what stands before it anybody can send.
  const last = context.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  return serverAddress.trustedProxy && last ? last : direct
}
