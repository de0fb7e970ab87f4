import type { Label } from '../../ledger/label.ts'
import { annexOf } from '../evidence/annex.ts'
import { documentLines, mastheadOf } from '../evidence/document-lines.ts'
import type { DocumentLine } from '../evidence/document-lines.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import type { DocxDisplay } from '../file/display/trick.ts'
import { compareLines, plainWords } from './compare-lines.ts'
import type { LineChange } from './compare-lines.ts'
import { displayFindings } from './display-findings.ts'
import { broken, note, ofText } from './findings.ts'
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

/** A report after its words were looked at. */
interface WordedReport {
  readonly claims: readonly ClaimResult[]
  readonly findings: readonly Finding[]
}

/** Findings of one kind that are listed; a file of another report differs everywhere. */
const listedMax = 40

/** Compares the words of a file with those that were frozen, and marks the claims that changed. */
export function applyWords(
  judged: {
    readonly sealed: SealedReport
    readonly claims: readonly ClaimResult[]
    /** The verdicts that the annex was written with. */
    readonly annexed: readonly ClaimResult[]
    readonly signed: SignedBy | null
    readonly digest: string
  },
  words: GivenWords | null,
): WordedReport {
  const { sealed, claims, annexed } = judged
  if (words === null) return { claims, findings: [note('text.absent')] }
  const found = words.text.split('\n').filter((line) => plainWords(line) !== '')
  const { document } = sealed
  const withHead = plainWords(found[0] ?? '') === plainWords(mastheadOf(document))
  const annex = annexOf(sealed, { ...judged, claims: annexed })
  const expected = documentLines(document, annex, { withHead })
  const changes = compareLines(expected, found)
  const hidden = words.hidden.map(plainWords).filter((one) => one !== '')
  return {
    claims: claims.map((claim) => afterChanges(claim, changes)),
    findings: [
      ...changes.slice(0, listedMax).map(findingOf),
      ...(hidden.length > 0 ? [broken('text.hidden', quoted(hidden.join(' ')))] : []),
      ...(words.display
        ? displayFindings(words.display, { code: annex.address, signed: expected })
        : []),
    ],
  }
}

function afterChanges(
  claim: ClaimResult,
  changes: readonly LineChange<DocumentLine>[],
): ClaimResult {
  for (const change of changes) {
    if (change.kind === 'added') continue
    const own = change.expected.claims.filter((one) => one.claim === claim.claim)
    if (own.length === 0) continue
    if (change.kind === 'removed')
      return { ...claim, verdict: 'missing', sentence: gone, kept: null }
    const isShown = own.every(({ text }) => plainWords(change.found).includes(plainWords(text)))
    if (!isShown) return { ...claim, verdict: 'changed', sentence: differ(change), kept: null }
  }
  return claim
}

const gone: Label = {
  zh: '这段文字从文件里删去了',
  en: 'These words were removed from the file',
}

function findingOf(change: LineChange<DocumentLine>): Finding {
  switch (change.kind) {
    case 'changed':
      return ofText('text.changed', differ(change))
    case 'removed':
      return ofText('text.removed', removed(change.expected))
    case 'added':
      return ofText('text.added', added(change))
  }
}

function removed({ place, text }: DocumentLine): Label {
  return {
    zh: `${place.zh}被删去，签发时为“${quoted(text)}”`,
    en: `${place.en} was removed; when signed it said “${quoted(text)}”`,
  }
}

function added({ after, found }: Extract<LineChange<DocumentLine>, { kind: 'added' }>): Label {
  const zh = after ? `${after.place.zh}之后` : '文首'
  const en = after ? `after ${after.place.en}` : 'at the beginning'
  return {
    zh: `${zh}多出“${quoted(found)}”，签发时没有`,
    en: `“${quoted(found)}” was added ${en}; it was not there when signed`,
  }
}

/** 正文第3段“12次”，签发时为“11次”: the words around the first difference, numbers whole. */
function differ({
  expected,
  found,
}: Extract<LineChange<DocumentLine>, { kind: 'changed' }>): Label {
  const { place } = expected
  const [now, then] = difference(plainWords(found), plainWords(expected.text))
  return {
    zh: `${place.zh}“${now}”，签发时为“${then}”`,
    en: `${place.en}: “${now}”, when signed it was “${then}”`,
  }
}

/** What differs of two texts, grown to whole numbers and a character on either side. */
function difference(now: string, then: string): [string, string] {
  let start = 0
  const least = Math.min(now.length, then.length)
  while (start < least && now[start] === then[start]) start += 1
  let ends = 0
  while (ends < least - start && now.at(-1 - ends) === then.at(-1 - ends)) ends += 1
  while (start > 0 && /[\d.,]/.test(now[start - 1] ?? '')) start -= 1
  while (ends > 0 && /[\d.,%]/.test(now.at(-ends) ?? '')) ends -= 1
  if (ends > 0) ends -= 1
  const cut = (text: string) => quoted(text.slice(start, text.length - ends))
  if (cut(now) === '' || cut(then) === '') start = Math.max(0, start - 2)
  return [cut(now), cut(then)]
}

const quotedMax = 60

function quoted(text: string): string {
  const plain = [...plainWords(text)]
  return plain.length <= quotedMax ? plain.join('') : `${plain.slice(0, quotedMax).join('')}…`
}
