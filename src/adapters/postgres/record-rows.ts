import type { LedgerRecord } from '../../ledger/record.ts'
import type { Values } from '../../ledger/value.ts'

/** Columns that `ledgerRecord` reads, of `ledger.record r`. */
export const recordColumns = `r.id, r.register, r.version, r.state, r.occurred_on, r.late_days,
  r.late_reason, r.entry, r.first_entry, r.recorded_at, r.first_recorded_at, r.values`

/** The same with the values of these fields alone, where not all are asked for. */
export function columnsWith(
  fields: readonly string[] | undefined,
  bind: (value: unknown) => string,
): string {
  if (fields === undefined) return recordColumns
  const some = `(SELECT coalesce(jsonb_object_agg(v.key, v.value), '{}')
    FROM jsonb_each(r.values) AS v WHERE v.key = ANY (${bind(fields)}::text[])) AS values`
  return recordColumns.replace('r.values', some)
}

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
export const dateKey =
  "(CASE WHEN r.occurred_on IS NULL THEN '-infinity'::date ELSE r.occurred_on END)"

/** Records of one page at most. */
export const pageRecordsMax = 500

/** The number of rows a page gives, within bounds. */
export function limitOf(limit: number): number {
  return Math.max(1, Math.min(pageRecordsMax, Math.trunc(limit) || 1))
}
