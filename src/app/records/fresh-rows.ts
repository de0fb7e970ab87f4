import type { AppendRequest } from '../../append/append-request.ts'
import type { Steps } from '../../append/unhurried.ts'
import { unhurried } from '../../append/unhurried.ts'
import { personNameOf } from '../../ledger/core/person-name.ts'
import { lateDaysOf } from '../../ledger/day/late.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { titleOf } from '../../ledger/register/title.ts'
import type { TableRow } from '../../ledger/sheet/read-table.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import type { Json } from '../../log/canonical-json.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { hiddenFields } from '../access/open-to.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { allDays } from '../roster/keep-rosters.ts'
import type { FreshRow } from './ask-alike.ts'
import { alikeRows } from './ask-alike.ts'
import { inName } from './in-name.ts'
import { correctAs } from './read-corrections.ts'
import type { RowDecision } from './row-decision.ts'
import type { AlikeRow, Correction, ImportContext } from './sheet-import.ts'
import { storedWords } from './shown-record.ts'

type Needs = Pick<AppPorts, 'store' | 'calendar' | 'crypto'>

/** A new row with the write it would be. */
export interface Fresh extends FreshRow {
  readonly said: readonly string[]
  readonly request: AppendRequest
}

/** Rows of a sheet that are fit to be recorded, and what holds for all of them. */
export interface RowsToWrite {
  readonly rows: readonly TableRow[]
  /** Why the late ones come late. */
  readonly reason: string | null
  /** Values given beside the sheet. */
  readonly given: Readonly<Record<string, unknown>>
  /** What else than its words makes a row the same when it comes again. */
  readonly key: readonly unknown[]
  /** Rows that are known to be records already. */
  readonly written?: ReadonlyMap<number, string>
  readonly run?: RunSteps
}

/** Does work in steps; somebody may count them, or give it up between two. */
export type RunSteps = <T>(work: Steps<T>) => Promise<T>

/** The writes that rows would be; a row that an earlier import brought is known by its words. */
export async function freshRows(
  ports: Needs,
  session: Session,
  context: ImportContext,
  given: RowsToWrite,
): Promise<readonly Fresh[]> {
  const { run = unhurried } = given
  const requests = await run(appendsOf(ports, session, context, given))
  const keys = requests.flatMap(({ idempotency }) => idempotency?.key ?? [])
  const answered =
    keys.length === 0
      ? new Set<string>()
      : await ports.store.read(session.org.id, (reader) => reader.answered(keys))
  return given.rows.flatMap(({ row, at, values, said }, nth): Fresh[] => {
    const one = requests[nth]
    if (!one) return []
    const isKnown = given.written?.has(row) === true || answered.has(one.idempotency?.key ?? '')
    const { date } = context.register
    const isDayGiven = said.includes(date) || given.given[date] !== undefined
    return [{ row, at, values, said, isKnown, isDayGiven, request: one }]
  })
}

