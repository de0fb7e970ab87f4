/** A cell of a text table; `merged` is one that a merged cell above or beside it covers. */
export interface StraightCell {
  readonly text: string
  readonly merged: boolean
}

/** One row of a table again in its columns, with the line it began on, counted from 0. */
export interface StraightRow {
  readonly line: number
  readonly cells: readonly StraightCell[]
}

/**
 * Puts a table copied as text back into its columns. Copying loses what merged cells cover, so
 * rows come out short on the left or on the right, and a line break inside a cell splits a row.
 * `lines` are the cells of each line; prose before and after the table stays as it is.
 */
export function straightenRows(lines: readonly (readonly string[])[]): readonly StraightRow[] {
  const width = lines.reduce((most, cells) => Math.max(most, cells.length), 0)
  const serials = serialColumns(lines.filter((cells) => cells.length === width))
  const inside = new Set([...serials].flatMap(([at, shape]) => (at > 0 ? [shape] : [])))
  // A row that begins with the serial number of a later column is short, and whole.
  const isWide = (cells: readonly string[]) =>
    cells.length > width / 2 || (cells.length > 1 && inside.has(shapeOf(cells[0] ?? '') ?? ''))
  const first = lines.findIndex(isWide)
  if (width < widthMin || first < 0) return lines.map(asItIs)
  const last = lines.findLastIndex(isWide)
  const rows = joinBroken(lines.slice(first, last + 1), { width, first, isWide })
  const [head, ...body] = rows
  return [
    ...lines.slice(0, first).map(asItIs),
    ...(head ? [{ line: head.line, cells: headerCells(head.cells, { width, serials }) }] : []),
    ...body.map(({ line, cells }) => ({ line, cells: placed(cells, { width, serials }) })),
  ]
}

/** Fewer columns are no table that loses its shape. */
const widthMin = 4

interface Line {
  readonly line: number
  readonly cells: readonly string[]
}

function asItIs(cells: readonly string[], line: number): StraightRow {
  return { line, cells: cells.map((text) => ({ text, merged: false })) }
}

/** Short pieces before a wide line are the beginning of its row, broken inside a cell. */
function joinBroken(
  lines: readonly (readonly string[])[],
  given: { width: number; first: number; isWide: (cells: readonly string[]) => boolean },
): readonly Line[] {
  const rows: Line[] = []
  let pieces: Line[] = []
  for (const [at, cells] of lines.entries()) {
    if (cells.every((text) => text.trim() === '')) continue
    const line = given.first + at
    pieces.push({ line, cells })
    if (!given.isWide(cells)) continue
    rows.push({ line: pieces[0]?.line ?? line, cells: joined(pieces, given.width) })
    pieces = []
  }
  return rows
}

/**
 * The pieces as one row: where there are more cells than columns, pieces meet inside a cell; a
 * serial number alone on its line stands in a cell of its own.
 */
function joined(pieces: readonly Line[], width: number): readonly string[] {
  const count = pieces.reduce((sum, { cells }) => sum + cells.length, 0)
  const seams = pieces.length - 1
  let apart = Math.max(0, seams - Math.max(0, count - width))
  const row: string[] = []
  for (const [at, { cells }] of pieces.entries()) {
    const before = pieces[at - 1]?.cells
    const isSerial = before?.length === 1 && shapeOf(before[0] ?? '') !== null
    if (before === undefined) for (const cell of cells) row.push(cell)
    else if (apart > 0 && (isSerial || seams - at < apart)) {
      apart--
      for (const cell of cells) row.push(cell)
    } else {
      row.push(`${row.pop() ?? ''}${cells[0] ?? ''}`)
      for (const cell of cells.slice(1)) row.push(cell)
    }
  }
  return row
}

/** `1—2`, `3.1` and the like become `9-9`; a text has no shape. */
function shapeOf(text: string): string | null {
  const plain = text.normalize('NFKC').trim()
  if (!/^\d+([.—–‑-]\d+)*$/.test(plain)) return null
  return plain.replace(/\d+/g, '9').replace(/[^9]/g, '-')
}

/** Columns that hold nothing but serial numbers of one shape, by their place. */
function serialColumns(full: readonly (readonly string[])[]): ReadonlyMap<number, string> {
  const found = new Map<number, string>()
  for (let at = 0; at < (full[0]?.length ?? 0); at++) {
    const shapes = new Set(full.map((cells) => shapeOf(cells[at] ?? '')))
    const [shape] = shapes
    if (shapes.size === 1 && shape) found.set(at, shape)
  }
  return found
}

/** A column of serial numbers inside the table often has no label of its own. */
function headerCells(
  cells: readonly string[],
  { width, serials }: { width: number; serials: ReadonlyMap<number, string> },
): readonly StraightCell[] {
  const unlabelled = [...serials.keys()].filter((at) => at > 0)
  const given = [...cells]
  const gaps = width - given.length === unlabelled.length ? new Set(unlabelled) : new Set()
  return Array.from({ length: width }, (_, at) => ({
    text: gaps.has(at) ? '' : (given.shift() ?? ''),
    merged: false,
  }))
}

/** A short row begins where its serial number belongs, else it ends where the table does. */
function placed(
  cells: readonly string[],
  { width, serials }: { width: number; serials: ReadonlyMap<number, string> },
): readonly StraightCell[] {
  const shape = shapeOf(cells[0] ?? '')
  const known = [...serials].find(([, one]) => one === shape)?.[0]
  const from = Math.max(0, Math.min(known ?? width, width - cells.length))
  return Array.from({ length: width }, (_, at) => {
    const text = cells[at - from]
    return text === undefined ? { text: '', merged: true } : { text, merged: false }
  })
}
