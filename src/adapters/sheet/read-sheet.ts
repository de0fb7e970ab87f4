import type { Cell as ExcelCell, Worksheet } from '@cj-tech-master/excelts'
import type { Cell, SheetTable } from '../../ledger/sheet/table.ts'
import { withoutApostrophe } from '../../ledger/sheet/apostrophe.ts'
import { straightenRows } from '../../ledger/sheet/straighten-rows.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { openArchive } from '../office/open-archive.ts'
import { readXml } from '../../report/file/read-xml.ts'

/** Limits of a workbook, those of Apache POI or below. */
const columnsMax = 200
const rowsMax = 100_000

/**
 * Reads the first sheet of an Excel file (.xlsx), a CSV file or a table copied as text with tabs
 * (UTF-8 or GB18030) as text cells.
 * Refuses with `file.…` what cannot be read safely.
 */
export async function readSheet(bytes: Uint8Array): Promise<SheetTable> {
  if (bytes.length === 0) refuseFile('empty')
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) refuseFile('old-word')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readWorkbook(bytes)
  const text = decodeText(bytes)
  return isTabbed(text) ? readTabbed(text) : readCsv(text)
}

/** Every part is inflated and parsed under our own limits before the library sees the file. */
async function readWorkbook(bytes: Uint8Array): Promise<SheetTable> {
  const archive = await openArchive(bytes)
  if (!archive.has('xl/workbook.xml')) refuseFile('wrong-kind')
  for (const name of archive.names) {
    const part = await archive.read(name)
    if (/\.(xml|rels)$/.test(name)) readXml(part, {})
  }
  const { Workbook } = await import('@cj-tech-master/excelts')
  const workbook = new Workbook()
  try {
    await workbook.xlsx.load(bytes)
  } catch (error) {
    refuseFile('broken', error instanceof Error ? error.message : '')
  }
  const sheet = workbook.worksheets[0]
  if (!sheet) refuseFile('empty')
  if (sheet.rowCount > rowsMax || sheet.columnCount > columnsMax) refuseFile('too-large')
  return { name: sheet.name, rows: readRows(sheet) }
}

function readRows(sheet: Worksheet): Cell[][] {
  const rows: Cell[][] = []
  for (let row = 1; row <= sheet.rowCount; row++) {
    const cells: Cell[] = []
    for (let column = 1; column <= sheet.columnCount; column++) {
      cells.push(readCell(sheet.getRow(row).getCell(column)))
    }
    rows.push(cells)
  }
  return rows
}

function readCell(cell: ExcelCell): Cell {
  const { address, value } = cell
  const merged = cell.isMerged ? { oddity: 'merged' as const } : {}
  if (value === null || value === undefined) return { address, text: '', ...merged }
  // A workbook's day has no zone; the library puts it at midnight UTC.
  if (value instanceof Date) return { address, text: dayOrTime(value), ...merged }
  if (typeof value !== 'object') return { address, text: String(value), ...merged }
  if ('formula' in value || 'sharedFormula' in value) {
    return { address, text: cell.text || '=', oddity: 'formula' }
  }
  if ('error' in value) return { address, text: String(value.error), oddity: 'error' }
  return { address, text: cell.text, ...merged }
}

// A time of day lies on the day before the first one that a workbook knows.
function dayOrTime(value: Date): string {
  const [day = '', time = ''] = value.toISOString().split('T')
  return day < '1900-01-01' ? time.slice(0, 5) : day
}

/** A table copied out of a document or a sheet as text: tabs between the cells. */
function isTabbed(text: string): boolean {
  const tabbed = text.split('\n', rowsMax).filter((line) => line.split('\t').length > 2)
  return tabbed.length >= tabbedLinesMin
}

/** One line with tabs may be prose; a table has its labels and a row. */
const tabbedLinesMin = 2

function readTabbed(text: string): SheetTable {
  const lines = text.split(/\r?\n/)
  if (lines.length > rowsMax) refuseFile('too-large')
  const cells = lines.map((line) => line.split('\t').slice(0, columnsMax))
  return {
    name: 'TXT',
    rows: straightenRows(cells).map(({ line, cells: straight }) =>
      straight.map(({ text: said, merged }, column) => ({
        address: cellAddress({ row: line, column }),
        text: said,
        ...(merged ? { oddity: 'merged' as const } : {}),
      })),
    ),
  }
}

async function readCsv(text: string): Promise<SheetTable> {
  const { CsvParserStream } = await import('@cj-tech-master/excelts')
  const parser = new CsvParserStream({ headers: false })
  const rows: string[][] = []
  parser.on('data', (row: string[]) => {
    if (rows.length <= rowsMax) rows.push(row)
  })
  const done = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  parser.end(text)
  await done.catch(() => refuseFile('broken', 'CSV'))
  if (rows.length > rowsMax) refuseFile('too-large')
  return {
    name: 'CSV',
    rows: rows.map((cells, row) =>
      cells.slice(0, columnsMax).map((text, column) => ({
        address: cellAddress({ row, column }),
        text: withoutApostrophe(text),
      })),
    ),
  }
}

/** Excel in China saves text as GB18030; everything else as UTF-8. */
function decodeText(bytes: Uint8Array): string {
  if (bytes.subarray(0, 8192).includes(0)) refuseFile('binary')
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding may fit.
    }
  }
  return refuseFile('binary')
}
