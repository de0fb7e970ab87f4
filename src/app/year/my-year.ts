import type { DutyState } from '../../duty/duty-standing.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import type { Label, Lang } from '../../ledger/label.ts'
import { contradicting } from '../../matter/attestation.ts'
import type { Capacity, Self } from '../../matter/capacity.ts'
import { capacityOf } from '../../matter/capacity.ts'
import type { TaskState } from '../../matter/task.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { shownRecords } from '../records/shown-record.ts'
import { bookBefore } from './books-around.ts'
import type { YearBook } from './year-book.ts'
import { dutiesIn, mattersOf, selfOf } from './year-matters.ts'

/** What asks something of one person in a year. */
export interface MyYear {
  readonly year: number
  readonly today: string
  /** Whether the year's duties have been divided among people at all. */
  readonly divided: boolean
  readonly duties: readonly { readonly duty: string; readonly as: Capacity }[]
  /** Windows of the year before that are still open and due in this one, while it runs. */
  readonly left: readonly LeftDuty[]
  readonly tasks: readonly MyTask[]
  /** Attestations one gave, newest first; `against` are records that speak against it now. */
  readonly attestations: readonly MyAttestation[]
}

/** What a duty of the year before still asks for. */
export interface LeftDuty {
  readonly duty: string
  readonly as: Capacity
  readonly year: number
  readonly period: string
  readonly due: string
  readonly state: DutyState
  readonly reason: Label
}

/** A task with where it stands today. */
export interface MyTask {
  readonly record: string
  readonly register: string
  readonly title: string
  readonly as: Capacity
  readonly due: string | null
  readonly doneOn: string | null
  readonly state: TaskState
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
  const { assignments } = mattersOf(book)
  const duties = [...assignments].flatMap(([duty, { named }]) => {
    const as = capacityOf(self, named)
    return as === null ? [] : [{ duty, as }]
  })
  return {
    year,
    today: book.today,
    divided: assignments.size > 0,
    duties,
    left: book.today.startsWith(`${year}-`) ? await leftOf(ports, session, { year, self }) : [],
    tasks: tasksOf(book, session, { self, lang }),
    attestations: attestationsOf(book, self),
  }
}

async function leftOf(
  ports: Pick<AppPorts, 'yearBooks'>,
  session: Session,
  { year, self }: { year: number; self: Self },
): Promise<readonly LeftDuty[]> {
  const before = await bookBefore(ports, session, year)
  if (before === null) return []
  return dutiesIn(year, [before]).flatMap(({ duty, period, due, isOpen, named }) => {
    const as = capacityOf(self, named)
    const standing = before.standing(duty)
    if (!isOpen || as === null || standing === null) return []
    const { state, reason } = standing
    return [{ duty, as, year: before.year, period, due, state, reason }]
  })
}

function tasksOf(
  book: YearBook,
  session: Session,
  { self, lang }: { self: Self; lang: Lang },
): readonly MyTask[] {
  return mattersOf(book).tasks.flatMap(({ matter, record }) => {
    const as = capacityOf(self, matter.named)
    if (as === null) return []
    const [shown] = shownRecords(session, [record], { roster: book.roster, lang })
    const { due, doneOn, state } = matter
    const { id, register } = record
    return { record: id, register, title: shown?.title ?? '', as, due, doneOn, state }
  })
}

function attestationsOf(book: YearBook, { person }: Self): readonly MyAttestation[] {
  return [book.year, book.year + 1]
    .flatMap((year) => book.recordsOf(core.attestation.id, year))
    .map((record) => ({ record, said: coreValues(core.attestation, record.values) }))
    .filter(({ said }) => person !== null && said.person === person)
    .filter(({ said }) => String(said.period).startsWith(String(book.year)))
    .map(({ record, said }) => {
      const [duty, period] = [String(said.duty), String(said.period)]
      const window = book.standing(duty)?.windows.find((one) => one.period === period)
      return {
        record: record.id,
        duty,
        period,
        givenOn: record.occurredOn,
        against: window === undefined ? [] : contradicting(window),
      }
    })
    .reverse()
}
