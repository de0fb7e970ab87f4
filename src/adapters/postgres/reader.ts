import type { Pool } from 'pg'
import type {
  ListedRecord,
  LogStanding,
  Page,
  Reader,
  RecordQuery,
  RecordReads,
  StoredCheckpoint,
  StoredEntry,
  TrailLine,
} from '../../app/ports/store-ports.ts'
import type { OnePerson } from '../../ledger/core/one-person.ts'
import { asOnePerson } from '../../ledger/core/one-person.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import { searchForm } from '../../ledger/record/search-text.ts'
import type { Values } from '../../ledger/value.ts'
import { toBase64 } from '../../log/base64.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { readAnnouncedKeys } from './announced-keys.ts'
import { eachRecord, readRecordsSince } from './each-record.ts'
import type { FollowedPeople } from './followed-people.ts'
import { asWritten, readFollowedPeople } from './followed-people.ts'
import { readConsistency, readInclusion } from './log-proofs.ts'
import { monthCheckpoints } from './month-checkpoints.ts'
import { countEntriesByMonth, readAdoptions, readRecordsAsOf } from './past-records.ts'
import { personReads, yearReads } from './person-reads.ts'
import { readPage } from './record-page.ts'
import type { Columns, ListedRow, RecordRow } from './record-rows.ts'
import { dateKey, ledgerRecord, listedColumns, listedRecord, recordColumns } from './record-rows.ts'
import type { StoredEntryRow } from './stored-entry.ts'
import { storedEntry, storedEntryColumns, storedEntryFrom } from './stored-entry.ts'
import { trailPage } from './trail.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/** Entries read at once at most. */
const entriesMax = 1_000

/** Reads one organisation at one moment. */
export function readWithin<T>(
  { pool, crypto }: { pool: Pool; crypto: LogCrypto },
  org: number,
  work: (reader: Reader) => Promise<T>,
): Promise<T> {
  return withinOrganisation(pool, { org, mode: 'read' }, (scope) =>
    work(readerOf({ scope, crypto })),
  )
}

/** The reader inside a transaction that is open. */
function readerOf({ scope, crypto }: { scope: Scope; crypto: LogCrypto }): Reader {
  let people: Promise<FollowedPeople> | null = null
  return {
    ...recordReads(scope, () => (people ??= readFollowedPeople(scope, searchForm))),
    asWritten: recordReads(scope, async () => asWritten),
    ...entryReads(scope),
    position: () => readPosition(scope),
    eachRecord: (asked, take) => eachRecord(scope, asked, take),
    recordsSince: (size, without) => readRecordsSince(scope, { size, without }),
    checkpoint: () => readCheckpoint(scope),
    standing: () => readStanding(scope),
    checkpointsAround: (index) => readCheckpointsAround(scope, index),
    answered: (keys) => answeredAmong(scope, keys),
    inclusion: (at) => readInclusion({ crypto, scope }, at),
    consistency: (span) => readConsistency({ crypto, scope }, span),
    keys: () => readAnnouncedKeys(scope),
    pack: (digest) => readPack(scope, digest),
    hasPack: (digest) => isPackKept(scope, digest),
    adoptions: (from) => readAdoptions(scope, from),
    entriesByMonth: (asked) => countEntriesByMonth(scope, asked),
    recordsAsOf: (at) => readRecordsAsOf(scope, at),
    trail: (page): Promise<Page<TrailLine & { readonly at: string }>> => trailPage(scope, page),
    ...yearReads(scope),
    ...monthCheckpoints(scope),
  }
}

function mayNamePeople({ search, where = {} }: RecordQuery): boolean {
  if (search !== undefined && search !== '') return true
  return Object.values(where).some((value) => typeof value === 'string' && isRecordId(value))
}

/** Only where the text names somebody who goes on as another is it parsed and written again. */
function listedAsOne(record: ListedRecord, who: OnePerson): ListedRecord {
  if (who.merged.size === 0) return record
  const { register, valuesText, titled } = record
  const isNamed = [...who.merged].some((id) => valuesText.includes(id))
  const values = isNamed
    ? JSON.stringify(
        asOnePerson({ register, values: JSON.parse(valuesText) as Values }, who).values,
      )
    : valuesText
  return {
    ...record,
    valuesText: values,
    titled: asOnePerson({ register, values: titled }, who).values,
  }
}

