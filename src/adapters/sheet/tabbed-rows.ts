/**
 * The rows of a text with tabs between the cells, one after the other. A cell that holds a tab or
 * a line break is quoted as spreadsheets copy it; a quotation mark that means nothing but itself
 * stays what it is. Cells beyond `columnsMax` are left out.
 */
export function* tabbedRows(
  text: string,
  { columnsMax }: { readonly columnsMax: number },
): Generator<string[]> {
  let row: string[] = []
  for (let at = 0; at <= text.length; ) {
    const { cell, end } = quotedAt(text, at) ?? plainAt(text, at)
    if (row.length < columnsMax) row.push(cell)
    const sign = text.charAt(end)
    at = end + 1
    if (sign === '\t') continue
    if (sign === '\r' && text.charAt(at) === '\n') at += 1
    yield row
    row = []
  }
}

interface CellAt {
  readonly cell: string
  /** Where the sign after it stands. */
  readonly end: number
}

/** Excel takes 32,767 letters in a cell. */
const quotedCharsMax = 40_000
const cellEnd = /[\t\r\n]|$/g

/** A quoted cell: every mark inside is doubled, and it holds what would end a plain one. */
function quotedAt(text: string, from: number): CellAt | null {
  if (text.charAt(from) !== '"') return null
  for (let at = from + 1; at - from < quotedCharsMax; at += 2) {
    at = text.indexOf('"', at)
    if (at === -1) return null
    if (text.charAt(at + 1) === '"') continue
    const inside = text.slice(from + 1, at)
    const isClosed = at + 1 === text.length || /[\t\r\n]/.test(text.charAt(at + 1))
    if (!isClosed || !/[\t\r\n]/.test(inside)) return null
    return { cell: inside.replaceAll('""', '"').replace(/\r\n?/g, '\n'), end: at + 1 }
  }
  return null
}

function plainAt(text: string, from: number): CellAt {
  cellEnd.lastIndex = from
  const end = cellEnd.exec(text)?.index ?? text.length
  return { cell: text.slice(from, end), end }
}
