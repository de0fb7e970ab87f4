import { yearsLater } from '../day/day.ts'
import type { LedgerRecord } from '../record/record.ts'

/**
 * How a register sees that something settled has come back: a record of the same class, dated
 * within so many years after the earlier one was settled. What the ledger sees it proposes; that
 * it is so, a person says, by the link or by ruling it out.
 */
export interface Returns {
  /** The field whose equal value makes two records the same class. */
  readonly same: string
  /** The date field that says when the earlier one was settled. */
  readonly after: string
  readonly years: number
  /** The field of the new record that links the earlier one, once somebody confirmed it. */
  readonly via: string
  /** The yes-no field by which somebody says that it is not the same come back. */
  readonly ruledOut: string
}

/**
 * Earlier records that this one may be the return of, the newest settled first; none once
 * somebody has linked one or ruled it out.
 */
export function returnsOf(
  { returns, date }: { readonly returns?: Returns; readonly date: string },
  record: LedgerRecord,
  records: readonly LedgerRecord[],
): readonly LedgerRecord[] {
  if (returns === undefined || record.state === 'void') return []
  const { same, after, years, via, ruledOut } = returns
  const found = record.values[date]
  const kind = record.values[same]
  if (typeof found !== 'string' || typeof kind !== 'string') return []
  if (record.values[via] !== undefined || record.values[ruledOut] === true) return []
  const settledOn = (one: LedgerRecord) => String(one.values[after] ?? '')
  return records
    .filter((one) => one.id !== record.id && one.state === 'live' && one.values[same] === kind)
    .filter((one) => {
      const settled = one.values[after]
      return typeof settled === 'string' && settled <= found && found <= yearsLater(settled, years)
    })
    .toSorted((one, other) => (settledOn(one) < settledOn(other) ? 1 : -1))
}
