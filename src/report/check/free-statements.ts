import type { Place } from '../../ledger/fault.ts'
import { blockText, openingText } from '../block-text.ts'
import type { Block, ReportDocument, StatedAlone } from '../document.ts'
import { readReport } from '../read/read-report.ts'
import type { ReadClaim } from '../read/reading.ts'
import type { Span } from '../span.ts'
import { blankMark } from './number-text.ts'
import { clauseAt } from './said-where.ts'

/** Something that the text says outside every claim: nothing but the signature answers for it. */
export interface FreeStatement {
  /** `title`; `blocks` and index, or `attachments` and both indexes, then where in that text. */
  readonly at: Place
  /** Index of its block; null where it stands in the title or in an attachment. */
  readonly block: number | null
  /** What the reader takes it for; `year`: another year than the report's. */
  readonly kind: ReadClaim['kind'] | 'year'
  readonly words: string
  /** The sentence that it stands in, with … for bound words: what is accepted by name. */
  readonly sentence: string
  /** Null for a year. */
  readonly read: ReadClaim | null
}

/**
 * Every number, assertion and foreign year in the running text that no claim carries, that of
 * attachments included. Blanks are among them; tables are not, since those of records look like
 * those that were typed.
 */
export function freeStatements(document: ReportDocument): FreeStatement[] {
  const { year, title, blocks, paper } = document
  const attachments = paper?.attachments ?? []
  const around = { year, attached: attachments.map(({ titleLines }) => titleLines.join('')) }
  const inTitle = foreignYears(title, { ...around, bound: [] }).map(({ kind, words, read }) => ({
    kind,
    words,
    read,
    at: ['title'],
    block: null,
    sentence: title.trim(),
  }))
  const inText = blocks.flatMap((block, index) =>
    statementsIn(block, around).map(({ start, ...found }) => ({
      ...found,
      at: ['blocks', index, start],
      block: index,
    })),
  )
  const inAttachments = attachments.flatMap((one, order) =>
    one.blocks.flatMap((block, index) =>
      statementsIn(block, around).map(({ start, ...found }) => ({
        ...found,
        at: ['attachments', order, index, start],
        block: null,
      })),
    ),
  )
  return [...inTitle, ...inText, ...inAttachments]
}

/** Whether somebody accepted the sentence of this statement, as it reads now. */
export function isAccepted(
  { sentence }: Pick<FreeStatement, 'sentence'>,
  { stated = [] }: Pick<ReportDocument, 'stated'>,
): boolean {
  return stated.some((one) => one.sentence === sentence)
}

/** The accepted sentences that the text still says, with how many statements each stands for. */
export function statedIn(
  document: ReportDocument,
  accepted: readonly { readonly sentence: string; readonly by: string }[],
): readonly StatedAlone[] {
  const free = freeStatements(document).filter(({ read }) => read?.state !== 'blank')
  return accepted.flatMap(({ sentence, by }) => {
    const own = free.filter((one) => one.sentence === sentence)
    const count = own.filter(({ kind }) => kind !== 'year').length
    return own.length === 0 ? [] : [{ sentence, count, by }]
  })
}

/** What foreign years are judged by. */
interface Around {
  readonly year: number
  /** Titles of what is attached, which name a document as 《》 do. */
  readonly attached: readonly string[]
}

type FoundIn = Omit<FreeStatement, 'at' | 'block'> & { readonly start: number }

function statementsIn(block: Block, around: Around): FoundIn[] {
  if (block.kind === 'table') return []
  const text = blockText(block)
  const bound = boundSpans(block)
  const headed = headedUpTo(block)
  const read = readReport(text)
    .claims.filter((one) => !bound.some((span) => meet(span, one)))
    // A heading names a subject; what it says of it stands below.
    .filter(({ kind, start }) => start >= headed || (kind !== 'plan' && kind !== 'problem'))
    .map((one) => ({ start: one.start, kind: one.kind, words: one.text, read: saidYet(one, text) }))
  return [...read, ...foreignYears(text, { ...around, bound })]
    .sort((one, other) => one.start - other.start)
    .map((one) => ({ ...one, sentence: sentenceAt(text, one.start, bound) }))
}

