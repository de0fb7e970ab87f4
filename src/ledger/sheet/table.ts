/** A cell of a sheet as text, with its address as the sheet shows it (`C7`). */
export interface Cell {
  readonly address: string
  readonly text: string
  /** Something about the cell that its text does not say. */
  readonly oddity?: 'formula' | 'merged' | 'error'
}

/** A sheet as rows of cells; the first filled row holds the labels. */
export interface SheetTable {
  readonly name: string
  readonly rows: readonly (readonly Cell[])[]
}

/** The address of a cell from its row and column, both counted from 0. */
export function cellAddress({ row, column }: { row: number; column: number }): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return `${letters}${row + 1}`
}
