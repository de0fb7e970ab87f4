import type { ComponentType, ReactNode } from 'react'
import type { Choice, Field } from '../../ledger/register/register.ts'
import type { Value } from '../../ledger/value.ts'
import type { Unit } from '../components/use-unit.ts'
import type { Offered } from '../form/last-alike.ts'

/** What the name of an input is given; `id` is that of the input. */
export interface FieldLabelProps {
  readonly field: Field
  readonly id: string
  readonly className: string
  readonly children: ReactNode
}

/** What an input of a form is given. A value may stand raw, as typed, until it can be read. */
export interface InputProps {
  readonly field: Field
  readonly value: Value | undefined
  readonly onChange: (value: Value | undefined) => void
  /** The id the label points to, and the id of the line of faults and help. */
  readonly id: string
  readonly describedBy: string
  readonly invalid: boolean
  /** What the last record of the same kind and body says in the same field; only offered. */
  readonly last: Offered | undefined
  /** How a field inside a row is entered, and named; only `rows` uses them. */
  readonly Inner: ComponentType<InputProps>
  readonly InnerLabel: ComponentType<FieldLabelProps>
}

/** What a value is shown with. `brief` = one line in a list. */
export interface ShownProps {
  readonly field: Field
  readonly value: Value
  readonly brief: boolean
  /** How a value inside a row is shown; only `rows` uses it. */
  readonly Inner: ComponentType<Omit<ShownProps, 'Inner'>>
}

/** How one kind of field looks: its input, and its value where plain text is not enough. */
export interface FieldView {
  readonly Input: ComponentType<InputProps>
  readonly Shown?: ComponentType<ShownProps>
  /** What a filter over such a field can be set to; absent: nobody filters by it. */
  choices?(field: Field, unit: Unit): readonly Choice[]
  /** The input is a group of controls: it is named by `aria-labelledby`, not by a `<label>`. */
  readonly group?: boolean
}