/** Reads of records, with people as `following` says who is who. */
function recordReads(scope: Scope, following: () => Promise<FollowedPeople>): RecordReads {
  const shown = async (rows: readonly RecordRow[]) => {
    const { who } = await following()
    return rows.map((row) => asOnePerson(ledgerRecord(row), who))
  }
  const pageOf = async <Row extends { readonly id: string }>(
    query: RecordQuery,
    columns: Columns,
  ) => {
    const people = following()
    // Where a page does not depend on who is who, both are asked for in one packet.
    const asked = { query, columns, people: mayNamePeople(query) ? await people : asWritten }
    const [page] = await Promise.all([readPage<Row>(scope, asked), people])
    return page
  }
  return {
    ...personReads(scope, { following, shown }),
    record: async (id) => {
      if (!isRecordId(id)) return null
      const [row] = await scope.rows<RecordRow>({
        name: 'read-record',
        text: `SELECT ${recordColumns} FROM ledger.record r WHERE org_id = $1 AND id = $2`,
        values: [scope.org, id],
      })
      return row === undefined ? null : ((await shown([row]))[0] ?? null)
    },
    recordsById: async (ids) => {
      const rows = await scope.rows<RecordRow>({
        name: 'read-records-by-id',
        text: `SELECT ${recordColumns} FROM ledger.record r WHERE org_id = $1 AND id = ANY ($2::uuid[])`,
        values: [scope.org, ids.filter(isRecordId)],
      })
      return shown(rows)
    },
    records: async (query) => {
      const { rows, next } = await pageOf<RecordRow>(query, () => recordColumns)
      return { items: await shown(rows), next }
    },
    listed: async (query, fields) => {
      const { rows, next } = await pageOf<ListedRow>(query, listedColumns(fields))
      const { who } = await following()
      return { items: rows.map((row) => listedAsOne(listedRecord(row), who)), next }
    },
    recordsOf: async (registers, span) => {
      const rows = await scope.rows<RecordRow>({
        name: 'records-of',
        text: `SELECT ${recordColumns} FROM ledger.record r
               WHERE org_id = $1 AND register = ANY ($2::text[]) AND state = 'live'
                 AND ${dateKey} BETWEEN $3::date AND $4::date
               ORDER BY ${dateKey}, id`,
        values: [scope.org, registers, span.from, span.to],
      })
      return shown(rows)
    },
  }
}

function entryReads(
  scope: Scope,
): Pick<Reader, 'versions' | 'versionsOf' | 'entry' | 'entries' | 'leavesOf'> {
  const select = `SELECT ${storedEntryColumns} FROM ${storedEntryFrom} WHERE e.org_id = $1`
  const entries = async (from: number, count: number): Promise<StoredEntry[]> => {
    const rows = await scope.rows<StoredEntryRow>({
      name: 'read-entries',
      text: `${select} AND e.index >= $2 AND e.index < $3 ORDER BY e.index`,
      values: [scope.org, from, from + Math.min(count, entriesMax)],
    })
    return rows.map(storedEntry)
  }
  return {
    versions: async (record) => {
      if (!isRecordId(record)) return []
      const rows = await scope.rows<StoredEntryRow>({
        name: 'read-versions',
        text: `${select} AND e.record = $2 ORDER BY e.version`,
        values: [scope.org, record],
      })
      return rows.map(storedEntry)
    },
    versionsOf: async (records) => {
      const rows = await scope.rows<StoredEntryRow>({
        name: 'read-versions-of',
        text: `${select} AND e.record = ANY ($2::uuid[]) ORDER BY e.record, e.version`,
        values: [scope.org, records.filter(isRecordId)],
      })
      return rows.map(storedEntry)
    },
    entry: async (index) => {
      if (!Number.isSafeInteger(index) || index < 0) return null
      return (await entries(index, 1))[0] ?? null
    },
    entries: ({ from, count }) => entries(from, count),
    leavesOf: async ({ register, before }) => {
      const rows = await scope.rows<{ leaf: string }>({
        name: 'leaves-of',
        text: `SELECT leaf FROM ledger.entry
               WHERE org_id = $1 AND register = $2 AND index < $3 ORDER BY index`,
        values: [scope.org, register, before],
      })
      // Stored leaves were written by us and are proved by fsck; reading them again is enough.
      return rows.map(({ leaf }) => JSON.parse(leaf) as Leaf)
    },
  }
}

