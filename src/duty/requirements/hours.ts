import { diffDays } from '../../ledger/day.ts'
import { evaluateFigure, scaleOf } from '../../ledger/evaluate-figure.ts'
import type { Label } from '../../ledger/label.ts'
import { spanOf } from '../../ledger/period.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { figureContext, figureOf } from '../counted.ts'
import type { DutyContext, Tenure } from '../duty-context.ts'
import type { Duty, DutyStanding, DutyState, Requirement } from '../duty.ts'
import { elapsedShare, nearlyOverShare } from '../forecast.ts'
import { statedText } from '../reason.ts'
import { statementFor } from '../statements.ts'
import { tenuresOf } from '../tenures.ts'
import { gapsIn } from './held.ts'

type Hours = Extract<Requirement, { kind: 'hours' }>

/** Before this part of the year is over a pace foretells nothing. */
const paceKnownShare = 1 / 4

/** What one person owes and has, in hours. */
interface Account {
  readonly owed: number
  readonly has: number
}

/**
 * Everyone in a role has so many hours in the year. Whoever joins or leaves within the year owes
 * the part that falls to the days in the role. The standing says how many people have, never who
 * has not: values per person are for that person and the duty's owner.
 */
export function hoursStanding(duty: Duty, rule: Hours, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const { minutes, records } = minutesPerPerson(rule, period, context)
  const accounts = [...daysPerPerson(tenuresOf(rule.role, span, context), span)].map(
    ([person, days]): Account => ({
      owed: (rule.atLeast * days) / (diffDays(span) + 1),
      has: (minutes.get(person) ?? 0) / 60,
    }),
  )
  const done = accounts.filter(({ has, owed }) => isEnough(has, owed)).length
  const owed = accounts.length
  const elapsed = elapsedShare(span, context.today)
  const past = context.today > span.to
  const willHave = accounts.filter(
    (one) => elapsed > 0 && isEnough(one.has / elapsed, one.owed),
  ).length
  const statement = done < owed || owed === 0 ? statementFor(duty.id, period, context) : null
  const state = statement?.state ?? hoursState({ done, owed, willHave, elapsed, past })
  const forecast = !past && done < owed && elapsed >= paceKnownShare ? willHave : null
  return {
    duty: duty.id,
    state,
    reason:
      statement === null
        ? hoursReason({ rule, done, owed, forecast }, context)
        : statedText(statement, period),
    windows: [{ period, ...span, state, done, owed, records }],
    records,
    against: [],
  }
}

/** Hours are entered in halves; a share of a year has no exact number of them. */
function isEnough(has: number, owed: number): boolean {
  return has + 1e-9 >= Math.floor(owed * 2) / 2
}

function minutesPerPerson(
  rule: Hours,
  period: string,
  context: DutyContext,
): { readonly minutes: ReadonlyMap<string, number>; readonly records: readonly string[] } {
  const minutes = new Map<string, number>()
  const records: string[] = []
  for (const id of rule.figures) {
    const figure = figureOf(id, context)
    const value = evaluateFigure(
      { ...figure, per: 'person' },
      context.records,
      figureContext(period, context),
    )
    const unit = scaleOf(figure, context.registers) === 'minutes' ? 1 : 60
    for (const { key, value: count } of value.groups ?? []) {
      minutes.set(key, (minutes.get(key) ?? 0) + count * unit)
    }
    records.push(...value.records)
  }
  return { minutes, records: [...new Set(records)] }
}

/** Days in the role, each day once, however many posts bring it. */
function daysPerPerson(tenures: readonly Tenure[], span: DateSpan): ReadonlyMap<string, number> {
  const all = diffDays(span) + 1
  const people = [...new Set(tenures.map(({ person }) => person))].sort()
  return new Map(
    people.map((person) => {
      const gaps = gapsIn(
        span,
        tenures.filter((one) => one.person === person),
      )
      return [person, all - gaps.reduce((sum, gap) => sum + diffDays(gap) + 1, 0)]
    }),
  )
}

function hoursState(given: {
  readonly done: number
  readonly owed: number
  readonly willHave: number
  readonly elapsed: number
  readonly past: boolean
}): DutyState {
  const { done, owed, willHave, elapsed, past } = given
  if (owed === 0) return 'notApplicable'
  if (done === owed) return 'met'
  if (past) return 'overdue'
  if (1 - elapsed < nearlyOverShare) return 'atRisk'
  return elapsed >= paceKnownShare && willHave < owed ? 'atRisk' : 'onTrack'
}

function hoursReason(
  given: {
    readonly rule: Hours
    readonly done: number
    readonly owed: number
    readonly forecast: number | null
  },
  { roles }: DutyContext,
): Label {
  const { rule, done, owed, forecast } = given
  const role = roles?.get(rule.role) ?? { zh: rule.role, en: rule.role }
  if (owed === 0) return { zh: `没有担任${role.zh}的人员`, en: `nobody holds the role ${role.en}` }
  const zh = `${role.zh}共${owed}人，${done}人已达到应有学时（全年${rule.atLeast}学时）`
  const en = `${done} of ${owed} in the role ${role.en} have the hours owed (${rule.atLeast} a year)`
  if (forecast === null) return { zh, en }
  return {
    zh: `${zh}；按此进度到12月31日为${forecast}人`,
    en: `${en}; at this pace ${forecast} by 31 December`,
  }
}
