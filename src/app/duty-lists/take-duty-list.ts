import type { AppendRequest } from '../../append/append-request.ts'
import { core, coreRow, coreRows, coreValues } from '../../ledger/core/core-registers.ts'
import { laidDuties } from '../../ledger/core/laid-duties.ts'
import type { ListedDuty } from '../../ledger/core/listed-duty.ts'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { fromUtf8, toUtf8 } from '../../log/utf8.ts'
import { withLaidDuties } from '../../pack/laid-duty.ts'
import { valuesOfDutyList } from '../../report/call/duty-list.ts'
import type { VerifiedDutyList } from '../../report/call/sealed-duty-list.ts'
import { sealedEntryText } from '../../report/call/sealed-entry.ts'
import { hexHash } from '../../report/evidence/year-pack.ts'
import { deny, mayWrite } from '../access/access.ts'
import type { BelievedSealed } from '../calls/believe-sealed.ts'
import {
  believeSealed,
  saidOfSealed,
  sealedDutyLists,
  witnessSealed,
} from '../calls/believe-sealed.ts'
import { readCalls } from '../calls/call-registers.ts'
import { hasEnded } from '../calls/ended-call.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { assignmentWrites } from '../plan/assign-duties.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { nextVersion } from '../records/in-name.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { readValues } from '../records/read-values.ts'
import { checkDutyListWords } from './duty-list-words.ts'
import type { FitDuty } from './fit-duties.ts'
import { checkFits, valuesOfFit } from './fit-duties.ts'
import { dutyListsTaken, entryOfTaken, standingOfList } from './taken-duty-lists.ts'

type Needs = Pick<
  AppPorts,
  | 'store'
  | 'received'
  | 'exchange'
  | 'crypto'
  | 'clock'
  | 'organisations'
  | 'rosters'
  | 'random'
  | 'calendar'
  | 'unitPacks'
>

/** A list that reached us, and what becomes of each of its duties here. */
export interface TakeDutyList {
  /** The text of its sealed file. */
  readonly sealed: string
  readonly fits: readonly FitDuty[]
  /** Whether the sender is told what applies, with reasons; that it was taken it hears anyhow. */
  readonly tells: boolean
}

/**
 * Takes a duty list of the body above, or a later version of one, or fits one that was taken to the
 * unit anew: verified like a call, each duty decided on, nothing added. From today on its duties
 * are the unit's own; those that it leaves out end yesterday. Refuses as `takeCall` does, and with
 * `duty-list.fit`, `duty-list.older`, `duty-list.taken`.
 */
export async function takeDutyList(
  ports: Needs,
  session: Session,
  { sealed: text, fits, tells }: TakeDutyList,
): Promise<Appended> {
  const register = readCalls(session, core.dutyListTaken.id)
  if (!mayWrite(session, register)) deny()
  const { org } = session
  const kind = sealedDutyLists
  const believed = await believeSealed(ports, session, { text, kind })
  const { log, verified } = believed
  const { list } = verified
  const today = todayIn(org.zone, ports.clock)
  const all = await ports.store.read(org.id, dutyListsTaken)
  const before = standingOfList(all, { log: log.origin, list: verified.record })
  if (before === null && hasEnded(list, today)) refuseEnded()
  if (before !== null && verified.entry < entryOfTaken(before)) refuseOlder()
  checkDutyListWords(list, ['file'])
  const decided = await checkFits(ports, session, { items: list.items, fits })
  const items = list.items.map((one) => rowOf(ports.crypto, one, { believed, decided }))
  const bytes = toUtf8(sealedEntryText(believed.sealed))
  const sha256 = toBase64(ports.crypto.sha256(bytes))
  const raw = {
    ...valuesOfDutyList(list),
    items,
    ...(await saidOfSender(ports, session, believed)),
    takenOn: today,
    file: sha256,
    ...(tells && maySayWhether(register) ? { tells } : {}),
  }
  if (before !== null && isSame(before.values, raw)) refuseTaken()
  const id = ports.random.uuid()
  // Of two who take it at once one is refused; the record before is replaced just once.
  const idempotency = before === null ? { key: listKey(verified.digest), digest: id } : null
  const taken = await prepareStep(ports, session, { register, raw, record: id, idempotency })
  const writes = [
    taken,
    ...(before === null ? [] : [await replacing(ports, session, { before, register, today })]),
    ...(await assigning(ports, session, { written: taken.values, fits: decided, today, all })),
  ]
  const appended = await appendAll(ports, session, writes)
  await ports.received.keepFile(org.id, {
    record: appended.record?.id ?? id,
    sha256,
    bytes,
    receivedAt: appended.recordedAt,
  })
  ports.unitPacks.forget(org.id)
  return appended
}

/** The key under which the log remembers that a list of a digest was taken first. */
function listKey(digest: string): string {
  return `duty list ${digest}`
}

async function appendAll(
  { store }: Needs,
  { org }: Session,
  writes: readonly AppendRequest[],
): Promise<Appended> {
  try {
    const [appended] = await store.appendAll(org.id, writes)
    if (!appended) throw new Error('a duty list was entered and is not there')
    return appended
  } catch (error) {
    if (error instanceof Refusal && error.faults[0]?.code === 'write.key-reused') refuseTaken()
    throw error
  }
}

