import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { Refusal, refuse } from '../../ledger/fault.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { answersAmong } from '../../ledger/predicate/answers.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { playerOf, playersOf } from '../../ledger/register/roles.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { Row, Value, Values } from '../../ledger/value.ts'
import { assignmentsIn, yearOfAssignment } from '../../matter/assignment.ts'
import type { Matter } from '../../matter/matter.ts'
import { heldPlans, meetingMatter } from '../../matter/planned-meeting.ts'
import { problemMatter } from '../../matter/problem.ts'
import { taskMatter } from '../../matter/task.ts'
import type { Pack } from '../../pack/pack.ts'
import { abilitiesOf, deny, mayRead } from '../access/access.ts'
import { openTo } from '../access/open-to.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { refuseNobody } from '../people/refuse-nobody.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { guardWrite } from '../records/guard-write.ts'
import { nextVersion } from '../records/in-name.ts'
import { readValues } from '../records/read-values.ts'
import { allDays } from '../roster/keep-rosters.ts'
import { isFormer, namesOf } from '../roster/roster.ts'
import type { DraftToHandOver } from './drafts-to-hand-over.ts'
import { draftsToHandOver, handDraftsOver } from './drafts-to-hand-over.ts'

/** Something open that names a person, and the fields in which it does. */
export interface HandoverItem {
  readonly record: string
  readonly version: number
  readonly register: string
  readonly title: string
  /** Field ids; a column of rows as `measures.owner`. */
  readonly fields: readonly string[]
  readonly due: string | null
}

/** Everything open that names a person. */
export interface Handover {
  readonly person: string
  /** Their posts are over. */
  readonly former: boolean
  readonly items: readonly HandoverItem[]
  readonly drafts: readonly DraftToHandOver[]
}

/** Who takes over what. */
export interface HandOver {
  readonly from: string
  readonly to: string
  /** Records and the versions that the writer saw in the list. */
  readonly items: readonly { readonly record: string; readonly version: number }[]
  /** Ids of drafts of reports. */
  readonly drafts: readonly string[]
  readonly reason: string
}

/** Records handed over in one step at most. */
export const handedOverMax = 1000

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'drafts'>

/**
 * What of a person's is open and goes to somebody else when they leave: assignments of this year
 * and later, unfinished tasks, problems not closed out, meetings to come, drafts of reports.
 * Refuses with `field.person.unknown`, and with `access.denied` whoever may neither manage people
 * nor correct.
 */
export async function listHandover(
  ports: Needs,
  session: Session,
  person: string,
): Promise<Handover> {
  checkMayHandOver(session)
  const roster = await ports.rosters.of(session.org.id)
  if (!roster.people.has(person)) refuseNobody(['body', 'person'])
  const today = todayIn(session.org.zone, ports.clock)
  const open = await ports.store.read(session.org.id, (reader) =>
    openRecords(reader, session, today),
  )
  const words = { lists: session.pack.lists, names: namesOf(roster) }
  const items = open.flatMap(({ record, register, paths, due }): readonly HandoverItem[] => {
    const { values } = openTo(session, register, record.values)
    const fields = paths.filter((path) => peopleAt(values, path).includes(person))
    if (fields.length === 0) return []
    const { id, version } = record
    const title = titleOf(register, values, words).zh
    return [{ record: id, version, register: register.id, title, fields, due }]
  })
  const drafts = await draftsToHandOver(ports, session, person)
  return { person, former: isFormer(roster, { person, day: today }), items, drafts }
}

/**
 * Hands open things over to somebody else: a new version of each record, all in one transaction,
 * and then the drafts, which stand outside the log. Refuses with `handover.same`,
 * `handover.former`, `handover.none`, and `write.stale` when one of them changed after the list was
 * read.
 */
