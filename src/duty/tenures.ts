import type { DateSpan } from '../ledger/value.ts'
import type { DutyContext, Tenure } from './duty-context.ts'

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
