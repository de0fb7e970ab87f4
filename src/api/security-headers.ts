import type { ServerAddress } from './guard-origin.ts'

const yearSeconds = 31_536_000

/** Headers that go with every answer. */
export function commonHeaders(serverAddress: ServerAddress): Record<string, string> {
  return {
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
    // Of a self-signed certificate browsers ignore it; of any other it closes the way back to http.
    ...(serverAddress.secure ? { 'strict-transport-security': `max-age=${yearSeconds}` } : {}),
  }
}

/** What a page may load and do: scripts and styles of this server only, nothing from elsewhere. */
export const pagePolicy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join('; ')

/**
 * For the frame that papers are looked at in: an origin of its own, which only this page may show;
 * it runs scripts and decoders of this server, which talk to nobody that has not given them bytes.
 */
export const lookingPolicy = [
  'sandbox allow-scripts',
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  'worker-src blob:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'self'",
].join('; ')

/** For the page of the interface: a style sheet of this server, nothing that runs. */
export const docsPolicy = "default-src 'none'; style-src 'self'; frame-ancestors 'none'"

/** For answers that are no page: nothing in them may ever run or be framed. */
export const nothingPolicy = "default-src 'none'; frame-ancestors 'none'"
