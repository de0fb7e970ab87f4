import type { AppendRequest } from '../../append/append-request.ts'
import { unhurried } from '../../append/unhurried.ts'
import { core, coreLists } from '../../ledger/core/core-registers.ts'
import type { Fault } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'
import type { Names } from '../../ledger/names.ts'
import type {
  MappedRow,
  Mapping,
  PassedRow,
  Proposal,
  Question,
} from '../../ledger/sheet/mapping.ts'
import { proposeMapping } from '../../ledger/sheet/propose-mapping.ts'
import { readMapped } from '../../ledger/sheet/read-mapped.ts'
import { rosterShape } from '../../ledger/sheet/roster-shape.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { Values } from '../../ledger/value.ts'
import type { Pack } from '../../pack/pack.ts'
import { abilitiesOf, deny } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { Roster } from '../roster/roster.ts'
import { namesOf } from '../roster/roster.ts'
import type { PlannedPerson, RosterChoices, RosterPlan } from './plan-roster.ts'
import { planRoster } from './plan-roster.ts'
import { rosterRequest } from './write-roster.ts'

/** Rows of people in one sheet at most. */
export const rosterRowsMax = 1_000

/** A table of people, how it is read, and what was decided about it. */
export interface RosterSheet extends RosterChoices {
  readonly table: SheetTable
  readonly mapping: Mapping
  /** Rows that are not wanted. */
  readonly leftOut: ReadonlySet<number>
}

/** The tables of a file, and how each would be read as people; the best fit first. */
export interface RosterFile {
  readonly tables: readonly SheetTable[]
  readonly proposals: readonly Proposal[]
}

/** What a sheet comes to, before anything is written. */
export interface RosterPreview extends RosterPlan {
  readonly questions: readonly Question[]
  /** Rows that cannot be read as they stand, each with what is wrong; the others can go on. */
  readonly open: readonly MappedRow[]
  readonly passed: readonly PassedRow[]
  readonly faults: readonly Fault[]
}

/** What was written, and what was not. */
export interface EnteredRoster {
  readonly people: number
  readonly offices: number
  readonly posts: number
  /** Rows of people who were here already. */
  readonly known: number
  /** Rows that stay: open, or it is not said who it is. */
  readonly left: readonly number[]
}

type Needs = Pick<AppPorts, 'store' | 'rosters' | 'clock' | 'random' | 'accounts' | 'outside'>

/** Reads a file that may hold a roster. Refuses with `access.denied`, `file.…`, `roster.…`. */
export async function readRosterFile(
  ports: Pick<Needs, 'outside' | 'clock'>,
  session: Session,
  bytes: Uint8Array,
): Promise<RosterFile> {
  refuseOthers(session)
  const tables = await ports.outside.read('tables', bytes, session.org.id)
  const longest = tables.reduce((most, { rows }) => Math.max(most, rows.length), 0)
  if (longest > rosterRowsMax) refuseLong(longest)
  const { pack, org } = session
  const proposals = proposeMapping(tables, [shapeIn(pack)], {
    lists: pack.lists,
    today: todayIn(org.zone, ports.clock),
  })
  return proposals.length > 0 ? { tables, proposals } : refuseEmpty()
}

/** What a sheet of people comes to; nothing is written. */
export async function previewRoster(
  ports: Pick<Needs, 'rosters' | 'clock'>,
  session: Session,
  sheet: RosterSheet,
): Promise<RosterPreview> {
  refuseOthers(session)
  const { pack, org } = session
  const read = await unhurried(
    readMapped(sheet.table, shapeIn(pack), sheet.mapping, {
      lists: pack.lists,
      today: todayIn(org.zone, ports.clock),
    }),
  )
  const wanted = read.rows.filter(({ row }) => !sheet.leftOut.has(row))
  const ready = wanted.flatMap(({ row, values }) => (values ? [{ row, values }] : []))
  const roster = await ports.rosters.of(org.id)
  const kinds = pack.lists.get(coreLists.officeKinds) ?? []
  const { questions, passed, faults } = read
  return {
    ...planRoster(ready, { roster, kinds, choices: sheet }),
    questions,
    open: wanted.filter(({ state }) => state === 'open'),
    passed,
    faults,
  }
}

/**
 * Enters what is ready and decided as offices, people and posts, in one transaction. What is open
 * stays; the same sheet brought again finds those who are here. One import after another, so that
 * nobody is entered by two at once.
 */
