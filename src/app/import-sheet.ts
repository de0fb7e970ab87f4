import type { Fault } from '../ledger/fault.ts'
import { Refusal } from '../ledger/fault.ts'
import { lateDaysOf } from '../ledger/late.ts'
import type { Names } from '../ledger/names.ts'
import type { Register } from '../ledger/register.ts'
import type { TableReading, TableRow } from '../ledger/sheet/read-table.ts'
import { readTable } from '../ledger/sheet/read-table.ts'
import type { SheetTable } from '../ledger/sheet/table.ts'
import { titleOf } from '../ledger/title.ts'
import { toBase64 } from '../log/base64.ts'
import { canonicalJson } from '../log/canonical-json.ts'
import type { Json } from '../log/canonical-json.ts'
import { toUtf8 } from '../log/utf8.ts'
import { mayRead, writableRegister } from './access.ts'
import type { AppPorts } from './app-ports.ts'
import { guardFaults } from './guard-write.ts'
import { allDays } from './keep-rosters.ts'
import type { AppendRequest, Session } from './ports.ts'
import { forgetRoster } from './record-entry.ts'
import { namesOf } from './roster.ts'
import { openToAll, storedWords } from './shown-record.ts'
import { todayIn } from './today.ts'

/** A sheet whose rows become records of a register. */
export interface ImportSheet {
  readonly register: string
  readonly sheet: SheetTable
  /** Only say what would happen. */
  readonly dryRun: boolean
  /** Why the late ones come late. */
  readonly reason: string | null
  /** How to read a sheet that was not made here; absent: as one that was. */
  readonly reading?: TableReading
}

/** What an import did, or would do. */
export interface Imported {
  /** Rows of the sheet that hold a record. */
  readonly rows: number
  /** Records written; rows that an earlier import already brought are not written again. */
  readonly added: number
  readonly late: number
  /** Rows that an earlier import, or an equal row of this sheet, already brought. */
  readonly known: number
  /** What was taken in another way than it is written, by cell. */
  readonly notes: readonly Fault[]
}

/**
 * Records every row of a sheet, all or none. The same row of the same register is written once,
 * however often the file comes. Throws a refusal with every fault, each with its cell.
 */
export async function importSheet(
  ports: Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'crypto'>,
  session: Session,
  request: ImportSheet,
): Promise<Imported> {
  const register = writableRegister(session, request.register)
  const names = await sheetNames(ports, session, register)
  const today = todayIn(session.org.zone, ports.clock)
  const context = { lists: session.pack.lists, names, today }
  const { reading, reason } = request
  const { rows, faults, notes } = readTable(request.sheet, register, context, reading)
  if (faults.length > 0) throw new Refusal(faults)
  const refused = rows.flatMap(({ row, values }) =>
    guardFaults(session, register, { before: null, after: values, today }).map((one) => ({
      ...one,
      at: [`A${row}`, ...one.at],
    })),
  )
  if (refused.length > 0) throw new Refusal(refused.slice(0, refusedRowsMax))
  const key = reading === undefined ? [] : [reading.year, reading.given]
  const requests = rows.map((row) =>
    appendOf(ports, session, { register, row, names, today, reason, key }),
  )
  const late = requests.filter(({ lateDays }) => lateDays > 0).length
  if (request.dryRun || requests.length === 0) {
    const known = await knownRows(ports, session, requests)
    return { rows: rows.length, added: 0, late, known, notes }
  }
  const appended = await ports.store.appendAll(session.org.id, requests)
  forgetRoster(ports, session, register.id)
  const added = appended.filter(({ repeated }) => !repeated).length
  return { rows: rows.length, added, late, known: rows.length - added, notes }
}

/** Rows named in one refusal; more than these say nothing new. */
const refusedRowsMax = 50

/** Rows that would not be written again. */
async function knownRows(
  ports: Pick<AppPorts, 'store'>,
  session: Session,
  requests: readonly AppendRequest[],
): Promise<number> {
  const keys = [...new Set(requests.flatMap(({ idempotency }) => idempotency?.key ?? []))]
  const answered = await ports.store.read(session.org.id, (reader) => reader.answered(keys))
  return requests.length - keys.length + answered
}

function appendOf(
  { calendar, crypto }: Pick<AppPorts, 'calendar' | 'crypto'>,
  session: Session,
  given: {
    register: Register
    row: TableRow
    names: Names
    today: string
    reason: string | null
    key: readonly unknown[]
  },
): AppendRequest {
  const { register, names, today, reason, key } = given
  const { values, said } = given.row
  const date = values[register.date]
  const occurredOn = typeof date === 'string' ? date : null
  const { lateAfter } = register
  const late = { occurredOn, recordedOn: today, lateAfter }
  const lateDays = lateDaysOf(late, calendar.isWorkday)
  // The day on which a table is read is none of its words: read again tomorrow, it is the same.
  const words = Object.fromEntries(said.map((id) => [id, values[id] ?? null]))
  const about = JSON.parse(JSON.stringify([register.id, words, ...key])) as Json
  const digest = toBase64(crypto.sha256(toUtf8(canonicalJson(about))))
  return {
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    values,
    occurredOn,
    lateDays,
    lateReason: lateDays > 0 ? reason : null,
    state: 'live',
    ...storedWords(register, values, { lists: session.pack.lists, names }),
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: { key: `import ${digest}`, digest },
  }
}

/** Names a sheet may use: of people, offices, and records of the registers it points to. */
async function sheetNames(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  register: Register,
): Promise<Names> {
  const roster = await ports.rosters.of(session.org.id)
  const inner = register.fields.flatMap((field) => field.fields ?? [])
  const targets = [...register.fields, ...inner]
    .map((field) =>
      field.type === 'record' ? session.pack.registers.get(field.register ?? '') : null,
    )
    .filter((target) => target !== null && target !== undefined && mayRead(session, target))
  const titles = await recordTitles(ports, session, targets as readonly Register[])
  const byId = new Map(titles.map(({ id, title }) => [id, title]))
  return {
    ...namesOf(roster, byId),
    recordsTitled: (of, title) =>
      titles.filter((one) => one.register === of && one.title === title).map(({ id }) => id),
  }
}

async function recordTitles(
  ports: Pick<AppPorts, 'store' | 'rosters'>,
  session: Session,
  registers: readonly Register[],
): Promise<readonly { id: string; register: string; title: string }[]> {
  if (registers.length === 0) return []
  const ids = [...new Set(registers.map(({ id }) => id))]
  const names = namesOf(await ports.rosters.of(session.org.id))
  const records = await ports.store.read(session.org.id, (r) => r.recordsOf(ids, allDays))
  return records.flatMap((record) => {
    const register = registers.find(({ id }) => id === record.register)
    if (!register) return []
    const open = openToAll(register, record.values)
    const { zh } = titleOf(register, open, { lists: session.pack.lists, names })
    return [{ id: record.id, register: register.id, title: zh }]
  })
}
