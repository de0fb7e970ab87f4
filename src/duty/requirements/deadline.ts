import { dayInYearText, dayText, diffDays } from '../../ledger/day/day.ts'
import type { Label } from '../../ledger/label.ts'
import { idsOf } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { countedInYear, countedLastYear, figureOf } from '../counted.ts'
import { deadlineDay } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState } from '../duty-standing.ts'
import { deadlineNearDays } from '../forecast.ts'
import { statedText } from '../reason.ts'
import { figureFaults, yearOfFaults } from '../requirement-faults.ts'
import { figureLabel } from '../requirement-words.ts'
import { daysOwing } from '../share-owed.ts'
import type { Statement } from '../statements.ts'
import { statementFor } from '../statements.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementContext, RequirementKind } from './requirement-kind.ts'

/**
 * At least one record counted by the figure, dated on or before `by` (`MM-DD`). With `for`, records
 * for the year before: the report on a year is due in January of the next.
 */
export interface DeadlineRule {
  readonly kind: 'deadline'
  readonly figure: string
  readonly by: string
  readonly for?: 'last-year'
}

const form = { by: 'monthDay', of: 'id', for: 'last-year?' } as const

/** Once a year, by a fixed date. */
export const deadline: RequirementKind<DeadlineRule> = {
  kind: 'deadline',
  form,
  example: { by: '01-31', of: 'visits' },
  provedBy: 'records',
  claimed: 'event',
  asserted: ({ by }) => ({ manner: 'timely', to: by }),
  take: ({ of, ...rest }: Written<typeof form>) => ({ kind: 'deadline', figure: of, ...rest }),
  check: ({ figure, for: year }, given) => [
    ...figureFaults(figure, given),
    ...(year === undefined ? [] : yearOfFaults(figure, given, ['require', 'for'])),
  ],
  describe: deadlineText,
  standing: deadlineStanding,
  dueDays: ({ by }, year) => [{ period: String(year), on: deadlineDay(by, year) }],
  wants: ({ figure, for: year }, window, context) => ({
    ...wantedInFigure(figure, window, context),
    year: year === undefined ? context.year : context.year - 1,
  }),
  reads: ({ figure, for: year }) => [{ figure, since: year === undefined ? 0 : 1 }],
}

function deadlineText({ by, figure, for: year }: DeadlineRule, context: RequirementContext): Label {
  // The year only serves to name the day; 02-29 is named in a leap year.
  const day = deadlineDay(by, 2024)
  const what = figureLabel(figure, context)
  const about: Label =
    year === undefined ? { zh: '', en: '' } : { zh: '（上年度）', en: ' for the year before' }
  return {
    zh: `每年${dayInYearText(day, 'zh')}前：${what.zh}${about.zh}`,
    en: `${what.en}${about.en}: by ${dayInYearText(day, 'en')} every year`,
  }
}

/**
 * At least one record by a fixed date. Done after it stays `overdue` (the date was missed) with
 * `done` 1 and the days it came late, so that nobody is reminded of it again.
 */
function deadlineStanding(duty: DutyId, rule: DeadlineRule, context: DutyContext): DutyStanding {
  const { year, today } = context
  const period = String(year)
  const to = deadlineDay(rule.by, year)
  const figure = figureOf(rule.figure, context)
  const found =
    rule.for === undefined
      ? countedInYear(figure, context)
      : countedLastYear(figure, context.lastYearRecords ?? [], context)
  const [first] = found
  const statement = statementFor(duty.id, period, context)
  const records = idsOf(found)
  const owes = daysOwing({ from: to, to }, duty, context) !== null
  const { state, reason } = owes
    ? judgeDeadline({ first, to, today, statement, period })
    : notThereText(to)
  const owed = owes ? 1 : 0
  const window = { period, from: `${year}-01-01`, to, state, owed, records }
  return {
    duty: duty.id,
    state,
    reason,
    windows: [{ ...window, done: Math.min(owed, records.length) }],
    records,
    against: [],
  }
}

/** An office that was founded after the day, or dissolved before it, owes nothing by it. */
function notThereText(to: string): { readonly state: DutyState; readonly reason: Label } {
  return {
    state: 'notApplicable',
    reason: {
      zh: `期限${dayInYearText(to, 'zh')}当日不在存续期内，不作要求`,
      en: `did not exist on ${dayInYearText(to, 'en')}, so nothing is owed`,
    },
  }
}

/** Where something owed once by a day stands, with its sentence. */
export function judgeDeadline(given: {
  readonly first: LedgerRecord | undefined
  readonly to: string
  readonly today: string
  readonly statement: Statement | null
  readonly period: string
}): { readonly state: DutyState; readonly reason: Label } {
  const { first, to, today, statement, period } = given
  const day: Label = { zh: dayInYearText(to, 'zh'), en: dayInYearText(to, 'en') }
  const doneOn = first?.occurredOn ?? null
  if (doneOn !== null) {
    // Done in the year before or after that of the day: which one is not plain without it.
    const inWords = doneOn.slice(0, 4) === to.slice(0, 4) ? dayInYearText : dayText
    const done = { zh: inWords(doneOn, 'zh'), en: inWords(doneOn, 'en') }
    const late = diffDays({ from: to, to: doneOn })
    if (late <= 0) {
      return { state: 'met', reason: { zh: `已于${done.zh}完成`, en: `done on ${done.en}` } }
    }
    return {
      state: 'overdue',
      reason: {
        zh: `已于${done.zh}完成，比期限${day.zh}晚${late}天`,
        en: `done on ${done.en}, ${late} ${late === 1 ? 'day' : 'days'} after ${day.en}`,
      },
    }
  }
  if (statement !== null) return { state: statement.state, reason: statedText(statement, period) }
  const left = diffDays({ from: today, to })
  if (left < 0) {
    return {
      state: 'overdue',
      reason: {
        zh: `应于${day.zh}前完成，已超期${-left}天`,
        en: `due by ${day.en}, ${-left} ${left === -1 ? 'day' : 'days'} overdue`,
      },
    }
  }
  return {
    state: left <= deadlineNearDays ? 'atRisk' : 'onTrack',
    reason: {
      zh: left === 0 ? `应于今天（${day.zh}）完成` : `应于${day.zh}前完成，还有${left}天`,
      en:
        left === 0
          ? `due today (${day.en})`
          : `due by ${day.en}, ${left} ${left === 1 ? 'day' : 'days'} left`,
    },
  }
}
