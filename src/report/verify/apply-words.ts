import type { Label } from '../../ledger/label.ts'
import { annexOf } from '../evidence/annex.ts'
import type { Annex } from '../evidence/annex.ts'
import { annexFileLines, documentLines } from '../evidence/document-lines.ts'
import type { DocumentLine } from '../evidence/document-lines.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import type { DocxDisplay } from '../file/display/trick.ts'
import { mastheadOf } from '../red-head.ts'
import { compareLines, plainWords } from './compare-lines.ts'
import type { LineChange } from './compare-lines.ts'
import { displayFindings } from './display-findings.ts'
import { broken, note, ofText } from './findings.ts'
import { withJoinedTitles } from './joined-titles.ts'
import { phraseChanges } from './phrase-changes.ts'
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
  },
  { words, annex: given = null }: { words: GivenWords | null; annex?: GivenAnnex | null },
): WordedReport {
  const { sealed, claims, annexed, digest } = judged
  const { document } = sealed
  const annex = annexOf(sealed, { ...judged, claims: annexed })
  const besides = given
    ? annexFindings(given, { digest, annex, expected: annexFileLines(document, annex) })
    : []
  if (words === null) {
    return { claims, findings: [note('text.absent'), ...besides] }
  }
  const within = document.paper?.annex === 'apart' ? null : annex
  const found = withJoinedTitles(linesOf(words), document)
  const masthead = plainWords(mastheadOf(document))
  const withHead = found
    .slice(0, document.paper?.urgency ? 2 : 1)
    .some((line) => plainWords(line) === masthead)
  const expected = documentLines(document, within, { withHead })
  const changes = compareLines(expected, found)
  const shown = shownFindings(words, { code: within?.address ?? null, expected })
  return {
    claims: claims.map((claim) => afterChanges(claim, changes)),
    findings: [...changes.slice(0, listedMax).map(findingOf), ...shown, ...besides],
  }
}

function linesOf({ text }: GivenWords): string[] {
  return text.split('\n').filter((line) => plainWords(line) !== '')
}

function annexFindings(
  { words, of }: GivenAnnex,
  signed: {
    readonly digest: string
    readonly annex: Annex
    readonly expected: readonly DocumentLine[]
  },
): readonly Finding[] {
  const { digest, annex, expected } = signed
  if (of.digest !== null && of.digest !== digest) return [broken('annex.other', of.title)]
  // Above the annex stands the title of the report, wherever somebody broke it.
  const lines = linesOf(words)
  const found = [
    of.title,
    ...lines.slice(lines.findIndex((one) => plainWords(one) === annex.title)),
  ]
  return [
    ...compareLines(expected, found).slice(0, listedMax).map(findingOf),
    ...shownFindings(words, { code: annex.address, expected }),
    note('annex.compared'),
  ]
}

function shownFindings(
  { hidden: given, display }: GivenWords,
  { code, expected }: { readonly code: string | null; readonly expected: readonly DocumentLine[] },
): readonly Finding[] {
  const hidden = given.map(plainWords).filter((one) => one !== '')
  return [
    ...(hidden.length > 0 ? [broken('text.hidden', quoted(hidden.join(' ')))] : []),
    ...(display ? displayFindings(display, { code, signed: expected }) : []),
  ]
}

function afterChanges(
  claim: ClaimResult,
  changes: readonly LineChange<DocumentLine>[],
): ClaimResult {
  for (const change of changes) {
    // A paragraph that was moved says the same words; the file fails over it all the same.
    if (change.kind === 'added' || change.kind === 'moved') continue
    const own = change.expected.claims.filter((one) => one.claim === claim.claim)
    if (own.length === 0) continue
    if (change.kind === 'removed')
      return { ...claim, verdict: 'missing', sentence: gone, kept: null }
    const isShown = own.every(({ text }) => plainWords(change.found).includes(plainWords(text)))
    if (!isShown) return { ...claim, verdict: 'changed', sentence: altered(change), kept: null }
  }
  return claim
}

const gone: Label = {
  zh: '这段文字从文件里删去了',
  en: 'These words were removed from the file',
}

/** What exactly was changed the finding about the line says. */
function altered({ expected: { place } }: { expected: DocumentLine }): Label {
  return {
    zh: `文字已不是签发时的，改动见${place.zh}`,
    en: `These are not the words that were signed; see ${place.en}`,
  }
}

function findingOf(change: LineChange<DocumentLine>): Finding {
  switch (change.kind) {
    case 'changed':
      return ofText('text.changed', differ(change))
    case 'removed':
      return ofText('text.removed', removed(change.expected))
    case 'added':
      return ofText('text.added', added(change))
    case 'moved':
      return ofText('text.moved', moved(change))
  }
}

function removed({ place, text }: DocumentLine): Label {
  if (saysItself({ place, text })) return { zh: `${place.zh}被删去`, en: `${place.en} was removed` }
  return {
    zh: `${place.zh}被删去，签发时为“${quoted(text)}”`,
    en: `${place.en} was removed; when signed it said “${quoted(text)}”`,
  }
}

function moved({ expected, after }: Extract<LineChange<DocumentLine>, { kind: 'moved' }>): Label {
  const { place, text } = expected
  const isSaid = saysItself(expected)
  const zh = isSaid ? place.zh : `${place.zh}“${quoted(text)}”`
  const en = isSaid ? place.en : `${place.en}, “${quoted(text)}”,`
  return {
    zh: `${zh}被移到${after ? `${after.place.zh}之后` : '文首'}，文字未变`,
    en: `${en} was moved ${after ? `after ${after.place.en}` : 'to the beginning'}; its words are the same`,
  }
}

/** A heading is called by its words, which are not quoted once more. */
function saysItself({ place, text }: Pick<DocumentLine, 'place' | 'text'>): boolean {
  return place.zh.includes(`“${text}”`)
}

function added({ after, found }: Extract<LineChange<DocumentLine>, { kind: 'added' }>): Label {
  const zh = after ? `${after.place.zh}之后` : '文首'
  const en = after ? `after ${after.place.en}` : 'at the beginning'
  return {
    zh: `${zh}多出“${quoted(found)}”，签发时没有`,
    en: `“${quoted(found)}” was added ${en}; it was not there when signed`,
  }
}

/** Phrases of one line that are told one by one. */
const phrasesMax = 5

/** 正文第3段：“召开会议【11】次”改成了“召开会议【12】次”. */
function differ({
  expected,
  found,
}: Extract<LineChange<DocumentLine>, { kind: 'changed' }>): Label {
  const { place } = expected
  const changes = phraseChanges(plainWords(expected.text), plainWords(found))
  const told = changes.slice(0, phrasesMax)
  const more = changes.length - told.length
  const zh = told.map(
    ({ was, is, alike }) => `“${was}”改成了“${is}”${alike ? `（${alike.zh}）` : ''}`,
  )
  const en = told.map(
    ({ was, is, alike }) => `“${was}” was made “${is}”${alike ? ` (${alike.en})` : ''}`,
  )
  return {
    zh: `${place.zh}：${zh.join('，')}${more > 0 ? `，另有${more}处` : ''}`,
    en: `${place.en}: ${en.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}

const quotedMax = 60

function quoted(text: string): string {
  const plain = [...plainWords(text)]
  return plain.length <= quotedMax ? plain.join('') : `${plain.slice(0, quotedMax).join('')}…`
}