export async function enterRoster(
  ports: Needs,
  session: Session,
  sheet: RosterSheet,
): Promise<EnteredRoster> {
  refuseOthers(session)
  const { org } = session
  return ports.accounts.inTurn(org.id, async () => {
    ports.rosters.forget(org.id)
    const plan = await previewRoster(ports, session, sheet)
    const roster = await ports.rosters.of(org.id)
    const entry = new RosterEntry(ports, session, { plan, roster })
    if (entry.requests.length > 0) {
      await ports.store.appendAll(org.id, entry.requests)
      ports.rosters.forget(org.id)
    }
    return entry.told()
  })
}

/** The entries of one sheet, each with the ids of those before it. */
class RosterEntry {
  readonly requests: AppendRequest[] = []
  readonly #ports: Pick<Needs, 'random'>
  readonly #session: Session
  readonly #plan: RosterPreview
  readonly #names: Names
  readonly #offices = new Map<string, string>()
  readonly #people = new Map<number, string>()
  readonly #newNames = new Map<string, string>()
  readonly #count = { people: 0, offices: 0, posts: 0, known: 0 }

  constructor(
    ports: Pick<Needs, 'random'>,
    session: Session,
    { plan, roster }: { readonly plan: RosterPreview; readonly roster: Roster },
  ) {
    this.#ports = ports
    this.#session = session
    this.#plan = plan
    const known = namesOf(roster)
    const named = (id: string) => this.#newNames.get(id) ?? null
    this.#names = {
      ...known,
      person: (id) => named(id) ?? known.person(id),
      office: (id) => named(id) ?? known.office(id),
    }
    for (const one of plan.offices) this.#office(one)
    for (const one of plan.people) if (one.who !== null) this.#person(one)
  }

  told(): EnteredRoster {
    const asked = this.#plan.people.filter(({ who }) => who === null)
    const left = [...this.#plan.open, ...asked].map(({ row }) => row)
    return { ...this.#count, left: left.sort((one, other) => one - other) }
  }

  #office({ name, office, kind, since }: RosterPlan['offices'][number]): void {
    const used = this.#plan.people.some((one) => one.who !== null && one.office === name)
    if (office !== null || !used) {
      if (office !== null) this.#offices.set(name, office)
      return
    }
    const id = this.#write(core.office.id, { name, kind, since }, since)
    this.#newNames.set(id, name)
    this.#offices.set(name, id)
    this.#count.offices += 1
  }

  #person(one: PlannedPerson): void {
    const { who, row, name, values } = one
    if (who === 'new') {
      const since = String(values.person['since'] ?? '')
      const id = this.#write(core.person.id, values.person, since, name)
      this.#people.set(row, id)
      this.#count.people += 1
    } else if (who !== null && 'person' in who) {
      this.#people.set(row, who.person)
      this.#count.known += 1
    } else if (who !== null) {
      const same = this.#people.get(who.row)
      if (same !== undefined) this.#people.set(row, same)
    }
    this.#post(one)
  }

  #post({ row, office, post, values }: PlannedPerson): void {
    const person = this.#people.get(row)
    const at = this.#offices.get(office ?? '')
    if (post !== 'new' || person === undefined || at === undefined) return
    const from = String(values.post['from'] ?? '')
    this.#write(core.post.id, { ...values.post, person, office: at }, from)
    this.#count.posts += 1
  }

  #write(
    register: (typeof core)['person' | 'office' | 'post']['id'],
    values: Values,
    from: string,
    name?: string,
  ): string {
    const { pack, actor } = this.#session
    const id = this.#ports.random.uuid()
    if (name !== undefined) this.#newNames.set(id, name)
    const write = { register, id, values, from, actor: actor.id }
    this.requests.push(rosterRequest({ pack, names: this.#names }, write))
    return id
  }
}

function shapeIn({ registers }: Pack) {
  return rosterShape([...registers.values()])
}

function refuseOthers({ actor }: Session): void {
  if (!abilitiesOf(actor.roles).includes('manage-people')) deny()
}

function refuseLong(rows: number): never {
  return refuse('roster.too-many-rows', {
    at: ['file'],
    text: {
      zh: `表有${rows}行，一次最多${rosterRowsMax}行。`,
      en: `The table has ${rows} rows; ${rosterRowsMax} at a time are taken.`,
    },
    hint: { zh: '请分几份导入。', en: 'Bring it in parts.' },
  })
}

function refuseEmpty(): never {
  return refuse('roster.empty', {
    at: ['file'],
    text: { zh: '文件里没有表格。', en: 'There is no table in the file.' },
    hint: {
      zh: '请给出有“姓名”“科室”“职务”等列的表。',
      en: 'Give a table with columns such as name, office and post.',
    },
  })
}
