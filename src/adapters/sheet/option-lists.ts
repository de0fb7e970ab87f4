import type { Workbook, Worksheet } from '@cj-tech-master/excelts'
import { cellAddress } from '../../ledger/sheet/table.ts'

/** Characters that a drop-down may hold by itself. */
const inlineCharsMax = 255

/** Allowed values as a drop-down says them by itself; null where they are too long for that. */
export function inlineOptions(options: readonly string[]): string | null {
  const text = options.join(',')
  const isPlain = options.every((one) => one === one.trim() && !/[,"\n]/.test(one))
  return isPlain && text.length <= inlineCharsMax ? `"${text}"` : null
}

/** Lists of allowed values on a sheet that nobody sees: a column a list, each list once. */
export class OptionLists {
  readonly #workbook: Workbook
  readonly #ranges = new Map<string, string>()
  #sheet: Worksheet | null = null

  constructor(workbook: Workbook) {
    this.#workbook = workbook
  }

  /** Where a list stands, as a drop-down names it. */
  rangeOf(options: readonly string[]): string {
    const key = JSON.stringify(options)
    const known = this.#ranges.get(key)
    if (known !== undefined) return known
    const sheet = (this.#sheet ??= this.#workbook.addWorksheet('_options', { state: 'hidden' }))
    const column = this.#ranges.size
    for (const [row, one] of options.entries()) {
      const cell = sheet.getCell(row + 1, column + 1)
      cell.numFmt = '@'
      cell.value = one
    }
    const [from, to] = [0, options.length - 1].map((row) => absolute({ row, column }))
    const range = `_options!${from}:${to}`
    this.#ranges.set(key, range)
    return range
  }
}

function absolute(place: { row: number; column: number }): string {
  return cellAddress(place).replace(/^([A-Z]+)(\d+)$/, '$$$1$$$2')
}
