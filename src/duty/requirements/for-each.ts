import { periodText, spanOf } from '../../ledger/day/period.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { Label } from '../../ledger/label.ts'
import { valueAt } from '../../ledger/read-value.ts'
import { derivedList, groupOf, idsOfEach } from '../../ledger/record/kept-lists.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { evaluationOf, figureOf, ofRegister } from '../counted.ts'
import { duesOf } from '../due-on.ts'
import type { DutyContext, DutyRecords } from '../duty-context.ts'
import type { DutyStanding, DutyWindow } from '../duty-standing.ts'
import { firstIn, overallState } from '../overall-state.ts'
import { closingText, joinLabels, statedText } from '../reason.ts'
import { officeKindFaults, viaFaults } from '../requirement-faults.ts'
import { officeKindLabel } from '../requirement-words.ts'
import { statementFor } from '../statements.ts'
import type { Wanted } from '../wanted.ts'
import { deadline } from './deadline.ts'
import type { Written } from './form.ts'
import { quota } from './quota.ts'
import type { DutyId, RequirementKind, RuleOf, WindowOfDuty } from './requirement-kind.ts'
import { season } from './season.ts'
import { term } from './term.ts'

/** The kinds that an office may owe by itself. */
const officeKinds = [quota, deadline, season, term] as const

type OfficeRule = RuleOf<(typeof officeKinds)[number]>

/** Owed by each office of a kind; `via` is the office field of the figure's register. */
export interface ForEachRule {
  readonly kind: 'forEach'
  readonly office: string
  readonly via: string
  readonly require: OfficeRule
}

const form = { forEach: 'id', via: 'field?' } as const

/** The same of each office of a kind. */
export const forEach: RequirementKind<ForEachRule> = {
  kind: 'forEach',
  form,
  within: officeKinds,
  example: { forEach: 'site', via: 'office', atLeast: 1, of: 'site-visits', per: 'quarter' },
  provedBy: 'keeper',
  claimed: 'event',
  asserted: ({ require }) => ({
    per: 'year',
    atLeast: 1,
    ...officeKindOf(require).asserted(require),
    manner: 'everyone',
    ofOffices: true,
  }),
  take: ({ forEach: office, via = 'office' }: Written<typeof form>, inner) => ({
    kind: 'forEach',
    office,
    via,
    require: inner as OfficeRule,
  }),
  check: ({ require, office, via }, given) => [
    ...officeKindOf(require).check(require, given),
    ...officeKindFaults(office, given.registers),
    ...viaFaults(
      given.figures.get(require.figure)?.measure.register,
      { via, type: 'office' },
      given.registers,
    ),
  ],
  describe: ({ require, office }, context) => {
    const kind = officeKindLabel(office, context)
    const inner = officeKindOf(require).describe(require, context)
    return { zh: `各${kind.zh}${inner.zh}`, en: `${inner.en} (each ${kind.en})` }
  },
  standing: forEachStanding,
  dueDays: ({ require }, year, standing) =>
    standing ? duesOf(standing) : officeKindOf(require).dueDays(require, year, null),
  wants: wantedOfOffice,
  reads: ({ require, via }) =>
    officeKindOf(require)
      .reads(require)
      .map((read) => ({ ...read, fields: [...(read.fields ?? []), via] })),
  owedByEach: ({ office }) => office,
}

function officeKindOf({ kind }: OfficeRule): RequirementKind<OfficeRule> {
  const found: RequirementKind<OfficeRule> | undefined = officeKinds.find(
    (one) => one.kind === kind,
  )
  if (found === undefined) throw new TypeError(`no office owes this by itself: ${kind}`)
  return found
}

/** Offices named in a sentence; of more, the rest is counted. */
const namedMost = 4

/** A window over all offices, with those that are still short in it. */
interface Combined {
  readonly window: DutyWindow
  readonly short: readonly string[]
  /** Offices that owe nothing in it because they were founded or dissolved meanwhile. */
  readonly excused: number
}

/**
 * Owed by each office of a kind that exists in the window. `done` and `owed` count offices; the
 * sentence names those that are short, which are parts of the organisation and no persons.
 */
