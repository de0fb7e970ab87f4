import type { Fault } from '../../ledger/fault.ts'
import { withStop } from '../../ledger/fault.ts'
import type { Lang } from '../../ledger/label.ts'

/** Faults whose hint says no more than to mend them and save again. */
const plain = new Set(['record.field.required', 'record.field.too-few', 'record.check.failed'])

/** A fault beside its field: a sentence with its stop, and a hint where that says more. */
export function faultWords(
  { code, text, hint }: Pick<Fault, 'code' | 'text' | 'hint'>,
  lang: Lang,
): { readonly text: string; readonly hint: string | null } {
  return { text: withStop(text[lang], lang), hint: plain.has(code) ? null : hint[lang] }
}
