import type { LogCrypto } from '../../log/log-crypto.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { broken, note } from './findings.ts'
import { packFindings } from './pack-findings.ts'
import type { Finding, Verification } from './verification.ts'
import { verifyReport } from './verify-report.ts'

/** A file, and where it lost its evidence a year pack beside it. */
export interface GivenFiles {
  readonly file: SealedFile
  readonly beside: SealedFile | null
  /** Verifier key of the log, or null. */
  readonly key: string | null
  /**
   * Of a PDF: whether its evidence, set again, gives the same bytes. Its words cannot be read back
   * for certain, so nothing else speaks for them; absent where it could not be set again.
   */
  readonly isSameWhenSet?: boolean
}

/**
 * Verifies a file as it was read. The words are those of the file; the evidence is the file's own,
 * or the pack's where the file carries none; the whole log comes from whichever has it.
 */
export function verifyFiles(crypto: LogCrypto, given: GivenFiles): Verification {
  const { file, beside, key } = given
  const found = verifyReport(crypto, {
    carried: file.sealedText ?? beside?.sealedText ?? null,
    words: file.words,
    entries: file.entries ?? beside?.entries ?? null,
    key: key === null || key.trim() === '' ? null : key.trim(),
  })
  const findings = [
    ...[file, ...(beside ? [beside] : [])].flatMap((one) => packFindings(crypto, one)),
    ...pdfFindings(given),
  ]
  const isSound = findings.every(({ weight }) => weight !== 'broken')
  return { ...found, holds: found.holds && isSound, findings: [...found.findings, ...findings] }
}

function pdfFindings({ file, isSameWhenSet }: GivenFiles): readonly Finding[] {
  if (file.kind !== 'pdf' || file.sealedText === null) return []
  if (isSameWhenSet === undefined) return [broken('pdf.words')]
  return [isSameWhenSet ? note('pdf.exact') : broken('pdf.other')]
}
