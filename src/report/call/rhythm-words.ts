import type { DutyRhythm, ListedDuty } from '../../ledger/core/listed-duty.ts'
import { dayInYearText, dayText } from '../../ledger/day/day.ts'
import type { Label } from '../../ledger/label.ts'

/** How rhythms are called. */
export const rhythmWords: Readonly<Record<DutyRhythm, Label>> = {
  month: { zh: '每月', en: 'Every month' },
  quarter: { zh: '每季度', en: 'Every quarter' },
  'half-year': { zh: '每半年', en: 'Every half-year' },
  year: { zh: '每年', en: 'Every year' },
  'yearly-by': { zh: '每年某日前', en: 'By a day of every year' },
  'once-by': { zh: '某日前一次', en: 'Once, by a day' },
}

/** How often or by when a duty of a list is owed. */
export function rhythmOf({ often, times, by }: Pick<ListedDuty, 'often' | 'times' | 'by'>): Label {
  if (often === 'once-by') {
    return { zh: `${dayText(by ?? '', 'zh')}前`, en: `by ${dayText(by ?? '', 'en')}` }
  }
  if (often === 'yearly-by') {
    // The year only serves to name the day.
    const day = `2024-${by}`
    return { zh: `每年${dayInYearText(day, 'zh')}前`, en: `by ${dayInYearText(day, 'en')} yearly` }
  }
  const { zh, en } = rhythmWords[often]
  return { zh: `${zh}${times ?? 1}次`, en: `${times ?? 1} × ${en.toLowerCase()}` }
}
