import type { ListedRecord, ListFields } from '../../app/ports/store-ports.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Values } from '../../ledger/value.ts'

const besideValues = `r.id, r.register, r.version, r.state, r.occurred_on, r.late_days,
  r.late_reason, r.entry, r.first_entry, r.recorded_at, r.first_recorded_at`

/** Columns that `ledgerRecord` reads, of `ledger.record r`. */
export const recordColumns = `${besideValues}, r.values`

/** Columns of a select, with its parameters. */
export type Columns = (bind: (value: unknown) => string) => string

/** Columns that `listedRecord` reads, of `ledger.record r`. */
export function listedColumns({ shown, titled }: ListFields): Columns {
  return (bind) => `${besideValues}, ${textOfValues(shown, bind)} AS values_text,
    ${textOfValues(titled, bind)} AS titled_text`
}

// Each value is copied as the text that it is; a field that the record lacks leaves nothing behind.
// As many are asked for as a power of two, so that there are few statements to prepare.
function textOfValues(fields: readonly string[], bind: (value: unknown) => string): string {
  const count = 2 ** Math.ceil(Math.log2(Math.max(1, fields.length)))
  const parts = Array.from({ length: count }, (_, at) => {
    const id = fields[at] ?? ''
    const value = `(r.values -> ${bind(id)}::text)::text`
    return `coalesce(${bind(`${JSON.stringify(id)}:`)}::text || ${value} || ',', '')`
  })
  return `('{' || rtrim(${parts.join(' || ')}, ',') || '}')`
}

interface BesideValues {
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
}

/** One row of `recordColumns`. */
export interface RecordRow extends BesideValues {
  values: Values
}

/** One row of `listedColumns`. */
export interface ListedRow extends BesideValues {
  values_text: string
  titled_text: string
}

/** A record as the pure rooms know it. */
export function ledgerRecord(row: RecordRow): LedgerRecord {
  return { ...allButValues(row), values: row.values }
}

/** A record as lists know it. */
export function listedRecord(row: ListedRow): ListedRecord {
  const titled = JSON.parse(row.titled_text) as Values
  return { ...allButValues(row), valuesText: row.values_text, titled }
}

function allButValues(row: BesideValues): Omit<LedgerRecord, 'values'> {
  return {
    id: row.id,
    register: row.register,
    version: row.version,
    state: row.state,
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
export const dateKey =
  "(CASE WHEN r.occurred_on IS NULL THEN '-infinity'::date ELSE r.occurred_on END)"

/** Records of one page at most. */
const pageRecordsMax = 500

/** The number of rows a page gives, within bounds. */
export function limitOf(limit: number): number {
  return Math.max(1, Math.min(pageRecordsMax, Math.trunc(limit) || 1))
}
