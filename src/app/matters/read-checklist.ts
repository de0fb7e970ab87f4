import { roleAsked } from '../../duty/asked-of.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { holdsOn } from '../../ledger/day/holds-on.ts'
import type { Label } from '../../ledger/label.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { isFormer, peopleInRole } from '../roster/roster.ts'
import type { YearBook } from '../year/year-book.ts'
import { mattersOf } from '../year/year-matters.ts'

/** What a unit does before its ledger can say where it stands, in the order in which it goes. */
export const checklistSteps = [
  'kind',
  'offices',
  'people',
  'posts',
  'roles',
  'accounts',
  'owners',
  'records',
] as const

/** One thing to do; `count` is there, `left` is still missing where that can be told. */
export interface ChecklistStep {
  readonly step: (typeof checklistSteps)[number]
  readonly isDone: boolean
  readonly count: number
  readonly left: number
  /** What is missing, by name; empty where a number says all. */
  readonly lacks: readonly Label[]
}

/** How far a unit is with setting up. */
export interface Checklist {
  /** The first day of the ledger; null: it has none. */
  readonly start: string | null
  readonly steps: readonly ChecklistStep[]
}

/** What is there and what is missing of all that a unit begins with, as it stands now. */
export async function readChecklist(
  ports: Pick<AppPorts, 'accounts' | 'rosters' | 'clock' | 'yearBooks'>,
  session: Session,
): Promise<Checklist> {
  const { org, pack } = session
  const day = todayIn(org.zone, ports.clock)
  const [roster, members, book] = await Promise.all([
    ports.rosters.of(org.id),
    ports.accounts.members(org.id),
    ports.yearBooks.of(session, Number(day.slice(0, 4))),
  ])
  const people = [...roster.people.keys()].filter((person) => !isFormer(roster, { person, day }))
  const withPost = new Set(postsOn(roster, day).map(({ person }) => person))
  const withAccount = new Set(members.map(({ membership }) => membership.person))
  const counted = { count: 0, left: 0, lacks: [] }
  const offices = officesOn(roster, day)
  const records = recordsIn(book)
  return {
    start: pack.unit.start,
    steps: [
      { ...counted, step: 'kind', isDone: pack.unit.profile?.kind != null },
      { ...counted, step: 'offices', isDone: offices > 0, count: offices },
      { ...counted, step: 'people', isDone: people.length > 1, count: people.length },
      {
        ...counted,
        step: 'posts',
        isDone: withPost.size > 0,
        count: withPost.size,
        left: people.filter((one) => !withPost.has(one)).length,
      },
      rolesStep(book, roster, day),
      {
        ...counted,
        step: 'accounts',
        isDone: members.length > 1,
        count: members.length,
        left: people.filter((one) => !withAccount.has(one)).length,
      },
      ownersStep(book),
      { ...counted, step: 'records', isDone: records > 0, count: records },
    ],
  }
}

function postsOn({ posts }: Roster, day: string): Roster['posts'] {
  return posts.filter((one) => holdsOn(one, day))
}

function officesOn({ offices }: Roster, day: string): number {
  return [...offices.values()].filter(
    ({ since, until }) => (since === null || since <= day) && (until === null || day <= until),
  ).length
}

/** The roles of which duties ask something, and those that nobody holds. */
function rolesStep({ pack }: YearBook, roster: Roster, day: string): ChecklistStep {
  const asked = new Set([...pack.duties.values()].map(({ require }) => roleAsked(require)))
  const roles = pack.roles.filter(({ id }) => asked.has(id))
  const vacant = roles.filter(({ id }) => peopleInRole(roster, { role: id, day }).length === 0)
  return {
    step: 'roles',
    isDone: vacant.length === 0,
    count: roles.length - vacant.length,
    left: vacant.length,
    lacks: vacant.map(({ label }) => label),
  }
}

function ownersStep(book: YearBook): ChecklistStep {
  const { assignments } = mattersOf(book)
  const all = [...book.pack.duties.keys()]
  const open = all.filter((duty) => (assignments.get(duty)?.named.owner ?? null) === null)
  const count = all.length - open.length
  return { step: 'owners', isDone: open.length === 0, count, left: open.length, lacks: [] }
}

const coreIds: ReadonlySet<string> = new Set(Object.values(core).map(({ id }) => id))

/** Records of the year that say what happened, and not who is who. */
function recordsIn(book: YearBook): number {
  return [...book.pack.registers.keys()]
    .filter((id) => !coreIds.has(id))
    .reduce((sum, id) => sum + book.recordsOf(id).length, 0)
}
