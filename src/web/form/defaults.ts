import type { Register } from '../../ledger/register/register.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { Unit } from '../components/use-unit.ts'
import { isOfPeople } from './last-alike.ts'

/**
 * What the newest record of my own office said, of these: a kind, a body and a place that belong
 * together. Of a register that no office fills by default it is simply the newest.
 */
export function lastOfOwn(
  { fields }: Register,
  { roster, session }: Pick<Unit, 'roster' | 'session'>,
  newest: readonly { readonly values: Values }[],
): Values | null {
  const own = roster.people.find(({ id }) => id === session.person)?.office ?? null
  const offices = fields.filter((field) => field.default === 'my-office')
  const isOwn = (values: Values) => offices.every(({ id }) => (values[id] ?? null) === own)
  return newest.find(({ values }) => isOwn(values))?.values ?? null
}

/**
 * What a new record begins with: today, me, my office, what the last one said (never of people), or
 * a literal.
 */
export function defaultsOf(register: Register, unit: Unit, last: Values | null): Values {
  const me = unit.roster.people.find((person) => person.id === unit.session.person)
  const values: Record<string, Value> = {}
  for (const field of register.fields) {
    // People are never filled in from another record; the field offers them (`useLastAlike`).
    if (field.default === 'last' && isOfPeople(field.type)) continue
    const value = defaultOf(field.default, me, unit.session.today, last?.[field.id])
    if (value !== undefined && value !== null) values[field.id] = value
  }
  return values
}

function defaultOf(
  wanted: string | number | boolean | undefined,
  me: Unit['roster']['people'][number] | undefined,
  today: string,
  last: Value | undefined,
): Value | undefined {
  switch (wanted) {
    case undefined:
      return undefined
    case 'today':
      return today
    case 'me':
      return me?.id
    case 'my-office':
      return me?.office ?? undefined
    case 'last':
      return last
    default:
      return wanted
  }
}
