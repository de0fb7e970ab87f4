import { diffDays } from '../ledger/day/day.ts'
import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext, Tenure } from './duty-context.ts'

/** One person's time in a role within a span of days. */
export interface RoleHolder {
  readonly person: string
  /** Each day once, however many posts bring the role. */
  readonly spans: readonly DateSpan[]
  readonly days: number
  readonly isWhole: boolean
  /** The last day in the role within the span. */
  readonly last: string
}

/** Who held a role when, cut to the span; whoever comes without dates held it throughout. */
export function tenuresOf(role: string, span: DateSpan, context: DutyContext): readonly Tenure[] {
  const { tenures, holders } = context
  if (tenures === undefined) {
    return (holders?.(role, span) ?? []).map((person) => ({ person, ...span }))
  }
  return tenures(role, span)
    .map(({ person, from, to }) => ({
      person,
      from: from < span.from ? span.from : from,
      to: to > span.to ? span.to : to,
    }))
    .filter(({ from, to }) => from <= to)
}

/** Everybody who held a role within a span, in order of their ids. */
export function roleHolders(
  role: string,
  span: DateSpan,
  context: DutyContext,
): readonly RoleHolder[] {
  const byPerson = new Map<string, DateSpan[]>()
  for (const { person, from, to } of tenuresOf(role, span, context)) {
    byPerson.set(person, [...(byPerson.get(person) ?? []), { from, to }])
  }
  return [...byPerson]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([person, tenures]) => {
      const spans = merged(tenures)
      const days = spans.reduce((sum, one) => sum + lengthOf(one), 0)
      const last = spans.at(-1)?.to ?? span.to
      return { person, spans, days, isWhole: days === lengthOf(span), last }
    })
}

/** Days of a span, both ends included. */
export function lengthOf(span: DateSpan): number {
  return diffDays(span) + 1
}

/** The days that two spans share; null: none. */
export function sharedDays(one: DateSpan, other: DateSpan): DateSpan | null {
  const from = other.from > one.from ? other.from : one.from
  const to = other.to < one.to ? other.to : one.to
  return from <= to ? { from, to } : null
}

/** How many days of some spans that do not overlap lie within another. */
export function daysWithin(spans: readonly DateSpan[], within: DateSpan): number {
  return spans.reduce((sum, one) => {
    const days = sharedDays(one, within)
    return days === null ? sum : sum + lengthOf(days)
  }, 0)
}

/** Whether a day lies in one of the spans. */
export function liesIn(day: string | null, spans: readonly DateSpan[]): boolean {
  return day !== null && spans.some(({ from, to }) => from <= day && day <= to)
}

/** Spans in order that do not overlap. */
function merged(spans: readonly DateSpan[]): readonly DateSpan[] {
  const all: DateSpan[] = []
  for (const one of spans.toSorted((a, b) => (a.from < b.from ? -1 : 1))) {
    const before = all.at(-1)
    if (before === undefined || one.from > before.to) all.push(one)
    else if (one.to > before.to) all[all.length - 1] = { from: before.from, to: one.to }
  }
  return all
}
