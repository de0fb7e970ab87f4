import type { QueryConfig } from 'pg'
import type { RecordsAsked } from '../../app/ports/store-ports.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Value, Values } from '../../ledger/value.ts'
import { instantText } from './open-pool.ts'
import { dateKey } from './record-rows.ts'
import type { Scope, TextRow } from './within-organisation.ts'

// A year may have hundreds of thousands of records. What nobody asks for does not leave the
// database, rows are read off the wire as they come, and texts that stand in many records (people
// in lists, the moment of an import) stand in memory once.

// What stands in a record twice, as it does where it was written once, is left out.
const columns = `r.id, r.register, r.occurred_on, r.first_recorded_at,
  nullif(r.recorded_at, r.first_recorded_at), nullif(r.late_days, 0), r.late_reason,
  r.entry, nullif(r.first_entry, r.entry), nullif(r.version, 1), nullif(r.state, 'live'),
  r.values - without.fields`

/** Fields of rows cannot be left out by the database: columns are, once they are here. */
const isField = (path: string) => !path.includes('.')

/** Gives every live record that is asked for, in order of day and id within each register. */
export async function eachRecord(
  scope: Scope,
  asked: readonly RecordsAsked[],
  take: (record: LedgerRecord) => void,
): Promise<void> {
  const read = recordOf(new Map(asked.map(({ register, without }) => [register, without])))
  await scope.each(eachStatement(scope.org, asked), (row) => take(read(row)))
}

/**
 * Register by register in the order of the index. Of a unit that PostgreSQL does not know yet it
 * would gather all records first, on disk, before it gives one.
 */
export function eachStatement(org: number, asked: readonly RecordsAsked[]): QueryConfig {
  return {
    name: 'each-record',
    text: `WITH without AS MATERIALIZED (
             SELECT register, first, last, string_to_array(fields, ',') AS fields
             FROM unnest($2::text[], $3::date[], $4::date[], $5::text[])
               AS asked (register, first, last, fields))
           SELECT ${columns} FROM without CROSS JOIN LATERAL (
             SELECT * FROM ledger.record r
             WHERE r.org_id = $1 AND r.register = without.register AND r.state = 'live'
               AND ${dateKey} BETWEEN without.first AND without.last
             ORDER BY ${dateKey}, r.id OFFSET 0) r`,
    values: [
      org,
      asked.map(({ register }) => register),
      asked.map(({ from }) => from),
      asked.map(({ to }) => to),
      asked.map(({ without }) => without.filter(isField).join()),
    ],
  }
}

/** The records that entries from `size` on are about, as they stand now. */
export async function readRecordsSince(
  scope: Scope,
  given: Since,
): Promise<readonly LedgerRecord[]> {
  const read = recordOf(given.without)
  const records: LedgerRecord[] = []
  await scope.each(sinceStatement(scope.org, given), (row) => records.push(read(row)))
  return records
}

interface Since {
  readonly size: number
  readonly without: ReadonlyMap<string, readonly string[]>
}

/**
 * Each record by its key, and the entries by their place: after a large import PostgreSQL believes
 * for a while that a unit has few. A join would then read all of its records, and entries that are
 * not asked for in the order of their place come by any index that begins with the unit.
 */
export function sinceStatement(org: number, { size, without }: Since): QueryConfig {
  return {
    name: 'records-since',
    text: `WITH named AS MATERIALIZED (
             SELECT register, string_to_array(fields, ',') AS fields
             FROM unnest($3::text[], $4::text[]) AS named (register, fields))
           SELECT ${columns} FROM ledger.record r
           LEFT JOIN LATERAL (
             SELECT coalesce((SELECT fields FROM named WHERE named.register = r.register), '{}')
               AS fields) without ON true
           WHERE r.org_id = $1 AND r.id = ANY (ARRAY(
             SELECT record FROM ledger.entry WHERE org_id = $1 AND index >= $2 ORDER BY index))`,
    values: [
      org,
      size,
      [...without.keys()],
      [...without.values()].map((fields) => fields.filter(isField).join()),
    ],
  }
}

