import type { Reader, WrittenEntry } from '../../app/ports/store-ports.ts'
import { isRecordId, ledgerRecord, limitOf, recordColumns } from './record-list.ts'
import type { RecordRow } from './record-list.ts'
import type { Scope } from './within-organisation.ts'

type Part = Pick<Reader, 'recordsNaming' | 'entriesBy' | 'recordYears'>

interface EntryRow {
  index: number
  kind: string
  register: string | null
  record: string | null
  recorded_at: string
}

/**
 * What is held about one person. Asked for seldom and by that person, so it looks at every row
 * instead of keeping an index over who stands where: such an index would be a file on people.
 */
export function personReads(scope: Scope): Part {
  return {
    recordsNaming: async (id, limit) => {
      if (!isRecordId(id)) return []
      const rows = await scope.rows<RecordRow>({
        name: 'records-naming',
        text: `SELECT ${recordColumns} FROM ledger.record
               WHERE org_id = $1 AND state = 'live' AND values::text LIKE '%"' || $2 || '"%'
               ORDER BY occurred_on DESC NULLS LAST, id LIMIT $3`,
        values: [scope.org, id, limitOf(limit)],
      })
      return rows.map(ledgerRecord)
    },
    entriesBy: async (actor, limit) => {
      // The leaf is canonical JSON: no spaces, and quotes inside a text are escaped.
      const rows = await scope.rows<EntryRow>({
        name: 'entries-by',
        text: `SELECT index, kind, register, record, recorded_at FROM ledger.entry
               WHERE org_id = $1 AND (strpos(leaf, $2) > 0 OR strpos(leaf, $3) > 0)
               ORDER BY index DESC LIMIT $4`,
        values: [
          scope.org,
          `"actor":${JSON.stringify(actor)}`,
          // What was written in somebody's place was written by the same hand.
          `"actor":${JSON.stringify(`standing-in:${actor}:`).slice(0, -1)}`,
          limitOf(limit),
        ],
      })
      return rows.map(writtenEntry)
    },
    recordYears: () =>
      scope.rows<{ year: number; records: number }>({
        name: 'record-years',
        text: `SELECT extract(year FROM occurred_on)::integer AS year, count(*)::integer AS records
               FROM ledger.record WHERE org_id = $1 AND state = 'live' AND occurred_on IS NOT NULL
               GROUP BY 1 ORDER BY 1`,
        values: [scope.org],
      }),
  }
}

function writtenEntry({ recorded_at, ...row }: EntryRow): WrittenEntry {
  return { ...row, recordedAt: recorded_at }
}
