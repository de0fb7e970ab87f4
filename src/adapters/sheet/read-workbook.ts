import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { Archive } from '../../report/file/archive.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { relationsOf } from '../../report/file/relations.ts'
import { localName } from './local-name.ts'
import { numberFormats } from './number-formats.ts'
import { readSharedStrings } from './shared-strings.ts'
import { SheetCells } from './sheet-cells.ts'
import { SheetSize } from './sheet-size.ts'

/**
 * Reads the sheets of a workbook that are shown; where none is, the hidden ones. Only what is
 * filled is kept, and counted while it is read: whatever a sheet says of its size, columns, names
 * and merged ranges costs nothing.
 */
export async function readWorkbook(archive: Archive, main: string): Promise<SheetTable[]> {
  const { sheets, is1904 } = await readBook(archive, main)
  if (sheets.length === 0) refuseFile('wrong-kind')
  const relations = await relationsOf(archive, main)
  const partOf = (type: string) => relations.find((one) => one.type === type)?.part ?? null
  const there = sheets.flatMap(({ relation, ...sheet }) => {
    const found = relations.find(({ id, type }) => id === relation && type === 'worksheet')
    return found?.part && archive.has(found.part) ? [{ ...sheet, part: found.part }] : []
  })
  if (there.length > sheetsMax) refuseFile('too-many-cells', `sheets > ${sheetsMax}`)
  const context = {
    strings: await readSharedStrings(archive, partOf('sharedStrings')),
    shownAs: await numberFormats(archive, partOf('styles')),
    is1904,
    size: new SheetSize(),
  }
  const shown = there.filter(({ isHidden }) => !isHidden)
  const tables: SheetTable[] = []
  for (const { name, part } of shown.length > 0 ? shown : there) {
    const cells = new SheetCells(context)
    readXml(await archive.read(part), cells)
    tables.push({ name, rows: cells.rows() })
  }
  return tables
}

/** No ledger has more; each costs a part that is inflated. */
const sheetsMax = 50

interface Book {
  readonly sheets: readonly {
    readonly name: string
    readonly relation: string
    readonly isHidden: boolean
  }[]
  /** Days are counted from 1904, as old Macs did. */
  readonly is1904: boolean
}

async function readBook(archive: Archive, part: string): Promise<Book> {
  const sheets: Book['sheets'][number][] = []
  let is1904 = false
  readXml(await archive.read(part), {
    open({ name, attributes }) {
      const element = localName(name)
      if (element === 'workbookPr') is1904 = /^(1|true)$/.test(attributes['date1904'] ?? '')
      if (element !== 'sheet') return
      const relation = Object.entries(attributes).find(([key]) => /^[^:]+:id$/.test(key))?.[1]
      const isHidden = /hidden/i.test(attributes['state'] ?? '')
      if (relation) sheets.push({ name: attributes['name'] ?? '', relation, isHidden })
    },
  })
  return { sheets, is1904 }
}
