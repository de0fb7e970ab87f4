import { spanOf } from '../../ledger/day/period.ts'
import { scaleOf } from '../../ledger/figure/evaluate-figure.ts'
import type { Label } from '../../ledger/label.ts'
import { idsOfEach } from '../../ledger/record/kept-lists.ts'
import { figureOf } from '../counted.ts'
import { dueAtEnd } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyState } from '../duty-standing.ts'
import { elapsedShare, nearlyOverShare, paceKnownShare } from '../forecast.ts'
import type { PeopleStand, PersonAccount } from '../per-person.ts'
import { accountsOf, nobodyOwes, partlyText, peopleStand, valuesPerPerson } from '../per-person.ts'
import { closingText, joinLabels, statedText } from '../reason.ts'
import { everyoneFaults } from '../requirement-faults.ts'
import { figureLabel, roleLabel } from '../requirement-words.ts'
import { daysOwing } from '../share-owed.ts'
import { statementFor } from '../statements.ts'
import type { RoleHolder } from '../tenures.ts'
import { lengthOf, roleHolders } from '../tenures.ts'
import { wantedInFigure } from '../wanted.ts'
import type { Written } from './form.ts'
import type { DutyId, RequirementContext, RequirementKind } from './requirement-kind.ts'

/** Everyone in a role has so many hours in the year, over one or several sums per person. */
export interface HoursRule {
  readonly kind: 'hours'
  readonly role: string
  readonly figures: readonly string[]
  readonly atLeast: number
}

const form = { everyone: 'id', atLeast: 'hours', of: 'idOrIds', per: 'year?' } as const

/** So many hours a year for everyone in a role. */
export const hours: RequirementKind<HoursRule> = {
  kind: 'hours',
  form,
  isMeant: ({ atLeast }) => typeof atLeast === 'string',
  example: { everyone: 'inspector', atLeast: '32 hours', of: ['study-time', 'lecture-time'] },
  provedBy: 'keeper',
  owedByShare: true,
  claimed: 'event',
  asserted: ({ atLeast }) => ({ manner: 'everyone', per: 'year', atLeast }),
  take: ({ everyone: role, atLeast, of }: Written<typeof form>) => ({
    kind: 'hours',
    role,
    figures: typeof of === 'string' ? [of] : of,
    atLeast,
  }),
  check: ({ role, figures }, given) => everyoneFaults(role, figures, given),
  describe: hoursText,
  standing: hoursStanding,
  dueDays: (_rule, year) => [dueAtEnd(String(year))],
  wants: ({ figures: [first = ''] }, window, context) => wantedInFigure(first, window, context),
  reads: ({ figures }) => figures.map((figure) => ({ figure, since: 0 })),
  bound: ({ atLeast }) => atLeast,
  role: ({ role }) => role,
}

function hoursText({ role, figures, atLeast }: HoursRule, context: RequirementContext): Label {
  const who = roleLabel(role, context)
  const what = figures.map((figure) => figureLabel(figure, context))
  return {
    zh: `${who.zh}每人每年不少于${atLeast}学时：${what.map(({ zh }) => zh).join('、')}`,
    en: `${what.map(({ en }) => en).join(', ')}: everyone in the role ${who.en} at least ${atLeast} hours every year`,
  }
}

/**
 * Everyone in a role has so many hours in the year, taken while in the role. Whoever joins or
 * leaves within the year owes the part that falls to the days in the role. The standing says how
 * many people have, never who has not: values per person are for that person and the duty's owner.
 */
function hoursStanding(duty: DutyId, rule: HoursRule, context: DutyContext): DutyStanding {
  const period = String(context.year)
  const span = spanOf(period)
  const owing = daysOwing(span, duty, context)
  const people = roleHolders(rule.role, span, context)
  const { minutes, records } = minutesPerPerson(rule, people, context)
  const accounts = accountsOf(people, {
    owing,
    has: (person) => (minutes.get(person) ?? 0) / 60,
    // Hours are entered in halves; a share of a year has no exact number of them.
    share: (days) => Math.floor(((rule.atLeast * days) / lengthOf(span)) * 2 + 1e-9) / 2,
    isEnough,
  })
  const stand = peopleStand(accounts, isEnough, context)
  const { done, owed } = stand
  const elapsed = elapsedShare(owing ?? span, context.today)
  const past = context.today > span.to
  const willHave = accounts.filter(
    (one) => one.owed > 0 && elapsed > 0 && isEnough({ ...one, has: one.has / elapsed }),
  ).length
  const statement = done < owed || owed === 0 ? statementFor(duty.id, period, context) : null
  const state = statement?.state ?? hoursState(stand, { willHave, elapsed, past })
  const forecast = !past && done < owed && elapsed >= paceKnownShare ? willHave : null
  return {
    duty: duty.id,
    state,
    reason:
      statement === null
        ? hoursReason({ rule, stand, forecast }, context)
        : statedText(statement, period),
    windows: [{ period, ...span, state, done, owed, records }],
    records,
    against: [],
  }
}

function isEnough({ has, owed }: Pick<PersonAccount, 'has' | 'owed'>): boolean {
  return has + 1e-9 >= owed
}

function minutesPerPerson(
  rule: HoursRule,
  people: readonly RoleHolder[],
  context: DutyContext,
): { readonly minutes: ReadonlyMap<string, number>; readonly records: readonly string[] } {
  const minutes = new Map<string, number>()
  const records: (readonly string[])[] = []
  for (const id of rule.figures) {
    const figure = figureOf(id, context)
    const value = valuesPerPerson(figure, people, context)
    const unit = scaleOf(figure, context.registers) === 'minutes' ? 1 : 60
    for (const [person, count] of value.values) {
      minutes.set(person, (minutes.get(person) ?? 0) + count * unit)
    }
    records.push(value.records)
  }
  return { minutes, records: idsOfEach(records) }
}

function hoursState(
  { done, owed, lost }: PeopleStand,
  given: { readonly willHave: number; readonly elapsed: number; readonly past: boolean },
): DutyState {
  const { willHave, elapsed, past } = given
  if (owed === 0) return 'notApplicable'
  if (done === owed) return 'met'
  if (past || lost > 0) return 'overdue'
  if (1 - elapsed < nearlyOverShare) return 'atRisk'
  return elapsed >= paceKnownShare && willHave < owed ? 'atRisk' : 'onTrack'
}

function hoursReason(
  given: {
    readonly rule: HoursRule
    readonly stand: PeopleStand
    readonly forecast: number | null
  },
  context: DutyContext,
): Label {
  const { rule, stand, forecast } = given
  const { done, owed } = stand
  const role = roleLabel(rule.role, context)
  if (owed === 0) return nobodyOwes(role, stand)
  const said: Label = {
    zh: `${role.zh}共${owed}人，${done}人已达到应有学时（全年${rule.atLeast}学时）`,
    en: `${done} of ${owed} in the role ${role.en} have the hours owed (${rule.atLeast} a year)`,
  }
  const pace: Label =
    forecast === null
      ? { zh: '', en: '' }
      : {
          zh: `；按此进度到12月31日为${forecast}人`,
          en: `; at this pace ${forecast} by 31 December`,
        }
  const closing =
    done < owed ? closingText(spanOf(String(context.year)), context) : { zh: '', en: '' }
  return joinLabels(said, partlyText(stand), pace, closing)
}
