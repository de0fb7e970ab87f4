import { isDay } from '../day/day.ts'
import { textOf } from '../read-value.ts'
import type { Values } from '../value.ts'
import { coreRow, coreRows } from './core-registers.ts'

/** How often something is owed, or by when: in each window, by a day of each year, or once. */
export const dutyRhythms = [
  'month',
  'quarter',
  'half-year',
  'year',
  'yearly-by',
  'once-by',
] as const

/** See `dutyRhythms`. */
export type DutyRhythm = (typeof dutyRhythms)[number]

/** One duty of a list, as the body above lays it upon those below. It names nobody. */
export interface ListedDuty {
  /** Names it in every version of the list: `i1`, `i2`, … */
  readonly item: string
  readonly title: string
  readonly often: DutyRhythm
  /** How many times in each window; null where it is owed by a day. */
  readonly times: number | null
  /** `MM-DD` of each year, or the one day; null where it is owed in windows. */
  readonly by: string | null
  readonly officeKind: string | null
  /** Absent here, that of the list holds; neither: none is named, and that is shown. */
  readonly basis: string | null
  readonly clause: string | null
  /** The days on which it is owed; null: those of the list. */
  readonly from: string | null
  readonly ends: string | null
}

/** Whether it is owed by a day instead of in windows. */
export function isByDay(often: DutyRhythm): often is 'yearly-by' | 'once-by' {
  return often === 'yearly-by' || often === 'once-by'
}

/** Whether the day by which something is owed is written as its rhythm has it. */
export function isDayOf(often: 'yearly-by' | 'once-by', by: string | null): boolean {
  if (by === null) return false
  // A leap year has every day that a year may have.
  return often === 'once-by' ? isDay(by) : /^\d\d-\d\d$/.test(by) && isDay(`2024-${by}`)
}

/** Whether two versions ask the same of it, whatever they call it. */
export function asksTheSame(one: ListedDuty, other: ListedDuty): boolean {
  return one.often === other.often && one.times === other.times && one.by === other.by
}

/** Reads a row of a list; also one that a stranger opened. */
export function listedDutyOf(row: Values): ListedDuty {
  const said = coreRow(coreRows.listedDuty, row)
  return {
    item: textOf(said.item) ?? '',
    title: textOf(said.title) ?? '',
    often: dutyRhythms.find((one) => one === said.often) ?? 'year',
    times: typeof said.times === 'number' ? said.times : null,
    by: textOf(said.by),
    officeKind: textOf(said.officeKind),
    basis: textOf(said.basis),
    clause: textOf(said.clause),
    from: textOf(said.from),
    ends: textOf(said.ends),
  }
}
