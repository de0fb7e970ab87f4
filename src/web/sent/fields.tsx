import type { ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { ApiFailure } from '../api-client/ask.ts'
import { useSay } from '../say.tsx'

/** What is wrong with a place; empty: nothing. */
export type FaultAt = (place: string) => string

/** What the server found wrong with a place, as `items.0.label`; empty where it found nothing. */
export function faultsOf(error: unknown): FaultAt {
  const faults = error instanceof ApiFailure ? error.problem.faults : []
  const said = new Map(
    faults.map(({ at: [outer, ...inner], text, hint }) => [
      outer === 'body' ? inner.join('.') : '',
      `${text} ${hint}`,
    ]),
  )
  return (place) => said.get(place) ?? ''
}

/** As long as somebody pastes it: what is too long is told, and not cut off unseen. */
export function TextField(props: {
  id: string
  label: string
  value: string
  fault: string
  help?: string | undefined
  required?: boolean
  /** It is shown and cannot be changed. */
  isFixed?: boolean
  /** A year in digits. */
  form?: string
  onChange: (words: string) => void
}) {
  const { id, label, fault, help, form } = props
  return (
    <Labelled id={id} label={label} fault={fault} help={help}>
      <input
        id={id}
        className="input"
        value={props.value}
        required={props.required === true}
        readOnly={props.isFixed === true}
        aria-invalid={fault !== ''}
        aria-describedby={describedBy(props)}
        onChange={(event) => props.onChange(event.target.value)}
        {...(form && { pattern: form, inputMode: 'numeric', title: '2026' })}
      />
    </Labelled>
  )
}

/** One of a few; what is chosen is one of the options by its id. */
export function ChoiceField<Id extends string>(props: {
  id: string
  label: string
  value: Id
  options: readonly { readonly id: Id; readonly label: Label }[]
  onChange: (id: Id) => void
}) {
  const { say } = useSay()
  const { id, label, value, options, onChange } = props
  return (
    <Labelled id={id} label={label}>
      <select
        id={id}
        className="input"
        value={value}
        onChange={(event) => {
          const chosen = options.find((one) => one.id === event.target.value)
          if (chosen) onChange(chosen.id)
        }}
      >
        {options.map((one) => (
          <option key={one.id} value={one.id}>
            {say(one.label)}
          </option>
        ))}
      </select>
    </Labelled>
  )
}

/** What is said beside a field, for its `aria-describedby`. */
export function describedBy(field: {
  readonly id: string
  readonly fault?: string
  readonly help?: string | undefined
}): string | undefined {
  const { id, fault, help } = field
  const said = [...(fault ? [`${id}-fault`] : []), ...(help ? [`${id}-help`] : [])]
  return said.length === 0 ? undefined : said.join(' ')
}

/** A field under its label, with what is wrong and what helps. */
export function Labelled(props: {
  id: string
  label: string
  help?: string | undefined
  fault?: string
  children: ReactNode
}) {
  return (
    <div className="labelled">
      <label id={`${props.id}-label`} htmlFor={props.id}>
        {props.label}
      </label>
      {props.children}
      {props.fault ? (
        <p id={`${props.id}-fault`} className="fault-beside small" role="alert">
          {props.fault}
        </p>
      ) : null}
      {props.help ? (
        <p id={`${props.id}-help`} className="quiet small">
          {props.help}
        </p>
      ) : null}
    </div>
  )
}
