import type { LogCrypto } from '../../log/log-crypto.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { packFindings } from './pack-findings.ts'
import type { Verification } from './verification.ts'
import { verifyReport } from './verify-report.ts'

/** A file, and where it lost its evidence a year pack beside it. */
export interface GivenFiles {
  readonly file: SealedFile
  readonly beside: SealedFile | null
  /** Verifier key of the log, or null. */
  readonly key: string | null
}

/**
 * Verifies a file as it was read. The words are those of the file; the evidence is the file's own,
 * or the pack's where the file carries none; the whole log comes from whichever has it.
 */
export function verifyFiles(crypto: LogCrypto, { file, beside, key }: GivenFiles): Verification {
  const found = verifyReport(crypto, {
    carried: file.sealedText ?? beside?.sealedText ?? null,
    words: file.words,
    entries: file.entries ?? beside?.entries ?? null,
    key: key === null || key.trim() === '' ? null : key.trim(),
  })
  const findings = [file, ...(beside ? [beside] : [])].flatMap((one) => packFindings(crypto, one))
  if (findings.length === 0) return found
  return { ...found, holds: false, findings: [...found.findings, ...findings] }
}