function forEachStanding(duty: DutyId, rule: ForEachRule, context: DutyContext): DutyStanding {
  const year = spanOf(String(context.year))
  const offices = context.offices?.(rule.office, year) ?? []
  const standings = new Map(
    offices.map((office) => [office, standingOfOffice(duty, { rule, office }, context)]),
  )
  const [first] = standings.values()
  if (first === undefined) return nobody(duty, rule, context)
  const combined = first.windows.map(({ period }) =>
    combine({ duty, rule, period, standings }, context),
  )
  const windows = combined.map(({ window }) => window)
  const state = overallState(windows)
  const reason = forEachReason({ duty, rule, combined, state, offices: offices.length }, context)
  return {
    duty: duty.id,
    state,
    // Of a single office, such as the organ committee, its own sentence says more.
    reason: standings.size === 1 ? first.reason : reason,
    windows,
    // Whatever an office owes by itself, its windows do not overlap.
    records: windows.flatMap(({ records }) => records),
    against: [],
  }
}

function standingOfOffice(
  duty: DutyId,
  { rule, office }: { readonly rule: ForEachRule; readonly office: string },
  context: DutyContext,
): DutyStanding {
  const { require } = rule
  return officeKindOf(require).standing(duty, require, officeContext(rule, office, context))
}

/** One more of the first office that is still short in the window. */
function wantedOfOffice(
  rule: ForEachRule,
  window: WindowOfDuty,
  context: DutyContext,
): Wanted | null {
  const { require, via } = rule
  const offices = context.offices?.(rule.office, spanOf(window.period)) ?? []
  const shortIn = (office: string) =>
    standingOfOffice(window.duty, { rule, office }, context).windows.find(
      ({ period, state, done, owed }) =>
        period === window.period && state !== 'notApplicable' && done < owed,
    )
  const office = offices.find((one) => shortIn(one) !== undefined)
  const short = office && shortIn(office)
  if (!short) return null
  const own = officeContext(rule, office, context)
  const wanted = officeKindOf(require).wants?.(require, { ...short, duty: window.duty }, own)
  if (!wanted) return null
  const fields = context.registers.registers.get(wanted.register)?.fields ?? []
  const isMany = fields.some(({ id, type }) => id === via && fieldKindOf(type).many)
  return { ...wanted, values: { ...wanted.values, [via]: isMany ? [office] : office } }
}

/** The same year, seen by one office: of the figure's register only its own records. */
function officeContext(rule: ForEachRule, office: string, context: DutyContext): DutyContext {
  const { register } = figureOf(rule.require.figure, context).measure
  const mine = (records: DutyRecords) => {
    const some = groupOf(ofRegister(register, records), rule.via, office)
    return derivedList(some, `office ${rule.via} ${office}`, (record) =>
      belongsTo(record, rule.via, office) ? record : null,
    )
  }
  const { records, lastYearRecords = [], earlierRecords = [] } = context
  return {
    ...context,
    office: { id: office, days: context.officeDays?.(office) ?? null },
    answers: evaluationOf(context).answers,
    records: mine(records),
    lastYearRecords: mine(lastYearRecords),
    earlierRecords: mine(earlierRecords),
  }
}

function belongsTo({ values }: LedgerRecord, via: string, office: string): boolean {
  const value = valueAt(values, via)
  return Array.isArray(value) ? value.some((one) => one === office) : value === office
}

