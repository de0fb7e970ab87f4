import type { Label } from '../../ledger/label.ts'
import { PasswordField } from '../components/password-field.tsx'
import { passwordHint, passwordLengthMax, passwordLengthMin } from './password-rule.ts'

const rule = { text: passwordHint, lengthMin: passwordLengthMin, lengthMax: passwordLengthMax }

/** The line of a form where somebody chooses a password (`password`), with the rule under it. */
export function NewPassword({ label, autoFocus }: { label: Label; autoFocus?: boolean }) {
  return <PasswordField label={label} rule={rule} autoFocus={autoFocus} />
}
