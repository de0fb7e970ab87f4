import type { ListedDutyView } from '../../api/contract/duty-list.ts'
import { dayInWords } from '../components/day.ts'
import { dayInYearText } from '../../ledger/day.ts'
import type { Label } from '../../ledger/label.ts'
import type { DutyRhythm } from '../../ledger/listed-duty.ts'
import type { ListChange } from '../../report/call/duty-list.ts'

/** How rhythms are called. */
export const rhythmWords: Readonly<Record<DutyRhythm, Label>> = {
  month: { zh: '每月', en: 'Every month' },
  quarter: { zh: '每季度', en: 'Every quarter' },
  'half-year': { zh: '每半年', en: 'Every half-year' },
  year: { zh: '每年', en: 'Every year' },
  'yearly-by': { zh: '每年某日前', en: 'By a day of every year' },
  'once-by': { zh: '某日前一次', en: 'Once, by a day' },
}

/** How a duty differs from the version before. */
export const changeWords: Readonly<Record<ListChange, Label>> = {
  new: { zh: '新增', en: 'new' },
  same: { zh: '未变', en: 'unchanged' },
  reworded: { zh: '表述或起止日有变', en: 'said otherwise, or for other days' },
  changed: { zh: '要求有变：原要求终止，按新要求执行', en: 'asks something else: the old ends' },
}

/** How often or by when a duty is owed. */
export function rhythmOf({ often, times, by }: ListedDutyView): Label {
  if (often === 'once-by') {
    return { zh: `${dayInWords(by ?? '', 'zh')}前`, en: `by ${dayInWords(by ?? '', 'en')}` }
  }
  if (often === 'yearly-by') {
    // The year only serves to name the day.
    const day = `2024-${by}`
    return { zh: `每年${dayInYearText(day, 'zh')}前`, en: `by ${dayInYearText(day, 'en')} yearly` }
  }
  const { zh, en } = rhythmWords[often]
  return { zh: `${zh}${times ?? 1}次`, en: `${times ?? 1} × ${en.toLowerCase()}` }
}

/** What a duty of a list rests on: its own basis with its clause, else those of the list. */
export function groundOfDuty(one: ListedDutyView, list: Ground): Ground {
  const { basis, clause } = one.basis === null ? list : one
  return { basis, clause, ends: one.ends ?? list.ends }
}

interface Ground {
  readonly basis: string | null
  readonly clause: string | null
  readonly ends: string | null
}

/** What a duty or a list rests on, and until when; what is not said is said. */
export function groundOfList({ basis, clause, ends }: Ground): Label {
  const end: Label =
    ends === null
      ? { zh: '未写明终止日期', en: 'no end is set' }
      : { zh: `至${dayInWords(ends, 'zh')}为止`, en: `until ${dayInWords(ends, 'en')}` }
  const ground: Label =
    basis === null
      ? { zh: '未写明依据', en: 'No basis is named' }
      : { zh: `依据${basis}${clause ?? ''}`, en: `Basis: ${basis} ${clause ?? ''}`.trim() }
  return { zh: `${ground.zh}；${end.zh}`, en: `${ground.en}; ${end.en}` }
}
