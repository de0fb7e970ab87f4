import { dayText } from '../../ledger/day/day.ts'
import { spanOf } from '../../ledger/day/period.ts'
import { idsOf } from '../../ledger/record/kept-lists.ts'
import { countedSince, figureOf } from '../counted.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding } from '../duty-standing.ts'
import { figureFaults } from '../requirement-faults.ts'
import { figureLabel } from '../requirement-words.ts'
import { daysOwing } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import { wantedInFigure } from '../wanted.ts'
import { judgeDeadline } from './deadline.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementKind } from './requirement-kind.ts'

/** Once, by one day (`YYYY-MM-DD`). */
export interface TaskRule {
  readonly kind: 'task'
  readonly figure: string
  readonly by: string
}

const form = { task: 'day', of: 'id' } as const

/** Once, by one day. */
export const task: RequirementKind<TaskRule> = {
  kind: 'task',
  form,
  example: { task: '2026-06-30', of: 'visits' },
  provedBy: 'records',
  claimed: 'event',
  asserted: ({ by }) => ({ manner: 'timely', to: by.slice('YYYY-'.length) }),
  take: ({ task: by, of }: Written<typeof form>) => ({ kind: 'task', figure: of, by }),
  check: ({ figure }, given) => figureFaults(figure, given),
  describe: ({ figure, by }, context) => {
    const { zh, en } = figureLabel(figure, context)
    return { zh: `${dayText(by, 'zh')}前完成：${zh}`, en: `${en}: by ${dayText(by, 'en')}, once` }
  },
  standing: taskStanding,
  dueDays: ({ by }, year) => (by.startsWith(`${year}-`) ? [{ period: String(year), on: by }] : []),
  wants: ({ figure }, window, context) => wantedInFigure(figure, window, context),
  reads: ({ figure }) => [{ figure, since: taskSince }],
}

/** Years before that of the day in which a record may answer it already. */
const taskSince = 1

/**
 * Once, by one day. It stands in the year of that day; the first record that answers it counts,
 * also one of the year before. In other years it is not owed.
 */
function taskStanding(duty: DutyId, rule: TaskRule, context: DutyContext): DutyStanding {
  const { year, today } = context
  const period = String(year)
  const span = spanOf(period)
  const isOwed = daysOwing({ from: rule.by, to: rule.by }, duty, context) !== null
  if (!isOwed || !rule.by.startsWith(`${period}-`)) {
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
  const found = countedSince(figureOf(rule.figure, context), taskSince, context)
  const statement = statementFor(duty.id, period, context)
  const { state, reason } = judgeDeadline({
    first: found[0],
    to: rule.by,
    today,
    statement,
    period,
  })
  const records = idsOf(found)
  const done = Math.min(1, records.length)
  const window = { period, from: span.from, to: rule.by, state, done, owed: 1, records }
  return { duty: duty.id, state, reason, windows: [window], records, against: [] }
}
