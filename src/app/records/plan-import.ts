import type { AppendRequest } from '../../append/append-request.ts'
import { unhurried } from '../../append/unhurried.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { lateDaysOf } from '../../ledger/late.ts'
import { personNameOf } from '../../ledger/person-name.ts'
import { readTable } from '../../ledger/sheet/read-table.ts'
import type { TableRow } from '../../ledger/sheet/read-table.ts'
import { briefValue } from '../../ledger/sheet/row-changes.ts'
import { titleOf } from '../../ledger/title.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import type { Json } from '../../log/canonical-json.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { allDays } from '../people/keep-rosters.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { alikeRows } from './ask-alike.ts'
import type { FreshRow } from './ask-alike.ts'
import { guardFaults } from './guard-write.ts'
import { correctAs, readCorrections } from './read-corrections.ts'
import type {
  AlikeRow,
  Correction,
  ImportContext,
  Imported,
  ImportSheet,
  ListedCorrection,
  RowDecision,
} from './sheet-import.ts'
import { openTo, storedWords } from './shown-record.ts'

type Needs = Pick<AppPorts, 'store' | 'calendar' | 'crypto' | 'rosters'>

/** All that an import would write, and what is told of it. */
export interface ImportPlan {
  readonly context: ImportContext
  readonly fresh: readonly AppendRequest[]
  readonly corrections: readonly Correction[]
  readonly told: Imported
}

/** Rows named in one refusal, and corrections told in one answer. */
const namedMax = 200

/** A new row with the write it would be. */
interface Fresh extends FreshRow {
  readonly said: readonly string[]
  readonly request: AppendRequest
}

/** Works out what a sheet comes to, and writes nothing. Throws a refusal with every fault. */
export async function planImport(
  ports: Needs,
  session: Session,
  request: ImportSheet,
  context: ImportContext,
): Promise<ImportPlan> {
  const { register, sheetNames, today } = context
  const around = { lists: session.pack.lists, names: sheetNames.names.zh, today }
  const read = await unhurried(readTable(request.sheet, register, around, request.reading))
  const keyed = await unhurried(readCorrections(session, context, read.keyed))
  const held = await unhurried(guarded(session, context, read.rows))
  const faults = [...read.faults, ...keyed.faults, ...held]
  if (faults.length > 0) throw new Refusal(faults.slice(0, namedMax))
  const fresh = await freshRows(ports, session, context, { rows: read.rows, request })
  const asked = await alikeTo(ports, session, context, { fresh, corrections: keyed.corrections })
  const decided = decide(session, context, { fresh, keyed: keyed.corrections, asked, request })
  if (decided.faults.length > 0) throw new Refusal(decided.faults.slice(0, namedMax))
  const { corrections } = decided
  const added = decided.added.filter(({ isKnown }) => !isKnown)
  return {
    context,
    fresh: added.map((one) => one.request),
    corrections,
    told: {
      rows: read.rows.length + read.keyed.length,
      added: 0,
      fresh: added.length,
      late: added.filter((one) => one.request.lateDays > 0).length,
      known: fresh.filter(({ isKnown }) => isKnown).length,
      corrected: corrections.length,
      unchanged: keyed.unchanged + decided.unchanged,
      skipped: decided.skipped,
      notes: [...keyed.notes, ...read.notes].slice(0, namedMax),
      corrections: corrections
        .slice(0, namedMax)
        .map((one) => toldCorrection(session, context, one)),
      alike: decided.open,
    },
  }
}

function* guarded(
  session: Session,
  { register, today }: ImportContext,
  rows: readonly TableRow[],
): Generator<undefined, readonly Fault[]> {
  const faults: Fault[] = []
  for (const { at, values } of rows) {
    yield
    for (const one of guardFaults(session, register, { before: null, after: values, today })) {
      faults.push({ ...one, at: [at, ...one.at] })
    }
  }
  return faults
}

async function freshRows(
  ports: Needs,
  session: Session,
  context: ImportContext,
  { rows, request }: { rows: readonly TableRow[]; request: ImportSheet },
): Promise<readonly Fresh[]> {
  const { reading } = request
  const requests = await unhurried(appendsOf(ports, session, context, { rows, request }))
  const keys = requests.flatMap(({ idempotency }) => idempotency?.key ?? [])
  const answered =
    keys.length === 0
      ? new Set<string>()
      : await ports.store.read(session.org.id, (reader) => reader.answered(keys))
  return rows.flatMap(({ row, at, values, said }, nth): Fresh[] => {
    const one = requests[nth]
    if (!one) return []
    const isKnown = answered.has(one.idempotency?.key ?? '')
    const { date } = context.register
    const isDayGiven = said.includes(date) || reading?.given[date] !== undefined
    return [{ row, at, values, said, isKnown, isDayGiven, request: one }]
  })
}

function* appendsOf(
  ports: Needs,
  session: Session,
  context: ImportContext,
  { rows, request }: { rows: readonly TableRow[]; request: ImportSheet },
): Generator<undefined, readonly AppendRequest[]> {
  const { reading, reason } = request
  const times = new Map<string, number>()
  const requests: AppendRequest[] = []
  for (const row of rows) {
    yield
    const words = wordsOf(context, row, reading === undefined ? [] : [reading.year, reading.given])
    const before = times.get(words) ?? 0
    times.set(words, before + 1)
    // An equal row further down is another one only where somebody says so.
    const about = before === 0 ? words : `${words} ${before}`
    const key = toBase64(ports.crypto.sha256(toUtf8(about)))
    requests.push(appendOf(ports, session, context, { values: row.values, key, reason }))
  }
  return requests
}

