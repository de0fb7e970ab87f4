import { spanOf } from '../../ledger/day/period.ts'
import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import { figureOf } from '../counted.ts'
import { deadlineDay } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState } from '../duty-standing.ts'
import { elapsedShare, nearlyOverShare } from '../forecast.ts'
import type { PeopleStand, PersonAccount } from '../per-person.ts'
import { accountsOf, nobodyOwes, partlyText, peopleStand, valuesPerPerson } from '../per-person.ts'
import { amount, closingText, joinLabels, statedText } from '../reason.ts'
import { everyoneFaults, yearOfFaults } from '../requirement-faults.ts'
import { dayOfYearText, figureAmount, figureLabel, roleLabel } from '../requirement-words.ts'
import { daysOwing, shareOwed } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import { lengthOf, roleHolders } from '../tenures.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementContext, RequirementKind } from './requirement-kind.ts'

/** Everyone in a role has at least this many records of the figure's `by` field in the year. */
export interface EveryoneRule {
  readonly kind: 'everyone'
  readonly role: string
  readonly figure: string
  readonly atLeast: number
  /** The day (`MM-DD`) of the next year until which what is for the year may come; absent: none. */
  readonly until?: string
}

const form = {
  everyone: 'id',
  atLeast: 'count',
  of: 'id',
  per: 'year?',
  until: 'monthDay?',
} as const

/** So many a year for everyone in a role. */
export const everyone: RequirementKind<EveryoneRule> = {
  kind: 'everyone',
  form,
  example: { everyone: 'inspector', atLeast: 1, of: 'visits', per: 'year' },
  provedBy: 'keeper',
  owedByShare: true,
  claimed: 'everyone',
  asserted: ({ atLeast }) => ({ manner: 'everyone', per: 'year', atLeast }),
  take: ({ everyone: role, atLeast, of, until }: Written<typeof form>) => ({
    kind: 'everyone',
    role,
    figure: of,
    atLeast,
    ...(until === undefined ? {} : { until }),
  }),
  check: ({ role, figure, until }, given) => [
    ...everyoneFaults(role, [figure], given),
    ...(until === undefined ? [] : yearOfFaults(figure, given, ['require', 'until'])),
  ],
  describe: everyoneText,
  standing: everyoneStanding,
  dueDays: (rule, year) => [{ period: String(year), on: windowOf(rule, year).to }],
  wants: ({ figure }, window, context) => wantedInFigure(figure, window, context),
  reads: ({ figure }) => [{ figure, since: 0 }],
  bound: ({ atLeast }) => atLeast,
  role: ({ role }) => role,
}

function everyoneText(rule: EveryoneRule, context: RequirementContext): Label {
  const { role, figure, atLeast, until } = rule
  const what = figureLabel(figure, context)
  const who = roleLabel(role, context)
  const least = figureAmount(figure, atLeast, context)
  const late = until === undefined ? { zh: '', en: '' } : untilNextYear(until)
  return {
    zh: `${who.zh}每人每年不少于${least.zh}${late.zh}：${what.zh}`,
    en: `${what.en}: everyone in the role ${who.en} at least ${least.en} every year${late.en}`,
  }
}

function untilNextYear(until: string): Label {
  const day = dayOfYearText(until)
  return { zh: `（可至次年${day.zh}）`, en: `, until ${day.en} of the next` }
}

/** The days within which what is for a year may come. */
function windowOf({ until }: Pick<EveryoneRule, 'until'>, year: number): DateSpan {
  const span = spanOf(String(year))
  return until === undefined ? span : { ...span, to: deadlineDay(until, year + 1) }
}

/**
 * Everyone in a role has at least so many in the year, dated while in the role. Whoever joined or
 * left within the year owes a share (`shareOwed`). The standing says how many people have, never
 * who has not: values per person are for that person and the duty's owner.
 */
function everyoneStanding(duty: DutyId, rule: EveryoneRule, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const window = windowOf(rule, context.year)
  const figure = figureOf(rule.figure, context)
  const owing = daysOwing(span, duty, context)
  const people = roleHolders(rule.role, span, context)
  const { values, records } = valuesPerPerson(figure, people, context)
  const all = lengthOf(span)
  const accounts = accountsOf(people, {
    owing,
    has: (person) => values.get(person) ?? 0,
    share: (days) => shareOwed(rule.atLeast, { held: days, all }),
    isEnough,
  })
  const stand = peopleStand(accounts, isEnough, context)
  const { done, owed } = stand
  const stated = done < owed || owed === 0 ? statementFor(duty.id, period, context) : null
  const elapsed = elapsedShare(daysOwing(window, duty, context) ?? window, context.today)
  const past = context.today > window.to
  const state = stated?.state ?? everyoneState(stand, { past, elapsed })
  const each = amount(rule.atLeast, figure, context.registers)
  const role = roleLabel(rule.role, context)
  const least = leastOwing(accounts)
  const closing = done < owed ? closingText(window, context) : { zh: '', en: '' }
  return {
    duty: duty.id,
    state,
    reason:
      stated === null
        ? joinLabels(everyoneReason(stand, { each, role }), closing)
        : statedText(stated, period),
    windows: [{ period, ...window, state, done, owed, records }],
    ...(least === null ? {} : { least }),
    records,
    against: [],
  }
}

function isEnough({ has, owed }: PersonAccount): boolean {
  return has >= owed
}

/** The least that anyone has who owes something; whoever owes nothing is left out of 均. */
function leastOwing(accounts: readonly PersonAccount[]): number | null {
  const has = accounts.filter(({ owed }) => owed > 0).map((one) => one.has)
  return has.length === 0 ? null : has.reduce((least, one) => Math.min(least, one))
}

function everyoneState(
  { done, owed, lost }: PeopleStand,
  { past, elapsed }: { readonly past: boolean; readonly elapsed: number },
): DutyState {
  if (owed === 0) return 'notApplicable'
  if (done === owed) return 'met'
  if (past || lost > 0) return 'overdue'
  return 1 - elapsed < nearlyOverShare ? 'atRisk' : 'onTrack'
}

function everyoneReason(
  stand: PeopleStand,
  { each, role }: { readonly each: Label; readonly role: Label },
): Label {
  const { done, owed } = stand
  if (owed === 0) return nobodyOwes(role, stand)
  const said: Label = {
    zh: `${role.zh}共${owed}人，${done}人已达到每人${each.zh}`,
    en: `${done} of ${owed} in the role ${role.en} have at least ${each.en}`,
  }
  return joinLabels(said, partlyText(stand))
}
