import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import type { RecordQuery } from '../../app/ports/store-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import type { Values } from '../../ledger/value.ts'
import { isDayText } from '../../log/calendar-text.ts'
import type { FollowedPeople } from './followed-people.ts'

/** Records of one page at most. */
export const pageRecordsMax = 500

/** Columns that `ledgerRecord` reads. */
export const recordColumns = `id, register, version, state, occurred_on, late_days,
  late_reason, entry, first_entry, recorded_at, first_recorded_at, values`

/** One row of `recordColumns`. */
export interface RecordRow {
  id: string
  register: string
  version: number
  state: 'live' | 'void'
  occurred_on: string | null
  late_days: number
  late_reason: string | null
  entry: number
  first_entry: number
  recorded_at: string
  first_recorded_at: string
  values: Values
}

/** A record as the pure rooms know it. */
export function ledgerRecord(row: RecordRow): LedgerRecord {
  return {
    id: row.id,
    register: row.register,
    version: row.version,
    state: row.state,
    values: row.values,
    occurredOn: row.occurred_on,
    firstRecordedAt: row.first_recorded_at,
    recordedAt: row.recorded_at,
    lateDays: row.late_days,
    lateReason: row.late_reason,
    entry: row.entry,
    firstEntry: row.first_entry,
  }
}

/**
 * The event date as it is sorted and indexed: records without one stand before all others. Written
 * as CASE because PostgreSQL takes COALESCE for something that might leak: under row-level security
 * it would look at every row instead of going into the index.
 */
export const dateKey = "(CASE WHEN occurred_on IS NULL THEN '-infinity'::date ELSE occurred_on END)"

interface SortKey {
  /** What rows are compared by, before their id. */
  readonly expression: string
  readonly cast: string
  /** As the next page's cursor carries it. */
  readonly text: string
}

/** The order a list is in and where its page begins. */
interface Order {
  readonly key: SortKey
  readonly descending: boolean
  readonly after: { readonly key: string; readonly id: string } | null
}

/** One page by keyset: the rows behind the cursor, one more than asked to know if there is more. */
export function listStatement(
  org: number,
  query: RecordQuery,
  people: FollowedPeople,
): QueryConfig {
  const values: unknown[] = [org, query.register]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const order = orderOf(query, bind)
  const direction = order.descending ? 'DESC' : 'ASC'
  const conditions = ['org_id = $1', 'register = $2', ...conditionsOf(query, bind, people)]
  if (order.after !== null) {
    const after = `(${bind(order.after.key)}::${order.key.cast}, ${bind(order.after.id)}::uuid)`
    conditions.push(`(${order.key.expression}, id) ${order.descending ? '<' : '>'} ${after}`)
  }
  const limit = bind(limitOf(query.limit) + 1)
  const text = `SELECT ${recordColumns}, (${order.key.text}) AS sort_key FROM ledger.record
           WHERE ${conditions.join(' AND ')}
           ORDER BY ${order.key.expression} ${direction}, id ${direction}
           LIMIT ${limit}`
  // Fields and values are parameters, so that a connection prepares a few dozen shapes at most.
  return { name: `list-${createHash('sha256').update(text).digest('base64')}`, text, values }
}

/** The cursor that continues behind a row. */
export function cursorBehind(row: { sort_key: string; id: string }): string {
  return Buffer.from(JSON.stringify([row.sort_key, row.id])).toString('base64url')
}

/** The number of rows a page gives, within bounds. */
export function limitOf(limit: number): number {
  return Math.max(1, Math.min(pageRecordsMax, Math.trunc(limit) || 1))
}

