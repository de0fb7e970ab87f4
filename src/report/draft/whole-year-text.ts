import type { DutyStanding } from '../../duty/duty-standing.ts'
import { dayInYearText } from '../../ledger/day/day.ts'

/**
 * 全年, as a report says it of a duty; where the duty is owed since a day of that year (the first
 * day of the ledger, as a rule), since when: `11月3日以来`.
 */
export function wholeYearText(standing: Pick<DutyStanding, 'since'> | null, year: number): string {
  const since = standing?.since
  const isCut = since !== undefined && since.startsWith(`${year}-`) && since > `${year}-01-01`
  return isCut ? `${dayInYearText(since, 'zh')}以来` : '全年'
}
