import { weekday } from '../../ledger/day/day.ts'
import type { Label } from '../../ledger/label.ts'

/** The days of a week, from Monday on. */
export const weekdayWords: readonly Label[] = [
  { zh: '周一', en: 'Mon' },
  { zh: '周二', en: 'Tue' },
  { zh: '周三', en: 'Wed' },
  { zh: '周四', en: 'Thu' },
  { zh: '周五', en: 'Fri' },
  { zh: '周六', en: 'Sat' },
  { zh: '周日', en: 'Sun' },
]

/** The weekday of a day `YYYY-MM-DD`. */
export function weekdayOf(day: string): Label {
  return weekdayWords[weekday(day) - 1] ?? { zh: '', en: '' }
}
