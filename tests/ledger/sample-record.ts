import type { LedgerRecord } from '../../src/ledger/record/record.ts'

/** A live record in its first version, entered on its day; what a test looks at, it says itself. */
export function sampleRecord(given: Partial<LedgerRecord> = {}): LedgerRecord {
  const { occurredOn = '2025-03-07', entry = 0 } = given
  const recordedAt = `${occurredOn ?? '2025-01-01'}T00:00:00.000Z`
  return {
    id: 'r1',
    register: 'meeting',
    version: 1,
    state: 'live',
    values: {},
    occurredOn,
    firstRecordedAt: recordedAt,
    recordedAt,
    lateDays: 0,
    lateReason: null,
    entry,
    firstEntry: entry,
    ...given,
  }
}
