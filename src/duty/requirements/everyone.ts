import { evaluateFigure } from '../../ledger/evaluate-figure.ts'
import type { Label } from '../../ledger/label.ts'
import { spanOf } from '../../ledger/period.ts'
import { figureContext, figureOf } from '../counted.ts'
import type { DutyContext } from '../duty-context.ts'
import type { Duty, DutyStanding, DutyState, Requirement } from '../duty.ts'
import { elapsedShare, nearlyOverShare } from '../forecast.ts'
import { amount, statedText } from '../reason.ts'
import { statementFor } from '../statements.ts'

type Everyone = Extract<Requirement, { kind: 'everyone' }>

/**
 * Everyone in a role has at least so many in the year. The standing says how many people have,
 * never who has not: values per person are for that person and the duty's owner.
 */
export function everyoneStanding(duty: Duty, rule: Everyone, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const figure = figureOf(rule.figure, context)
  const value = evaluateFigure(
    { ...figure, per: 'person' },
    context.records,
    figureContext(period, context),
  )
  const counts = new Map((value.groups ?? []).map((group) => [group.key, group.value]))
  const people = context.holders?.(rule.role, span) ?? []
  const done = people.filter((person) => (counts.get(person) ?? 0) >= rule.atLeast).length
  const owed = people.length
  const statement = statementFor(duty.id, period, context)
  const stated = done < owed || owed === 0 ? statement : null
  const elapsed = elapsedShare(span, context.today)
  const past = context.today > span.to
  const state = stated?.state ?? everyoneState({ done, owed, past, elapsed })
  const each = amount(rule.atLeast, figure, context.registers)
  const role = context.roles?.get(rule.role) ?? { zh: rule.role, en: rule.role }
  const { records } = value
  return {
    duty: duty.id,
    state,
    reason:
      stated === null ? everyoneReason({ done, owed, each, role }) : statedText(stated, period),
    windows: [{ period, ...span, state, done, owed, records }],
    records,
    against: [],
  }
}

function everyoneState(given: {
  readonly done: number
  readonly owed: number
  readonly past: boolean
  readonly elapsed: number
}): DutyState {
  const { done, owed, past, elapsed } = given
  if (owed === 0) return 'notApplicable'
  if (done === owed) return 'met'
  if (past) return 'overdue'
  return 1 - elapsed < nearlyOverShare ? 'atRisk' : 'onTrack'
}

function everyoneReason(given: {
  readonly done: number
  readonly owed: number
  readonly each: Label
  readonly role: Label
}): Label {
  const { done, owed, each, role } = given
  if (owed === 0) return { zh: `没有担任${role.zh}的人员`, en: `nobody holds the role ${role.en}` }
  return {
    zh: `${role.zh}共${owed}人，${done}人已达到每人${each.zh}`,
    en: `${done} of ${owed} in the role ${role.en} have at least ${each.en}`,
  }
}
