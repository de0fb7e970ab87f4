import type { LedgerRecord } from './record.ts'
import type { Values } from './value.ts'

/** An entry about one record, as the log keeps it, with its values opened. */
export interface RecordEntry {
  /** Index in the log. */
  readonly index: number
  readonly kind: 'create' | 'correct' | 'void' | 'attest' | 'sign' | 'submit' | 'erase' | 'override'
  readonly register: string
  readonly record: string
  readonly version: number
  /** The whole record as this entry leaves it; null where the entry carries no values. */
  readonly values: Values | null
  /** `erase`: the fields removed. */
  readonly erased?: readonly string[]
  readonly occurredOn: string | null
  readonly recordedAt: string
  readonly lateDays: number
  readonly lateReason: string | null
}

/**
 * Folds the entries of one record, oldest first, into the record as it stands: the last values
 * win, a void keeps the record but takes it out of every count, an erasure removes fields from
 * whatever stands. Null without entries. Throws where entries are missing, of another record,
 * or out of order: the log is then not what it says.
 */
export function project(entries: readonly RecordEntry[]): LedgerRecord | null {
  const [first, ...later] = entries
  if (first === undefined) return null
  return later.reduce(applied, begun(first))
}

/** The record after one more entry; projecting all at once or one by one is the same. */
export function applied(before: LedgerRecord, entry: RecordEntry): LedgerRecord {
  if (entry.record !== before.id || entry.register !== before.register) {
    throw new Error(`entry ${entry.index} is about another record`)
  }
  if (entry.version !== before.version + 1 || entry.index <= before.entry) {
    throw new Error(`entry ${entry.index} does not follow version ${before.version}`)
  }
  const step = {
    ...before,
    version: entry.version,
    entry: entry.index,
    recordedAt: entry.recordedAt,
  }
  switch (entry.kind) {
    case 'create':
      throw new Error(`entry ${entry.index} creates a record that exists`)
    case 'void':
      return { ...step, state: 'void' }
    case 'erase':
      return { ...step, values: without(before.values, entry.erased ?? []) }
    case 'correct': {
      // Lateness is judged anew, because a correction may move the event to another day.
      const { occurredOn, lateDays, lateReason } = entry
      const values = entry.values ?? before.values
      return { ...step, state: 'live', values, occurredOn, lateDays, lateReason }
    }
    case 'attest':
    case 'sign':
    case 'submit':
    case 'override':
      return { ...step, values: entry.values ?? before.values }
  }
}

function begun(entry: RecordEntry): LedgerRecord {
  if (entry.version !== 1) throw new Error(`entry ${entry.index} is not the first of its record`)
  return {
    id: entry.record,
    register: entry.register,
    version: 1,
    state: 'live',
    values: entry.values ?? {},
    occurredOn: entry.occurredOn,
    firstRecordedAt: entry.recordedAt,
    recordedAt: entry.recordedAt,
    lateDays: entry.lateDays,
    lateReason: entry.lateReason,
    entry: entry.index,
    firstEntry: entry.index,
  }
}

function without(values: Values, erased: readonly string[]): Values {
  return Object.fromEntries(Object.entries(values).filter(([id]) => !erased.includes(id)))
}
