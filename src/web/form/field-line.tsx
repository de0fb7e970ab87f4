import type { ReactNode } from 'react'
import type { Fault } from '../../ledger/fault.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { Value } from '../../ledger/value.ts'
import { FieldInput } from '../fields/field-input.tsx'
import { FieldLabel } from '../fields/field-label.tsx'
import { useSay } from '../say.tsx'
import { faultWords } from './fault-words.ts'
import { isNeeded } from './is-needed.ts'
import type { Offered } from './last-alike.ts'

const words = { required: { zh: '必填', en: 'required' } }

/** One field of the form: its name, its input, and beside it what is wrong or what helps. */
export function FieldLine(props: {
  formId: string
  field: Field
  /** It cannot be left out as the form stands; absent: what the field says by itself. */
  needed?: boolean
  value: Value | undefined
  last: Offered | undefined
  faults: readonly Fault[]
  onChange: (value: Value | undefined) => void
  onLeave: () => void
  /** What it is filled in with instead of the input of its kind; null or absent: that. */
  children?: ReactNode
}) {
  const { say, lang } = useSay()
  const { field, faults, needed = isNeeded(field) } = props
  const id = `${props.formId}-${field.id}`
  return (
    <div
      className="field-line"
      data-field={field.id}
      data-fault={faults.length > 0}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) props.onLeave()
      }}
    >
      <FieldLabel field={field} id={id} className="field-name">
        {say(field.label)}
        {needed ? (
          <span className="required" title={say(words.required)} aria-hidden="true">
            *
          </span>
        ) : null}
      </FieldLabel>
      <div>
        {props.children ?? (
          <FieldInput
            field={field}
            value={props.value}
            last={props.last}
            id={id}
            describedBy={`${id}-notes`}
            invalid={faults.length > 0}
            onChange={props.onChange}
          />
        )}
        <div id={`${id}-notes`} className="field-notes small">
          {faults.map((fault) => {
            const { text, hint } = faultWords(fault, lang)
            return (
              <p key={`${fault.code} ${fault.text.en}`} className="fault">
                {text}
                {rowOf(fault)} {hint === null ? null : <span className="quiet">{hint}</span>}
              </p>
            )
          })}
          {field.help && faults.length === 0 ? <p className="quiet">{say(field.help)}</p> : null}
        </div>
      </div>
    </div>
  )
}

function rowOf(fault: Fault): string {
  const row = fault.at[1]
  return typeof row === 'number' ? ` (${row + 1})` : ''
}
