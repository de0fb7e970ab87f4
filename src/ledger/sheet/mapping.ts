import type { Fault } from '../fault.ts'
import type { Label } from '../label.ts'
import type { ParseContext } from '../record/parse-values.ts'
import type { Value, Values } from '../value.ts'
import type { KeyedRow } from './keyed-rows.ts'

/**
 * What becomes of a column: it fills a field (`agenda.topic` is one inside a rows field), is kept
 * as `column: content` in the text field that `keptIn` of the shape names, or is left out.
 */
export type ColumnUse = { readonly field: string } | 'text' | 'left-out'

/** A column of a table and what becomes of it. */
export interface MappedColumn {
  /** Its place, counted from 0. */
  readonly at: number
  /** What stands over it; the lines of a header of two lines with a blank between them. */
  readonly header: string
  readonly use: ColumnUse
}

/** What a text means: a raw value as forms send it (several of a list), or nothing at all. */
export type Answer = { readonly means: unknown } | 'nothing'

/** Field id, then the text as written (one part of a list), then what it means. */
export type Answers = Readonly<Record<string, Readonly<Record<string, Answer>>>>

/** How a table becomes records: everything that a person may decide about it. */
export interface Mapping {
  /** The id of the shape: a register, or a sheet of several (a roster). */
  readonly register: string
  /** Name of the sheet or of the Word table. */
  readonly table: string
  /** Rows as the sheet numbers them; 0 and 0: the table has no header. */
  readonly header: { readonly first: number; readonly last: number }
  readonly columns: readonly MappedColumn[]
  /** The year of days that name none; null where nothing says it: such days are asked about. */
  readonly year: number | null
  /** Fields without a column, the same for every row; raw values as forms send them. */
  readonly given: Readonly<Record<string, unknown>>
  readonly answers: Answers
}

/** A column with what is proposed for it, and why. */
export interface ColumnProposal extends MappedColumn {
  /** `key`: a column of an exported sheet that says which record a row is. */
  readonly why: 'name' | 'synonym' | 'content' | 'remembered' | 'key' | 'serial' | 'none'
  /** Nothing else in the table or the register speaks against it; what is not sure is shown so. */
  readonly sure: boolean
  /** Other fields that it may be, likeliest first. */
  readonly rivals: readonly string[]
  /** The first few different texts that stand in it. */
  readonly samples: readonly string[]
}

/** How one table may become records of one register. */
export interface Proposal {
  readonly mapping: Mapping
  readonly columns: readonly ColumnProposal[]
  /** How well they fit, from 0 to 1; better fits come first. */
  readonly score: number
  /** Required fields that no column fills: given once for all, or asked about. */
  readonly missing: readonly string[]
  /** Some days name no year, and nothing else in the table does: somebody gives it. */
  readonly needsYear: boolean
  /** The sheet was exported here: it is read by its labels and never asked about. */
  readonly isOwn: boolean
}

/** Somebody or something that a name in a sheet may mean. */
export interface KnownName {
  readonly id: string
  readonly name: string
  /** Posts of a person, by which 周书记 finds the right 周. */
  readonly titles?: readonly string[]
}

/** What the reader of a table knows of the unit. */
export interface MappingContext extends ParseContext {
  /** Everybody of the roster; without it no likely people are proposed. */
  readonly people?: readonly KnownName[]
  readonly offices?: readonly KnownName[]
}

/** One filled cell of a mapped column. */
export interface MappedCell {
  /** Its column, counted from 0. */
  readonly at: number
  /** What it says; of a cell that says “the same”, what the one above says. */
  readonly text: string
  /** What it was read as; null where it says nothing or is open. */
  readonly value: Value
  /** Why it is open; the first place is the address of the cell. */
  readonly faults: readonly Fault[]
}

/** One row of the table that is, or may become, a record. */
export interface MappedRow {
  /** As the sheet numbers it. */
  readonly row: number
  /** The address of its first cell. */
  readonly at: string
  readonly state: 'ready' | 'open'
  readonly cells: readonly MappedCell[]
  /** Faults of no single cell; their place is the address of the row, then the field. */
  readonly faults: readonly Fault[]
  /** The record it becomes; only of a row that is ready. */
  readonly values?: Values
  /** Fields that the sheet itself says; the others were given beside it. */
  readonly said: readonly string[]
}

/** A row that is no record. */
export interface PassedRow {
  readonly row: number
  readonly kind: 'subtotal' | 'heading' | 'repeated-header' | 'empty' | 'note'
  readonly text: string
}

/** Something that is asked once for all rows that say it. */
export interface Question {
  readonly field: string
  /** The text as written, the key of its answer; empty: what a blank cell means. */
  readonly text: string
  readonly kind: 'name' | 'option' | 'office' | 'date' | 'number' | 'other'
  /** Whether the answer may be several values. */
  readonly many: boolean
  /** The first thousand rows that say it. */
  readonly rows: readonly number[]
  readonly count: number
  /** What may be meant: all items of a list, all offices, the likely people, days. */
  readonly options: readonly { readonly id: string; readonly label: Label }[]
  /** The option that is most likely meant; never taken without an answer. */
  readonly likely?: Answer
  /** Why it is asked. */
  readonly why: Label
}

/** A table as records: what is ready, what is open and why, what was passed over. */
export interface MappedTable {
  readonly rows: readonly MappedRow[]
  /** Rows of an exported sheet that say which record they are. */
  readonly keyed: readonly KeyedRow[]
  readonly passed: readonly PassedRow[]
  readonly questions: readonly Question[]
  /** What was taken in another way than it is written, by cell; the first two hundred. */
  readonly notes: readonly Fault[]
  /** Why nothing can be read at all: an empty sheet, too many rows, a broken key. */
  readonly faults: readonly Fault[]
}
