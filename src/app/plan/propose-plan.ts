import { textOf, valueAt } from '../../ledger/read-value.ts'
import { playerOf, playersOf } from '../../ledger/register/roles.ts'
import { taskMatter } from '../../matter/task.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { isFormer } from '../roster/roster.ts'
import type { YearBook } from '../year/year-book.ts'
import { mattersOf } from '../year/year-matters.ts'
import type { Assignment, Task } from './list-plan.ts'
import { assignmentsShown, listPlan, shownTask } from './list-plan.ts'
import { openMatters } from './read-board.ts'

/** An assignment proposed for the year, from last year's. */
export interface ProposedAssignment {
  readonly duty: string
  /** What stands for this year already; its fields are proposed as they are. */
  readonly record: Assignment['record']
  readonly office: string | null
  readonly person: string | null
  readonly supervisor: string | null
  readonly withOffices: readonly string[]
  /** Whether last year's assignment is carried on. */
  readonly carried: boolean
  /** Of the people and offices last year named, those that are gone: somebody must decide. */
  readonly gone: readonly string[]
}

/** An open problem of last year that no task answers yet. */
export interface ProposedProblem {
  readonly problem: string
  readonly title: string
  readonly owner: string | null
  readonly supervisor: string | null
  readonly leadOffice: string | null
  readonly due: string | null
  /** Named in last year's report: its next steps should speak of it. */
  readonly inReport: boolean
}

/** What a year may be opened with. Nothing is written by proposing it. */
export interface ProposedPlan {
  readonly year: number
  readonly today: string
  readonly assignments: readonly ProposedAssignment[]
  readonly problems: readonly ProposedProblem[]
  /** Last year's tasks that are neither done nor dropped. */
  readonly unfinished: readonly Task[]
  /** Next steps that stand in the plan of the year already, from last year's report or by hand. */
  readonly nextSteps: readonly Task[]
}

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'yearBooks'>

/** What the plan of a year can be made from: the pack's duties, and what last year left. */
export async function proposePlan(
  ports: Needs,
  session: Session,
  year: number,
): Promise<ProposedPlan> {
  const today = todayIn(session.org.zone, ports.clock)
  const roster = await ports.rosters.of(session.org.id)
  const [book, before] = await Promise.all([
    ports.yearBooks.of(session, year),
    ports.yearBooks.of(session, year - 1),
  ])
  const now = assignmentsShown(session, book)
  const last = new Map(assignmentsShown(session, before).map((one) => [one.duty, one]))
  const plan = await listPlan(ports, session, { year, person: null })
  return {
    year,
    today,
    assignments: now.map((one) => proposed(one, last.get(one.duty), { roster, day: today })),
    problems: await openProblems(ports, session, book),
    unfinished: unfinishedTasks(book),
    nextSteps: plan.tasks.filter((one) => isNextStep(book, one)),
  }
}

/** Whether a task belongs to the plan that last year's report speaks of as its next steps. */
function isNextStep({ pack }: YearBook, { register, plan }: Task): boolean {
  return plan !== null && playerOf(pack, 'task', register)?.fields.nextSteps === plan
}

function proposed(
  now: Assignment,
  last: Assignment | undefined,
  at: { roster: Roster; day: string },
): ProposedAssignment {
  if (now.record !== null || !last?.record) return { ...now, carried: false, gone: [] }
  const gone = new Set([
    ...[last.person, last.supervisor].filter((id) => id !== null && isGonePerson(id, at)),
    ...[last.office, ...last.withOffices].filter((id) => id !== null && isGoneOffice(id, at)),
  ] as string[])
  const kept = (id: string | null) => (id === null || gone.has(id) ? null : id)
  return {
    duty: now.duty,
    record: null,
    office: kept(last.office),
    person: kept(last.person),
    supervisor: kept(last.supervisor),
    withOffices: last.withOffices.filter((id) => !gone.has(id)),
    carried: true,
    gone: [...gone],
  }
}

function isGonePerson(id: string, { roster, day }: { roster: Roster; day: string }): boolean {
  return !roster.people.has(id) || isFormer(roster, { person: id, day })
}

function isGoneOffice(id: string, { roster, day }: { roster: Roster; day: string }): boolean {
  const office = roster.offices.get(id)
  return office === undefined || (office.until !== null && office.until < day)
}

/** Problems found the year before, still open, that no task of the year answers yet. */
async function openProblems(
  ports: Needs,
  session: Session,
  book: YearBook,
): Promise<readonly ProposedProblem[]> {
  const asked = new Map(
    (await openMatters(ports, session)).map(({ matter }) => [matter.record, matter] as const),
  )
  const answered = new Set(
    playersOf(book.pack, 'task').flatMap((player) =>
      [book.year, book.year + 1]
        .flatMap((one) => book.recordsOf(player.register.id, one))
        .map((record) => taskMatter(record, player, book.today).problem),
    ),
  )
  return playersOf(book.pack, 'problem').flatMap(({ register, fields }) =>
    book.recordsOf(register.id, book.year - 1).flatMap((record): readonly ProposedProblem[] => {
      const matter = asked.get(record.id)
      if (matter === undefined || answered.has(record.id)) return []
      const { values } = book.open(record)
      return [
        {
          problem: record.id,
          title: textOf(values[fields.title]) ?? '',
          owner: matter.named.owner,
          supervisor: matter.named.supervisor,
          leadOffice: matter.named.office,
          due: matter.due,
          inReport: valueAt(values, fields.inReport) === true,
        },
      ]
    }),
  )
}

// Those that are due in the year itself stand in its plan already.
function unfinishedTasks(book: YearBook): readonly Task[] {
  return mattersOf(book)
    .tasks.filter(({ matter }) => matter.isOpen && (matter.setOn ?? '') < `${book.year}-`)
    .filter(({ matter: { due } }) => due === null || due < `${book.year}-01-01`)
    .map((one) => shownTask(book, one))
}