export async function handOver(
  ports: Needs,
  session: Session,
  { from, to, items, drafts, reason }: HandOver,
): Promise<{ readonly written: number }> {
  const { items: open, drafts: openDrafts } = await listHandover(ports, session, from)
  const roster = await ports.rosters.of(session.org.id)
  const today = todayIn(session.org.zone, ports.clock)
  if (!roster.people.has(to)) refuseNobody(['body', 'to'])
  if (from === to) refuseSame()
  if (isFormer(roster, { person: to, day: today })) refuseFormer()
  const known = new Map(open.map((one) => [one.record, one]))
  const chosen = items.flatMap((one) => {
    const found = known.get(one.record)
    return found ? [{ ...found, version: one.version }] : []
  })
  const isOpen = (id: string) => openDrafts.some(({ draft }) => draft === id)
  if (chosen.length < items.length || !drafts.every(isOpen)) refuseNone()
  if (chosen.length + drafts.length === 0) refuseNone()
  const requests = await writesOf(ports, session, { chosen, from, to, reason })
  if (requests.length > 0) await ports.store.appendAll(session.org.id, requests)
  await handDraftsOver(ports, session, { chosen: drafts, from, to })
  return { written: requests.length + drafts.length }
}

async function writesOf(
  ports: Needs,
  session: Session,
  given: { chosen: readonly HandoverItem[]; from: string; to: string; reason: string },
): Promise<readonly AppendRequest[]> {
  const { chosen, ...rest } = given
  const records = await ports.store.read(session.org.id, (reader) =>
    Promise.all(chosen.map(({ record }) => reader.record(record))),
  )
  const requests: AppendRequest[] = []
  for (const [at, item] of chosen.entries()) {
    const before = records[at]
    if (!before) throw new Error(`record ${item.record} went missing`)
    requests.push(await writeOf(ports, session, { before, item, ...rest }))
  }
  return requests
}

/** The rules of the register hold for who takes over as they did before; faults name the record. */
async function writeOf(
  ports: Needs,
  session: Session,
  given: { before: LedgerRecord; item: HandoverItem; from: string; to: string; reason: string },
): Promise<AppendRequest> {
  const { before, item, from, to, reason } = given
  const register = session.pack.registers.get(item.register)
  if (!register) throw new Error(`record of an unknown register ${item.register}`)
  const raw = replaced(before.values, item.fields, { from, to })
  const read = readValues(ports, session, { register, raw, id: before.id })
  const { today, ...written } = await read.catch((error: unknown) => refuseItem(error, item))
  guardWrite(session, register, { before: before.values, after: written.values, today })
  const expected = item.version
  return nextVersion(session, before, { ...written, kind: 'correct', expected, reason })
}

function refuseItem(error: unknown, { title }: HandoverItem): never {
  if (!(error instanceof Refusal)) throw error
  throw new Refusal(
    error.faults.map((one) => ({
      ...one,
      text: { zh: `“${title}”：${one.text.zh}`, en: `“${title}”: ${one.text.en}` },
    })),
  )
}

/** The administrator sees to it when somebody leaves; a leader may for their own people. */
function checkMayHandOver({ actor }: Session): void {
  const may = abilitiesOf(actor.roles)
  if (!may.includes('manage-people') && !may.includes('correct')) deny()
}

/** A record that is open, and the fields in which it may name somebody. */
interface OpenRecord {
  readonly record: LedgerRecord
  readonly register: Register
  readonly paths: readonly string[]
  readonly due: string | null
}

/** The registers of open things, and the fields of each in which they name people. */
function peopleFields(pack: Pack): readonly Pick<OpenRecord, 'register' | 'paths'>[] {
  const assignments = pack.registers.get(core.assignment.id)
  const named = Object.entries(core.assignment.fields).filter(([, kind]) => kind === 'person')
  return [
    ...(assignments ? [{ register: assignments, paths: named.map(([field]) => field) }] : []),
    ...[
      ...playersOf(pack, 'task'),
      ...playersOf(pack, 'problem'),
      ...playersOf(pack, 'plannedMeeting'),
    ].map(({ register, fields }) => ({ register, paths: fields.handsOver ?? [] })),
  ]
}