function recordOf(without: ReadonlyMap<string, readonly string[]>): (row: TextRow) => LedgerRecord {
  const columnsLeftOut = new Map(
    [...without].map(([register, paths]) => [register, columnsOf(paths)] as const),
  )
  const once = keptOnce((text) => text)
  const [register, day, moment] = [lastKept(once), lastKept(once), lastKept(keptOnce(instantText))]
  return (row) => {
    const [id = null, registerText = null, occurredOn = null, firstRecordedAt = null] = row
    const [, , , , recordedAt = null, lateDays, lateReason = null] = row
    const [, , , , , , , entry, firstEntry, version, state, values = null] = row
    if (id === null || registerText === null || firstRecordedAt === null || values === null) {
      throw new TypeError('a record lacks a column')
    }
    const first = moment(firstRecordedAt)
    return {
      id,
      register: register(registerText),
      version: Number(version ?? 1),
      state: state === null ? 'live' : 'void',
      values: sharedValues(JSON.parse(values) as Values, columnsLeftOut.get(registerText), once),
      occurredOn: occurredOn === null ? null : day(occurredOn),
      firstRecordedAt: first,
      recordedAt: recordedAt === null ? first : moment(recordedAt),
      lateDays: Number(lateDays ?? 0),
      lateReason,
      entry: Number(entry),
      firstEntry: Number(firstEntry ?? entry),
    }
  }
}

/** What is made of a text, which is one and the same for all that are equal. */
function keptOnce(make: (text: string) => string): (text: string) => string {
  const made = new Map<string, string>()
  return (text) => {
    const known = made.get(text)
    if (known !== undefined) return known
    const one = make(text)
    if (made.size < sharedMax) made.set(text, one)
    return one
  }
}

/** The same for what comes in order: a row mostly says what the row before it said. */
function lastKept(once: (text: string) => string): (text: string) => string {
  let said: string | null = null
  let kept = ''
  return (text) => {
    if (text === said) return kept
    said = text
    kept = once(text)
    return kept
  }
}

type Columns = ReadonlyMap<string, readonly string[]>

function columnsOf(paths: readonly string[]): Columns {
  const columns = new Map<string, string[]>()
  for (const path of paths) {
    const [field = '', column] = path.split('.')
    if (column !== undefined) columns.set(field, [...(columns.get(field) ?? []), column])
  }
  return columns
}

/** Texts that stand once in memory: people, offices and choices come early. */
const sharedMax = 20_000
/** An id, or the name of a choice; what is longer are words, and seldom the same. */
const idCharacters = 36
/** Texts up to this length, such as days, V8 keeps once by itself when it parses. */
const keptByParser = 10

/** The same values: with texts that others have too, rows without some of their columns. */
function sharedValues(
  values: Values,
  columns: Columns | undefined,
  once: (text: string) => string,
): Values {
  const mine = values as Record<string, Value>
  for (const field in mine) {
    const value = mine[field]
    if (typeof value === 'string') {
      if (isShared(value)) mine[field] = once(value)
      continue
    }
    if (!Array.isArray(value)) continue
    const leftOut = columns?.get(field)
    if (leftOut !== undefined) {
      mine[field] = rowsOf(value).map((row) => rowWithout(row, leftOut)) as Value
      continue
    }
    const list = value as Value[]
    for (let at = 0; at < list.length; at += 1) {
      const one = list[at]
      if (typeof one === 'string' && isShared(one)) list[at] = once(one)
    }
  }
  return mine
}

function isShared({ length }: string): boolean {
  return keptByParser < length && length <= idCharacters
}

function rowWithout(row: Values, columns: readonly string[]): Values {
  const kept: Record<string, Value> = {}
  for (const column of Object.keys(row)) {
    const value = row[column]
    if (value !== undefined && !columns.includes(column)) kept[column] = value
  }
  return kept
}
