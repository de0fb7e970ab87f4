import type { Column } from '@cj-tech-master/excelts'
import { withApostrophe } from '../../ledger/sheet/apostrophe.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'

/** Tells a spreadsheet that what is typed here is text, also when it looks like a number. */
const textFormat = '@'

/** Excel takes 31 characters and none of these in the name of a sheet. */
const sheetNameCharsMax = 31

/** The table as an Excel file: texts as texts, so that nothing in it can become a formula. */
export async function writeWorkbook(table: WrittenTable): Promise<Uint8Array> {
  // Loaded when first asked: most servers write no sheet today, and it takes 15 MB.
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  const name = table.name.replace(/[\\/?*[\]:]/g, ' ').slice(0, sheetNameCharsMax)
  const sheet = workbook.addWorksheet(name, { views: [{ state: 'frozen', ySplit: 1 }] })
  sheet.addRow([...table.header]).font = { bold: true }
  for (const row of table.rows) sheet.addRow([...row])
  const keysFrom = table.header.length - (table.keyColumns ?? 0)
  for (const [at, title] of table.header.entries()) {
    if (at >= keysFrom) {
      styleKey(sheet.getColumn(at + 1))
      continue
    }
    const longest = table.rows.slice(0, 200).map((row) => widthOf(String(row[at] ?? '')))
    sheet.getColumn(at + 1).width = Math.min(60, Math.max(widthOf(title), ...longest) + 2)
    sheet.getColumn(at + 1).alignment = { vertical: 'top', wrapText: true }
    if (table.asItIs?.includes(at)) sheet.getColumn(at + 1).numFmt = textFormat
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/**
 * The table as CSV (RFC 4180) with a mark that tells Excel it is UTF-8. What a spreadsheet would
 * take for a formula or, where that would lose something, for a number is led by an apostrophe.
 */
export function writeCsv(table: WrittenTable): Uint8Array {
  const asItIs = new Set(table.asItIs)
  const lines = [table.header, ...table.rows].map((row) =>
    row.map((value, at) => csvField(value, { asItIs: asItIs.has(at) })).join(','),
  )
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

function csvField(value: string | number, how: { asItIs: boolean }): string {
  if (typeof value === 'number') return String(value)
  const safe = withApostrophe(value, how)
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** What says which record a row is stands back: grey, narrow, on one line. */
function styleKey(column: Column): void {
  column.width = 10
  column.numFmt = textFormat
  column.font = { color: { argb: 'FF9A9A9A' }, size: 9 }
  column.alignment = { vertical: 'top', wrapText: false }
}

/** A Chinese character is as wide as two digits. */
function widthOf(text: string): number {
  const [line = ''] = text.split('\n')
  return [...line].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 1 : 2), 0)
}
