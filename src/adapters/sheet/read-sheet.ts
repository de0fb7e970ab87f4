import { withoutApostrophe } from '../../ledger/sheet/apostrophe.ts'
import { straightenRows } from '../../ledger/sheet/straighten-rows.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { openArchive } from '../office/open-archive.ts'
import { csvRows } from './csv-rows.ts'
import { readWorkbook } from './read-workbook.ts'
import { sheetLimits, SheetSize } from './sheet-size.ts'

/**
 * Reads the first sheet of an Excel file (.xlsx), a CSV file or a table copied as text with tabs
 * (UTF-8 or GB18030) as text cells.
 * Refuses with `file.…` what cannot be read safely.
 */
export async function readSheet(bytes: Uint8Array): Promise<SheetTable> {
  if (bytes.length === 0) refuseFile('empty')
  if (bytes[0] === 0xd0 && bytes[1] === 0xcf) refuseFile('old-word')
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return readWorkbook(await openArchive(bytes))
  const text = decodeText(bytes)
  return isTabbed(text) ? readTabbed(text) : readCsv(text)
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

function readTabbed(text: string): SheetTable {
  const size = new SheetSize()
  const lines: string[][] = []
  for (const line of linesOf(text)) {
    const cells = line.split('\t', sheetLimits.columnsMax)
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

function* linesOf(text: string): Generator<string> {
  for (let from = 0; from <= text.length; ) {
    const end = text.indexOf('\n', from)
    const to = end === -1 ? text.length : end
    yield text.slice(from, to).replace(/\r$/, '')
    from = to + 1
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