function combine(
  given: {
    readonly duty: DutyId
    readonly rule: ForEachRule
    readonly period: string
    readonly standings: ReadonlyMap<string, DutyStanding>
  },
  context: DutyContext,
): Combined {
  const { duty, rule, period, standings } = given
  const existing = new Set(context.offices?.(rule.office, spanOf(period)) ?? [])
  const parts = [...standings].flatMap(([office, { windows }]) => {
    const window = windows.find((one) => one.period === period)
    return window === undefined || !existing.has(office) ? [] : [{ office, window }]
  })
  const owing = parts.filter(({ window }) => window.state !== 'notApplicable')
  const stated = parts.filter(({ window }) => window.state === 'notApplicable' && window.owed > 0)
  const short = owing.filter(({ window }) => window.done < window.owed)
  const ends = (owing.length > 0 ? owing : parts).map(({ window }) => window.to).sort()
  const span = parts[0]?.window ?? spanOf(period)
  const window: DutyWindow = {
    period,
    from: span.from,
    to: ends.at(-1) ?? span.to,
    state: overallState(parts.map((one) => one.window)),
    done: owing.length - short.length,
    owed: owing.length,
    // A record may name several offices.
    records: idsOfEach(parts.map((one) => one.window.records)),
  }
  const open = short
    .map((one) => one.window.to)
    .filter((to) => context.today <= to)
    .sort()[0]
  // Where the ledger begins within the window, all of them owe less for that reason.
  const isExcusing = rule.require.kind !== 'term' && (duty.since ?? '') <= spanOf(period).from
  return {
    window: open === undefined || open === window.to ? window : { ...window, dueOn: open },
    short: short.map(({ office }) => office),
    excused: isExcusing ? parts.length - owing.length - stated.length : 0,
  }
}

function nobody(duty: DutyId, rule: ForEachRule, context: DutyContext): DutyStanding {
  const kind = officeKindLabel(rule.office, context)
  const period = String(context.year)
  const state = 'notApplicable' as const
  return {
    duty: duty.id,
    state,
    reason: { zh: `本年没有${kind.zh}`, en: `there is no office of the kind ${kind.en}` },
    windows: [{ period, ...spanOf(period), state, done: 0, owed: 0, records: [] }],
    records: [],
    against: [],
  }
}

function forEachReason(
  given: {
    readonly duty: DutyId
    readonly rule: ForEachRule
    readonly combined: readonly Combined[]
    readonly state: DutyStanding['state']
    readonly offices: number
  },
  context: DutyContext,
): Label {
  const { duty, rule, combined, state, offices } = given
  const { today } = context
  const windows = combined.map(({ window }) => window)
  const kind = officeKindLabel(rule.office, context)
  const chosen =
    (state === 'onTrack'
      ? windows.find(({ from, to }) => from <= today && today <= to)
      : undefined) ?? firstIn(windows, state)
  if (chosen === undefined || state === 'met') {
    return {
      zh: `${offices}个${kind.zh}均已完成`,
      en: `done by all ${offices} offices (${kind.en})`,
    }
  }
  const { period, done, owed } = chosen
  const statement = statementFor(duty.id, period, context)
  if (statement !== null && statement.state === state) return statedText(statement, period)
  if (owed === 0) {
    return {
      zh: `${offices}个${kind.zh}本年均不需办理`,
      en: `not owed this year by any of ${offices} offices (${kind.en})`,
    }
  }
  const when = periodText(period)
  const found = combined.find(({ window }) => window === chosen)
  const names = namesOfShort(found?.short ?? [], context)
  const said: Label = {
    zh: `${when.zh}${owed}个${kind.zh}中${done}个已完成${names.zh}`,
    en: `done by ${done} of ${owed} offices (${kind.en}) in ${when.en}${names.en}`,
  }
  const closing = done < owed ? closingText(chosen, context) : { zh: '', en: '' }
  return joinLabels(said, briefText(found?.excused ?? 0), closing)
}

function briefText(excused: number): Label {
  if (excused === 0) return { zh: '', en: '' }
  return {
    zh: `；另有${excused}个因设立、撤销不作要求`,
    en: `; ${excused} more ${excused === 1 ? 'owes' : 'owe'} nothing, founded or dissolved meanwhile`,
  }
}

function namesOfShort(short: readonly string[], { names }: DutyContext): Label {
  const known = short.flatMap((office) => names?.office(office) ?? [])
  if (known.length === 0) return { zh: '', en: '' }
  const shown = known.slice(0, namedMost)
  const more = known.length - shown.length
  return {
    zh: `，未完成：${shown.join('、')}${more > 0 ? `等${known.length}个` : ''}`,
    en: `; still owed by ${shown.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  }
}
