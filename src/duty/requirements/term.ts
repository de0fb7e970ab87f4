import { dayText, diffDays, yearsLater } from '../../ledger/day/day.ts'
import { spanOf } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import { idsOf } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { countedSince, figureOf } from '../counted.ts'
import { duesOf } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState, DutyWindow } from '../duty-standing.ts'
import { statedText } from '../reason.ts'
import { figureFaults } from '../requirement-faults.ts'
import { figureLabel } from '../requirement-words.ts'
import { statementFor } from '../statements.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementKind } from './requirement-kind.ts'

/** Again before so many years have passed since the last record, e.g. an election. */
export interface TermRule {
  readonly kind: 'term'
  readonly figure: string
  readonly years: number
}

const form = { every: 'years', of: 'id' } as const

/** Again before a term of years is over. */
export const term: RequirementKind<TermRule> = {
  kind: 'term',
  form,
  example: { every: '3 years', of: 'renewals' },
  provedBy: 'keeper',
  claimed: 'event',
  asserted: () => ({ manner: 'timely' }),
  take: ({ every: years, of }: Written<typeof form>) => ({ kind: 'term', figure: of, years }),
  check: ({ figure }, given) => figureFaults(figure, given),
  describe: ({ figure, years }, context) => {
    const { zh, en } = figureLabel(figure, context)
    return {
      zh: `每${years}年一次：${zh}`,
      en: `${en}: once every ${years === 1 ? 'year' : `${years} years`}`,
    }
  },
  standing: termStanding,
  dueDays: (_rule, _year, standing) => (standing ? duesOf(standing) : []),
  wants: ({ figure }, window, context) => wantedInFigure(figure, window, context),
  reads: (rule) => [{ figure: rule.figure, since: termSince(rule) }],
}

/** A renewal that came a year late still tells when the next is due. */
const termSince = ({ years }: TermRule): number => years + 2

/** Days before a term ends from which its renewal is at risk. */
const termNearDays = 90

interface Judged {
  readonly state: DutyState
  readonly reason: Label
  readonly to: string
  readonly done: number
  readonly owed: number
}

/**
 * Again before the term since the last record is over. A year in which no term ends owes
 * nothing. Where no record is known at all the day cannot be told, and the duty asks for one.
 */
function termStanding(duty: DutyId, rule: TermRule, context: DutyContext): DutyStanding {
  const { year } = context
  const period = String(year)
  const { from, to: yearEnd } = spanOf(period)
  const known = countedSince(figureOf(rule.figure, context), termSince(rule), context)
  const mine = known.filter(({ occurredOn }) => occurredOn !== null && occurredOn >= from)
  const before = known.filter(({ occurredOn }) => occurredOn !== null && occurredOn < from)
  const last = before.at(-1)?.occurredOn ?? null
  const due = last === null ? null : yearsLater(last, rule.years)
  const judged = judge(
    { due, mine, yearEnd, until: context.office?.days?.to ?? null, since: duty.since ?? '' },
    context.today,
  )
  const needed = judged.state !== 'met' && judged.state !== 'notApplicable'
  const statement = needed && judged.done === 0 ? statementFor(duty.id, period, context) : null
  const records = idsOf(mine)
  const { done, owed, to } = judged
  const state = statement?.state ?? judged.state
  const window: DutyWindow = { period, from, to, state, done, owed, records }
  return {
    duty: duty.id,
    state,
    reason: statement === null ? judged.reason : statedText(statement, period),
    windows: [window],
    records: records.length > 0 ? records : before.slice(-1).map(({ id }) => id),
    against: [],
  }
}

function judge(
  given: {
    due: string | null
    mine: readonly LedgerRecord[]
    yearEnd: string
    until: string | null
    since: string
  },
  today: string,
): Judged {
  const { due, mine, yearEnd, until, since } = given
  const [held] = mine
  const to = due !== null && due <= yearEnd ? due : yearEnd
  if (held?.occurredOn) return renewed({ due, on: held.occurredOn, to })
  if (until !== null && until <= yearEnd && (due === null || until < due)) {
    const gone = { zh: dayText(until, 'zh'), en: dayText(until, 'en') }
    const reason = {
      zh: `已于${gone.zh}撤销，不需办理`,
      en: `dissolved on ${gone.en}, so nothing is owed`,
    }
    return { state: 'notApplicable', reason, to, done: 0, owed: 0 }
  }
  if (since > yearEnd) {
    const reason = { zh: '本年不需办理', en: 'not owed this year' }
    return { state: 'notApplicable', reason, to, done: 0, owed: 0 }
  }
  if (due === null) {
    const reason = {
      zh: '尚无记录，无法推算届满日期',
      en: 'no record is known, so no end of the term',
    }
    return { state: 'atRisk', reason, to, done: 0, owed: 1 }
  }
  const day = { zh: dayText(due, 'zh'), en: dayText(due, 'en') }
  if (due > yearEnd) {
    const reason = { zh: `${day.zh}届满，本年不需办理`, en: `the term ends on ${day.en}` }
    return { state: 'notApplicable', reason, to, done: 0, owed: 0 }
  }
  const left = diffDays({ from: today, to: due })
  if (left < 0) {
    const reason: Label = {
      zh: `已于${day.zh}届满，超期${-left}天`,
      en: `the term ended on ${day.en}, ${-left} ${left === -1 ? 'day' : 'days'} ago`,
    }
    return { state: 'overdue', reason, to, done: 0, owed: 1 }
  }
  const reason: Label = {
    zh: `${day.zh}届满，还有${left}天`,
    en: `the term ends on ${day.en}, ${left} ${left === 1 ? 'day' : 'days'} left`,
  }
  return { state: left <= termNearDays ? 'atRisk' : 'onTrack', reason, to, done: 0, owed: 1 }
}

function renewed({ due, on, to }: { due: string | null; on: string; to: string }): Judged {
  const day = { zh: dayText(on, 'zh'), en: dayText(on, 'en') }
  const late = due === null ? 0 : diffDays({ from: due, to: on })
  if (late <= 0) {
    const reason = { zh: `已于${day.zh}办理`, en: `done on ${day.en}` }
    return { state: 'met', reason, to, done: 1, owed: 1 }
  }
  const reason: Label = {
    zh: `已于${day.zh}办理，比届满晚${late}天`,
    en: `done on ${day.en}, ${late} ${late === 1 ? 'day' : 'days'} after the term ended`,
  }
  return { state: 'overdue', reason, to, done: 1, owed: 1 }
}
