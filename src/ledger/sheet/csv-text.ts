import { withApostrophe } from './apostrophe.ts'
import type { WrittenCell, WrittenTable } from './write-table.ts'
import { cellText } from './write-table.ts'

/**
 * The table as CSV (RFC 4180) with a mark that tells Excel it is UTF-8. What a spreadsheet would
 * take for a formula or, where that would lose something, for a number is led by an apostrophe.
 */
export function csvText(table: WrittenTable): string {
  const lines = [table.header, ...table.rows].map((row) =>
    row
      .map((value, at) => csvField(value, { asItIs: table.columns?.[at]?.asItIs === true }))
      .join(','),
  )
  return `\ufeff${lines.join('\r\n')}\r\n`
}

function csvField(value: WrittenCell, how: { asItIs: boolean }): string {
  if (typeof value === 'number') return String(value)
  const safe = withApostrophe(cellText(value), how)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
