import type { Row, Style, Worksheet } from '@cj-tech-master/excelts'
import { unzipSync } from 'fflate'
import { cellAddress } from '../../ledger/sheet/table.ts'
import type { AnswerSheet } from '../../report/call/answer-sheet.ts'
import { fixedZip } from '../zip/fixed-zip.ts'
import { inlineOptions, OptionLists } from './option-lists.ts'
import { a4, headStyle, notOffered, plainText, sheetName, textFormat } from './sheet-style.ts'

const widths = [7, 44, 11, 30, 26]

/**
 * The sheet that a body fills in: only the cells for answers may be changed, unless somebody takes
 * the protection off, which needs no password. They are texts: what is typed is what is read.
 */
export async function writeAnswerSheet(given: AnswerSheet): Promise<Uint8Array> {
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  const sheet = workbook.addWorksheet(sheetName(given.name))
  for (const [at, width] of widths.entries()) sheet.getColumn(at + 1).width = width
  for (const line of given.head) addLine(sheet, line)
  sheet.getRow(1).font = { bold: true, size: 14 }
  sheet.addRow([])
  const head = sheet.addRow(given.header.map(plainText))
  head.eachCell((cell) => (cell.style = headStyle))
  const lists = new OptionLists(workbook)
  for (const { cells, answer, offered } of given.rows) {
    const row = sheet.addRow([...cells, answer].map(plainText))
    styleRow(row, cells.length)
    if (offered.length === 0) continue
    const at = cellAddress({ row: row.number - 1, column: cells.length })
    sheet.dataValidations.add(at, {
      type: 'list',
      allowBlank: true,
      formulae: [inlineOptions(offered) ?? lists.rangeOf(offered.map(plainText))],
      showErrorMessage: true,
      ...notOffered,
    })
  }
  sheet.addRow([])
  sheet.addRow([given.mark]).getCell(1).style = markStyle
  layOut(sheet, head.number)
  await sheet.protect('', { selectLockedCells: true, selectUnlockedCells: true, formatRows: true })
  // The same sheet has the same bytes, whenever it is written: a ledger knows it by their digest.
  Object.assign(workbook, { created: noMoment, modified: noMoment })
  return fixedZip(unzipSync(new Uint8Array(await workbook.xlsx.writeBuffer())))
}

const noMoment = new Date(0)

/** A line over the whole width, as high as its words need. */
function addLine(sheet: Worksheet, line: string): void {
  const row = sheet.addRow([plainText(line)])
  sheet.mergeCells(row.number, 1, row.number, widths.length)
  row.getCell(1).alignment = { wrapText: true, vertical: 'top' }
  const width = widths.reduce((sum, one) => sum + one, 0) / 2.2
  const lines = line.split('\n').map((one) => Math.max(1, Math.ceil(one.length / width)))
  row.height =
    18 *
    Math.min(
      20,
      lines.reduce((sum, one) => sum + one, 0),
    )
}

const border: NonNullable<Style['border']> = {
  top: { style: 'thin', color: { argb: 'FFBBBBBB' } },
  bottom: { style: 'thin', color: { argb: 'FFBBBBBB' } },
}

const markStyle: Partial<Style> = {
  font: { color: { argb: 'FF9A9A9A' }, size: 8 },
  alignment: { wrapText: false },
}

function styleRow(row: Row, answer: number): void {
  for (let column = 1; column <= answer; column += 1) {
    row.getCell(column).style = { border, alignment: { vertical: 'top', wrapText: true } }
  }
  row.getCell(answer + 1).style = {
    border,
    numFmt: textFormat,
    alignment: { vertical: 'top', wrapText: true },
    fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFFFFBE8' } },
    protection: { locked: false },
  }
}

function layOut(sheet: Worksheet, header: number): void {
  Object.assign(sheet.pageSetup, {
    paperSize: a4,
    orientation: 'landscape',
    fitToPage: true,
    fitToWidth: 1,
    fitToHeight: 0,
    printTitlesRow: `${header}:${header}`,
  })
}
