import type { Fault } from '../fault.ts'
import { holds } from '../predicate/evaluate.ts'
import { valueAt } from '../read-value.ts'
import type { Register, YearAsked } from '../register/register.ts'
import type { Values } from '../value.ts'
import type { LedgerRecord } from './record.ts'

type Declared = Pick<Register, 'yearOf'> | undefined
type Dated = Pick<LedgerRecord, 'values' | 'occurredOn'>

/**
 * So many years apart the day of a record and the year that it is for may lie. A year is computed
 * from the records dated near it, so the bound is part of what a record may say.
 */
export const yearsApartMax = 1

/** The year the matter of a record belongs to: figures, duties and reports go by it. */
export function yearFor(register: Declared, record: Dated): number | null {
  const own = yearOfDay(record.occurredOn)
  const said = own === null ? null : saidYear(register, record.values)
  return said !== null && isNear(said, own) ? said : own
}

/**
 * The day as which a record counts in the months and quarters of the year it is for: its own, or
 * where that lies outside the year, the last or first day of the year, which is the nearest one.
 */
export function dayCounted(register: Declared, record: Dated): string | null {
  const { occurredOn } = record
  // Asked of every record of a figure, and most registers know no other year than that of the day.
  if (register?.yearOf === undefined) return occurredOn
  const [own, said] = [yearOfDay(occurredOn), saidYear(register, record.values)]
  if (own === null || said === null || own === said || !isNear(said, own)) return occurredOn
  return said < own ? `${said}-12-31` : `${said}-01-01`
}

/** The years that a record of a day may be for, where nothing but the day is known of it. */
export function yearsPossible(register: Declared, occurredOn: string | null): readonly number[] {
  const own = yearOfDay(occurredOn)
  if (own === null) return []
  return register?.yearOf === undefined ? [own] : [own - yearsApartMax, own, own + yearsApartMax]
}

/** The year that a new record is taken to be for; null: none is asked of it, or it has no day. */
export function guessedYear(
  register: Pick<Register, 'yearOf' | 'date'>,
  values: Values,
): number | null {
  const day = values[register.date]
  const asked = askedOf(register, values)
  const own = typeof day === 'string' ? yearOfDay(day) : null
  if (asked === undefined || own === null || typeof day !== 'string') return null
  const { lastYearUntil } = asked
  return lastYearUntil !== undefined && day.slice(5) <= lastYearUntil ? own - 1 : own
}

/** Whether a record with these values is asked which year it is for. */
export function isYearAsked(register: Pick<Register, 'yearOf'>, values: Values): boolean {
  return askedOf(register, values) !== undefined
}

function askedOf({ yearOf }: Pick<Register, 'yearOf'>, values: Values): YearAsked | undefined {
  const isMeant = ({ where }: YearAsked) =>
    where === undefined || holds(where, { id: null, values }, { today: '' })
  return yearOf?.asked.find(isMeant)
}

/** The values of a new record, with the year that it is taken to be for where it says none. */
export function withYear(register: Pick<Register, 'yearOf' | 'date'>, values: Values): Values {
  const year = guessedYear(register, values)
  if (register.yearOf === undefined || year === null) return values
  return Object.hasOwn(values, register.yearOf.field)
    ? values
    : { ...values, [register.yearOf.field]: year }
}

/** What is wrong with the year that a record says it is for. */
export function yearFaults(
  register: Pick<Register, 'yearOf' | 'date'>,
  values: Values,
): readonly Fault[] {
  const day = values[register.date]
  const own = typeof day === 'string' ? yearOfDay(day) : null
  const said = saidYear(register, values)
  if (register.yearOf === undefined || said === null || own === null || isNear(said, own)) return []
  return [
    {
      code: 'record.year.far',
      at: [register.yearOf.field],
      text: {
        zh: '所属年度应是日期所在年度，或其上一年、下一年',
        en: 'The year it is for is that of its day, the one before or the one after',
      },
      hint: { zh: '请核对日期和所属年度。', en: 'Check the day and the year.' },
    },
  ]
}

function saidYear(register: Declared, values: Values): number | null {
  const said = valueAt(values, register?.yearOf?.field)
  return typeof said === 'number' ? said : null
}

function isNear(year: number, own: number | null): boolean {
  return own !== null && Math.abs(year - own) <= yearsApartMax
}

// Asked of every record of every year: digit by digit nothing is made that must be cleared away.
function yearOfDay(day: string | null): number | null {
  if (day === null) return null
  let year = 0
  for (let at = 0; at < 4; at += 1) {
    const digit = day.charCodeAt(at) - zero
    if (!(digit >= 0 && digit <= 9)) return null
    year = year * 10 + digit
  }
  return year
}

const zero = 48
