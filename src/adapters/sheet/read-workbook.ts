import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { Archive } from '../../report/file/archive.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { mainPartOf, relationsOf } from '../../report/file/relations.ts'
import { dateFormats } from './date-formats.ts'
import { localName } from './local-name.ts'
import { readSharedStrings } from './shared-strings.ts'
import { SheetCells } from './sheet-cells.ts'

/**
 * Reads the first sheet of a workbook. Only what is filled is kept, and counted while it is read:
 * whatever the sheet says of its size, columns, names and merged ranges costs nothing.
 */
export async function readWorkbook(archive: Archive): Promise<SheetTable> {
  if (!archive.has('[Content_Types].xml')) refuseFile('wrong-kind')
  const workbook = await mainPartOf(archive)
  const { sheets, is1904 } = await readBook(archive, workbook)
  if (sheets.length === 0) refuseFile('wrong-kind')
  const relations = await relationsOf(archive, workbook)
  const partOf = (type: string) => relations.find((one) => one.type === type)?.part ?? null
  const [sheet] = sheets.flatMap(({ name, relation }) => {
    const found = relations.find(({ id, type }) => id === relation && type === 'worksheet')
    return found?.part && archive.has(found.part) ? [{ name, part: found.part }] : []
  })
  if (!sheet) return refuseFile('empty')
  const cells = new SheetCells({
    strings: await readSharedStrings(archive, partOf('sharedStrings')),
    isDate: await dateFormats(archive, partOf('styles')),
    is1904,
  })
  readXml(await archive.read(sheet.part), cells)
  return { name: sheet.name, rows: cells.rows() }
}

interface Book {
  readonly sheets: readonly { readonly name: string; readonly relation: string }[]
  /** Days are counted from 1904, as old Macs did. */
  readonly is1904: boolean
}

async function readBook(archive: Archive, part: string): Promise<Book> {
  const sheets: { name: string; relation: string }[] = []
  let is1904 = false
  readXml(await archive.read(part), {
    open({ name, attributes }) {
      const element = localName(name)
      if (element === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (element !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => /^[^:]+:id$/.test(key))?.[1]
      if (relation) sheets.push({ name: attributes['name'] ?? '', relation })
    },
  })
  return { sheets, is1904 }
}
