import type { Label } from '../../ledger/label.ts'
import { addresseesMax } from '../../report/call/call.ts'

/** To whom something goes. */
export type Addressees = {
  /** Records of the bodies below; null: all of them. */
  readonly to: readonly string[] | null
}

/** What is wrong with whom it goes to; null: nothing. */
export function addresseesFault({ to }: Addressees): Label | null {
  if (to === null) return null
  if (to.length === 0) return { zh: '请至少选择一个单位。', en: 'Choose one body at least.' }
  if (to.length <= addresseesMax) return null
  return {
    zh: `至多选择${addresseesMax}个单位；更多的，请选全部下级单位。`,
    en: `Choose ${addresseesMax} at most; what is for more goes to every body below.`,
  }
}
