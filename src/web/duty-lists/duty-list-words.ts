import type { ListedDutyView } from '../../api/contract/duty-list.ts'
import type { Label } from '../../ledger/label.ts'
import type { ListChange } from '../../report/call/duty-list.ts'
import type { Ground } from '../sent/ground.ts'

/** How a duty differs from the version before. */
export const changeWords: Readonly<Record<ListChange, Label>> = {
  new: { zh: '新增', en: 'new' },
  same: { zh: '未变', en: 'unchanged' },
  reworded: { zh: '表述或起止日有变', en: 'said otherwise, or for other days' },
  changed: { zh: '要求有变：原要求终止，按新要求执行', en: 'asks something else: the old ends' },
}

/** What a duty of a list rests on: its own basis with its clause, else those of the list. */
export function groundOfDuty(one: ListedDutyView, list: Ground): Ground {
  const { basis, clause } = one.basis === null ? list : one
  return { basis, clause, ends: one.ends ?? list.ends }
}
