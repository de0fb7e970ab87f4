import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Call } from './call.ts'
import type { DutyList } from './duty-list.ts'

/**
 * Digest (base64) of a call or a duty list as its signer's passkey signs it: all that it asks and
 * of whom, and the record that it is. Computed anew from what a sealed file opens.
 */
export function signedOver(crypto: LogCrypto, record: string, said: Call | DutyList): string {
  return toBase64(crypto.sha256(canonicalJson({ record, said: plain(said) })))
}

function plain(said: Call | DutyList): Parameters<typeof canonicalJson>[0] {
  return JSON.parse(JSON.stringify(said)) as Parameters<typeof canonicalJson>[0]
}
