import { addDays, dayInYearText } from '../../ledger/day/day.ts'
import { spanOf } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState } from '../duty-standing.ts'
import { statedText } from '../reason.ts'
import { roleFaults } from '../requirement-faults.ts'
import { roleLabel } from '../requirement-words.ts'
import { daysOwing } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import { lengthOf, tenuresOf } from '../tenures.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementKind } from './requirement-kind.ts'

/** Somebody holds the role on every day of the year. */
export interface HeldRule {
  readonly kind: 'held'
  readonly role: string
}

const form = { held: 'id' } as const

/** A role that is never vacant. */
export const held: RequirementKind<HeldRule> = {
  kind: 'held',
  form,
  example: { held: 'site-lead' },
  provedBy: 'keeper',
  claimed: 'event',
  asserted: () => ({ manner: 'held' }),
  take: ({ held: role }: Written<typeof form>) => ({ kind: 'held', role }),
  check: ({ role }, { roles }) => roleFaults(role, roles, ['require', 'held']),
  describe: ({ role }, context) => {
    const { zh, en } = roleLabel(role, context)
    return { zh: `全年有人担任${zh}`, en: `the role ${en} is held all year` }
  },
  standing: heldStanding,
  dueDays: () => [],
  reads: () => [],
  role: ({ role }) => role,
}

/**
 * Somebody holds the role on every day of the year so far. A day without anybody cannot be made
 * up for, so a gap is `notDone`. The standing says when nobody did, never who did.
 */
function heldStanding(duty: DutyId, rule: HeldRule, context: DutyContext): DutyStanding {
  const { year, today } = context
  const period = String(year)
  const span = spanOf(period)
  const last = today < span.to ? today : span.to
  const soFar = daysOwing({ from: span.from, to: last }, duty, context)
  const owed = soFar === null ? 0 : lengthOf(soFar)
  const gaps = soFar === null ? [] : gapsIn(soFar, tenuresOf(rule.role, soFar, context))
  const done = owed - gaps.reduce((sum, gap) => sum + lengthOf(gap), 0)
  const statement = gaps.length === 0 ? null : statementFor(duty.id, period, context)
  // On the first day that counts, who holds what may still be entered.
  const begins = soFar?.from === today
  const isOwed = daysOwing(span, duty, context) !== null
  const found = isOwed ? heldState({ gaps, begins, past: today > span.to }) : 'notApplicable'
  const state = statement?.state ?? found
  const role = roleLabel(rule.role, context)
  return {
    duty: duty.id,
    state,
    reason:
      statement === null ? heldReason({ role, gaps, done, owed }) : statedText(statement, period),
    windows: [{ period, ...span, state, done, owed, records: [] }],
    records: [],
    against: [],
  }
}

function heldState(given: {
  readonly gaps: readonly DateSpan[]
  readonly begins: boolean
  readonly past: boolean
}): DutyState {
  const { gaps, begins, past } = given
  if (gaps.length > 0) return begins ? 'atRisk' : 'notDone'
  return past ? 'met' : 'onTrack'
}

/** The days of a span that none of the others covers, as spans in order. */
export function gapsIn({ from, to }: DateSpan, covered: readonly DateSpan[]): readonly DateSpan[] {
  const gaps: DateSpan[] = []
  let next = from
  for (const one of [...covered].sort((a, b) => (a.from < b.from ? -1 : 1))) {
    if (one.from > to) break
    if (one.from > next) gaps.push({ from: next, to: addDays(one.from, -1) })
    if (one.to >= next) next = addDays(one.to, 1)
  }
  if (next <= to) gaps.push({ from: next, to })
  return gaps
}

function heldReason(given: {
  readonly role: Label
  readonly gaps: readonly DateSpan[]
  readonly done: number
  readonly owed: number
}): Label {
  const { role, gaps, done, owed } = given
  const last = gaps.at(-1)
  if (last === undefined) {
    return { zh: `${role.zh}一直有人担任`, en: `the role ${role.en} was held on every day` }
  }
  const missing = owed - done
  const [from, to] = [last.from, last.to]
  const zh =
    from === to
      ? dayInYearText(from, 'zh')
      : `${dayInYearText(from, 'zh')}至${dayInYearText(to, 'zh')}`
  const en =
    from === to
      ? dayInYearText(from, 'en')
      : `${dayInYearText(from, 'en')} to ${dayInYearText(to, 'en')}`
  return {
    zh: `${role.zh}有${missing}天无人担任，最近为${zh}`,
    en: `nobody held the role ${role.en} on ${missing} ${missing === 1 ? 'day' : 'days'}, last ${en}`,
  }
}
