import { addDays, weekday } from '../../ledger/day/day.ts'
import { dayIn } from '../clock/wall-clock.ts'

/** A copy by name and moment. */
export interface DatedCopy {
  readonly path: string
  /** UTC. */
  readonly madeAt: string
  /** Paths of the copies that hold parts of it. */
  readonly restsOn: readonly string[]
}

/** A copy rests on none that is older than so many days: then a whole one is made. */
const restedOnDays = 7

/**
 * The copy that today's may rest on: the newest of an earlier day, so that of several a day the last
 * one alone stays. Null: a whole one is due.
 */
export function copyToRestOn<Copy extends DatedCopy>(
  copies: readonly Copy[],
  { zone, today }: { readonly zone: string; readonly today: string },
): Copy | null {
  const dayOf = ({ madeAt }: DatedCopy) => dayIn(zone, madeAt)
  const earlier = copies.filter((one) => dayOf(one) < today)
  const newest = earlier.toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))[0]
  if (newest === undefined) return null
  const below = copies.filter(({ path }) => newest.restsOn.includes(path))
  const first = addDays(today, -restedOnDays)
  return [newest, ...below].every((one) => dayOf(one) > first) ? newest : null
}

/** How many copies stay: of the newest days, weeks and months that have one. */
const copiesKept = { days: 7, weeks: 4, months: 12 } as const

/**
 * The copies that may go: all but the newest of each of the last days, weeks and months, and what
 * those rest on. A month without copies does not push an older one out.
 */
export function copiesToRemove<Copy extends DatedCopy>(
  copies: readonly Copy[],
  { zone }: { readonly zone: string },
): readonly Copy[] {
  const newestFirst = copies.toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
  const kept = new Set<Copy>()
  const keep = (count: number, spanOf: (day: string) => string): void => {
    const spans = new Set<string>()
    for (const copy of newestFirst) {
      const span = spanOf(dayIn(zone, copy.madeAt))
      if (spans.has(span)) continue
      if (spans.size === count) break
      spans.add(span)
      kept.add(copy)
    }
  }
  keep(copiesKept.days, (day) => day)
  keep(copiesKept.weeks, mondayOf)
  keep(copiesKept.months, (day) => day.slice(0, 7))
  const needed = new Set([...kept].flatMap(({ path, restsOn }) => [path, ...restsOn]))
  return newestFirst.filter(({ path }) => !needed.has(path))
}

function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day))
}
