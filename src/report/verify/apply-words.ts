import type { Label } from '../../ledger/label.ts'
import type { DocumentLine } from '../evidence/document-lines.ts'
import { annexFileLines, documentLines } from '../evidence/document-lines.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import type { DocxDisplay } from '../file/display/trick.ts'
import { mastheadOf } from '../red-head.ts'
import type { Annex } from './annex.ts'
import { annexOf } from './annex.ts'
import type { LineChange } from './compare-lines.ts'
import { compareLines, shownWords } from './compare-lines.ts'
import { displayFindings } from './display-findings.ts'
import { broken, note } from './findings.ts'
import { withJoinedTitles } from './joined-titles.ts'
import type { LinesAre } from './line-findings.ts'
import { lineFinding, quoted } from './line-findings.ts'
import type { ClaimResult, Finding, SignedBy } from './verification.ts'

/** The words of a file as a reader gives them. */
export interface GivenWords {
  /** A line a paragraph. */
  readonly text: string
  /** Words that the file holds but does not show. */
  readonly hidden: readonly string[]
  /** What a Word file shows otherwise than its text says; absent where there was no such file. */
  readonly display?: DocxDisplay
}

/** Which report a file of 核验说明 is about, as it says itself. */
export interface NamedReport {
  readonly title: string
  /** Digest (base64); null where the line is gone. */
  readonly digest: string | null
}

/** The words of 核验说明 where it is a file of its own, and the report that it names. */
export interface GivenAnnex {
  readonly words: GivenWords
  readonly of: NamedReport
}

/** A report after its words were looked at. */
interface WordedReport {
  readonly claims: readonly ClaimResult[]
  readonly findings: readonly Finding[]
}

/** Findings of one kind that are listed; a file of another report differs everywhere. */
const listedMax = 40

/**
 * Compares the words of a file with those that were frozen, and marks the claims that changed. An
 * annex that is a file of its own is compared where it is given; without it nothing is missing.
 */
export function applyWords(
  judged: {
    readonly sealed: SealedReport
    readonly claims: readonly ClaimResult[]
    /** The verdicts that the annex was written with. */
    readonly annexed: readonly ClaimResult[]
    readonly signed: SignedBy | null
    readonly digest: string
    /** Whether a signature holds over the evidence that the words are held against. */
    readonly are: LinesAre
  },
  { words, annex: given = null }: { words: GivenWords | null; annex?: GivenAnnex | null },
): WordedReport {
  const { sealed, claims, annexed, digest, are } = judged
  const { document } = sealed
  const annex = annexOf(sealed, { ...judged, claims: annexed })
  const besides = given
    ? annexFindings(given, { digest, are, annex, expected: annexFileLines(document, annex) })
    : []
  if (words === null) {
    return { claims, findings: [note('text.absent'), ...besides] }
  }
  const within = document.paper?.annex === 'apart' ? null : annex
  const found = withJoinedTitles(linesOf(words), document)
  const masthead = shownWords(mastheadOf(document))
  const withHead = found
    .slice(0, document.paper?.urgency ? 2 : 1)
    .some((line) => shownWords(line) === masthead)
  const expected = documentLines(document, within, { withHead })
  const changes = compareLines(expected, found)
  const shown = shownFindings(words, { code: within?.address ?? null, expected })
  return {
    claims: claims.map((claim) => afterChanges(claim, changes, are)),
    findings: [
      ...changes.slice(0, listedMax).map((one) => lineFinding(one, are)),
      ...shown,
      ...besides,
    ],
  }
}

function linesOf({ text }: GivenWords): string[] {
  return text.split('\n').filter((line) => shownWords(line) !== '')
}

function annexFindings(
  { words, of }: GivenAnnex,
  signed: {
    readonly digest: string
    readonly are: LinesAre
    readonly annex: Annex
    readonly expected: readonly DocumentLine[]
  },
): readonly Finding[] {
  const { digest, are, annex, expected } = signed
  if (of.digest !== null && of.digest !== digest) return [broken('annex.other', of.title)]
  // Above the annex stands the title of the report, wherever somebody broke it.
  const lines = linesOf(words)
  const found = [
    of.title,
    ...lines.slice(lines.findIndex((one) => shownWords(one) === annex.title)),
  ]
  return [
    ...compareLines(expected, found)
      .slice(0, listedMax)
      .map((one) => lineFinding(one, are)),
    ...shownFindings(words, { code: annex.address, expected }),
    note('annex.compared'),
  ]
}

function shownFindings(
  { hidden: given, display }: GivenWords,
  { code, expected }: { readonly code: string | null; readonly expected: readonly DocumentLine[] },
): readonly Finding[] {
  const hidden = given.map(shownWords).filter((one) => one !== '')
  return [
    ...(hidden.length > 0 ? [broken('text.hidden', quoted(hidden.join(' ')))] : []),
    ...(display ? displayFindings(display, { code, signed: expected }) : []),
  ]
}

function afterChanges(
  claim: ClaimResult,
  changes: readonly LineChange<DocumentLine>[],
  are: LinesAre,
): ClaimResult {
  for (const change of changes) {
    // A paragraph that was moved says the same words; the file fails over it all the same.
    if (change.kind === 'added' || change.kind === 'moved') continue
    const own = change.expected.claims.filter((one) => one.claim === claim.claim)
    if (own.length === 0) continue
    if (change.kind === 'removed')
      return { ...claim, verdict: 'missing', sentence: gone[are], kept: null }
    const isShown = own.every(({ text }) => shownWords(change.found).includes(shownWords(text)))
    if (!isShown)
      return { ...claim, verdict: 'changed', sentence: altered(change, are), kept: null }
  }
  return claim
}

const gone: { readonly [are in LinesAre]: Label } = {
  signed: { zh: '这段文字从文件里删去了', en: 'These words were removed from the file' },
  carried: {
    zh: '这段文字只在证据里有，文件上没有',
    en: 'These words stand only in the evidence, not in the file',
  },
}

/** What exactly was changed the finding about the line says. */
function altered({ expected: { place } }: { expected: DocumentLine }, are: LinesAre): Label {
  if (are === 'carried') {
    return {
      zh: `文件上的文字与证据里的不同，见${place.zh}`,
      en: `The file says other words than the evidence; see ${place.en}`,
    }
  }
  return {
    zh: `文字已不是签发时的，改动见${place.zh}`,
    en: `These are not the words that were signed; see ${place.en}`,
  }
}