function conditionsOf(
  query: RecordQuery,
  bind: (value: unknown) => string,
  { who, otherNames }: FollowedPeople,
): string[] {
  const conditions: string[] = []
  if (query.includeVoid !== true) conditions.push("state = 'live'")
  if (query.from !== undefined) conditions.push(`${dateKey} >= ${bind(day(query.from))}::date`)
  if (query.to !== undefined) conditions.push(`${dateKey} <= ${bind(day(query.to))}::date`)
  for (const [field, value] of Object.entries(query.where ?? {})) {
    // Containment is equality for a single value and membership for a list.
    const key = bind(field)
    const wanted = typeof value === 'string' ? who.allOf(value) : [value]
    const ways = wanted.map(
      (one) => `values -> ${key}::text @> ${bind(JSON.stringify(one))}::jsonb`,
    )
    conditions.push(`(${ways.join(' OR ')})`)
  }
  for (const word of searchText(query.search ?? '').split(' ')) {
    if (word === '') continue
    const ways = [word, ...spreadNames(word), ...otherNames(word)].map(
      (one) => `strpos(search, ${bind(one)}) > 0`,
    )
    conditions.push(`(${ways.join(' OR ')})`)
  }
  return conditions
}

// A short Chinese name may stand in the record as it was written long ago, spread by spaces.
function spreadNames(word: string): readonly string[] {
  const marks = [...word]
  const isName = /^\p{Script=Han}{2,3}$/u.test(word)
  return isName ? [marks.join(' ')] : []
}

/** Text as it is searched: width and case do not matter, nor how much space there is. */
export function searchText(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim()
}

function orderOf({ sort, after }: RecordQuery, bind: (value: unknown) => string): Order {
  const key = sortKey(sort?.by ?? 'occurredOn', bind)
  return { key, descending: sort?.descending ?? true, after: after ? cursorOf(after, key) : null }
}

function sortKey(by: string, bind: (value: unknown) => string): SortKey {
  switch (by) {
    case 'occurredOn':
      return { expression: dateKey, cast: 'date', text: `${dateKey}::text` }
    // Entries are numbered in the order they were recorded, and their number is indexed.
    case 'recordedAt':
      return { expression: 'entry', cast: 'bigint', text: 'entry::text' }
    case 'lateDays':
      return { expression: 'late_days', cast: 'integer', text: 'late_days::text' }
    case 'title':
      return { expression: 'title', cast: 'text', text: 'title' }
    default: {
      // jsonb has an order of its own: numbers by size, money by its fen, text by code point.
      const expression = `coalesce(values -> ${bind(by)}::text, 'null'::jsonb)`
      return { expression, cast: 'jsonb', text: `${expression}::text` }
    }
  }
}

const uuidPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text can be the id of a record. */
export function isRecordId(text: string): boolean {
  return uuidPattern.test(text)
}

function cursorOf(text: string, { cast }: SortKey): { key: string; id: string } {
  try {
    const [key, id, ...rest] = JSON.parse(Buffer.from(text, 'base64url').toString()) as unknown[]
    const isSound = typeof key === 'string' && typeof id === 'string' && isRecordId(id)
    if (isSound && rest.length === 0 && isKeyOf(cast, key)) return { key, id }
  } catch {
    // Falls through to the refusal.
  }
  refuse('list.cursor', {
    text: { zh: '翻页标记无效。', en: 'The page cursor is not valid.' },
    hint: { zh: '请从第一页重新开始。', en: 'Start again from the first page.' },
  })
}

function isKeyOf(cast: string, key: string): boolean {
  switch (cast) {
    case 'date':
      return key === '-infinity' || isDayText(key)
    case 'bigint':
    case 'integer':
      return /^-?\d{1,9}\d{0,6}$/.test(key) && Number.isSafeInteger(Number(key))
    case 'jsonb':
      JSON.parse(key)
      return !key.includes('\\u0000')
    default:
      return !key.includes('\0')
  }
}

function day(text: string): string {
  if (isDayText(text)) return text
  refuse('list.date', {
    text: { zh: '日期无效。', en: 'The date is not valid.' },
    hint: { zh: '请写成 2025-03-01 的样子。', en: 'Write it as 2025-03-01.' },
  })
}
