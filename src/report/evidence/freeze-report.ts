import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { FrozenReport, SealedReport } from './evidence.ts'

/** The digest that a `sign` entry carries: SHA-256 (base64) of the frozen report's text. */
export function frozenDigest(crypto: LogCrypto, { document, evidence }: FrozenReport): string {
  return toBase64(crypto.sha256(canonicalJson({ document, evidence })))
}

/** Freezes a report: from here on its words and evidence are what one digest stands for. */
export function freezeReport(
  crypto: LogCrypto,
  { document, evidence }: FrozenReport,
): { readonly frozen: FrozenReport; readonly digest: string } {
  // What is signed is what will be read back: plain JSON, without keys that have no value.
  const frozen = JSON.parse(JSON.stringify({ document, evidence })) as FrozenReport
  return { frozen, digest: frozenDigest(crypto, frozen) }
}

/** What a file carries once the signing entry is proved; without one it is a draft. */
export function sealReport({
  document,
  evidence,
  signing,
  keyChanges = [],
}: FrozenReport & Pick<SealedReport, 'signing' | 'keyChanges'>): SealedReport {
  const changed = keyChanges.length === 0 ? {} : { keyChanges }
  return { v: 1, document, evidence, signing, ...changed }
}

/** The text that files carry. Canonical, so that no byte of it can be other than it is. */
export function sealedText(sealed: SealedReport): string {
  return canonicalJson(sealed)
}
