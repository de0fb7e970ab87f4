import type { ReactNode } from 'react'
import { useId } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'

const charactersMax = 200

/** A line for a password: the one somebody has, or with `rule` one that is chosen now. */
export function PasswordField(props: {
  label: Label
  name?: string
  rule?: { readonly text: Label; readonly lengthMin: number; readonly lengthMax: number }
  autoFocus?: boolean | undefined
}) {
  const { say } = useSay()
  const id = useId()
  const { label, name = 'password', rule } = props
  const hint: ReactNode = rule ? (
    <p id={`${id}-hint`} className="quiet small">
      {say(rule.text)}
    </p>
  ) : null
  return (
    <div className="labelled">
      <label htmlFor={id}>{say(label)}</label>
      <input
        id={id}
        name={name}
        type="password"
        className="input password-input"
        autoComplete={rule ? 'new-password' : 'current-password'}
        aria-describedby={rule ? `${id}-hint` : undefined}
        minLength={rule?.lengthMin}
        data-most={rule?.lengthMax ?? charactersMax}
        required
        autoFocus={props.autoFocus}
      />
      {hint}
    </div>
  )
}
