import type { AppendRequest } from '../../append/append-request.ts'
import type { Fault } from '../../ledger/fault.ts'
import { fault, Refusal } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import { keyedRowsOf } from '../../ledger/sheet/read-table.ts'
import type { SheetTable } from '../../ledger/sheet/table.ts'
import type { Values } from '../../ledger/value.ts'
import { writableRegister } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { undecided } from './ask-alike.ts'
import { withOtherParts } from './event-parts.ts'
import { nextVersion } from './in-name.ts'
import type { ImportPlan } from './plan-import.ts'
import { planImport } from './plan-import.ts'
import type {
  Correction,
  ImportContext,
  Imported,
  ImportSheet,
  ListedConflict,
} from './sheet-import.ts'
import { linkFields, sheetNames } from './sheet-records.ts'
import { storedWords } from './shown-record.ts'
import { forgetRoster } from './write-record.ts'

type Needs = Pick<AppPorts, 'store' | 'clock' | 'rosters' | 'calendar' | 'crypto'>

/**
 * Records what a sheet says, all or none. A row that says which record it is corrects it, or does
 * nothing where it says the same; any other becomes a new record, once, however often the file
 * comes, and never silently beside one that is like it. A record that the sheet lacks stays.
 * Throws a refusal with every fault, each with its cell.
 */
export async function importSheet(
  ports: Needs,
  session: Session,
  request: ImportSheet,
): Promise<Imported> {
  const register = writableRegister(session, request.register)
  const work = async () =>
    planImport(ports, session, request, await contextOf(ports, session, { register, request }))
  const plan = await work()
  if (request.dryRun) return plan.told
  refuseOpen(plan, request)
  const requests = [
    ...plan.fresh,
    ...plan.corrections.map((one) =>
      correctionRequest(session, plan.context, { one, reason: request.reason ?? '' }),
    ),
  ]
  if (requests.length === 0) return plan.told
  try {
    const writes = await withOtherParts(ports, session, requests)
    const appended = await ports.store.appendAll(session.org.id, writes)
    forgetRoster(ports, session, register.id)
    const added = appended.slice(0, plan.fresh.length).filter(({ repeated }) => !repeated).length
    return { ...plan.told, added }
  } catch (error) {
    // Somebody was quicker: worked out again, the row is named with what stands there now.
    if (error instanceof Refusal && error.faults[0]?.code === 'write.stale') await work()
    throw error
  }
}

/** Nothing is written while a question is open. */
function refuseOpen({ told, corrections }: ImportPlan, { reason }: ImportSheet): void {
  const open = [...told.conflicts.map(openConflict), ...told.alike.map(undecided)]
  if (open.length > 0) throw new Refusal(open.slice(0, refusedRowsMax))
  if (corrections.length === 0 || reason !== null) return
  throw new Refusal([
    fault('sheet.reason.missing', {
      at: ['reason'],
      text: {
        zh: `表中有${corrections.length}条更正，请写明更正原因`,
        en: `The sheet corrects ${corrections.length} records; say why`,
      },
      hint: { zh: '一句话即可，写入每一条更正。', en: 'One sentence, kept with each of them.' },
    }),
  ])
}

/** What a cell is told that nobody has decided about. */
function openConflict(one: ListedConflict): Fault {
  const { row, at, field, version, base, theirs, mine } = one
  return fault('sheet.row.changed-meanwhile', {
    at: [at],
    text: {
      zh: `第${row}行“${field.zh}”您写的是“${mine.zh}”，导出时是“${base.zh}”，他人已改为“${theirs.zh}”（现为第${version}版）`,
      en: `“${field.en}” of row ${row} says “${mine.en}” in the sheet, was “${base.en}”, and somebody has made it “${theirs.en}” (now version ${version})`,
    },
    hint: {
      zh: '没有覆盖。请逐格选定：用表中的，还是留现在的。',
      en: 'Nothing was overwritten. Decide for each cell: the sheet, or what stands now.',
    },
  })
}

/** Rows named in one refusal; more than these say nothing new. */
const refusedRowsMax = 200

const uuids = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/gi

async function contextOf(
  ports: Needs,
  session: Session,
  { register, request }: { register: Register; request: ImportSheet },
): Promise<ImportContext> {
  const { sheet } = request
  const ids = [...idsIn(sheet), ...decidedIds(request)]
  const known = await ports.store.read(session.org.id, (reader) => reader.recordsById(ids))
  const records = new Map(known.map((record) => [record.id, record]))
  const seen = await seenValues(ports, session, { register, sheet, records })
  const own = known.filter((record) => record.register === register.id)
  const names = await sheetNames(ports, session, {
    register,
    values: [...own.map(({ values }) => values), ...seen.values()],
    known,
    byTitle: linkFields(register),
  })
  const today = todayIn(session.org.zone, ports.clock)
  return { register, sheetNames: names, today, records, seen }
}

/** Every id of a record that stands anywhere in the sheet. */
function idsIn({ rows }: SheetTable): ReadonlySet<string> {
  const found = rows.flatMap((cells) => cells.flatMap(({ text }) => text.match(uuids) ?? []))
  return new Set(found.map((id) => id.toLowerCase()))
}

function decidedIds({ decisions }: ImportSheet): readonly string[] {
  return [...(decisions?.values() ?? [])].flatMap((one) =>
    typeof one === 'string' ? [] : [one.record],
  )
}

/** What the sheet showed of records that were corrected since. */
async function seenValues(
  { store }: Needs,
  session: Session,
  given: {
    readonly register: Register
    readonly sheet: SheetTable
    readonly records: ReadonlyMap<string, LedgerRecord>
  },
): Promise<ReadonlyMap<string, Values>> {
  const stale = keyedRowsOf(given.sheet, given.register).filter(({ key }) => {
    const record = given.records.get(key.id)
    return record?.register === given.register.id && key.version < record.version
  })
  if (stale.length === 0) return new Map()
  return store.read(session.org.id, async (reader) => {
    const seen = new Map<string, Values>()
    for (const { key } of stale) {
      const entry = (await reader.versions(key.id)).find(({ leaf }) => leaf.version === key.version)
      seen.set(key.id, entry?.values ?? {})
    }
    return seen
  })
}

/** The write of a correction that a sheet makes. */
export function correctionRequest(
  session: Session,
  { register, sheetNames: { stored } }: ImportContext,
  { one, reason }: { one: Correction; reason: string },
): AppendRequest {
  const { record, values } = one
  const date = values[register.date]
  return nextVersion(session, record, {
    kind: 'correct',
    values,
    occurredOn: typeof date === 'string' ? date : null,
    reason,
    ...storedWords(register, values, { lists: session.pack.lists, names: stored }),
  })
}
