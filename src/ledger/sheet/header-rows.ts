import { headerWords, plainHeader } from './header-words.ts'
import type { Cell, SheetTable } from './table.ts'
import { isAnyDay } from './written-day.ts'

/** A header of a table: where it stands, and what it says over each column. */
export interface Header {
  /** Places in the rows of the table, counted from 0; -1 and -1: there is none. */
  readonly first: number
  readonly last: number
  /** Of each column the lines over it, from the top; a merged cell says its line once. */
  readonly lines: readonly (readonly string[])[]
}

/** A table that begins with its first record. */
const noHeader: Header = { first: -1, last: -1, lines: [] }
/** Rows in which a header is looked for; above it stand titles and notes at most. */
export const headerRowsMax = 80
const headerCharactersMax = 24
/** Headers that are tried against the fields. */
const triedMax = 4

/** Row number as the sheet shows it. */
export function rowNumber(cells: readonly Cell[]): number {
  return Number(/\d+$/.exec(cells[0]?.address ?? '')?.[0] ?? 0)
}

/** Rows that may be the header, likeliest first; the same with a second line below them. */
export function headersIn({ rows }: SheetTable): readonly Header[] {
  const searched = rows.slice(0, headerRowsMax)
  const likely = searched
    .map((cells, at) => ({ at, score: likeness(cells) }))
    .filter(({ score }) => score >= 1)
    .sort((one, other) => other.score - one.score || one.at - other.at)
    .slice(0, triedMax)
  if (likely.length === 0) return [noHeader]
  return likely.flatMap(({ at }) => {
    const [above, below] = [twoLines(rows, at - 1), twoLines(rows, at)]
    return [...(above ? [above] : []), ...(below ? [below] : []), oneLine(rows, at)]
  })
}

/** How much a row looks like a header: short words, each once, that say what a column holds. */
function likeness(cells: readonly Cell[]): number {
  const texts = new Set(cells.map(({ text }) => text.trim()).filter((text) => text !== ''))
  if (texts.size < 2) return 0
  let score = 0
  for (const text of texts) {
    if (isData(text)) score -= 1
    else if (isHeaderLike(text)) score += 1
  }
  return score
}

function isData(text: string): boolean {
  if (/^[\d.,:%-]+$/.test(text) || text.length > headerCharactersMax) return true
  return isAnyDay(text)
}

function isHeaderLike(text: string): boolean {
  const { heads, rest, plain } = headerWords(text)
  if (plain.length > headerCharactersMax) return false
  return (
    heads.size > 0 ||
    [...rest].some((one) => one.startsWith('does ')) ||
    /^序?号$|^标题$/.test(plain)
  )
}

/** The header of a mapping, which says its rows as the sheet numbers them. */
export function headerAt(
  { rows }: SheetTable,
  { first, last }: { readonly first: number; readonly last: number },
): Header {
  const from = first === 0 ? -1 : rows.findIndex((cells) => rowNumber(cells) === first)
  const to = rows.findIndex((cells) => rowNumber(cells) === last)
  if (from < 0 || to < from) return noHeader
  return linesOver(rows, from, to)
}

function oneLine(rows: SheetTable['rows'], at: number): Header {
  return linesOver(rows, at, at)
}

/** Two lines: below a label that covers several columns stand theirs, below any other nothing. */
function twoLines(rows: SheetTable['rows'], at: number): Header | null {
  const [top, bottom] = [rows[at], rows[at + 1]]
  if (!top || !bottom) return null
  const width = Math.max(top.length, bottom.length)
  if (new Set(top.map(({ text }) => text.trim()).filter((text) => text !== '')).size < 2)
    return null
  // 填表人：… and a day above the header belong to no column.
  if (top.some(({ text }) => /[:：]/.test(text) || isData(text.trim() || '题'))) return null
  let [under, open] = [0, '']
  for (let column = 0; column < width; column += 1) {
    const [upper, lower] = [textAt(top, column), textAt(bottom, column)]
    const isCovered = upper === '' || top[column]?.oddity === 'merged'
    const spans = upper !== '' && textAt(top, column + 1) === upper
    const isOpen = isCovered || spans || textAt(top, column + 1) === ''
    if (upper !== '') open = upper
    if (lower === '' || lower === upper) continue
    // Data below a label that covers one column: this is the first row.
    if (!isOpen || open === '' || isData(lower) || lower.length > headerCharactersMax) return null
    under += 1
  }
  return under > 1 ? linesOver(rows, at, at + 1) : null
}

function textAt(cells: readonly Cell[] | undefined, column: number): string {
  return cells?.[column]?.text.trim() ?? ''
}

/** What stands over each column; a blank beside a label with lines below it says the same. */
function linesOver(rows: SheetTable['rows'], first: number, last: number): Header {
  const taken = rows.slice(first, last + 1)
  const width = taken.reduce((most, cells) => Math.max(most, cells.length), 0)
  const lines = Array.from({ length: width }, () => [] as string[])
  for (const [nth, cells] of taken.entries()) {
    let left = ''
    for (let column = 0; column < width; column += 1) {
      const own = textAt(cells, column)
      const hasBelow = taken.slice(nth + 1).some((below) => textAt(below, column) !== '')
      const text = own === '' && hasBelow ? left : own
      if (own !== '') left = own
      const over = lines[column]
      if (text !== '' && over && over.at(-1) !== text) over.push(text)
    }
  }
  return { first, last, lines }
}

/** Whether a row says the header again. */
export function saysHeader(cells: readonly Cell[], header: Header): boolean {
  const filled = cells.flatMap(({ text }, column) => (text.trim() === '' ? [] : [{ text, column }]))
  if (filled.length < 2) return false
  const same = filled.filter(({ text, column }) =>
    (header.lines[column] ?? []).some((line) => plainHeader(line) === plainHeader(text)),
  )
  return same.length * 3 >= filled.length * 2
}

/** A heading between rows, or a title over them. */
export function isOneText(cells: readonly Cell[]): boolean {
  return new Set(cells.map(({ text }) => text.trim()).filter((text) => text !== '')).size < 2
}