async function openRecords(
  reader: Reader,
  session: Session,
  today: string,
): Promise<readonly OpenRecord[]> {
  const { pack } = session
  const kinds = peopleFields(pack).filter(({ register }) => mayRead(session, register))
  const held = playersOf(pack, 'heldMeeting').map(({ register }) => register.id)
  const ids = [...new Set([...kinds.map(({ register }) => register.id), ...held])]
  const open = openAmong(await reader.recordsOf(ids, allDays), session, today)
  return open.flatMap(({ record, due }): readonly OpenRecord[] => {
    const kind = kinds.find(({ register }) => register.id === record.register)
    return kind ? [{ record, register: kind.register, paths: kind.paths, due }] : []
  })
}

/** The records among these that ask something of somebody yet, and by when. */
function openAmong(
  records: readonly LedgerRecord[],
  { pack }: Session,
  today: string,
): readonly Pick<OpenRecord, 'record' | 'due'>[] {
  const held = heldPlans(playersOf(pack, 'heldMeeting'), (id) =>
    records.filter(({ register }) => register === id),
  )
  const context = { today, answers: answersAmong(records, { today }) }
  const matterOf = (record: LedgerRecord): Matter | null => {
    const task = playerOf(pack, 'task', record.register)
    if (task) return taskMatter(record, task, today)
    const problem = playerOf(pack, 'problem', record.register)
    if (problem) return problemMatter(record, problem, context)
    const planned = playerOf(pack, 'plannedMeeting', record.register)
    return planned && meetingMatter(record, planned, { today, held })
  }
  const standing = standingAssignments(records, today)
  return records.flatMap((record) => {
    const matter = matterOf(record)
    const isOpen = matter?.isOpen ?? standing.has(record.id)
    return isOpen ? [{ record, due: matter?.due ?? null }] : []
  })
}

/** Ids of the assignments that stand in this year and later. */
function standingAssignments(records: readonly LedgerRecord[], today: string): ReadonlySet<string> {
  const assignments = records.filter(({ register }) => register === core.assignment.id)
  const first = Number(today.slice(0, 4))
  const years = new Set(assignments.map((one) => yearOfAssignment(one)))
  return new Set(
    [...years]
      .filter((year) => year >= first)
      .flatMap((year) => [...assignmentsIn(assignments, year).values()])
      .map(({ record }) => record.id),
  )
}

function peopleAt(values: Values, path: string): readonly Value[] {
  const [field = '', column] = path.split('.')
  if (column === undefined) return [values[field] ?? null]
  return rowsOf(values[field]).map((row) => row[column] ?? null)
}

function replaced(
  values: Values,
  paths: readonly string[],
  { from, to }: { from: string; to: string },
): Values {
  const next: Record<string, Value> = { ...values }
  for (const path of paths) {
    const [field = '', column] = path.split('.')
    if (column === undefined) next[field] = to
    else {
      next[field] = rowsOf(next[field]).map((row) =>
        row[column] === from ? { ...row, [column]: to } : row,
      ) as readonly Row[]
    }
  }
  return next
}

function refuseSame(): never {
  return refuse('handover.same', {
    at: ['body', 'to'],
    text: { zh: '接手人应是另一人。', en: 'Somebody else must take over.' },
    hint: { zh: '请选择接手人。', en: 'Choose who takes over.' },
  })
}

function refuseFormer(): never {
  return refuse('handover.former', {
    at: ['body', 'to'],
    text: { zh: '接手人已经离任。', en: 'Whoever shall take over has left as well.' },
    hint: { zh: '请选择在任人员。', en: 'Choose somebody who holds a post.' },
  })
}

function refuseNone(): never {
  return refuse('handover.none', {
    at: ['body', 'items'],
    text: {
      zh: '没有选中事项，或其中有的已办结、已移交。',
      en: 'Nothing is chosen, or some of it was ended or handed over meanwhile.',
    },
    hint: { zh: '请刷新清单，核对之后再移交。', en: 'Load the list again and compare.' },
  })
}
