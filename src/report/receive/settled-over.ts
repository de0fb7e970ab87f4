import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'

/** What a receiver says of a report. */
export interface SaidOfReport {
  /** Digest (base64) that the signature of the report stands over. */
  readonly digest: string
  readonly step: string
  readonly reasons: string | null
}

/** Digest (base64) of what a receiver says of a report, as a passkey signs it. */
export function settledOver(crypto: LogCrypto, { digest, step, reasons }: SaidOfReport): string {
  return toBase64(crypto.sha256(canonicalJson({ digest, step, reasons })))
}
