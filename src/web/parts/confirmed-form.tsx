import type { FormEvent, ReactNode } from 'react'
import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import { ProblemNote } from './problem-note.tsx'

const words = {
  reason: { zh: '理由（写入日志）', en: 'Reason (stands in the log)' },
  password: { zh: '再次输入密码', en: 'Your password again' },
}

/** What somebody gave in such a form: its own fields, the reason, the password. */
export type Confirmed = (name: string) => string

/** A form for what nobody does in passing: a reason, and the password once more. */
export function ConfirmedForm(props: {
  id: string
  save: Label
  reasonMax: number
  isPending: boolean
  error: Error | null
  /** The form is cleared by `reset` when all went well. */
  onConfirm: (said: Confirmed, reset: () => void) => void
  children?: ReactNode
}) {
  const { say } = useSay()
  const { id, save, reasonMax, isPending, error, onConfirm, children } = props
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault()
    const form = event.currentTarget
    const said = new FormData(form)
    onConfirm(
      (name) => String(said.get(name) ?? ''),
      () => form.reset(),
    )
  }
  return (
    <form className="stack" onSubmit={submit}>
      {children}
      <div className="labelled">
        <label htmlFor={`${id}-reason`}>{say(words.reason)}</label>
        <input
          id={`${id}-reason`}
          name="reason"
          className="input"
          maxLength={reasonMax}
          autoComplete="off"
          required
        />
      </div>
      <div className="labelled">
        <label htmlFor={`${id}-password`}>{say(words.password)}</label>
        <input
          id={`${id}-password`}
          name="password"
          type="password"
          className="input"
          autoComplete="current-password"
          maxLength={200}
          required
        />
      </div>
      {error ? <ProblemNote error={error} /> : null}
      <p>
        <button type="submit" className="button" disabled={isPending}>
          {say(save)}
        </button>
      </p>
    </form>
  )
}
