import type { ColumnProposal, Mapping } from '../../ledger/sheet/mapping.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { RowDecision } from '../records/row-decision.ts'
import type { OrgId } from './organisation-ports.ts'

/** What a row is that is like a record; one that is left out is no question any more. */
export type ImportDecision = Exclude<RowDecision, 'skip'>

/** What somebody did to the rows of one table: cells written anew, rows left out or decided. */
export interface TableWork {
  /** New texts of cells, by address. */
  readonly mended: Readonly<Record<string, string>>
  readonly leftOut: readonly number[]
  /** Of rows that are like a record, by row number. */
  readonly decisions: Readonly<Record<string, ImportDecision>>
}

/** A register that a table of the file may belong to, and how well it fits. */
export interface RegisterProposal {
  readonly register: string
  readonly table: string
  readonly score: number
}

/** How the file becomes records, as far as somebody has said. */
export interface ImportWork {
  readonly mapping: Mapping
  /** What was proposed for the columns of this register, table and header. */
  readonly columns: readonly ColumnProposal[]
  /** The sheet was exported here: it is corrected with its register, not imported. */
  readonly isOwn: boolean
  readonly registers: readonly RegisterProposal[]
  /** By name of the table. */
  readonly tables: Readonly<Record<string, TableWork>>
}

/** How many rows are in which state. */
export interface ImportCounts {
  readonly ready: number
  readonly open: number
  readonly passed: number
  readonly written: number
  readonly leftOut: number
  /** Rows like a record or another row, about which nobody has decided; not among the ready. */
  readonly alike: number
  /** Of the ready ones, those that come late. */
  readonly late: number
}

/** A file that somebody brought, until it is written or thrown away. */
export interface StoredImport {
  readonly id: string
  /** The person, or the token or terminal, that brought it. */
  readonly owner: string
  readonly fileName: string
  readonly version: number
  readonly state: 'open' | 'stopped' | 'done'
  readonly tables: readonly { readonly name: string; readonly rows: number }[]
  readonly work: ImportWork
  /** As they were found last; null: not yet. */
  readonly counts: ImportCounts | null
  readonly broughtAt: string
  readonly touchedAt: string
}

/** One change of an import; `expected` is the version that its writer saw. */
export interface ImportChange {
  readonly id: string
  readonly expected: number
  readonly state: StoredImport['state']
  readonly work: ImportWork
  readonly at: string
}

/** Rows of a table that are records of a register by now, by row number. */
export interface WrittenRows {
  readonly id: string
  readonly register: string
  readonly table: string
}

/** Imports outside the log, one organisation at a time. */
export interface ImportStore {
  /** Keeps a file; false where its owner has so many open already. */
  add(
    org: OrgId,
    added: {
      readonly brought: StoredImport
      readonly tables: readonly SheetTable[]
      readonly openMax: number
    },
  ): Promise<boolean>
  /** Newest first. */
  list(org: OrgId): Promise<readonly StoredImport[]>
  read(org: OrgId, id: string): Promise<StoredImport | null>
  /** The cells of one of its tables as they were read; null: there is none. */
  table(org: OrgId, id: string, name: string): Promise<SheetTable | null>
  /** The new version; null where it is not the expected one any more. */
  change(org: OrgId, change: ImportChange): Promise<number | null>
  /** Notes what a version comes to; of one that is no longer the newest nothing. */
  note(
    org: OrgId,
    noted: Pick<StoredImport, 'id' | 'version' | 'state'> & { readonly counts: ImportCounts },
  ): Promise<void>
  written(org: OrgId, of: WrittenRows): Promise<ReadonlyMap<number, string>>
  /** Notes the records that rows have become, and makes a new version of it. */
  noteWritten(
    org: OrgId,
    of: WrittenRows & { readonly rows: ReadonlyMap<number, string>; readonly at: string },
  ): Promise<void>
  /** False: there is none. */
  remove(org: OrgId, id: string): Promise<boolean>
  /** Throws away what is done, or untouched, since these moments; how many that were. */
  removeOld(
    org: OrgId,
    before: { readonly done: string; readonly untouched: string },
  ): Promise<number>
  /** How tables were mapped to these registers before, the newest first. */
  remembered(org: OrgId, registers: readonly string[]): Promise<readonly Mapping[]>
  /** Remembers how a table was mapped; one with the same heads replaces what was remembered. */
  remember(
    org: OrgId,
    mapped: { readonly headers: string; readonly mapping: Mapping; readonly at: string },
  ): Promise<void>
}
