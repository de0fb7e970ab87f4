import { refuseFile } from '../../report/file/file-fault.ts'

/**
 * The rows of a CSV text (RFC 4180), one after the other, so that whoever counts them can stop.
 * Cells beyond `columnsMax` are left out. Refuses with `file.broken` a quotation that never ends.
 */
export function* csvRows(
  text: string,
  { columnsMax }: { readonly columnsMax: number },
): Generator<string[]> {
  let row: string[] = []
  for (let at = 0; at < text.length; ) {
    const { cell, end } = cellAt(text, at)
    if (row.length < columnsMax) row.push(cell)
    const sign = text.charAt(end)
    at = end + 1
    if (sign === ',') {
      // A comma at the very end opens one more cell, an empty one.
      if (at === text.length && row.length < columnsMax) row.push('')
      continue
    }
    if (sign === '\r' && text.charAt(at) === '\n') at += 1
    yield row
    row = []
  }
  if (row.length > 0) yield row
}

const cellEnd = /[,\r\n]|$/g

function cellAt(text: string, from: number): { readonly cell: string; readonly end: number } {
  if (text.charAt(from) !== '"') {
    const end = endOfCell(text, from)
    return { cell: text.slice(from, end), end }
  }
  const pieces: string[] = []
  let at = from + 1
  for (;;) {
    const quote = text.indexOf('"', at)
    if (quote === -1) refuseFile('broken', 'CSV')
    pieces.push(text.slice(at, quote))
    at = quote + 1
    if (text.charAt(at) !== '"') break
    pieces.push('"')
    at += 1
  }
  // What stands behind the closing mark belongs to the cell: Excel reads it so.
  const end = endOfCell(text, at)
  return { cell: pieces.join('') + text.slice(at, end), end }
}

function endOfCell(text: string, from: number): number {
  cellEnd.lastIndex = from
  return cellEnd.exec(text)?.index ?? text.length
}
