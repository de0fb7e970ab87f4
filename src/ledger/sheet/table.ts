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
  return `${columnLetters(column)}${row + 1}`
}

/** A column counted from 0 as the sheet names it: A, B … AA. */
export function columnLetters(column: number): string {
  let letters = ''
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters
  }
  return letters
}

/** `GR100000` as row and column, both counted from 0; null for what is no address. */
export function placeOfCell(address: string): { row: number; column: number } | null {
  const found = /^\$?([A-Za-z]{1,3})\$?(\d{1,7})$/.exec(address)
  if (!found?.[1] || !found[2] || found[2] === '0') return null
  let column = 0
  for (const letter of found[1].toUpperCase()) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(found[2]) - 1, column: column - 1 }
}
