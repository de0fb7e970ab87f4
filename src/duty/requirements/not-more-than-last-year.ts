import { countLastYear, figureOf } from '../counted.ts'
import type { DutyContext } from '../duty-context.ts'
import type { Duty, DutyStanding, Requirement } from '../duty.ts'
import { capWindow, cappedStanding } from './cap.ts'

type NotMore = Extract<Requirement, { kind: 'notMoreThanLastYear' }>

/**
 * No more than in the year before (只减不增). Without any record of the register in that year
 * there is nothing to compare with, and the duty says so instead of demanding zero.
 */
export function notMoreStanding(duty: Duty, rule: NotMore, context: DutyContext): DutyStanding {
  const figure = figureOf(rule.figure, context)
  const period = String(context.year)
  const before = context.lastYearRecords ?? []
  const known = before.some(
    ({ register, state }) => register === figure.measure.register && state === 'live',
  )
  if (known) {
    const bound = { zh: '上年数', en: "last year's " }
    const atMost = countLastYear(figure, before, context)
    return cappedStanding(
      { duty, windows: [capWindow({ figure, period, atMost }, context)], figure, bound },
      context,
    )
  }
  const window = capWindow({ figure, period, atMost: Number.MAX_SAFE_INTEGER }, context)
  return {
    duty: duty.id,
    state: 'notApplicable',
    reason: {
      zh: `${context.year - 1}年没有可比的记录`,
      en: `there are no records of ${context.year - 1} to compare with`,
    },
    windows: [{ ...window, owed: 0, state: 'notApplicable' }],
    records: window.records,
    against: [],
  }
}
