import type { Cell } from '../../ledger/sheet/table.ts'
import { cellAddress, placeOfCell } from '../../ledger/sheet/table.ts'
import { refuseFile } from '../../report/file/file-fault.ts'
import type { XmlElement, XmlEvents } from '../../report/file/read-xml.ts'
import { localName } from './local-name.ts'
import type { Place, Range } from './merged-ranges.ts'
import { mergedOver } from './merged-ranges.ts'
import type { ShownAs } from './number-formats.ts'
import { RichText } from './shared-strings.ts'
import { SheetSize, sheetLimits } from './sheet-size.ts'

/** What the cells of a sheet refer to. */
export interface WorkbookContext {
  readonly strings: readonly string[]
  readonly shownAs: (style: number) => ShownAs
  readonly is1904: boolean
  /** Counts what all its sheets hold. */
  readonly size: SheetSize
}

type Said = Pick<Cell, 'text' | 'oddity'>

/**
 * The filled cells of a sheet, told by the events of its part. Counted as they come; empty cells,
 * however many are styled, are passed over.
 */
export class SheetCells implements XmlEvents {
  readonly #workbook: WorkbookContext
  readonly #filled = new Map<number, Map<number, Said>>()
  readonly #merged: Range[] = []
  readonly #rich = new RichText()
  #place: Place = { row: -1, column: -1 }
  #type = ''
  #style = 0
  #value = ''
  #hasFormula = false
  #inCell = false
  #inValue = false

  constructor(workbook: WorkbookContext) {
    this.#workbook = workbook
  }

  open({ name, attributes }: XmlElement): void {
    const element = localName(name)
    switch (element) {
      case 'row':
        this.#place = { row: this.#rowOf(attributes['r']), column: -1 }
        break
      case 'c':
        this.#beginCell(attributes)
        break
      case 'f':
        this.#hasFormula = true
        break
      case 'v':
        this.#inValue = true
        break
      case 'mergeCell':
        this.#addMerged(attributes['ref'] ?? '')
        break
      default:
        if (this.#inCell) this.#rich.open(element)
    }
  }

  text(text: string): void {
    if (this.#inValue) this.#value += text
    else if (this.#inCell) this.#rich.text(text)
  }

  close(name: string): void {
    const element = localName(name)
    if (element === 'v') this.#inValue = false
    else if (element === 'c') this.#endCell()
    else if (this.#inCell) this.#rich.close(element)
  }

  /** Rows that hold anything, each from its first column to its last filled or merged one. */
  rows(): Cell[][] {
    const numbers = [...this.#filled.keys()].sort((a, b) => a - b)
    const right = numbers.reduce((most, row) => Math.max(most, ...this.#columnsOf(row)), 0)
    const merged = mergedOver(this.#merged, { rows: numbers, right })
    const size = new SheetSize()
    return numbers.map((row) => {
      const covered = merged.get(row)
      const last = Math.max(...this.#columnsOf(row), ...(covered?.keys() ?? []))
      const cells = Array.from({ length: last + 1 }, (_, column) =>
        this.#cellAt({ row, column }, covered?.get(column)),
      )
      size.addRow(cells.map(({ text }) => text))
      return cells
    })
  }

  #columnsOf(row: number): number[] {
    return [...(this.#filled.get(row)?.keys() ?? [])]
  }

  // A covered cell says what the one that covers it says, as it does to whoever looks at it.
  #cellAt(place: Place, covering: Place | undefined): Cell {
    const address = cellAddress(place)
    const { row, column } = covering ?? place
    const { text, oddity } = this.#filled.get(row)?.get(column) ?? { text: '' }
    const told = oddity ?? (covering ? 'merged' : undefined)
    return { address, text, ...(told ? { oddity: told } : {}) }
  }

  #rowOf(number: string | undefined): number {
    return number === undefined ? this.#place.row + 1 : (wholeNumber(number) ?? 1) - 1
  }

  #beginCell(attributes: XmlElement['attributes']): void {
    const next = { row: Math.max(0, this.#place.row), column: this.#place.column + 1 }
    this.#place = placeOfCell(attributes['r'] ?? '') ?? next
    this.#type = attributes['t'] ?? 'n'
    this.#style = Number(attributes['s'] ?? 0)
    this.#value = ''
    this.#hasFormula = false
    this.#inCell = true
    this.#rich.begin()
  }

  #endCell(): void {
    this.#inCell = false
    const text = this.#textOf()
    if (text === '' && !this.#hasFormula) return
    const { row, column } = this.#place
    if (column >= sheetLimits.columnsMax) {
      refuseFile('too-many-cells', cellAddress(this.#place))
    }
    const cells = this.#filled.get(row) ?? new Map<number, Said>()
    if (cells.size === 0) this.#workbook.size.addRow([])
    this.#workbook.size.addCell(text)
    this.#filled.set(row, cells)
    cells.set(column, this.#said(text))
  }

  #said(text: string): Said {
    if (this.#hasFormula) return { text: text === '' ? '=' : text, oddity: 'formula' }
    return this.#type === 'e' ? { text, oddity: 'error' } : { text }
  }

  #textOf(): string {
    const value = this.#value
    switch (this.#type) {
      case 's':
        return this.#workbook.strings[wholeNumber(value.trim()) ?? -1] ?? ''
      case 'inlineStr':
        return this.#rich.take()
      case 'b':
        return value.trim() === '' ? '' : /^(1|true)$/i.test(value.trim()) ? 'true' : 'false'
      case 'str':
      case 'e':
        return value
      case 'd':
        return value.trim().slice(0, 10)
      default:
        return this.#numberText(value.trim())
    }
  }

  #numberText(value: string): string {
    const number = Number(value)
    if (value === '' || !Number.isFinite(number)) return value
    const shown = this.#workbook.shownAs(this.#style)
    if (shown === 'percent') return percentText(number)
    return (shown === 'day' ? this.#dayText(number) : null) ?? String(number)
  }

  /** A day as `YYYY-MM-DD`, a time alone as `HH:MM`; null for a number that is neither. */
  #dayText(serial: number): string | null {
    if (serial < 0 || serial > serialMax) return null
    if (serial < 1 && !this.#workbook.is1904) {
      return new Date(Math.round(serial * 1440) * 60_000).toISOString().slice(11, 16)
    }
    const days = Math.floor(serial)
    // Excel believes in a 29 February 1900, so that days before it are one further on.
    const first = this.#workbook.is1904 ? first1904 : days < 60 ? first1900 + dayMs : first1900
    return new Date(first + days * dayMs).toISOString().slice(0, 10)
  }

  #addMerged(ref: string): void {
    const [from = '', to = from] = ref.split(':')
    const [start, end] = [placeOfCell(from), placeOfCell(to)]
    if (!start || !end) return
    if (this.#merged.length >= mergedMax) refuseFile('too-many-cells', 'mergeCells')
    this.#merged.push({ start, end })
  }
}

const dayMs = 86_400_000
const first1900 = Date.UTC(1899, 11, 30)
const first1904 = Date.UTC(1904, 0, 1)
/** 9999-12-31 */
const serialMax = 2_958_465
const mergedMax = 100_000

/** What is stored as 0.29 and shown as 29%, by the fifteen digits that a sheet reckons with. */
function percentText(number: number): string {
  return `${Number((number * 100).toPrecision(15))}%`
}

function wholeNumber(text: string): number | null {
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}