/** The sealed file that a list was taken from, to fit it to the unit anew. */
export async function sealedOfTaken(
  { store, received }: Pick<AppPorts, 'store' | 'received'>,
  session: Session,
  record: string,
): Promise<string> {
  readCalls(session, core.dutyListTaken.id)
  const found = await store.read(session.org.id, (reader) => reader.record(record))
  const isList = found?.register === core.dutyListTaken.id
  const file = isList ? await received.file(session.org.id, record) : null
  return (file && fromUtf8(file.bytes)) ?? ''
}

async function saidOfSender(
  ports: Needs,
  session: Session,
  believed: BelievedSealed<VerifiedDutyList>,
): Promise<Values> {
  const { log, verified } = believed
  const { digest, record, entry } = verified
  const witnessed = await witnessSealed(ports, session, believed)
  const said = { sender: log.name, list: record, digest, entry }
  return { ...said, ...saidOfSealed(believed, witnessed) }
}

function rowOf(
  crypto: LogCrypto,
  listed: ListedDuty,
  given: {
    readonly believed: BelievedSealed<VerifiedDutyList>
    readonly decided: ReadonlyMap<string, FitDuty>
  },
): Values {
  const { log, verified } = given.believed
  const fit = given.decided.get(listed.item)
  if (fit === undefined) throw new Error(`nothing was decided on ${listed.item}`)
  const { item, often, times, by } = listed
  // What it asks is part of its name: under one id of the year nothing else is ever owed.
  const named = { log: log.origin, list: verified.record, item, often, times, by }
  const hash = hexHash(crypto, toUtf8(canonicalJson(named)))
  const said = Object.entries(listed).filter(([, value]) => value !== null)
  return { ...Object.fromEntries(said), duty: `laid-${hash.slice(0, 16)}`, ...valuesOfFit(fit) }
}

/** Whether the pack that the unit goes by knows that the sender may be told. */
function maySayWhether({ fields }: Register): boolean {
  return fields.some(({ id }) => id === core.dutyListTaken.names.tells)
}

/** Whether a list says the same and is fitted the same as the one that stands. */
function isSame(before: Values, raw: Values): boolean {
  const { digest, items, tells } = core.dutyListTaken.names
  return [digest, items, tells].every(
    (name) => canonicalJson(before[name] ?? null) === canonicalJson(raw[name] ?? null),
  )
}

/** The record before says that another stands in its place; its duties in its time stay. */
async function replacing(
  ports: Needs,
  session: Session,
  { before, register, today }: { before: LedgerRecord; register: Register; today: string },
): Promise<AppendRequest> {
  const raw = { ...before.values, [core.dutyListTaken.names.replacedOn]: today }
  const { today: _, ...written } = await readValues(ports, session, {
    ...{ register, raw, id: before.id },
  })
  return nextVersion(session, before, { ...written, kind: 'correct', reason: '由新的认领代替' })
}

/** Offices for duties that are new here; whose a duty is already is changed on the plan. */
async function assigning(
  ports: Needs,
  session: Session,
  given: {
    readonly written: Values
    readonly fits: ReadonlyMap<string, FitDuty>
    readonly today: string
    readonly all: readonly LedgerRecord[]
  },
): Promise<readonly AppendRequest[]> {
  const { written, fits, today, all } = given
  const known = new Set(laidDuties(all).map(({ duty }) => duty))
  const laid = laidDuties([{ firstEntry: 0, values: written }]).filter(
    ({ duty }) => !known.has(duty),
  )
  const pack = withLaidDuties(session.pack, { laid, start: session.pack.unit.start })
  const offices = new Map(
    rowsOf(coreValues(core.dutyListTaken, written).items).flatMap((row): [string, string][] => {
      const { item } = coreRow(coreRows.listedDuty, row)
      const { duty } = coreRow(coreRows.takenDuty, row)
      const office = fits.get(textOf(item) ?? '')?.office ?? null
      return office === null ? [] : [[textOf(duty) ?? '', office]]
    }),
  )
  const assignments = laid.flatMap(({ duty }) => {
    const office = offices.get(duty)
    if (office === undefined) return []
    return [{ duty, office, person: null, supervisor: null, withOffices: [], record: null }]
  })
  if (assignments.length === 0) return []
  const year = Number(today.slice(0, 4))
  return assignmentWrites(ports, { ...session, pack }, { year, assignments })
}

function refuseEnded(): never {
  return refuse('duty-list.ended', {
    at: ['file'],
    text: { zh: '这份责任清单已经终止。', en: 'This duty list has ended.' },
    hint: { zh: '请与下达单位核对。', en: 'Ask the body that sent it.' },
  })
}

function refuseOlder(): never {
  return refuse('duty-list.older', {
    at: ['file'],
    text: {
      zh: '本单位认领的已经是更新的版本。',
      en: 'A newer version of this list was taken already.',
    },
    hint: { zh: '请使用最新的文件。', en: 'Use the newest file.' },
  })
}

function refuseTaken(): never {
  throw new Refusal([
    fault('duty-list.taken', {
      at: ['file'],
      text: {
        zh: '这份责任清单已经照此认领，没有变化。',
        en: 'This list was taken just so already; nothing changes.',
      },
      hint: { zh: '请在已认领的清单中查看。', en: 'Look among the lists that were taken.' },
    }),
  ])
}
