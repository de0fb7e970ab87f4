import type { Label } from '../../ledger/label.ts'
import type { Names } from '../../ledger/names.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { Self } from '../../matter/capacity.ts'
import { capacityOf } from '../../matter/capacity.ts'
import { openTo } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { namesOf } from '../roster/roster.ts'
import { booksAround } from '../year/books-around.ts'
import type { YearBook } from '../year/year-book.ts'
import { mattersOf, selfOf } from '../year/year-matters.ts'
import type { CalendarItem } from './calendar-item.ts'

/**
 * Everything of these days that the reader may see: meetings held and planned, and what is due
 * while it is still open.
 */
export async function listCalendar(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  span: DateSpan,
): Promise<readonly CalendarItem[]> {
  return calendarOf(await booksOver(ports, session, span), session, { span })
}

/** The books that know what is on these days: each year's own, and what is left of the one before. */
export async function booksOver(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  span: DateSpan,
): Promise<readonly YearBook[]> {
  const [first, ...more] = yearsOf(span)
  const around = first === undefined ? [] : await booksAround(ports, session, first)
  const later = await Promise.all(more.map((year) => ports.yearBooks.of(session, year)))
  return [...around, ...later]
}

/** The items of several years' books; `names` stand in titles instead of those of the roster. */
export function calendarOf(
  books: readonly YearBook[],
  session: Session,
  { span, names }: { readonly span: DateSpan; readonly names?: Names },
): readonly CalendarItem[] {
  return books
    .flatMap((book) => itemsOf({ book, session, names: names ?? namesOf(book.roster) }))
    .filter(({ on }) => span.from <= on && on <= span.to)
    .sort(inOrder)
}

/** What the items of one year are made from. */
interface Sources {
  readonly book: YearBook
  readonly session: Session
  readonly names: Names
}

/** The years a span lies in. */
function yearsOf({ from, to }: DateSpan): readonly number[] {
  const first = Number(from.slice(0, 4))
  return Array.from({ length: Number(to.slice(0, 4)) - first + 1 }, (_, nth) => first + nth)
}

function itemsOf(sources: Sources): readonly CalendarItem[] {
  const { book, session } = sources
  const self = selfOf(book, session.actor.person)
  return [
    ...heldItems(sources, self),
    ...plannedItems(sources, self),
    ...taskItems(sources, self),
    ...dueItems(book, self),
  ]
}

function heldItems(sources: Sources, self: Self): readonly CalendarItem[] {
  const { book, session } = sources
  // How things are shown is the pack's of today; only what they count for is that of their time.
  return [...session.pack.registers.values()]
    .filter(({ inCalendar }) => inCalendar === true)
    .flatMap(({ id }) => book.datedIn(id))
    .filter(({ occurredOn }) => occurredOn !== null && occurredOn <= book.today)
    .map((record) => ({
      ...ofRecord(sources, record),
      kind: 'held' as const,
      mine: isNamedIn(record, self.person),
    }))
}

/** Planned meetings, until the record of the meeting itself says which plan it came from. */
function plannedItems(sources: Sources, self: Self): readonly CalendarItem[] {
  return mattersOf(sources.book)
    .meetings.filter(({ matter }) => matter.isOpen)
    .map(({ matter, record }) => ({
      ...ofRecord(sources, record),
      kind: 'planned' as const,
      time: matter.time,
      late: matter.isLate,
      mine: isNamedIn(record, self.person) || capacityOf(self, matter.named) !== null,
    }))
}

// A task that is due in another year stands in that year's book.
function taskItems(sources: Sources, self: Self): readonly CalendarItem[] {
  const { book } = sources
  return mattersOf(book).tasks.flatMap(({ matter, record }) => {
    const { due, isOpen, isLate, named } = matter
    if (!isOpen || due === null || !due.startsWith(`${book.year}-`)) return []
    return {
      ...ofRecord(sources, record),
      id: `task ${record.id}`,
      kind: 'task' as const,
      on: due,
      late: isLate,
      mine: capacityOf(self, named) !== null,
    }
  })
}

function dueItems(book: YearBook, self: Self): readonly CalendarItem[] {
  return mattersOf(book)
    .duties.filter(({ isOpen }) => isOpen)
    .flatMap(({ key, duty: id, period, due, isLate, named }) => {
      const duty = book.pack.duties.get(id)
      if (duty === undefined) return []
      return {
        id: key,
        kind: 'due' as const,
        on: due,
        time: null,
        title: duty.label,
        register: null,
        record: null,
        duty: id,
        period,
        late: isLate,
        mine: capacityOf(self, named) !== null,
      }
    })
}

function ofRecord(sources: Sources, record: LedgerRecord): CalendarItem {
  return {
    id: record.id,
    kind: 'held',
    on: record.occurredOn ?? '',
    time: null,
    title: titleIn(sources, record),
    register: record.register,
    record: record.id,
    duty: null,
    period: null,
    late: false,
    mine: false,
  }
}

function titleIn({ book, session, names }: Sources, record: LedgerRecord): Label {
  const register = book.pack.registers.get(record.register)
  if (!register) throw new Error(`record of an unknown register ${record.register}`)
  const { values } = openTo(session, register, record.values)
  // The day stands in the calendar already.
  const dated = `{${register.date}}`
  const template = register.title.replace(dated, '').trim()
  const titled = template === '' ? register : { ...register, title: template }
  return titleOf(titled, values, { lists: book.pack.lists, names })
}

/** Whether a person's id stands in any field of a record, rows included. */
export function isNamedIn({ values }: LedgerRecord, person: string | null): boolean {
  return person !== null && JSON.stringify(values).includes(`"${person}"`)
}

const kindOrder = ['planned', 'held', 'task', 'due'] as const

function inOrder(one: CalendarItem, other: CalendarItem): number {
  if (one.on !== other.on) return one.on < other.on ? -1 : 1
  const kinds = kindOrder.indexOf(one.kind) - kindOrder.indexOf(other.kind)
  if (kinds !== 0) return kinds
  return (one.time ?? '').localeCompare(other.time ?? '') || (one.id < other.id ? -1 : 1)
}
