import type { WrittenTable } from '../../ledger/sheet/write-table.ts'

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
  for (const [at, title] of table.header.entries()) {
    const longest = table.rows.slice(0, 200).map((row) => widthOf(String(row[at] ?? '')))
    sheet.getColumn(at + 1).width = Math.min(60, Math.max(widthOf(title), ...longest) + 2)
    sheet.getColumn(at + 1).alignment = { vertical: 'top', wrapText: true }
  }
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

/**
 * The table as CSV (RFC 4180) with a mark that tells Excel it is UTF-8. What a spreadsheet would
 * take for a formula is led by an apostrophe (OWASP: = + - @, also full-width, tab, return).
 */
export function writeCsv(table: WrittenTable): Uint8Array {
  const lines = [table.header, ...table.rows].map((row) => row.map(csvField).join(','))
  return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
}

function csvField(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = /^[=+\-@＝＋－＠\t\r\n]/.test(value) ? `'${value}` : value
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** A Chinese character is as wide as two digits. */
function widthOf(text: string): number {
  const [line = ''] = text.split('\n')
  return [...line].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 1 : 2), 0)
}
