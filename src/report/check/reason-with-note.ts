import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'

/** Why a claim stands as it does, with what is to be known beside it. */
export function reasonWithNote(claim: { readonly reason: Label; readonly note?: Label }): Label {
  const { reason, note } = claim
  if (note === undefined) return reason
  return both((lang) => `${reason[lang]}${lang === 'zh' ? '；注：' : '; note: '}${note[lang]}`)
}
