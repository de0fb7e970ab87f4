import { pictureHead } from '../../ledger/fields/file/picture-head.ts'
import { withoutApostrophe } from '../../ledger/sheet/apostrophe.ts'
import { straightenRows } from '../../ledger/sheet/straighten-rows.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { mainPartOf } from '../../report/file/relations.ts'
import { convertOld, isOldOffice } from '../office/convert-old.ts'
import { openArchive } from '../office/open-archive.ts'
import { csvRows } from './csv-rows.ts'
import { readWordTables } from './read-word-tables.ts'
import { readWorkbook } from './read-workbook.ts'
import { SheetSize, sheetLimits } from './sheet-size.ts'
import { tabbedRows } from './tabbed-rows.ts'

/**
 * Reads every table of an Excel file (.xlsx), of a Word file (.docx), or the one that a CSV file or
 * a text with tabs is (UTF-8 or GB18030; a range as Excel copies it). Files of older programs
 * (.xls, .et, .doc, .wps) are converted where this machine can. Refuses with `file.…` what cannot
 * be read safely, and what holds no table.
 */
export async function readTables(bytes: Uint8Array): Promise<readonly SheetTable[]> {
  if (bytes.length === 0) refuseFile('empty')
  if (isOldOffice(bytes)) return readTables(await convertOld(bytes))
  if (startsWith(bytes, [0x50, 0x4b])) return readOffice(bytes)
  if (startsWith(bytes, [0x25, 0x50, 0x44, 0x46])) refuseFile('pdf-table')
  const text = decodeText(bytes)
  return [isTabbed(text) ? readTabbed(text) : readCsv(text)]
}

/** The first table alone: a sheet that was made here has one. */
export async function readSheet(bytes: Uint8Array): Promise<SheetTable> {
  const [first] = await readTables(bytes)
  return first ?? refuseFile('empty')
}

async function readOffice(bytes: Uint8Array): Promise<readonly SheetTable[]> {
  const archive = await openArchive(bytes)
  if (!archive.has('[Content_Types].xml')) refuseFile('wrong-kind')
  const main = await mainPartOf(archive)
  // A folder is no proof, but whoever reads the wrong one finds nothing in it.
  const tables = main.startsWith('word/')
    ? await readWordTables(archive, main)
    : await readWorkbook(archive, main)
  if (tables.length === 0) refuseFile(main.startsWith('word/') ? 'no-table' : 'empty')
  return tables
}

function startsWith(bytes: Uint8Array, head: readonly number[]): boolean {
  return head.every((byte, at) => bytes[at] === byte)
}

/** A table copied out of a document or a sheet as text: tabs between the cells. */
function isTabbed(text: string): boolean {
  let tabbed = 0
  for (const line of linesOf(text)) {
    if (line.split('\t', 3).length > 2) tabbed += 1
    if (tabbed >= tabbedLinesMin) return true
  }
  return false
}

/** One line with tabs may be prose; a table has its labels and a row. */
const tabbedLinesMin = 2

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    yield text.slice(from, to).replace(/\r$/, '')
    from = to + 1
  }
}

function readTabbed(text: string): SheetTable {
  const size = new SheetSize()
  const lines: string[][] = []
  for (const cells of tabbedRows(text, { columnsMax: sheetLimits.columnsMax })) {
    size.addRow(cells)
    lines.push(cells)
  }
  return {
    name: 'TXT',
    rows: straightenRows(lines).map(({ line, cells: straight }) =>
      straight.map(({ text: said, merged }, column) => ({
        address: cellAddress({ row: line, column }),
        text: said,
        ...(merged ? { oddity: 'merged' as const } : {}),
      })),
    ),
  }
}

function readCsv(text: string): SheetTable {
  const size = new SheetSize()
  const rows: string[][] = []
  for (const row of csvRows(text, { columnsMax: sheetLimits.columnsMax })) {
    size.addRow(row)
    rows.push(row)
  }
  return {
    name: 'CSV',
    rows: rows.map((cells, row) =>
      cells.map((said, column) => ({
        address: cellAddress({ row, column }),
        text: withoutApostrophe(said),
      })),
    ),
  }
}

/** Excel in China saves text as GB18030; everything else as UTF-8. */
function decodeText(bytes: Uint8Array): string {
  if (pictureHead(bytes) !== null) refuseFile('picture')
  if (bytes.subarray(0, 8192).includes(0)) refuseFile('no-sheet')
  for (const encoding of ['utf-8', 'gb18030']) {
    try {
      return new TextDecoder(encoding, { fatal: true }).decode(bytes)
    } catch {
      // The next encoding may fit.
    }
  }
  return refuseFile('no-sheet')
}
