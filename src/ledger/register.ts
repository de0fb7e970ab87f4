import type { Choice } from './choice.ts'
import type { Draw } from './draw.ts'
import type { FieldShape } from './fields/field-kind.ts'
import type { fieldKinds } from './fields/field-kinds.ts'
import type { Label } from './label.ts'
import type { Predicate } from './predicate.ts'
import type { Returns } from './returns.ts'
import type { Stage } from './stage.ts'

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

/** A kind of record. */
export interface Register {
  readonly id: string
  readonly label: Label
  readonly help?: Label
  /** The field that carries the event date. */
  readonly date: string
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

/** The registers and lists in force: what the evaluator and the forms need to know. */
export interface Registers {
  readonly registers: ReadonlyMap<string, Register>
  readonly lists: ReadonlyMap<string, readonly Choice[]>
}
