import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import { annexOfFile } from './annex-file.ts'
import type { GivenAnnex } from './apply-words.ts'
import { broken, note } from './findings.ts'
import { packFindings } from './pack-findings.ts'
import type { RecordsBehind } from './records-behind.ts'
import type { Finding, Verification } from './verification.ts'
import { recordsIn, verifyReport } from './verify-report.ts'

/** A file, and what was given beside it. */
export interface GivenFiles {
  readonly file: SealedFile
  /** A year pack, where the file lost its evidence; or the other of report and annex. */
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
  const { file, beside, annex } = inTheirParts(given)
  const found = verifyReport(crypto, {
    carried: file.sealedText ?? beside?.sealedText ?? null,
    words: file.words,
    annex,
    ...logOf(file, beside),
    key: keyOf(given),
  })
  const alone = annexOfFile(file)
  if (alone !== null && found.state === 'unmarked') {
    const named = `《${alone.title}》${alone.digest === null ? '' : `（${alone.digest}）`}`
    return { ...found, findings: [broken('annex.alone', named)] }
  }
  const findings = [
    ...[file, ...(beside ? [beside] : [])].flatMap((one) => packFindings(crypto, one)),
    ...pdfFindings(given),
    ...(beside !== null && isUnused(beside, file) ? [note('beside.unused')] : []),
  ]
  const isSound = findings.every(({ weight }) => weight !== 'broken')
  return { ...found, holds: found.holds && isSound, findings: [...found.findings, ...findings] }
}

/**
 * What the records behind the claims of the same files say, which were verified. Looked up apart:
 * it takes half as long again.
 */
export function recordsOfFiles(
  crypto: LogCrypto,
  given: GivenFiles,
  { claims }: Pick<Verification, 'claims'>,
): RecordsBehind {
  const { file, beside } = inTheirParts(given)
  const sealed = parseSealed(file.sealedText ?? beside?.sealedText ?? '')
  const { entries } = logOf(file, beside)
  if (sealed === null) return new Map()
  return recordsIn(crypto, sealed, { claims, key: keyOf(given), entries })
}

/** The log of whichever file brings one, with the checkpoint that came with it. */
function logOf(file: SealedFile, beside: SealedFile | null) {
  const { entries = null, checkpoint = null } = (file.entries === null ? beside : file) ?? {}
  return { entries, checkpoint }
}

function keyOf({ key }: Pick<GivenFiles, 'key'>): string | null {
  return key === null || key.trim() === '' ? null : key.trim()
}

/** Which file is the report and which its annex, in whatever order they were given. */
function inTheirParts({ file, beside }: Pick<GivenFiles, 'file' | 'beside'>): {
  readonly file: SealedFile
  readonly beside: SealedFile | null
  readonly annex: GivenAnnex | null
} {
  for (const [one, other] of [
    [beside, file],
    [file, beside],
  ]) {
    const of = one ? annexOfFile(one) : null
    if (one?.words && of && other)
      return { file: other, beside: null, annex: { words: one.words, of } }
  }
  return { file, beside, annex: null }
}

/** It shows nothing of the report that the file's own evidence does not show. */
function isUnused(beside: SealedFile, file: SealedFile): boolean {
  const { packFiles, records, entries, sealedText } = beside
  const isPack = packFiles != null || records !== undefined
  const isWholeLog = file.entries === null && entries !== null
  if (file.sealedText === null || isPack || isWholeLog) return false
  return sealedText !== file.sealedText
}

function pdfFindings({ file, isSameWhenSet }: GivenFiles): readonly Finding[] {
  if (file.kind !== 'pdf' || file.sealedText === null) return []
  if (isSameWhenSet === undefined) return [broken('pdf.words')]
  return [isSameWhenSet ? note('pdf.exact') : broken('pdf.other')]
}
