import { toUtf8 } from '../../log/utf8.ts'

/**
 * What a passkey signs: a report, a call or a duty list that goes down, what became of a report.
 */
export type SignedThing = 'report' | 'call' | 'duty list' | 'reply'

/**
 * What an authenticator is asked to sign: a line that says what it is, and a digest (base64) of it.
 * A signature of anything else, a sign-in for one, is none of it; nor is one of a report that of a
 * call.
 */
export function signingChallenge(digest: string, what: SignedThing = 'report'): Uint8Array {
  return toUtf8(`taizhang ${what} signature v1\n${digest}\n`)
}
