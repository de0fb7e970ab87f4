import { withApostrophe } from './apostrophe.ts'
import type { WrittenCell, WrittenTable } from './write-table.ts'
import { cellText } from './write-table.ts'

/**
 * The table as CSV (RFC 4180) with a mark that tells Excel it is UTF-8. What a spreadsheet would
 * take for a formula or, where that would lose something, for a number is led by an apostrophe.
 */
export function csvText(table: WrittenTable): string {
  return [...csvLines(table)].join('')
}

/** The same, line by line. */
export function* csvLines({ header, rows, columns }: WrittenTable): Generator<string> {
  const lineOf = (row: readonly WrittenCell[]) =>
    row.map((value, at) => csvField(value, { asItIs: columns?.[at]?.asItIs === true })).join(',')
  yield `\ufeff${lineOf(header)}\r\n`
  for (const row of rows) yield `${lineOf(row)}\r\n`
}

function csvField(value: WrittenCell, how: { asItIs: boolean }): string {
  if (typeof value === 'number') return String(value)
  const safe = withApostrophe(cellText(value), how)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
