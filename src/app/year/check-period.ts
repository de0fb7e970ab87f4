import { parsePeriod } from '../../ledger/day/period.ts'
import type { Place } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'

/** Refuses with `period.form` what is no period of a year that the calendar knows. */
export function checkPeriod(period: string, at: Place): void {
  if (parsePeriod(period) !== null) return
  refuse('period.form', {
    at,
    text: { zh: '时段的写法不对。', en: 'This is not a period.' },
    hint: {
      zh: '例如 2025、2025-H1、2025-Q3、2025-07。',
      en: 'For example 2025, 2025-H1, 2025-Q3, 2025-07.',
    },
  })
}
