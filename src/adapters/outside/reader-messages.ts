import type { ReadingKind, Readings } from '../../app/ports/outside-ports.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'

/** What a reading process is asked; one thing at a time. */
export interface ReaderQuestion {
  readonly kind: ReadingKind
  readonly given: Readings[ReadingKind]['given']
}

/** What it answers: parts of what was found until the last one, or why there is nothing. */
export type ReaderAnswer =
  | { readonly part: unknown; readonly isLast: boolean }
  | { readonly refused: readonly Fault[] }
  | { readonly failed: string }

/** Cells that are sent at a time: whoever takes them has other things to do in between. */
const cellsAtOnce = 20_000

type Row = SheetTable['rows'][number]

/** What was found in parts, each small enough to be taken in a moment. */
export function* partsOf(kind: ReadingKind, found: unknown): Generator<unknown> {
  if (kind !== 'sheet') return yield found
  const { name, rows } = found as SheetTable
  yield name
  let part: Row[] = []
  let cells = 0
  for (const row of rows) {
    part.push(row)
    cells += row.length
    if (cells < cellsAtOnce) continue
    yield part.map(packed)
    part = []
    cells = 0
  }
  yield part.map(packed)
}

/** The parts put together again. */
export function wholeOf(kind: ReadingKind, parts: readonly unknown[]): unknown {
  if (kind !== 'sheet') return parts[0]
  const [name, ...rows] = parts
  return { name, rows: rows.flat() }
}

/** A part as it is kept until the last one is there. */
export function taken(kind: ReadingKind, part: unknown): unknown {
  return kind === 'sheet' && Array.isArray(part) ? (part as PackedRow[]).map(unpacked) : part
}

/** A row as three texts and nothing else: a million small objects take a second to receive. */
type PackedRow = readonly [addresses: string, lengths: string, texts: string, oddities: string]

const oddityLetters = { formula: 'f', merged: 'm', error: 'e' } as const
const oddities = new Map(
  (['formula', 'merged', 'error'] as const).map((one) => [oddityLetters[one], one] as const),
)

function packed(row: Row): PackedRow {
  return [
    row.map(({ address }) => address).join(),
    row.map(({ text }) => text.length).join(),
    row.map(({ text }) => text).join(''),
    row.map(({ oddity }) => (oddity ? oddityLetters[oddity] : '-')).join(''),
  ]
}

function unpacked([addresses, lengths, texts, letters]: PackedRow): Row {
  let at = 0
  const sizes = lengths.split(',')
  return addresses.split(',').map((address, index) => {
    const text = texts.slice(at, (at += Number(sizes[index])))
    const oddity = oddities.get(letters[index] as 'f' | 'm' | 'e')
    return { address, text, ...(oddity ? { oddity } : {}) }
  })
}
