import type { Style, Workbook, Worksheet } from '@cj-tech-master/excelts'
import { unhurried } from '../../append/unhurried.ts'
import { csvLines } from '../../ledger/sheet/csv-text.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import type { WrittenCell, WrittenColumn, WrittenTable } from '../../ledger/sheet/write-table.ts'
import { cellText } from '../../ledger/sheet/write-table.ts'
import { inlineOptions, OptionLists } from './option-lists.ts'
import { a4, headStyle, notOffered, plainText, sheetName, textFormat } from './sheet-style.ts'

/** Rows of a sheet at most: what is said of a column holds for rows that are still to be typed. */
const rowsMax = 1_048_576

/**
 * The table as an Excel file: days and numbers as such, texts as texts, so that nothing in it can
 * become a formula. Cells with a closed list have a drop-down; what says which record a row is
 * cannot be changed unless somebody takes the protection off, which needs no password.
 */
export async function writeWorkbook(table: WrittenTable): Promise<Uint8Array> {
  // Loaded when first asked: most servers write no sheet today, and it takes 15 MB.
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet(sheetName(table.name), {
    views: [{ state: 'frozen', ySplit: 1 }],
  })
  const isProtected = table.columns?.some(({ isKey }) => isKey) === true
  const widths = table.header.map((title, at) => widthOf(table, title, at))
  for (const at of table.header.keys()) {
    const column = sheet.getColumn(at + 1)
    column.width = widths[at] ?? keyWidth
    column.style = columnStyle(table.columns?.[at] ?? {})
  }
  const head = sheet.addRow(table.header.map(plainText))
  head.eachCell((cell) => (cell.style = headStyle))
  for (const row of table.rows) sheet.addRow(row.map(cellValue))
  offerOptions(workbook, sheet, table)
  layOut(sheet, table, widths)
  if (isProtected) await sheet.protect('', stillAllowed)
  return new Uint8Array(await workbook.xlsx.writeBuffer())
}

function cellValue(cell: WrittenCell): string | number {
  if (typeof cell === 'object') return cell.number
  return typeof cell === 'string' ? plainText(cell) : cell
}

const keyWidth = 10
const columnWidthMax = 48

/** As wide as its first rows, within bounds; a key column stays narrow. */
function widthOf({ rows, columns }: WrittenTable, title: string, at: number): number {
  if (columns?.[at]?.isKey) return keyWidth
  const longest = rows.slice(0, 200).map((row) => textWidth(cellText(row[at] ?? '')))
  // A label has the button of the filter beside it.
  return Math.min(columnWidthMax, Math.max(textWidth(title) + 2, ...longest) + 2)
}

/** A Chinese character is as wide as two digits. */
function textWidth(text: string): number {
  const [line = ''] = text.split('\n')
  return [...line].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 1 : 2), 0)
}

/** What says which record a row is stands back: grey, narrow, on one line. */
const keyStyle: Partial<Style> = {
  numFmt: textFormat,
  font: { color: { argb: 'FF9A9A9A' }, size: 9 },
  alignment: { vertical: 'top', wrapText: false },
}

function columnStyle({ isKey, asItIs, format }: WrittenColumn): Partial<Style> {
  if (isKey) return keyStyle
  const numFmt = asItIs ? textFormat : format
  const isNumber = format !== undefined
  return {
    alignment: {
      vertical: 'top',
      wrapText: true,
      ...(isNumber ? { horizontal: 'right', indent: 1 } : {}),
    },
    protection: { locked: false },
    ...(numFmt === undefined ? {} : { numFmt }),
  }
}

/** Everything but changing the keys and the labels. */
const stillAllowed = {
  selectLockedCells: true,
  selectUnlockedCells: true,
  formatCells: true,
  formatColumns: true,
  formatRows: true,
  insertRows: true,
  deleteRows: true,
  sort: true,
  autoFilter: true,
}

function offerOptions(workbook: Workbook, sheet: Worksheet, { columns = [] }: WrittenTable): void {
  const lists = new OptionLists(workbook)
  for (const [at, { offered }] of columns.entries()) {
    if (offered === undefined) continue
    const source = inlineOptions(offered) ?? lists.rangeOf(offered.map(plainText))
    const [from, to] = [1, rowsMax - 1].map((row) => cellAddress({ row, column: at }))
    sheet.dataValidations.add(`range:${from}:${to}`, {
      type: 'list',
      allowBlank: true,
      formulae: [source],
      showErrorMessage: true,
      ...notOffered,
    })
  }
}

/** Digits that one page of A4 across takes before they are too small to be read. */
const pageWidthMax = 180

/** A4 across, the labels on every page, page numbers, the keys left out. */
function layOut(sheet: Worksheet, table: WrittenTable, widths: readonly number[]): void {
  const printed = table.header.filter((_, at) => !table.columns?.[at]?.isKey).length
  const width = widths.slice(0, printed).reduce((sum, one) => sum + one, 0)
  const pages = Math.ceil(width / pageWidthMax)
  const last = columnLetters(Math.max(0, printed - 1))
  Object.assign(sheet.pageSetup, {
    paperSize: a4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: pages,
    fitToHeight: 0,
    margins: { left: 0.5, right: 0.5, top: 0.7, bottom: 0.6, header: 0.3, footer: 0.3 },
    showGridLines: true,
    printTitlesRow: '1:1',
    ...(pages > 1 ? { printTitlesColumn: 'A:A' } : {}),
    printArea: `A:${last}`,
  })
  const title = table.name.replaceAll('&', '&&')
  Object.assign(sheet.headerFooter, { oddHeader: `&C${title}`, oddFooter: '&C&P / &N' })
  const end = { row: table.rows.length + 1, column: Math.max(1, printed) }
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: end }
}

function columnLetters(column: number): string {
  return cellAddress({ row: 0, column }).replace(/\d+$/, '')
}

/** The table as a CSV file; in steps, for it may have 50,000 lines. */
export function writeCsv(table: WrittenTable): Promise<Uint8Array> {
  return unhurried(csvInSteps(table))
}

const partCharacters = 64 * 1024

function* csvInSteps(table: WrittenTable): Generator<undefined, Uint8Array> {
  const parts: Uint8Array[] = []
  let text = ''
  for (const line of csvLines(table)) {
    yield
    text += line
    if (text.length < partCharacters) continue
    parts.push(Buffer.from(text))
    text = ''
  }
  return Buffer.concat([...parts, Buffer.from(text)])
}
