import { toUtf8 } from '../../log/utf8.ts'

/**
 * What an authenticator is asked to sign for a report: a line that says what it is, and the
 * digest (base64) that the `sign` entry carries. A signature of anything else, a sign-in for one,
 * is none of a report.
 */
export function signingChallenge(digest: string): Uint8Array {
  return toUtf8(`taizhang report signature v1\n${digest}\n`)
}
