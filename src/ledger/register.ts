import type { Label } from './label.ts'
import type { Predicate } from './predicate.ts'

/** Every kind a field can have; one folder each under `fields/`. */
export type FieldKindName =
  | 'text'
  | 'longText'
  | 'number'
  | 'money'
  | 'date'
  | 'time'
  | 'duration'
  | 'period'
  | 'yesNo'
  | 'choice'
  | 'choices'
  | 'person'
  | 'people'
  | 'office'
  | 'record'
  | 'rows'
  | 'file'
  | 'clause'

/** A field of a register as the pack declares it. Options a kind does not use are absent. */
export interface Field {
  readonly id: string
  readonly type: FieldKindName
  readonly label: Label
  readonly required: boolean
  readonly help?: Label
  /** Roles that may read it; absent = every member of the organisation. */
  readonly readers?: readonly string[]
  /** choice, choices: the list of the pack it draws from. */
  readonly of?: string
  /** record: the register it points to. */
  readonly register?: string
  /** number, money, duration, rows, people, choices: bounds; text: most characters. */
  readonly min?: number
  readonly max?: number
  /** number: digits after the point (0 = whole). */
  readonly decimals?: number
  readonly unit?: Label
  /** rows: the fields of a row (no rows inside rows). */
  readonly fields?: readonly Field[]
  /** A default the form proposes: `today`, `me`, `my-office`, `last`, or a literal. */
  readonly default?: string | number | boolean
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
}

/** An item of a choice list. */
export interface Choice {
  readonly id: string
  readonly label: Label
}

/** The registers and lists in force: what the evaluator and the forms need to know. */
export interface Registers {
  readonly registers: ReadonlyMap<string, Register>
  readonly lists: ReadonlyMap<string, readonly Choice[]>
}
