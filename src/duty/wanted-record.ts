import { addDays } from '../ledger/day/day.ts'
import { weekdays } from '../ledger/day/late.ts'
import { fieldKindOf } from '../ledger/fields/field-kinds.ts'
import { valuesWanted } from '../ledger/predicate/values-wanted.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import { guessedYear } from '../ledger/record/year-of.ts'
import type { Register } from '../ledger/register/register.ts'
import type { DateSpan, Value, Values } from '../ledger/value.ts'
import { recordsIn } from './counted.ts'
import type { Duty } from './duty.ts'
import type { DutyContext } from './duty-context.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'
import { standingOf } from './standing.ts'
import type { Wanted } from './wanted.ts'

/** The beginning of a record that a window of a duty counts, once the rest of it is filled in. */
export interface WantedRecord {
  readonly register: string
  /** What its rule says of it, with a day on which it counts where one has come already. */
  readonly values: Values
  /** Fields that must be filled in for it to count, of which the rule does not say what. */
  readonly open: readonly string[]
  /** The days on which it counts. */
  readonly days: DateSpan
}

/**
 * What has to be recorded for a window, from the same rule by which the window is judged; null
 * where no record makes up for it. Whom it is about is never among it.
 */
export function wantedRecord(
  duty: Duty,
  period: string,
  context: DutyContext,
): WantedRecord | null {
  const window = standingOf(duty, context).windows.find((one) => one.period === period)
  if (window === undefined) return null
  const { require } = duty
  const wanted = requirementKindOf(require).wants?.(require, { ...window, duty }, context)
  const register = wanted && context.registers.registers.get(wanted.register)
  return register ? recordOf(wanted, register, context) : null
}

function recordOf(wanted: Wanted, register: Register, context: DutyContext): WantedRecord {
  const { where = {}, days, fields } = wanted
  const like = newestLike(wanted, context)
  const { lists } = context.registers
  const given = { lists, like: like?.values ?? null }
  const asked = valuesWanted(where, register.fields, given)
  const day = dayWithin(days, context)
  const values = {
    ...officesOf(like, register, context),
    ...asked.values,
    ...wanted.values,
    ...(day === null ? {} : { [register.date]: day }),
  }
  const said = new Set(Object.keys({ ...values, [register.date]: day }))
  return {
    register: register.id,
    values: { ...values, ...yearSaid(values, wanted.year, register) },
    open: [...new Set([...asked.open, ...fields.filter((one) => !said.has(one))])],
    days,
  }
}

/** The newest record of this year or the one before that meets the same conditions. */
function newestLike({ register, where }: Wanted, context: DutyContext): LedgerRecord | null {
  const { year, lastYearRecords = [] } = context
  const read = where === undefined ? { register } : { register, where }
  const before = { ...context, records: lastYearRecords }
  return (
    recordsIn({ ...read, period: String(year) }, context).at(-1) ??
    recordsIn({ ...read, period: String(year - 1) }, before).at(-1) ??
    null
  )
}

/** Whose it was the last time, where that office still exists. */
function officesOf(
  like: LedgerRecord | null,
  { fields }: Register,
  { officeDays, today }: DutyContext,
): Values {
  const own = fields.flatMap(({ id, type }): readonly (readonly [string, Value])[] => {
    const kind = fieldKindOf(type)
    const office = like?.values[id]
    if (kind.names !== 'office' || typeof office !== 'string') return []
    return today <= (officeDays?.(office).to ?? today) ? [[id, office]] : []
  })
  return Object.fromEntries(own)
}

/** Today where it lies within, else the last working day that does; null: none has come yet. */
function dayWithin(
  { from, to }: DateSpan,
  { today, isWorkday = weekdays }: Pick<DutyContext, 'today' | 'isWorkday'>,
): string | null {
  if (today < from) return null
  if (today <= to) return today
  let day = to
  while (from < day && !isWorkday(day)) day = addDays(day, -1)
  return isWorkday(day) ? day : to
}

/** The year, where the record would be taken to be for another one. */
function yearSaid(values: Values, year: number, register: Register): Values {
  const day = values[register.date]
  if (register.yearOf === undefined || typeof day !== 'string') return {}
  const taken = guessedYear(register, values) ?? Number(day.slice(0, 4))
  return taken === year ? {} : { [register.yearOf.field]: year }
}
