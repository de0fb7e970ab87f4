import type { LedgerRecord } from '../../ledger/record.ts'
import type { Value } from '../../ledger/value.ts'
import type { YearBook } from '../year-book.ts'
import { postOn } from '../roster.ts'

/** In which of its four fields an assignment or a task names somebody. */
export type Capacity = 'owner' | 'supervisor' | 'office' | 'coOffice'

/** A person and the office they sit in on the day the book speaks of. */
export interface Self {
  readonly person: string | null
  readonly office: string | null
}

/** Who asks, as the roster of the year has them. */
export function selfOf(book: YearBook, person: string | null): Self {
  const post = person === null ? null : postOn(book.roster, { person, day: dayIn(book) })
  return { person, office: post?.office ?? null }
}

// A past year is answered by where somebody sat at its end.
function dayIn({ today, year }: YearBook): string {
  return today.startsWith(`${year}-`) ? today : `${year}-12-31`
}

/** Duties that a year's assignments give to somebody, and in which capacity; each once. */
export function assignedTo(book: YearBook, self: Self): ReadonlyMap<string, Capacity> {
  const found = new Map<string, Capacity>()
  for (const { values } of assignmentsOf(book)) {
    const capacity = capacityIn(self, {
      owner: values['person'],
      supervisor: values['supervisor'],
      office: values['office'],
      coOffices: values['withOffices'],
    })
    if (capacity !== null && typeof values['duty'] === 'string') found.set(values['duty'], capacity)
  }
  return found
}

/** Tasks that are somebody's, and in which capacity. */
export function taskCapacity({ values }: LedgerRecord, self: Self): Capacity | null {
  return capacityIn(self, {
    owner: values['owner'],
    supervisor: values['supervisor'],
    office: values['leadOffice'],
    coOffices: values['coOffices'],
  })
}

/** The records that say who answers for what in the year of the book. */
export function assignmentsOf(book: YearBook): readonly LedgerRecord[] {
  const written = [book.year - 1, book.year, book.year + 1]
  return written
    .flatMap((year) => book.recordsOf('assignment', year))
    .filter(({ values }) => values['year'] === String(book.year))
}

interface Named {
  readonly owner: Value | undefined
  readonly supervisor: Value | undefined
  readonly office: Value | undefined
  readonly coOffices: Value | undefined
}

// What somebody owes in person stands before what the office owes.
function capacityIn({ person, office }: Self, named: Named): Capacity | null {
  if (person !== null && named.owner === person) return 'owner'
  if (person !== null && named.supervisor === person) return 'supervisor'
  if (office === null) return null
  if (named.office === office) return 'office'
  return Array.isArray(named.coOffices) && named.coOffices.some((one) => one === office)
    ? 'coOffice'
    : null
}
