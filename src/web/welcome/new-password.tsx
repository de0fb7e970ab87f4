import type { Label } from '../../ledger/label.ts'
import { useSay } from '../say.tsx'
import { passwordHint, passwordLengthMax, passwordLengthMin } from './password-rule.ts'

/** The line of a form where somebody chooses a password (`password`), with the rule under it. */
export function NewPassword({ label, autoFocus }: { label: Label; autoFocus?: boolean }) {
  const { say } = useSay()
  return (
    <div className="labelled">
      <label htmlFor="new-password">{say(label)}</label>
      <input
        id="new-password"
        name="password"
        type="password"
        className="input"
        autoComplete="new-password"
        aria-describedby="new-password-hint"
        minLength={passwordLengthMin}
        maxLength={passwordLengthMax}
        required
        autoFocus={autoFocus}
      />
      <p id="new-password-hint" className="quiet small">
        {say(passwordHint)}
      </p>
    </div>
  )
}
