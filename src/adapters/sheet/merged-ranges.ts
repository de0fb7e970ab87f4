import { refuseFile } from '../../report/file/file-fault.ts'
import { sheetLimits } from './sheet-size.ts'

/** A cell, both counted from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

/** Cells that were merged into their first one. */
export interface Range {
  readonly start: Place
  readonly end: Place
}

/**
 * Of the rows that hold anything, which cells a merged range covers, and by which cell. A range
 * wider than any form ends where the sheet does; rows that hold nothing of their own stay out.
 * Refuses with `file.too-many-cells`.
 */
export function mergedOver(
  ranges: readonly Range[],
  filled: { readonly rows: readonly number[]; readonly right: number },
): ReadonlyMap<number, ReadonlyMap<number, Place>> {
  const covered = new Map<number, Map<number, Place>>()
  let count = 0
  for (const { start, end } of ranges) {
    const isWide = end.column >= sheetLimits.columnsMax
    const right = isWide ? Math.min(end.column, filled.right) : end.column
    for (let at = firstFrom(filled.rows, start.row); at < filled.rows.length; at++) {
      const row = filled.rows[at] ?? 0
      if (row > end.row) break
      const cells = covered.get(row) ?? new Map<number, Place>()
      for (let column = start.column; column <= right; column++) {
        if ((count += 1) > sheetLimits.cellsMax) refuseFile('too-many-cells', 'mergeCells')
        cells.set(column, start)
      }
      if (cells.size > 0) covered.set(row, cells)
    }
  }
  return covered
}

function firstFrom(rows: readonly number[], row: number): number {
  let [low, high] = [0, rows.length]
  while (low < high) {
    const middle = (low + high) >> 1
    if ((rows[middle] ?? Infinity) < row) low = middle + 1
    else high = middle
  }
  return low
}
