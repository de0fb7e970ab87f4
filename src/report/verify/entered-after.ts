import { addDays } from '../../ledger/day/day.ts'
import { spanOf } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import { both } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'

/** Days after a period in which its last records are entered as a matter of course. */
const daysAfter = 31

/**
 * What a verifier says beside a claim of whose records some came into the log long after what they
 * tell of was over: more than a month after the period and after their own day. The log's moments
 * show it, whatever the record itself says of its lateness, which stays closed. Null: none did.
 */
export function enteredAfter(
  records: readonly Pick<LedgerRecord, 'occurredOn' | 'firstRecordedAt'>[],
  period: string,
): Label | null {
  const { to } = spanOf(period)
  const entered = records
    .filter(({ occurredOn, firstRecordedAt }) => {
      const over = occurredOn !== null && occurredOn > to ? occurredOn : to
      return firstRecordedAt.slice(0, 10) > addDays(over, daysAfter)
    })
    .map(({ firstRecordedAt }) => firstRecordedAt.slice(0, 7))
    .sort()
  const last = entered.at(-1)
  if (last === undefined) return null
  const [year, month] = last.split('-').map(Number)
  return both((lang) =>
    lang === 'zh'
      ? `其中${entered.length}条是期满一个月以后才入账的，最晚${year}年${month}月`
      : `${entered.length} of them entered more than a month after the period, the last in ${last}`,
  )
}
