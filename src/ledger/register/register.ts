import type { Choice } from '../choice.ts'
import type { FieldShape } from '../fields/field-kind.ts'
import type { fieldKinds } from '../fields/field-kinds.ts'
import type { Label } from '../label.ts'
import type { Predicate } from '../predicate/predicate.ts'
import type { Draw } from './draw.ts'
import type { Returns } from './returns.ts'

export type { Choice }

/** Every kind a field can have; one folder each under `fields/`. */
export type FieldKindName = keyof typeof fieldKinds

/** A field of a register as the pack declares it. Options a kind does not use are absent. */
export interface Field extends FieldShape {
  readonly type: FieldKindName
  readonly fields?: readonly Field[]
}

/** A rule over one record, shown beside the form and held again on the server. */
export interface Check {
  readonly id: string
  readonly when?: Predicate
  readonly must: Predicate
  readonly message: Label
}

/**
 * A step on the way of a record, as its register declares it. Stages are in order; a record
 * stands at the last one whose predicate it satisfies. Where it stands is computed from the
 * record whenever somebody asks, and stored nowhere.
 */
export interface Stage {
  readonly id: string
  readonly label: Label
  /** What somebody does who brings a record here, as a button says it: 销号. Absent: the label. */
  readonly act?: Label
  /** Heading over what is said on the way here; absent: the label. */
  readonly part?: Label
  /** Absent: every record has come this far. */
  readonly when?: Predicate
  /** The date field that says when this stage was reached. */
  readonly on?: string
  /** Fields that are filled in to reach it: what a form asks when a record is moved here. */
  readonly asks: readonly string[]
  /** The date field by which a record should have left this stage. */
  readonly due?: string
  /** Nothing is owed any more once a record stands here. */
  readonly settled: boolean
  readonly by?: StageRight
}

/** Who may bring a record to a stage: the person named in a field, or a role; never some others. */
export interface StageRight {
  /** The person field that names who does it. */
  readonly person: string
  /** Roles that may do it as well. */
  readonly or: readonly string[]
  /** Person fields that name who may not, whatever their role. */
  readonly never: readonly string[]
}

/**
 * How a register says which year the matter of a record belongs to (所属年度), where that may be
 * another than the year of its day: a democratic-life meeting of 2025 is held in January 2026.
 */
export interface YearOf {
  /** The field that holds the year. A record without it belongs to the year of its day. */
  readonly field: string
  /** Of which records the year is asked, and how it is guessed; the first that holds counts. */
  readonly asked: readonly YearAsked[]
}

/** Records that are asked which year they are for. */
export interface YearAsked {
  /** Absent: all of them. */
  readonly where?: Predicate
  /**
   * `MM-DD`: what happens up to this day of a year is taken to be for the year before until
   * somebody says otherwise; absent: for the year of its day.
   */
  readonly lastYearUntil?: string
}

/** A kind of record. */
export interface Register {
  readonly id: string
  readonly label: Label
  readonly help?: Label
  /** The field that carries the event date. */
  readonly date: string
  /** Which year a record is for; absent: that of its event date. */
  readonly yearOf?: YearOf
  /** Template of a record's title, e.g. `{kind} {heldOn}`. */
  readonly title: string
  /** Working days after the event from which an entry counts as late (补录); null = never. */
  readonly lateAfter: number | null
  readonly readers?: readonly string[]
  /** Roles that may write; absent = clerk and above. */
  readonly writers?: readonly string[]
  readonly fields: readonly Field[]
  readonly checks: readonly Check[]
  /** Field ids a list shows first. */
  readonly columns: readonly string[]
  /** Its records are meetings and the like, which the calendar shows on their day. */
  readonly inCalendar?: boolean
  /** The way of a record, in order; a register that has stages has a board. */
  readonly stages?: readonly Stage[]
  readonly returns?: Returns
  readonly draw?: Draw
  /** Columns of the table that is printed for an office; absent = `columns`. */
  readonly printed?: readonly string[]
}

/** The fields that a list of a register shows where nobody has chosen others. */
export function listColumns({ columns, fields }: Register): readonly string[] {
  const declared = columns.filter((id) => fields.some((field) => field.id === id))
  return declared.length > 0 ? declared : fields.slice(0, columnsUnsaid).map(({ id }) => id)
}

const columnsUnsaid = 5

/** The registers and lists in force: what the evaluator and the forms need to know. */
export interface Registers {
  readonly registers: ReadonlyMap<string, Register>
  readonly lists: ReadonlyMap<string, readonly Choice[]>
}