/** 下一步打算：X announces what is still to be written, and says nothing to answer for. */
function saidYet(read: ReadClaim, text: string): ReadClaim {
  const gap = `：${blankMark}`
  const isGap = read.text.endsWith(gap) || text.startsWith(gap, read.end)
  return isGap ? { ...read, state: 'blank' } : read
}

function meet(one: Span, other: Span): boolean {
  return one.start < other.end && other.start < one.end
}

/** Where the words of a heading, also of one that runs in, end. */
function headedUpTo(block: Exclude<Block, { kind: 'table' }>): number {
  return (block.kind === 'heading' ? blockText(block) : openingText(block)).length
}

/** Where bound words lie in the text of a block, as `blockText` writes it, and of which claim. */
export function boundSpans(block: Block): (Span & { readonly claim: string })[] {
  if (block.kind === 'table') return []
  const runIn = block.kind === 'paragraph' ? block.runIn : undefined
  const marker = block.kind === 'heading' ? block.marker : (runIn?.marker ?? '')
  const spans: (Span & { claim: string })[] = []
  let at = marker.length
  for (const inline of [...(runIn?.inlines ?? []), ...block.inlines]) {
    const end = at + inline.text.length
    if (inline.kind === 'claim') spans.push({ start: at, end, claim: inline.claim })
    at = end
  }
  return spans
}

const sentenceEnd = /[。！？；\n]/

function sentenceAt(text: string, at: number, bound: readonly Span[]): string {
  let from = at
  while (from > 0 && !sentenceEnd.test(text[from - 1] ?? '')) from -= 1
  let to = at
  while (to < text.length && !sentenceEnd.test(text[to] ?? '')) to += 1
  let words = ''
  let seen = from
  for (const span of bound) {
    if (span.end <= from || span.start >= to) continue
    words += `${text.slice(seen, Math.max(seen, span.start))}…`
    seen = Math.min(to, span.end)
  }
  return (words + text.slice(seen, to)).trim()
}

const aYear = /(?<!\d)((?:19|20)\d{2})(?=年)/g
/** 海档〔2024〕3号 and 《2024年要点》 name a document by its own year. */
const named = /〔[^〔〕\n]{0,40}〕|《[^《》\n]{0,200}》/g
/** Last year's number beside this year's, and what has gone on since. */
const compared = /比|较|上年|以来|至今|自(?:19|20)\d{2}年/
/** The year that follows is where plans are made. */
const planned = /计划|打算|下一步|将|拟|安排|力争|思路|目标|展望|谋划/

/** Years other than the report's, but for names of documents, comparisons and next year's plans. */
function foreignYears(
  text: string,
  { year, attached, bound }: Around & { readonly bound: readonly Span[] },
): Omit<FoundIn, 'sentence'>[] {
  const names = [
    ...Array.from(text.matchAll(named), ({ 0: name, index }) => spanOf(name, index)),
    ...attached.flatMap((name) => {
      const start = text.indexOf(name)
      return start < 0 ? [] : [spanOf(name, start)]
    }),
  ]
  return Array.from(text.matchAll(aYear)).flatMap(({ 0: digits, index: start }) => {
    const place = { start, end: start + digits.length }
    if ([...names, ...bound].some((span) => meet(span, place))) return []
    const around = clauseAt(text, place)
    const clause = text.slice(around.start, around.end)
    const said = Number(digits)
    const isUsual =
      said === year ||
      (said < year && compared.test(clause)) ||
      (said === year + 1 && planned.test(clause))
    return isUsual ? [] : [{ start, kind: 'year' as const, words: `${digits}年`, read: null }]
  })
}

function spanOf(words: string, start: number): Span {
  return { start, end: start + words.length }
}