// The day on which a table is read is none of its words: read again tomorrow, it is the same.
function wordsOf(
  { register }: ImportContext,
  { values, said }: TableRow,
  key: readonly unknown[],
): string {
  const words = Object.fromEntries(said.map((id) => [id, values[id] ?? null]))
  return canonicalJson(JSON.parse(JSON.stringify([register.id, words, ...key])) as Json)
}

function appendOf(
  { calendar }: Needs,
  session: Session,
  { register, sheetNames, today }: ImportContext,
  { values, key, reason }: { values: Values; key: string; reason: string | null },
): AppendRequest {
  const date = values[register.date]
  const occurredOn = typeof date === 'string' ? date : null
  const { lateAfter } = register
  const lateDays = lateDaysOf({ occurredOn, recordedOn: today, lateAfter }, calendar.isWorkday)
  const words = { lists: session.pack.lists, names: sheetNames.names.zh }
  return {
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    values,
    occurredOn,
    lateDays,
    lateReason: lateDays > 0 ? reason : null,
    ...storedWords(register, values, words),
    actor: session.actor.id,
    pack: session.pack.digest,
    idempotency: { key: `import ${key}`, digest: key },
  }
}

/** What somebody must look at: rows like a record, and people renamed to a name that is taken. */
async function alikeTo(
  ports: Needs,
  session: Session,
  context: ImportContext,
  given: { fresh: readonly Fresh[]; corrections: readonly Correction[] },
): Promise<readonly AlikeRow[]> {
  const { register } = context
  const titled = (values: Values): Label =>
    titleOf(register, values, { lists: session.pack.lists, names: context.sheetNames.names.zh })
  const isOpen = given.fresh.some(({ isKnown }) => !isKnown)
  const named = given.corrections.filter(
    ({ record, values }) =>
      personNameOf(register, record.values) !== personNameOf(register, values),
  )
  if (!isOpen && named.length === 0) return []
  const records = await ports.store.read(session.org.id, (r) => r.recordsOf([register.id], allDays))
  const { fresh } = given
  const alike = await unhurried(alikeRows(session, register, { fresh, records, titleOf: titled }))
  const renamed = named.flatMap(({ row, at, record, values }): AlikeRow[] => {
    const name = personNameOf(register, values)
    const other = records.find(
      (one) => one.id !== record.id && personNameOf(register, one.values) === name,
    )
    if (!other) return []
    const like = { record: null, version: null, row: null, title: titled(other.values) }
    const [title, day] = [titled(values), record.occurredOn]
    return [{ row, at, title, day, like: { ...like, day: other.occurredOn } }]
  })
  return [...alike, ...renamed]
}

/** Holds the answers against the questions. */
function decide(
  session: Session,
  context: ImportContext,
  given: {
    fresh: readonly Fresh[]
    keyed: readonly Correction[]
    asked: readonly AlikeRow[]
    request: ImportSheet
  },
) {
  const { fresh, keyed, asked, request } = given
  const questions = new Map(asked.map((one) => [one.row, one]))
  const answerOf = (row: number): RowDecision | undefined =>
    questions.has(row) ? (request.decisions?.get(row) ?? request.alike) : 'add'
  const open = asked.filter(({ row }) => answerOf(row) === undefined)
  const skipped = asked.filter(({ row }) => answerOf(row) === 'skip').length
  const added = fresh.filter(({ row }) => answerOf(row) === 'add')
  const corrections = keyed.filter(({ row }) => answerOf(row) === 'add')
  const faults: Fault[] = []
  let unchanged = 0
  for (const row of fresh) {
    const answer = answerOf(row.row)
    if (answer === undefined || typeof answer === 'string') continue
    const { record: id, version } = answer
    const record = context.records.get(id)
    const isStale = record?.register !== context.register.id || record.version !== version
    if (isStale || record.state === 'void' || corrections.some((one) => one.record.id === id)) {
      faults.push(staleDecision(row))
      continue
    }
    const said = Object.fromEntries(row.said.map((field) => [field, row.values[field] ?? null]))
    const made = correctAs(session, context, { row: row.row, at: row.at, record, said })
    faults.push(...made.faults)
    if (made.correction) corrections.push(made.correction)
    else if (made.faults.length === 0) unchanged++
  }
  return { added, corrections, open, skipped, unchanged, faults }
}

function staleDecision({ row, at }: FreshRow): Fault {
  return {
    code: 'sheet.row.decision',
    at: [at],
    text: {
      zh: `第${row}行选定的记录已变动、已作废，或另有一行也在更正它`,
      en: `The record chosen for row ${row} has changed, is void, or another row corrects it too`,
    },
    hint: { zh: '请重新选择文件，再选一次。', en: 'Choose the file again and decide again.' },
  }
}

function toldCorrection(
  session: Session,
  { register, sheetNames }: ImportContext,
  { row, record, changes }: Correction,
): ListedCorrection {
  const { values } = openTo(session, register, record.values)
  const words = { lists: session.pack.lists, names: sheetNames.names.zh }
  return {
    row,
    record: record.id,
    title: titleOf(register, values, words),
    changes: changes.map(({ at, field, before, after }) => ({
      at,
      field: field.label,
      before: briefValue(before, field, sheetNames.contexts),
      after: briefValue(after, field, sheetNames.contexts),
    })),
  }
}
