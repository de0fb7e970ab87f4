import { compareTexts } from '../../ledger/compare-texts.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { playersOf } from '../../ledger/register/roles.ts'
import type { Assignment } from '../../matter/assignment.ts'
import { assignmentsIn } from '../../matter/assignment.ts'
import type { AttestationMatter } from '../../matter/attestation.ts'
import { attestationMatters } from '../../matter/attestation.ts'
import type { Self } from '../../matter/capacity.ts'
import type { DutyMatter } from '../../matter/duty-matter.ts'
import { dutyMatters } from '../../matter/duty-matter.ts'
import type { TurnTaker } from '../../matter/matter.ts'
import type { MeetingMatter } from '../../matter/planned-meeting.ts'
import { heldPlans, meetingMatter } from '../../matter/planned-meeting.ts'
import type { TaskMatter } from '../../matter/task.ts'
import { isOfYear, taskMatter } from '../../matter/task.ts'
import type { Session } from '../ports/store-ports.ts'
import { peopleInRole, postOn } from '../roster/roster.ts'
import type { YearBook } from './year-book.ts'

/** What somebody has to do in a year, as far as the reader of its book may see it. */
export interface YearMatters {
  /** Who answers for what, by duty; empty: the year was not divided among people. */
  readonly assignments: ReadonlyMap<string, Assignment>
  /** Windows of duties by the day on which they are due, those that are closed as well. */
  readonly duties: readonly DutyMatter[]
  /** Words that are asked for or contradicted. */
  readonly attestations: readonly AttestationMatter[]
  /** Tasks of the year, by due day; those without one come last. */
  readonly tasks: readonly Behind<TaskMatter>[]
  /** Meetings planned for the year, by day and hour. */
  readonly meetings: readonly Behind<MeetingMatter>[]
}

/** A matter and the record that says it. */
export interface Behind<Of> {
  readonly matter: Of
  readonly record: LedgerRecord
}

// A book never changes, and everybody who may see the same shares one.
const kept = new WeakMap<YearBook, YearMatters>()

/**
 * What somebody has to do in the year of a book. Every page, calendar and reminder reads it here,
 * so that none of them says otherwise than another.
 */
export function mattersOf(book: YearBook): YearMatters {
  const known = kept.get(book)
  if (known) return known
  const made = new MattersOfBook(book)
  kept.set(book, made)
  return made
}

/**
 * The windows of duties that concern a year, from its own book and that of the year before: of the
 * year before those that are due in this one, as a meeting that may be held until February.
 */
export function dutiesIn(year: number, books: readonly YearBook[]): readonly DutyMatter[] {
  return books.flatMap((book) => {
    const { duties } = mattersOf(book)
    return book.year === year ? duties : duties.filter(({ due }) => due > `${book.year}-12-31`)
  })
}

/** Each kind is gathered when somebody asks for it: the page of the year needs no tasks. */
class MattersOfBook implements YearMatters {
  readonly #book: YearBook
  #assignments: YearMatters['assignments'] | null = null
  #duties: YearMatters['duties'] | null = null
  #attestations: YearMatters['attestations'] | null = null
  #tasks: YearMatters['tasks'] | null = null
  #meetings: YearMatters['meetings'] | null = null

  constructor(book: YearBook) {
    this.#book = book
  }

  get assignments() {
    const { year } = this.#book
    this.#assignments ??= assignmentsIn(this.#book.allOf(core.assignment.id), year)
    return this.#assignments
  }

  get duties() {
    this.#duties ??= dutiesOf(this.#book, this.assignments)
    return this.#duties
  }

  get attestations() {
    this.#attestations ??= attestationsOf(this.#book)
    return this.#attestations
  }

  get tasks() {
    this.#tasks ??= tasksOf(this.#book)
    return this.#tasks
  }

  get meetings() {
    this.#meetings ??= meetingsOf(this.#book)
    return this.#meetings
  }
}

function dutiesOf(book: YearBook, assignments: YearMatters['assignments']): readonly DutyMatter[] {
  const { year, today } = book
  return [...book.pack.duties.values()].flatMap((duty) => {
    const standing = book.standing(duty.id)
    const named = assignments.get(duty.id)?.named ?? null
    return standing ? dutyMatters(duty, standing, { year, today, named }) : []
  })
}

function attestationsOf(book: YearBook): readonly AttestationMatter[] {
  return [...book.pack.duties.values()].flatMap((duty) => {
    const standing = book.standing(duty.id)
    if (!standing) return []
    const given = (period: string) => book.attestation(duty.id, period)
    return attestationMatters(duty, standing, { isVacant: (role) => isVacant(book, role), given })
  })
}

function tasksOf(book: YearBook): readonly Behind<TaskMatter>[] {
  return playersOf(book.pack, 'task')
    .flatMap((player) =>
      around(book, player.register.id).map((record) => ({
        record,
        matter: taskMatter(record, player, book.today),
      })),
    )
    .filter(({ matter }) => isOfYear(matter, book.year))
    .sort((one, other) => compareTexts(one.matter.due ?? '9999', other.matter.due ?? '9999'))
}

function meetingsOf(book: YearBook): readonly Behind<MeetingMatter>[] {
  const held = heldPlans(playersOf(book.pack, 'heldMeeting'), (id) => around(book, id))
  return playersOf(book.pack, 'plannedMeeting')
    .flatMap((player) =>
      book.recordsOf(player.register.id).map((record) => ({
        record,
        matter: meetingMatter(record, player, { today: book.today, held }),
      })),
    )
    .sort((one, other) => compareTexts(momentOf(one.matter), momentOf(other.matter)))
}

/** Records of the year and of those beside it: plans and what becomes of them reach over. */
function around(book: YearBook, register: string): readonly LedgerRecord[] {
  return [book.year - 1, book.year, book.year + 1].flatMap((one) => book.recordsOf(register, one))
}

function isVacant({ roster, today }: YearBook, role: string): boolean {
  return peopleInRole(roster, { role, day: today }).length === 0
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

/** Whose turns are the caller's: an auditor reads, and no role makes anything theirs to do. */
export function turnTakerOf({ actor }: Pick<Session, 'actor'>): TurnTaker {
  const { person, roles } = actor
  return { person, roles: roles.includes('auditor') ? [] : roles }
}

function momentOf({ on, time }: MeetingMatter): string {
  return `${on}${time ?? ''}`
}
