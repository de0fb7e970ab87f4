import type { Lang } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { AppPorts } from '../app-ports.ts'
import { assignedTo, assignmentsOf, selfOf, taskCapacity } from '../calendar/my-part.ts'
import type { Capacity, Self } from '../calendar/my-part.ts'
import { taskRegister } from '../calendar/list-calendar.ts'
import type { Session } from '../ports.ts'
import { shownRecords } from '../shown-record.ts'
import type { YearBook } from '../year-book.ts'

/** What asks something of one person in a year. */
export interface MyYear {
  readonly year: number
  readonly today: string
  /** Whether the year's duties have been divided among people at all. */
  readonly divided: boolean
  readonly duties: readonly { readonly duty: string; readonly as: Capacity }[]
  readonly tasks: readonly MyTask[]
  /** Attestations one gave, newest first; `against` are records that speak against it now. */
  readonly attestations: readonly MyAttestation[]
}

/** A task with where it stands today. */
export interface MyTask {
  readonly record: string
  readonly title: string
  readonly as: Capacity
  readonly due: string | null
  readonly doneOn: string | null
  readonly state: 'open' | 'late' | 'done' | 'dropped'
}

/** A word given, and whether it still stands. */
export interface MyAttestation {
  readonly record: string
  readonly duty: string
  readonly period: string
  readonly givenOn: string | null
  readonly against: readonly string[]
}

/** What the year asks of the caller: duties, tasks, and the words they gave. */
export async function readMyYear(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  { year, lang }: { year: number; lang: Lang },
): Promise<MyYear> {
  const book = await ports.yearBooks.of(session, year)
  const self = selfOf(book, session.actor.person)
  return {
    year,
    today: book.today,
    divided: assignmentsOf(book).length > 0,
    duties: [...assignedTo(book, self)].map(([duty, as]) => ({ duty, as })),
    tasks: tasksOf(book, session, { self, lang }),
    attestations: attestationsOf(book, self),
  }
}

function tasksOf(
  book: YearBook,
  session: Session,
  { self, lang }: { self: Self; lang: Lang },
): readonly MyTask[] {
  return [book.year - 1, book.year]
    .flatMap((year) => book.recordsOf(taskRegister, year))
    .filter((record) => belongsTo(record, book))
    .flatMap((record) => {
      const as = taskCapacity(record, self)
      if (as === null) return []
      const [shown] = shownRecords(session, [record], { roster: book.roster, lang })
      const { due, doneOn } = record.values
      return {
        record: record.id,
        title: shown?.title ?? '',
        as,
        due: typeof due === 'string' ? due : null,
        doneOn: typeof doneOn === 'string' ? doneOn : null,
        state: stateOf(record, book.today),
      }
    })
    .sort((one, other) => ((one.due ?? '9') < (other.due ?? '9') ? -1 : 1))
}

// A task of last year matters here while it is open or was due in this one.
function belongsTo({ values, occurredOn }: LedgerRecord, { year }: YearBook): boolean {
  if (occurredOn?.startsWith(`${year}-`)) return true
  const { due, doneOn, droppedOn } = values
  return (!doneOn && !droppedOn) || (typeof due === 'string' && due.startsWith(`${year}-`))
}

function stateOf({ values }: LedgerRecord, today: string): MyTask['state'] {
  const { due, doneOn, droppedOn } = values
  if (doneOn) return 'done'
  if (droppedOn) return 'dropped'
  return typeof due === 'string' && due < today ? 'late' : 'open'
}

function attestationsOf(book: YearBook, { person }: Self): readonly MyAttestation[] {
  return [book.year, book.year + 1]
    .flatMap((year) => book.recordsOf('attestation', year))
    .filter(({ values }) => person !== null && values['person'] === person)
    .filter(({ values }) => String(values['period']).startsWith(String(book.year)))
    .map((record) => {
      const duty = String(record.values['duty'])
      const period = String(record.values['period'])
      return {
        record: record.id,
        duty,
        period,
        givenOn: record.occurredOn,
        against: againstIn(book, { duty, period }),
      }
    })
    .reverse()
}

// What a standing has against it is that of the whole year; the window says whether it is ours.
function againstIn(book: YearBook, at: { duty: string; period: string }): readonly string[] {
  const standing = book.standing(at.duty)
  const window = standing?.windows.find(({ period }) => period === at.period)
  if (!standing || !window || window.state === 'met') return []
  return standing.against.filter((id) => {
    const day = book.record(id)?.occurredOn ?? ''
    return window.from <= day && day <= window.to
  })
}
