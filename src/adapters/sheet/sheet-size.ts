import { refuseFile } from '../../report/file/file-fault.ts'

/** Limits of a table that is read: as many rows as two imports hold, as wide as any form. */
export const sheetLimits = {
  rowsMax: 100_000,
  columnsMax: 1_000,
  cellsMax: 1_000_000,
  charsMax: 10_000_000,
}

/** Refuses with `file.too-many-cells` before a table grows beyond what anybody fills in. */
export class SheetSize {
  #rows = 0
  #cells = 0
  #chars = 0

  addRow(cells: readonly string[]): void {
    const columns = cells.length
    this.#rows += 1
    const { rowsMax, columnsMax } = sheetLimits
    if (columns > columnsMax) refuseFile('too-many-cells', `columns > ${columnsMax}`)
    if (this.#rows > rowsMax) refuseFile('too-many-cells', `rows > ${rowsMax}`)
    for (const text of cells) this.addCell(text)
  }

  addCell(text: string): void {
    this.#cells += 1
    this.#chars += text.length
    const { cellsMax, charsMax } = sheetLimits
    if (this.#cells > cellsMax) refuseFile('too-many-cells', `cells > ${cellsMax}`)
    if (this.#chars > charsMax) refuseFile('too-many-cells', `characters > ${charsMax}`)
  }
}
