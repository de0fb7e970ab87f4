import { dayText } from '../../ledger/day.ts'
import { spanOf } from '../../ledger/period.ts'
import { countedEver, figureOf } from '../counted.ts'
import type { DutyContext } from '../duty-context.ts'
import type { Duty, DutyStanding, Requirement } from '../duty.ts'
import { judgeDeadline } from './deadline.ts'
import { statementFor } from '../statements.ts'

type Task = Extract<Requirement, { kind: 'task' }>

/**
 * Once, by one day. It stands in the year of that day; the first record that answers it counts,
 * also one of an earlier year. In other years it is not owed.
 */
export function taskStanding(duty: Duty, rule: Task, context: DutyContext): DutyStanding {
  const { year, today } = context
  const period = String(year)
  const span = spanOf(period)
  if (!rule.by.startsWith(`${period}-`)) {
    const reason = {
      zh: `期限为${dayText(rule.by, 'zh')}，不在本年`,
      en: `due by ${dayText(rule.by, 'en')}, not in this year`,
    }
    const window = { period, ...span, state: 'notApplicable' as const, done: 0, owed: 0 }
    return {
      duty: duty.id,
      state: 'notApplicable',
      reason,
      windows: [{ ...window, records: [] }],
      records: [],
      against: [],
    }
  }
  const found = countedEver(figureOf(rule.figure, context), context)
  const statement = statementFor(duty.id, period, context)
  const { state, reason } = judgeDeadline({
    first: found[0],
    to: rule.by,
    today,
    statement,
    period,
  })
  const records = found.map(({ id }) => id)
  const done = Math.min(1, records.length)
  const window = { period, from: span.from, to: rule.by, state, done, owed: 1, records }
  return { duty: duty.id, state, reason, windows: [window], records, against: [] }
}
