import type { Label } from '../../ledger/label.ts'
import { PasswordField } from '../components/password-field.tsx'

/** Length, no forced symbols, no well-known ones; the server holds the same rule. */
const rule = {
  text: {
    zh: '至少 8 个字符；可用一句话，不必凑符号。常见密码会被拒绝。',
    en: 'At least 8 characters; a sentence is fine, symbols are not needed. Common ones are refused.',
  },
  lengthMin: 8,
  lengthMax: 200,
}

/** The line of a form where somebody chooses a password (`password`), with the rule under it. */
export function NewPassword({ label, autoFocus }: { label: Label; autoFocus?: boolean }) {
  return <PasswordField label={label} rule={rule} autoFocus={autoFocus} />
}
