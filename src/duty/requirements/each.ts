import { answersAmong } from '../../ledger/answers.ts'
import { holds } from '../../ledger/evaluate.ts'
import type { Label } from '../../ledger/label.ts'
import { spanOf } from '../../ledger/period.ts'
import type { Predicate } from '../../ledger/predicate.ts'
import { recordsIn } from '../counted.ts'
import type { DutyContext } from '../duty-context.ts'
import type { Duty, DutyStanding, DutyState, Requirement } from '../duty.ts'
import { statedText } from '../reason.ts'
import { statementFor } from '../statements.ts'

type Each = Extract<Requirement, { kind: 'each' }>

/**
 * A rule that every record of the year keeps. A rule that waits for an answer (`answeredBy`) can
 * still be met by a later record, so before the year's end it is at risk, not broken.
 */
export function eachStanding(duty: Duty, rule: Each, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const { register, where, must } = rule
  const looked = { register, period, ...(where === undefined ? {} : { where }) }
  const found = recordsIn(looked, context)
  const evaluation = {
    today: context.today,
    answers: context.answers ?? answersAmong(context.records, { today: context.today }),
  }
  const kept = found.filter((record) => holds(must, record, evaluation))
  const keeping = new Set(kept)
  const against = found.filter((record) => !keeping.has(record)).map(({ id }) => id)
  const counts = { done: kept.length, owed: found.length }
  const past = context.today > span.to
  const statement = statementFor(duty.id, period, context)
  const state: DutyState =
    found.length === 0 && statement !== null
      ? statement.state
      : eachState({ ...counts, past, mayCome: waitsForAnswer(must) })
  const reason =
    found.length === 0 && statement !== null
      ? statedText(statement, period)
      : eachReason({ ...counts, past })
  const records = kept.map(({ id }) => id)
  const all = found.map(({ id }) => id)
  const window = { period, ...span, state, ...counts, records: all }
  return { duty: duty.id, state, reason, windows: [window], records, against }
}

function eachState(given: {
  readonly done: number
  readonly owed: number
  readonly past: boolean
  readonly mayCome: boolean
}): DutyState {
  const { done, owed, past, mayCome } = given
  if (owed === 0) return past ? 'notApplicable' : 'onTrack'
  if (done === owed) return past ? 'met' : 'onTrack'
  return mayCome && !past ? 'atRisk' : 'notDone'
}

function eachReason({ done, owed, past }: { done: number; owed: number; past: boolean }): Label {
  if (owed === 0) {
    return past
      ? { zh: '本年没有此类记录', en: 'there was no such record in the year' }
      : { zh: '目前没有此类记录', en: 'there is no such record yet' }
  }
  if (done === owed) {
    return { zh: `${owed}条记录均符合`, en: `all ${owed} records keep the rule` }
  }
  const broken = owed - done
  return {
    zh: `${owed}条记录中有${broken}条不符合`,
    en: `${broken} of ${owed} records ${broken === 1 ? 'does' : 'do'} not keep the rule`,
  }
}

/** Whether a predicate, somewhere, asks that another record answers. */
function waitsForAnswer(predicate: Predicate): boolean {
  return Object.entries(predicate).some(([key, test]) => {
    if (key === 'answeredBy') return true
    if (Array.isArray(test))
      return test.some((one) => typeof one === 'object' && waitsForAnswer(one))
    return typeof test === 'object' && test !== null && waitsForAnswer(test as Predicate)
  })
}
