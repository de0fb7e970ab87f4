import type { Appended } from '../../app/ports/store-ports.ts'
import type { PlannedEntry } from '../../append/plan-batch.ts'
import { partsOfPayload } from '../../append/prepare-write.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { toBase64 } from '../../log/base64.ts'
import type { StoredEntryRow } from './stored-entry.ts'
import { storedEntry, storedEntryColumns, storedEntryFrom } from './stored-entry.ts'
import type { Scope } from './within-organisation.ts'

/** The answer to a write that was just accepted. */
export function appendedNow(entry: PlannedEntry, receipt: string): Appended {
  return {
    record: entry.record,
    index: entry.index,
    leafHash: toBase64(entry.leafHash),
    receipt,
    recordedAt: entry.leaf.recordedAt,
    repeated: false,
  }
}

interface AnsweredRow extends StoredEntryRow {
  first_entry: number | null
  first_recorded_at: string | null
}

/** The answers once given for these entries, again: the records as those entries left them. */
export async function appendedBefore(
  scope: Scope,
  indexes: readonly number[],
): Promise<ReadonlyMap<number, Appended>> {
  const rows = await scope.rows<AnsweredRow>({
    name: 'appended-before',
    text: `SELECT ${storedEntryColumns}, f.index AS first_entry, f.recorded_at AS first_recorded_at
           FROM ${storedEntryFrom} LEFT JOIN ledger.entry f
             ON f.org_id = e.org_id AND f.record = e.record AND f.version = 1 AND f.org_id = $1
           WHERE e.org_id = $1 AND e.index = ANY ($2::bigint[])`,
    values: [scope.org, indexes],
  })
  return new Map(rows.map((row) => [row.index, answered(row)]))
}

function answered(row: AnsweredRow): Appended {
  const entry = storedEntry(row)
  const { leaf, index, leafHash, receipt } = entry
  const record: LedgerRecord | null =
    leaf.record === null || leaf.register === null
      ? null
      : {
          id: leaf.record,
          register: leaf.register,
          version: leaf.version,
          state: leaf.kind === 'void' ? 'void' : 'live',
          ...partsOfPayload(entry.fields ?? {}),
          occurredOn: leaf.occurredOn,
          firstRecordedAt: row.first_recorded_at ?? leaf.recordedAt,
          recordedAt: leaf.recordedAt,
          entry: index,
          firstEntry: row.first_entry ?? index,
        }
  return { record, index, leafHash, receipt, recordedAt: leaf.recordedAt, repeated: true }
}
