import type { Label } from '../ledger/label.ts'
import type { Claim } from './document.ts'

/** What is said instead of a reason that would tell what a restricted register holds. */
export const closedReason: Label = {
  zh: '依据的台账限知悉，详情不在此显示',
  en: 'It rests on a restricted register; details are not shown here',
}

/** Whether what a claim rests on is closed to whoever was shown it. */
export function isClosedBehind({ reason }: Pick<Claim, 'reason'>): boolean {
  return reason.zh === closedReason.zh
}
