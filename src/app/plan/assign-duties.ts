import type { AppendRequest } from '../../append/append-request.ts'
import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'
import { writableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Reader, Session } from '../ports/store-ports.ts'
import { prepareChanged, prepareNew } from '../records/prepare-record.ts'
import type { Assignment } from './list-plan.ts'

/** Who shall answer for one duty; `record` is what the writer saw, null where nobody was named. */
export type AssignDuty = Assignment

/** Duties of one year and who answers for them. */
export interface AssignDuties {
  readonly year: number
  readonly assignments: readonly AssignDuty[]
}

/** Duties assigned in one go at most. */
export const assignmentsMax = 500

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar'>

/**
 * Assigns duties of a year, all of them or none. A duty that says the same already is passed over.
 * Refuses with `duty.unknown`, and with `write.stale` when somebody assigned one meanwhile.
 */
export async function assignDuties(
  ports: Needs,
  session: Session,
  request: AssignDuties,
): Promise<{ readonly written: number }> {
  const requests = await assignmentWrites(ports, session, request)
  if (requests.length > 0) await ports.store.appendAll(session.org.id, requests)
  return { written: requests.length }
}

/** The writes that assign duties, to stand among others of one transaction. */
export async function assignmentWrites(
  ports: Needs,
  session: Session,
  { year, assignments }: AssignDuties,
): Promise<readonly AppendRequest[]> {
  writableRegister(session, core.assignment.id)
  const unknown = assignments.find(({ duty }) => !session.pack.duties.has(duty))
  if (unknown) refuseDuty(unknown.duty)
  const duties = new Set(assignments.map(({ duty }) => duty))
  const known = await ports.store.read(session.org.id, (reader) => recordsOf(reader, year, duties))
  const today = todayIn(session.org.zone, ports.clock)
  const requests: AppendRequest[] = []
  for (const one of assignments) {
    const records = known.get(one.duty) ?? []
    const request = await writeOf(ports, session, { one, records, year, today })
    if (request !== null) requests.push(request)
  }
  return requests
}

async function writeOf(
  ports: Needs,
  session: Session,
  given: { one: AssignDuty; records: readonly LedgerRecord[]; year: number; today: string },
): Promise<AppendRequest | null> {
  const { one, records, year, today } = given
  const { duty, office, person, supervisor, withOffices } = one
  const named = { office, person, supervisor, withOffices: [...withOffices] }
  const before = records.findLast(({ state }) => state === 'live')
  if (before && saysSame(before.values, named)) return null
  if (before?.id !== one.record?.id || (before && before.version !== one.record?.version)) {
    throw new Refusal([staleAssignment(session, duty)])
  }
  if (before) return prepareChanged(ports, session, { before, changes: named, reason: changed })
  if (isEmpty(named)) return null
  // Of two who name the first owner at once the second is told, unless both say the same.
  const key = `assign ${year} ${duty} ${records.length}`
  const values = { ...named, year: `${year}`, duty, setOn: today }
  const digest = JSON.stringify(named)
  return prepareNew(ports, session, { register: core.assignment.id, values, key, digest })
}

const changed = '调整责任分工'

function isEmpty(named: Values): boolean {
  return Object.values(named).every((one) => one === null || (Array.isArray(one) && !one.length))
}

function saysSame(before: Values, named: Values): boolean {
  return Object.entries(named).every(([id, value]) => {
    const nothing = Array.isArray(value) && value.length === 0 ? null : value
    return JSON.stringify(before[id] ?? null) === JSON.stringify(nothing)
  })
}

/** Every assignment of these duties in a year, void ones too, oldest first. */
async function recordsOf(
  reader: Reader,
  year: number,
  duties: ReadonlySet<string>,
): Promise<ReadonlyMap<string, readonly LedgerRecord[]>> {
  const found = new Map<string, LedgerRecord[]>()
  const where = { year: `${year}` }
  const query = { register: core.assignment.id, where, includeVoid: true, limit: pageSize }
  for (let after: string | null = ''; after !== null; ) {
    const page = await reader.records(after === '' ? query : { ...query, after })
    for (const record of page.items) {
      const duty = String(coreValues(core.assignment, record.values).duty)
      if (duties.has(duty)) found.set(duty, [...(found.get(duty) ?? []), record])
    }
    after = page.next
  }
  for (const records of found.values()) records.sort((one, two) => one.firstEntry - two.firstEntry)
  return found
}

const pageSize = 200

function staleAssignment(session: Session, duty: string) {
  const label = session.pack.duties.get(duty)?.label ?? { zh: duty, en: duty }
  return fault('write.stale', {
    at: ['body', 'assignments', duty],
    text: {
      zh: `“${label.zh}”的分工在您打开之后已有改动。`,
      en: `The assignment of “${label.en}” has changed since you opened it.`,
    },
    hint: { zh: '请刷新页面，核对之后再保存。', en: 'Load the page again, compare, and save.' },
  })
}

function refuseDuty(duty: string): never {
  return refuse('duty.unknown', {
    at: ['body', 'assignments'],
    text: { zh: `没有责任事项“${duty}”。`, en: `There is no duty “${duty}”.` },
    hint: { zh: '请从计划页面中选择。', en: 'Choose one on the page of the plan.' },
  })
}
