import type { Cell, SheetTable } from '../../ledger/sheet/table.ts'
import { cellAddress } from '../../ledger/sheet/table.ts'
import type { Archive } from '../../report/file/archive.ts'
import type { XmlElement, XmlEvents } from '../../report/file/read-xml.ts'
import { readXml } from '../../report/file/read-xml.ts'
import { localName } from './local-name.ts'
import { SheetSize, sheetLimits } from './sheet-size.ts'

/**
 * The tables of a Word file in their order, each with the line above it as its name. A cell that a
 * merged one covers says what that one says. A table inside a cell is one of its own.
 */
export async function readWordTables(archive: Archive, main: string): Promise<SheetTable[]> {
  const reader = new WordTables()
  readXml(await archive.read(main), reader)
  return named(reader.tables)
}

interface FoundTable {
  readonly caption: string
  readonly rows: readonly (readonly Cell[])[]
}

/** A cell of the row that is being read; `covered`: by the one above it. */
interface OpenCell {
  readonly span: number
  readonly covered: boolean
  readonly paragraphs: string[]
}

/** A table that is being read. */
interface OpenTable {
  readonly caption: string
  readonly rows: Cell[][]
  row: OpenCell[]
  /** Columns that the row leaves out at its beginning. */
  before: number
}

/** Parts of the body whose text is not the document's. */
const silent = new Set([
  'del',
  'moveFrom',
  'instrText',
  'delText',
  'pPr',
  'rPr',
  'sectPr',
  'Fallback',
])

class WordTables implements XmlEvents {
  readonly tables: FoundTable[] = []
  readonly #size = new SheetSize()
  readonly #open: OpenTable[] = []
  #silence = 0
  #inText = false
  #words = ''
  #above = ''

  open({ name, attributes }: XmlElement): void {
    const element = localName(name)
    if (silent.has(element)) this.#silence++
    if (this.#silence > 0) return
    const table = this.#open.at(-1)
    const value = attributes['w:val'] ?? ''
    switch (element) {
      case 'tbl':
        this.#open.push(begun(this.#above))
        break
      case 'tr':
        if (table) {
          table.row = []
          table.before = 0
        }
        break
      case 'gridBefore':
        if (table) table.before = spanOf(value)
        break
      case 'tc':
        this.#words = ''
        table?.row.push({ span: 1, covered: false, paragraphs: [] })
        break
      case 'gridSpan':
        this.#changeCell(table, { span: spanOf(value) })
        break
      case 'vMerge':
        this.#changeCell(table, { covered: value !== 'restart' })
        break
      case 't':
        this.#inText = true
        break
      case 'tab':
      case 'br':
      case 'cr':
        this.#words += element === 'tab' ? '\t' : '\n'
        break
      default:
    }
  }

  text(text: string): void {
    if (this.#inText && this.#silence === 0) this.#words += text
  }

  close(name: string): void {
    const element = localName(name)
    if (silent.has(element)) {
      this.#silence--
      return
    }
    if (this.#silence > 0) return
    const table = this.#open.at(-1)
    if (element === 't') this.#inText = false
    else if (element === 'p') this.#endParagraph(table)
    else if (element === 'tr' && table) this.#endRow(table)
    else if (element === 'tbl' && table) this.#endTable(table)
  }

  // What a cell says of its width and of the one above it comes before its words.
  #changeCell(table: OpenTable | undefined, change: Partial<OpenCell>): void {
    const cell = table?.row.pop()
    if (cell) table?.row.push({ ...cell, ...change })
  }

  #endParagraph(table: OpenTable | undefined): void {
    const words = this.#words.trim()
    this.#words = ''
    if (table) table.row.at(-1)?.paragraphs.push(words)
    else if (words !== '') this.#above = words
  }

  #endRow(table: OpenTable): void {
    const row = table.rows.length
    const above = table.rows.at(-1) ?? []
    const cells: Cell[] = []
    const add = (cell: Omit<Cell, 'address'>) =>
      cells.push({ address: cellAddress({ row, column: cells.length }), ...cell })
    for (let column = 0; column < table.before; column++) add({ text: '' })
    for (const { span, covered, paragraphs } of table.row) {
      const own = paragraphs.filter((one) => one !== '').join('\n')
      const text = covered ? (above[cells.length]?.text ?? own) : own
      for (let nth = 0; nth < span && cells.length <= sheetLimits.columnsMax; nth++) {
        add(covered || nth > 0 ? { text, oddity: 'merged' } : { text })
      }
    }
    this.#size.addRow(cells.map(({ text }) => text))
    table.rows.push(cells)
    table.row = []
  }

  #endTable({ caption, rows }: OpenTable): void {
    this.#open.pop()
    this.#words = ''
    if (rows.length > 0) this.tables.push({ caption, rows })
    if (this.#open.length === 0) this.#above = ''
  }
}

function begun(caption: string): OpenTable {
  return { caption, rows: [], row: [], before: 0 }
}

function spanOf(value: string): number {
  return /^\d{1,4}$/.test(value) ? Math.max(1, Number(value)) : 1
}

const captionCharsMax = 40

/** Names of their own: what stands above a table, where that is short, else its number. */
function named(tables: readonly FoundTable[]): SheetTable[] {
  const taken = new Set<string>()
  return tables.map(({ caption, rows }, at) => {
    const numbered = `表${at + 1}`
    const short = caption !== '' && caption.length <= captionCharsMax ? caption : numbered
    const name = taken.has(short) ? `${numbered} ${short}`.slice(0, captionCharsMax * 2) : short
    taken.add(name)
    return { name, rows }
  })
}
