import type { Values } from '../value.ts'

/** One row of a register as it stands at some log position: the fold of its entries. */
export interface LedgerRecord {
  readonly id: string
  readonly register: string
  /** 1 for the first entry; each correction or void adds one. */
  readonly version: number
  readonly state: 'live' | 'void'
  readonly values: Values
  /** The event date (`YYYY-MM-DD`), from the register's `date` field; decides the period. */
  readonly occurredOn: string | null
  /** When the first and the newest version were written, UTC ISO with milliseconds. */
  readonly firstRecordedAt: string
  readonly recordedAt: string
  /** Working days beyond the register's `lateAfter`; 0 when in time. */
  readonly lateDays: number
  readonly lateReason: string | null
  /** Log index of the newest and of the first entry. */
  readonly entry: number
  readonly firstEntry: number
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/** Whether a text can be the id of a record. */
export function isRecordId(text: string): boolean {
  return idPattern.test(text)
}

/** Orders records by event date, then id: the order in which every list of sources stands. */
export function byDateThenId(one: LedgerRecord, other: LedgerRecord): number {
  const [first, second] = [one.occurredOn ?? '', other.occurredOn ?? '']
  if (first !== second) return first < second ? -1 : 1
  return one.id < other.id ? -1 : one.id > other.id ? 1 : 0
}
