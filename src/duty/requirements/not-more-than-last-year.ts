import type { Fault } from '../../ledger/fault.ts'
import { figureOf, lastYearOf } from '../counted.ts'
import { dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding } from '../duty-standing.ts'
import { figureFaults } from '../requirement-faults.ts'
import { figureLabel } from '../requirement-words.ts'
import { cappedStanding, capWindow } from './cap.ts'
import type { Written } from './form.ts'
import type { DutyId, DutySurroundings, RequirementKind } from './requirement-kind.ts'

/** No more in the year than in the year before. */
export interface NotMoreRule {
  readonly kind: 'notMoreThanLastYear'
  readonly figure: string
}

const form = { notMoreThan: 'last-year', of: 'id' } as const

/** No more than in the year before (只减不增). */
export const notMoreThanLastYear: RequirementKind<NotMoreRule> = {
  kind: 'notMoreThanLastYear',
  form,
  example: { notMoreThan: 'last-year', of: 'spent' },
  provedBy: 'records',
  claimed: 'compare',
  asserted: () => ({ manner: 'compare' }),
  take: ({ of }: Written<typeof form>) => ({ kind: 'notMoreThanLastYear', figure: of }),
  check: ({ figure }, given) => [
    ...figureFaults(figure, given),
    ...comparisonFaults(figure, given),
  ],
  describe: ({ figure }, context) => {
    const { zh, en } = figureLabel(figure, context)
    return { zh: `${zh}不超过上年`, en: `${en}: no more than last year` }
  },
  standing: notMoreStanding,
  dueDays: (_rule, year) => [dueAtEnd(String(year))],
  reads: ({ figure }) => [{ figure, since: 1 }],
}

/** A report compares by the figure itself. */
function comparisonFaults(id: string, { figures }: DutySurroundings): readonly Fault[] {
  const figure = figures.get(id)
  if (figure === undefined || figure.compare !== undefined) return []
  return [
    {
      code: 'duty.figure.compare',
      at: ['require', 'of'],
      text: { zh: '这个数据项没有与上年比较', en: 'This figure is not compared with last year' },
      hint: { zh: '数据项需要 compare: last-year。', en: 'It needs compare: last-year.' },
    },
  ]
}

/**
 * Without any record of the register in that year and without a number stated for it there is
 * nothing to compare with, and the duty says so instead of demanding zero.
 */
function notMoreStanding(duty: DutyId, rule: NotMoreRule, context: DutyContext): DutyStanding {
  const figure = figureOf(rule.figure, context)
  const period = String(context.year)
  const before = lastYearOf(figure, { ...context, lastYearRecords: wholeYear(duty, context) })
  if (before !== null) {
    const bound = before.stated
      ? { zh: '填报的上年基数', en: 'the baseline stated for last year, ' }
      : { zh: '上年数', en: "last year's " }
    const atMost = before.value
    return cappedStanding(
      { duty, windows: [capWindow({ duty, figure, period, atMost }, context)], figure, bound },
      context,
    )
  }
  const window = capWindow({ duty, figure, period, atMost: Number.MAX_SAFE_INTEGER }, context)
  return {
    duty: duty.id,
    state: 'notApplicable',
    reason: isCut(duty, context)
      ? {
          zh: `${context.year - 1}年的台账不是全年，不作比较`,
          en: `of ${context.year - 1} only a part is known, which is not compared with`,
        }
      : {
          zh: `${context.year - 1}年没有可比的记录`,
          en: `there are no records of ${context.year - 1} to compare with`,
        },
    windows: [{ ...window, owed: 0, state: 'notApplicable' }],
    records: window.records,
    against: [],
  }
}

/** The records of the year before; none where the ledger began within it: a part of a year is
 * nothing to compare with. */
function wholeYear(duty: DutyId, context: DutyContext) {
  return isCut(duty, context) ? [] : (context.lastYearRecords ?? [])
}

function isCut({ since = '' }: DutyId, { year }: DutyContext): boolean {
  return since > `${year - 1}-01-01`
}
