import type { Reader, RecordReads, WrittenEntry } from '../../app/ports/store-ports.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import type { FollowedPeople } from './followed-people.ts'
import type { RecordRow } from './record-rows.ts'
import { limitOf, recordColumns } from './record-rows.ts'
import type { Scope } from './within-organisation.ts'

type Part = Pick<RecordReads, 'recordsNaming' | 'recordsNamingBoth' | 'namingCounts' | 'entriesBy'>

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
export function personReads(
  scope: Scope,
  people: {
    readonly following: () => Promise<FollowedPeople>
    readonly shown: (rows: readonly RecordRow[]) => Promise<readonly LedgerRecord[]>
  },
): Part {
  const idsOf = async (id: string) => (await people.following()).who.allOf(id)
  return {
    recordsNaming: async (id, limit) => {
      if (!isRecordId(id)) return []
      const rows = await scope.rows<RecordRow>({
        name: 'records-naming',
        text: `SELECT ${recordColumns} FROM ledger.record r
               WHERE org_id = $1 AND state = 'live' AND values::text LIKE ANY ($2::text[])
               ORDER BY occurred_on DESC NULLS LAST, id LIMIT $3`,
        values: [scope.org, (await idsOf(id)).map(quoted), limitOf(limit)],
      })
      return people.shown(rows)
    },
    recordsNamingBoth: async (one, other) => {
      const rows = await scope.rows<RecordRow>({
        name: 'records-naming-both',
        text: `SELECT ${recordColumns} FROM ledger.record r
               WHERE org_id = $1 AND state = 'live' AND values::text LIKE ANY ($2::text[])
                 AND values::text LIKE ANY ($3::text[])
               ORDER BY occurred_on NULLS FIRST, id`,
        values: [scope.org, (await idsOf(one)).map(quoted), (await idsOf(other)).map(quoted)],
      })
      return people.shown(rows)
    },
    namingCounts: async (id) => {
      if (!isRecordId(id)) return []
      return scope.rows<{ register: string; records: number }>({
        name: 'naming-counts',
        text: `SELECT register, count(*)::integer AS records FROM ledger.record
               WHERE org_id = $1 AND state = 'live' AND values::text LIKE ANY ($2::text[])
               GROUP BY register ORDER BY register`,
        values: [scope.org, (await idsOf(id)).map(quoted)],
      })
    },
    entriesBy: async (actor, limit) => {
      const rows = await scope.rows<EntryRow>({
        name: 'entries-by',
        text: `SELECT index, kind, register, record, recorded_at FROM ledger.entry
               WHERE org_id = $1 AND EXISTS (
                 SELECT FROM unnest($2::text[]) AS said WHERE strpos(leaf, said) > 0)
               ORDER BY index DESC LIMIT $3`,
        values: [scope.org, (await idsOf(actor)).flatMap(saidOfActor), limitOf(limit)],
      })
      return rows.map(writtenEntry)
    },
  }
}

// The leaf is canonical JSON: no spaces, and quotes inside a text are escaped.
function saidOfActor(actor: string): readonly string[] {
  return [
    `"actor":${JSON.stringify(actor)}`,
    // What was written in somebody's place was written by the same hand.
    `"actor":${JSON.stringify(`standing-in:${actor}:`).slice(0, -1)}`,
  ]
}

function quoted(id: string): string {
  return `%"${id}"%`
}

/** The years that records are of. */
export function yearReads(scope: Scope): Pick<Reader, 'recordYears'> {
  return {
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