function* appendsOf(
  ports: Needs,
  session: Session,
  context: ImportContext,
  { rows, reason, key: beside }: RowsToWrite,
): Generator<undefined, readonly AppendRequest[]> {
  const times = new Map<string, number>()
  const lateness = new Map<string | null, number>()
  const requests: AppendRequest[] = []
  // Whether somebody else has brought the very same row would tell what stands in such a field.
  const hidden = hiddenFields(session, context.register)
  for (const row of rows) {
    yield
    const isHidden = row.said.some((id) => hidden.has(id))
    const words = wordsOf(context, row, isHidden ? [...beside, session.actor.id] : beside)
    const before = times.get(words) ?? 0
    times.set(words, before + 1)
    // An equal row further down is another one only where somebody says so.
    const about = before === 0 ? words : `${words} ${before}`
    const key = toBase64(ports.crypto.sha256(about))
    const { values } = row
    const occurredOn = dayOf(context, values)
    // Counted over the days of years, and old ledgers have few days and many rows.
    const lateDays = lateness.get(occurredOn) ?? lateDaysIn(ports, context, occurredOn)
    lateness.set(occurredOn, lateDays)
    requests.push(appendOf(session, context, { values, occurredOn, lateDays, key, reason }))
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

function dayOf({ register }: ImportContext, values: Values): string | null {
  const date = values[register.date]
  return typeof date === 'string' ? date : null
}

function lateDaysIn(
  { calendar }: Needs,
  { register: { lateAfter }, today }: ImportContext,
  occurredOn: string | null,
): number {
  return lateDaysOf({ occurredOn, recordedOn: today, lateAfter }, calendar.isWorkday)
}

function appendOf(
  session: Session,
  { register, sheetNames }: ImportContext,
  given: {
    readonly values: Values
    readonly occurredOn: string | null
    readonly lateDays: number
    readonly key: string
    readonly reason: string | null
  },
): AppendRequest {
  const { values, occurredOn, lateDays, key, reason } = given
  const words = { lists: session.pack.lists, names: sheetNames.stored }
  return inName(session, {
    kind: 'create',
    register: register.id,
    record: null,
    expected: null,
    values,
    occurredOn,
    lateDays,
    lateReason: lateDays > 0 ? reason : null,
    ...storedWords(register, values, words),
    idempotency: { key: `import ${key}`, digest: key },
  })
}

/** What somebody must look at: rows like a record, and people renamed to a name that is taken. */
export async function alikeTo(
  ports: Needs,
  session: Session,
  context: ImportContext,
  given: {
    readonly fresh: readonly Fresh[]
    readonly corrections: readonly Correction[]
    /** Records that rows of this sheet have become: they are compared with as rows. */
    readonly own?: ReadonlySet<string>
    readonly run?: RunSteps
  },
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
  const all = await ports.store.read(session.org.id, (r) => r.recordsOf([register.id], allDays))
  const records = all.filter(({ id }) => given.own?.has(id) !== true)
  const { fresh } = given
  const { run = unhurried } = given
  const alike = await run(alikeRows(session, register, { fresh, records, titleOf: titled }))
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

/** What comes of rows once the answers are held against the questions. */
export interface DecidedRows {
  readonly added: readonly Fresh[]
  readonly corrections: readonly Correction[]
  /** Rows about which nobody has decided. */
  readonly open: readonly AlikeRow[]
  readonly skipped: readonly number[]
  /** Rows that are a record which says the same already, by that record. */
  readonly same: ReadonlyMap<number, string>
  /** By the row they are about. */
  readonly faults: ReadonlyMap<number, readonly Fault[]>
}

/** Holds the answers against the questions. */
export function decide(
  session: Session,
  context: ImportContext,
  given: {
    readonly fresh: readonly Fresh[]
    readonly keyed: readonly Correction[]
    readonly asked: readonly AlikeRow[]
    /** For every row that is asked about, and for single ones. */
    readonly alike?: 'add' | 'skip'
    readonly decisions?: ReadonlyMap<number, RowDecision>
  },
): DecidedRows {
  const { fresh, keyed, asked } = given
  const questions = new Set(asked.map(({ row }) => row))
  const answerOf = (row: number): RowDecision | undefined =>
    questions.has(row) ? (given.decisions?.get(row) ?? given.alike) : 'add'
  const open = asked.filter(({ row }) => answerOf(row) === undefined)
  const skipped = asked.flatMap(({ row }) => (answerOf(row) === 'skip' ? [row] : []))
  const added = fresh.filter(({ row }) => answerOf(row) === 'add')
  const corrections = keyed.filter(({ row }) => answerOf(row) === 'add')
  const corrected = new Set(corrections.map(({ record }) => record.id))
  const faults = new Map<number, readonly Fault[]>()
  const same = new Map<number, string>()
  for (const row of fresh) {
    const answer = answerOf(row.row)
    if (answer === undefined || typeof answer === 'string') continue
    const { record: id, version } = answer
    const record = context.records.get(id)
    const isStale = record?.register !== context.register.id || record.version !== version
    if (isStale || record.state === 'void' || corrected.has(record.id)) {
      faults.set(row.row, [staleDecision(row)])
      continue
    }
    const said = Object.fromEntries(row.said.map((field) => [field, row.values[field] ?? null]))
    const made = correctAs(session, context, { row: row.row, at: row.at, record, said })
    if (made.faults.length > 0) faults.set(row.row, made.faults)
    else if (made.correction) {
      corrections.push(made.correction)
      corrected.add(record.id)
    } else same.set(row.row, record.id)
  }
  return { added, corrections, open, skipped, same, faults }
}

function staleDecision({ row, at }: FreshRow): Fault {
  return {
    code: 'sheet.row.decision',
    at: [at],
    text: {
      zh: `第${row}行选定的记录已变动、已作废，或另有一行也在更正它`,
      en: `The record chosen for row ${row} has changed, is void, or another row corrects it too`,
    },
    hint: {
      zh: '请看一看现在的记录，再选一次。',
      en: 'Look at the record as it is now and decide again.',
    },
  }
}
