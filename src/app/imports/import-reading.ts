import type { AppendRequest } from '../../append/append-request.ts'
import type { Lacking } from '../../duty/lacking.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { MappedRow, MappedTable } from '../../ledger/sheet/mapping.ts'
import type { Cell } from '../../ledger/sheet/table.ts'
import type { ImportCounts } from '../ports/import-ports.ts'
import type { AlikeRow, Correction, ImportContext } from '../records/sheet-import.ts'

/** Where a row of an import stands. */
export type RowState = 'ready' | 'open' | 'alike' | 'written' | 'left-out'

/** A row of an import, and what would be written of it. */
export interface JudgedRow {
  readonly row: number
  readonly state: RowState
  readonly mapped: MappedRow
  readonly faults: readonly Fault[]
  /** What it is like, also after somebody has decided about it. */
  readonly like: AlikeRow | null
  /** A record it becomes, one it corrects, or one that says the same; only of a ready row. */
  readonly write:
    | { readonly kind: 'add'; readonly request: AppendRequest }
    | { readonly kind: 'correct'; readonly correction: Correction }
    | { readonly kind: 'same'; readonly record: string }
    | null
}

/** Rows that speak against a duty by what they say themselves, all for one reason. */
export interface RowsAgainst {
  readonly duty: string
  readonly lacking: Lacking
  /** Their numbers in the sheet, the first of them. */
  readonly rows: readonly number[]
  readonly count: number
}

/** What an import comes to under its mapping, its answers and what was mended. */
export interface ImportReading {
  readonly context: ImportContext
  readonly mapped: MappedTable
  readonly rows: readonly JudgedRow[]
  readonly counts: ImportCounts
  /** What rows that are ready or written speak against. */
  readonly against: readonly RowsAgainst[]
  /** The rows around the header, as they are. */
  readonly head: readonly (readonly Cell[])[]
  /** What it takes in memory, roughly. */
  readonly bytes: number
}
