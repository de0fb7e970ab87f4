import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { TableReading } from '../../ledger/sheet/read-table.ts'
import type { CellChange, CellConflict } from '../../ledger/sheet/row-changes.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { ToldChange } from '../../ledger/sheet/tell-changes.ts'
import type { Values } from '../../ledger/value.ts'
import type { RowDecision } from './row-decision.ts'
import type { SheetNames } from './sheet-names.ts'

/** Which word stands where a cell was changed in a sheet and meanwhile by somebody else. */
export type Keep = 'mine' | 'theirs'

/** Whose word was chosen in a cell, looking at which version of its record. */
export interface KeptCell {
  readonly keep: Keep
  readonly version: number
}

/** A sheet whose rows become records of a register, or corrections of them. */
export interface ImportSheet {
  readonly register: string
  readonly sheet: SheetTable
  /** Only say what would happen. */
  readonly dryRun: boolean
  /** Why the late ones come late, and why records are corrected. */
  readonly reason: string | null
  /** How to read a sheet that was not made here; absent: as one that was. */
  readonly reading?: TableReading
  /** What becomes of every new row that is like a record; absent: it is asked. */
  readonly alike?: 'add' | 'skip'
  /** The same for single rows, by their number in the sheet. */
  readonly decisions?: ReadonlyMap<number, RowDecision>
  /** Which word stands in every cell that somebody else changed meanwhile; absent: it is asked. */
  readonly conflict?: Keep
  /** The same for single cells, by address, with the version of the record that was decided on. */
  readonly cells?: ReadonlyMap<string, KeptCell>
}

/** A record that a row of the sheet corrects. */
export interface Correction {
  readonly row: number
  /** The address by which the row is named. */
  readonly at: string
  readonly record: LedgerRecord
  readonly values: Values
  readonly changes: readonly CellChange[]
}

/** A cell that the sheet and somebody else have changed. */
export interface Conflict extends CellConflict {
  readonly row: number
  readonly record: LedgerRecord
}

/** A row that is like something that is here, and what it is like. */
export interface AlikeRow {
  readonly row: number
  readonly at: string
  readonly title: Label
  readonly day: string | null
  readonly like: {
    /** A record that the row may be; null for another row, or for a name that is taken. */
    readonly record: string | null
    readonly version: number | null
    readonly row: number | null
    readonly title: Label
    readonly day: string | null
  }
}

/** A correction in words. */
export interface ListedCorrection {
  readonly row: number
  readonly record: string
  readonly title: Label
  readonly changes: readonly ToldChange[]
}

/** A conflict in words: what the sheet showed, what stands now, what the sheet says. */
export interface ListedConflict {
  readonly row: number
  readonly at: string
  readonly record: string
  /** The version that stands now. */
  readonly version: number
  readonly title: Label
  readonly field: Label
  readonly base: Label
  readonly theirs: Label
  readonly mine: Label
}

/** What an import did, or would do. */
export interface Imported {
  /** Rows of the sheet that hold a record. */
  readonly rows: number
  /** New records written. */
  readonly added: number
  /** Rows that are new records. */
  readonly fresh: number
  readonly late: number
  /** Rows that an earlier import already brought. */
  readonly known: number
  /** Rows whose record is corrected, and those that say what it says. */
  readonly corrected: number
  readonly unchanged: number
  /** Rows left out because they are like a record. */
  readonly skipped: number
  /** What was taken in another way than it is written, by cell. */
  readonly notes: readonly Fault[]
  /** The first two hundred. */
  readonly corrections: readonly ListedCorrection[]
  /** Cells that somebody must decide about; nothing is written while there are any. */
  readonly conflicts: readonly ListedConflict[]
  /** Rows that somebody must decide about; nothing is written while there are any. */
  readonly alike: readonly AlikeRow[]
}

/** What is known while an import is worked out. */
export interface ImportContext {
  readonly register: Register
  readonly sheetNames: SheetNames
  readonly today: string
  /** Records whose ids stand in the sheet, void ones too. */
  readonly records: ReadonlyMap<string, LedgerRecord>
  /** Values of the versions that the sheet shows where they are not the newest, by record. */
  readonly seen: ReadonlyMap<string, Values>
}
