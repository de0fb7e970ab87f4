import type { FormEvent, ReactNode } from 'react'
import { useId } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import { ErrorNote } from './error-note.tsx'
import { PasswordField } from './password-field.tsx'

const words = {
  reason: { zh: '理由（写入日志）', en: 'Reason (stands in the log)' },
  password: { zh: '再次输入密码', en: 'Your password again' },
}

/** What somebody gave in such a form. */
export interface Confirmed {
  readonly password: string
  readonly reason: string
  /** A field of its own, and one that holds several. */
  said(name: string): string
  all(name: string): readonly string[]
  /** Empties the form, when all went well. */
  reset(): void
}

/** Why it is done, in words that are kept. */
export interface Reason {
  readonly label?: Label
  readonly help?: Label
  readonly max: number
  /** Several lines. */
  readonly isLong?: boolean
}

/**
 * A form for what nobody does in passing: its own fields, a reason where one is due, and who it is
 * once more: by password, or by the passkey that the browser asks for when the form is sent; for
 * what weighs less the open session says it.
 */
export function ConfirmedForm(props: {
  save: Label
  by?: 'password' | 'passkey' | 'session'
  reason?: Reason
  /** In a section of a page, where it is not the one thing to do. */
  isAside?: boolean
  isPending: boolean
  error: Error | null
  onConfirm: (given: Confirmed) => void
  children?: ReactNode
  /** Stands under the fields. */
  foot?: ReactNode
}) {
  const { say } = useSay()
  const { save, by = 'password', reason, isPending, error, onConfirm } = props
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const given = new FormData(form)
    const said = (name: string) => String(given.get(name) ?? '').trim()
    onConfirm({
      password: String(given.get('password') ?? ''),
      reason: said('reason'),
      said,
      all: (name) => given.getAll(name).map(String),
      reset: () => form.reset(),
    })
  }
  return (
    <form className="stack" onSubmit={submit}>
      {props.children}
      {reason ? <ReasonField {...reason} /> : null}
      {by === 'password' ? <PasswordField label={words.password} /> : null}
      {props.foot}
      {error ? <ErrorNote error={error} /> : null}
      <div className="actions">
        <button
          type="submit"
          className={props.isAside === true ? 'button' : 'button primary'}
          disabled={isPending}
        >
          {say(save)}
        </button>
      </div>
    </form>
  )
}

function ReasonField({ label = words.reason, help, max, isLong = false }: Reason) {
  const { say } = useSay()
  const id = useId()
  const Field = isLong ? 'textarea' : 'input'
  return (
    <div className="labelled">
      <label htmlFor={id}>{say(label)}</label>
      <Field
        id={id}
        name="reason"
        className="input"
        data-most={max}
        autoComplete="off"
        aria-describedby={help ? `${id}-help` : undefined}
        required
      />
      {help ? (
        <p id={`${id}-help`} className="quiet small">
          {say(help)}
        </p>
      ) : null}
    </div>
  )
}
