import type { SheetTable } from '../../ledger/sheet/table.ts'

type Row = SheetTable['rows'][number]

/** Cells that travel at a time: whoever takes them has other things to do in between. */
const cellsAtOnce = 20_000

/** A row as four texts and nothing else: a million small objects take a second to receive. */
export type PackedRow = readonly [
  addresses: string,
  lengths: string,
  texts: string,
  oddities: string,
]

const oddityLetters = { formula: 'f', merged: 'm', error: 'e' } as const
const oddities = new Map(
  (['formula', 'merged', 'error'] as const).map((one) => [oddityLetters[one], one] as const),
)

/** The rows of a table in parts, each small enough to be taken in a moment. */
export function* packedParts({ rows }: SheetTable): Generator<readonly PackedRow[]> {
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
  if (part.length > 0) yield part.map(packed)
}

/** The rows of a part again. */
export function unpackedPart(part: readonly PackedRow[]): readonly Row[] {
  return part.map(unpacked)
}

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
  if (addresses === '') return []
  const sizes = lengths.split(',')
  return addresses.split(',').map((address, index) => {
    const text = texts.slice(at, (at += Number(sizes[index])))
    const oddity = oddities.get(letters[index] as 'f' | 'm' | 'e')
    return { address, text, ...(oddity ? { oddity } : {}) }
  })
}
