import { addDays, weekday } from '../../ledger/day.ts'

/** A copy by name and moment. */
export interface DatedCopy {
  readonly path: string
  /** UTC. */
  readonly madeAt: string
}

/** How many copies stay: of the newest days, weeks and months that have one. */
export const copiesKept = { days: 7, weeks: 4, months: 12 } as const

/**
 * The copies that may go: all but the newest of each of the last days, weeks and months. A month
 * without copies does not push an older one out.
 */
export function copiesToRemove<Copy extends DatedCopy>(
  copies: readonly Copy[],
  { zone }: { readonly zone: string },
): readonly Copy[] {
  const newestFirst = copies.toSorted((a, b) => (a.madeAt < b.madeAt ? 1 : -1))
  const kept = new Set<Copy>()
  // The Swedish way of writing a day is the ISO one.
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short' })
  const keep = (count: number, spanOf: (day: string) => string): void => {
    const spans = new Set<string>()
    for (const copy of newestFirst) {
      const span = spanOf(format.format(Date.parse(copy.madeAt)))
      if (spans.has(span)) continue
      if (spans.size === count) break
      spans.add(span)
      kept.add(copy)
    }
  }
  keep(copiesKept.days, (day) => day)
  keep(copiesKept.weeks, mondayOf)
  keep(copiesKept.months, (day) => day.slice(0, 7))
  return newestFirst.filter((copy) => !kept.has(copy))
}

function mondayOf(day: string): string {
  return addDays(day, 1 - weekday(day))
}