async function readPosition(scope: Scope): Promise<{ size: number; root: string }> {
  const [row] = await scope.rows<{ size: number; root: Buffer }>({
    name: 'read-position',
    text: 'SELECT size, root FROM ledger.log_head WHERE org_id = $1',
    values: [scope.org],
  })
  if (row === undefined) throw new Error(`organisation ${scope.org} has no log`)
  return { size: row.size, root: toBase64(row.root) }
}

async function readStanding(scope: Scope): Promise<LogStanding> {
  const [row] = await scope.rows<{
    entries: number
    recorded_at: string | null
    size: number | null
    made_at: string | null
    unsigned_since: string | null
  }>({
    name: 'read-standing',
    text: `SELECT h.size AS entries, h.recorded_at, c.size, c.made_at,
             (SELECT e.recorded_at FROM ledger.entry e
              WHERE e.org_id = $1 AND e.index = coalesce(c.size, 0)) AS unsigned_since
           FROM ledger.log_head h LEFT JOIN LATERAL (
             SELECT size, made_at FROM ledger.checkpoint WHERE org_id = $1
             ORDER BY size DESC LIMIT 1) c ON true
           WHERE h.org_id = $1`,
    values: [scope.org],
  })
  if (row === undefined) throw new Error(`organisation ${scope.org} has no log`)
  const { size, made_at: madeAt } = row
  return {
    entries: row.entries,
    recordedAt: row.recorded_at,
    unsignedSince: row.unsigned_since,
    signed: size === null || madeAt === null ? null : { size, madeAt },
  }
}

interface CheckpointRow {
  size: number
  root: Buffer
  note: string
  made_at: string
}

const checkpointColumns = 'size, root, note, made_at'

function storedCheckpoint(row: CheckpointRow | undefined): StoredCheckpoint | null {
  if (row === undefined) return null
  return { size: row.size, root: toBase64(row.root), note: row.note, madeAt: row.made_at }
}

async function readCheckpoint(scope: Scope): Promise<StoredCheckpoint | null> {
  const [row] = await scope.rows<CheckpointRow>({
    name: 'read-checkpoint',
    text: `SELECT ${checkpointColumns} FROM ledger.checkpoint
           WHERE org_id = $1 ORDER BY size DESC LIMIT 1`,
    values: [scope.org],
  })
  return storedCheckpoint(row)
}

// A tree of `size` covers the entries below that number.
async function readCheckpointsAround(scope: Scope, index: number) {
  const [before] = await scope.rows<CheckpointRow>({
    name: 'read-checkpoint-before',
    text: `SELECT ${checkpointColumns} FROM ledger.checkpoint
           WHERE org_id = $1 AND size <= $2 ORDER BY size DESC LIMIT 1`,
    values: [scope.org, index],
  })
  const [after] = await scope.rows<CheckpointRow>({
    name: 'read-checkpoint-after',
    text: `SELECT ${checkpointColumns} FROM ledger.checkpoint
           WHERE org_id = $1 AND size > $2 ORDER BY size LIMIT 1`,
    values: [scope.org, index],
  })
  return { before: storedCheckpoint(before), after: storedCheckpoint(after) }
}

async function answeredAmong(scope: Scope, keys: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await scope.rows<{ key: string }>({
    name: 'answered-among',
    text: 'SELECT key FROM ledger.answer WHERE org_id = $1 AND key = ANY ($2::text[])',
    values: [scope.org, keys],
  })
  return new Set(rows.map(({ key }) => key))
}

async function readPack(
  scope: Scope,
  digest: string,
): Promise<{ files: Readonly<Record<string, string>> } | null> {
  const [row] = await scope.rows<{ files: Record<string, string> }>({
    name: 'read-pack',
    text: `SELECT p.files FROM ledger.pack_version v JOIN ledger.pack p ON p.digest = v.digest
           WHERE v.org_id = $1 AND v.digest = $2`,
    values: [scope.org, digest],
  })
  return row ?? null
}

async function isPackKept(scope: Scope, digest: string): Promise<boolean> {
  const rows = await scope.rows({
    name: 'has-pack',
    text: 'SELECT 1 FROM ledger.pack_version WHERE org_id = $1 AND digest = $2',
    values: [scope.org, digest],
  })
  return rows.length > 0
}
