import { randomUUID } from 'node:crypto'
import type { ClientConfig } from 'pg'
import type {
  AuditedCheckpoint,
  AuditedEntry,
  AuditedRecord,
  AuditedReportFile,
  Auditor,
  AuditPlace,
  LedgerRows,
} from '../../app/ports/audit-ports.ts'
import type { CollectedRow } from '../../ledger/core/collected.ts'
import type { RecordFacet } from '../../ledger/record/facet.ts'
import type { RecordHead } from '../../ledger/record/fold.ts'
import { toBase64 } from '../../log/base64.ts'
import type { SaltScheme } from '../../log/field-salts.ts'
import type { ErasedPayload } from '../../log/payload-tree.ts'
import { readAnnouncedKeys } from './announced-keys.ts'
import { collectedColumns } from './collected-rows.ts'
import { facetColumns, facetUnnest, withoutDay } from './facet-rows.ts'
import { openPool } from './open-pool.ts'
import { readOrganisations } from './organisations.ts'
import type { RecordRow } from './record-rows.ts'
import { ledgerRecord, recordColumns } from './record-rows.ts'
import { connectionAs } from './roles.ts'
import { rowsBeside } from './rows-beside.ts'
import { readParts, searchedRecords, searchPieces } from './search-parts.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

/** An auditor that is open. */
export interface OpenedAuditor extends Auditor {
  close(): Promise<void>
}

/** Opens the ledger as the auditor, which reads everything and changes nothing. */
export async function openAuditor({
  connection,
}: {
  connection: ClientConfig
}): Promise<OpenedAuditor> {
  return auditorOf({ ...(await connectionAs(connection, 'auditor')) }, 2)
}

/** Auditors at the places that others give, one for each, over a connection of its own. */
export function auditorsAt(): (place: AuditPlace) => Auditor {
  const opened = new Map<string, Auditor>()
  return (place) => {
    const name = JSON.stringify(place)
    const auditor = opened.get(name) ?? auditorOf(place, 1)
    opened.set(name, auditor)
    return auditor
  }
}

function auditorOf(place: AuditPlace, connections: number): OpenedAuditor {
  const pool = openPool(place, { max: connections })
  return {
    place,
    drawKey: () => randomUUID(),
    organisations: () => readOrganisations(pool),
    audit: (org, work) =>
      withinOrganisation(pool, { org, mode: 'read' }, (scope) => work(rowsOf(scope))),
    close: () => pool.end(),
  }
}

interface EntryRow {
  index: number
  leaf: string
  leaf_hash: Buffer
  kind: string
  of_register: string | null
  of_record: string | null
  of_version: number
  entered_at: string
  receipt: string
  secret: Buffer | null
  salts: SaltScheme | null
  fields: string | null
  erased: ErasedPayload['cells'] | null
}

interface CheckpointRow {
  size: number
  root: Buffer
  compact_range: Buffer
  note: string
  recorded_at: string
  made_at: string
  seal: string | null
}

function rowsOf(scope: Scope): LedgerRows {
  return {
    ...pagedRows(scope),
    ...rowsBeside(scope),
    ...facetRows(scope),
    collectedOf: (records) =>
      scope.rows<CollectedRow>({
        text: `SELECT ${collectedColumns} FROM ledger.collected
               WHERE org_id = $1 AND record = ANY ($2::uuid[]) ORDER BY record, item`,
        values: [scope.org, records],
      }),
    collectedRecords: async () => {
      const rows = await scope.rows<{ record: string }>({
        text: 'SELECT DISTINCT record FROM ledger.collected WHERE org_id = $1 ORDER BY record',
        values: [scope.org],
      })
      return rows.map(({ record }) => record)
    },
    searchParts: () => readParts(scope),
    searched: (part) => searchedRecords(scope, part),
    searchPieces: ({ from }) => searchPieces(scope, from),
    reportFiles: () => reportFiles(scope),
    head: async () => {
      type Row = { size: number; root: Buffer; compact_range: Buffer; recorded_at: string | null }
      const [row] = await scope.rows<Row>({
        text: `SELECT size, root, compact_range, recorded_at FROM ledger.log_head
               WHERE org_id = $1`,
        values: [scope.org],
      })
      if (row === undefined) return null
      const { size, compact_range: range, recorded_at: recordedAt } = row
      return { size, range, recordedAt, root: toBase64(row.root) }
    },
    checkpoints: () => checkpoints(scope),
    tile: async ({ level, index }) => {
      const [row] = await scope.rows<{ hashes: Buffer }>({
        name: 'audit-tile',
        text: 'SELECT hashes FROM ledger.tile WHERE org_id = $1 AND level = $2 AND index = $3',
        values: [scope.org, level, index],
      })
      return row?.hashes ?? null
    },
    keys: () => readAnnouncedKeys(scope),
    packs: async () => {
      const rows = await scope.rows<{ digest: string }>({
        text: `SELECT p.digest FROM ledger.pack_version v
               JOIN ledger.pack p ON p.digest = v.digest
               WHERE v.org_id = $1 ORDER BY p.digest`,
        values: [scope.org],
      })
      return rows.map(({ digest }) => digest)
    },
    packFiles: async (digest) => {
      const [row] = await scope.rows<{ files: Record<string, string> }>({
        text: `SELECT p.files FROM ledger.pack_version v JOIN ledger.pack p ON p.digest = v.digest
               WHERE v.org_id = $1 AND v.digest = $2`,
        values: [scope.org, digest],
      })
      return row?.files ?? null
    },
    strayPayloads: async (since) => {
      const rows = await scope.rows<{ index: number }>({
        text: `SELECT p.index FROM ledger.payload p LEFT JOIN ledger.entry e
                 ON e.org_id = p.org_id AND e.index = p.index AND e.index >= $2
               WHERE p.org_id = $1 AND p.index >= $2 AND e.index IS NULL ORDER BY p.index`,
        values: [scope.org, since],
      })
      return rows.map((row) => row.index)
    },
  }
}

async function checkpoints(scope: Scope): Promise<AuditedCheckpoint[]> {
  const rows = await scope.rows<CheckpointRow>({
    text: `SELECT size, root, compact_range, note, recorded_at, made_at, seal
           FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size`,
    values: [scope.org],
  })
  return rows.map(({ compact_range: range, recorded_at, made_at, ...row }) => ({
    ...row,
    range,
    recordedAt: recorded_at,
    madeAt: made_at,
  }))
}

function pagedRows(
  scope: Scope,
): Pick<
  LedgerRows,
  'entries' | 'records' | 'recordCount' | 'recordsById' | 'recordsOf' | 'headsBefore' | 'answers'
> {
  return {
    // One look for each: a join would read a unit from its beginning for every page.
    entries: async (from, count) => {
      const rows = await scope.rows<EntryRow & (AuditedRow | { id: null })>({
        name: 'audit-entries',
        text: `SELECT e.index, e.leaf, e.leaf_hash, e.kind, e.register AS of_register,
                 e.record AS of_record, e.version AS of_version, e.recorded_at AS entered_at,
                 e.receipt, p.*, r.*
               FROM (SELECT * FROM ledger.entry WHERE org_id = $1 AND index >= $2
                 ORDER BY index LIMIT $3) e
               LEFT JOIN LATERAL (SELECT p.secret, p.salts, p.fields, p.erased
                 FROM ledger.payload p WHERE p.org_id = $1 AND p.index = e.index LIMIT 1) p ON true
               LEFT JOIN LATERAL (SELECT ${recordColumns}, title, search FROM ledger.record r
                 WHERE r.org_id = $1 AND r.id = e.record AND r.entry = e.index LIMIT 1) r ON true
               ORDER BY e.index`,
        values: [scope.org, from, count],
      })
      return rows.map(auditedEntry)
    },
    records: async ({ after, count, since }) => {
      const rows = await scope.rows<AuditedRow>({
        name: 'audit-records',
        text: `SELECT ${recordColumns}, title, search FROM ledger.record r
               WHERE org_id = $1 AND ($2::uuid IS NULL OR id > $2) AND entry >= $4
               ORDER BY id LIMIT $3`,
        values: [scope.org, after, count, since],
      })
      return rows.map(auditedRecord)
    },
    recordCount: async (since) => {
      const [row] = await scope.rows<{ count: number }>({
        text: 'SELECT count(*) AS count FROM ledger.record WHERE org_id = $1 AND entry >= $2',
        values: [scope.org, since],
      })
      return row?.count ?? 0
    },
    recordsOf: async (register) => {
      const rows = await scope.rows<AuditedRow>({
        text: `SELECT ${recordColumns}, title, search FROM ledger.record r
               WHERE org_id = $1 AND register = $2 ORDER BY id`,
        values: [scope.org, register],
      })
      return rows.map(auditedRecord)
    },
    headsBefore: (index, records) => headsBefore(scope, index, records),
    recordsById: async (ids) => {
      const rows = await scope.rows<AuditedRow>({
        name: 'audit-records-by-id',
        text: `SELECT ${recordColumns}, title, search FROM ledger.record r
               WHERE org_id = $1 AND id = ANY ($2::uuid[]) ORDER BY id`,
        values: [scope.org, ids],
      })
      return rows.map(auditedRecord)
    },
    answers: ({ after, count, since }) =>
      scope.rows<{ key: string; digest: string; index: number }>({
        name: 'audit-answers',
        text: `SELECT key, digest, index FROM ledger.answer
               WHERE org_id = $1 AND ($2::text IS NULL OR key > $2)
                 AND (index >= $4 OR index < 0) ORDER BY key LIMIT $3`,
        values: [scope.org, after, count, since],
      }),
  }
}

async function headsBefore(
  scope: Scope,
  index: number,
  records: readonly string[],
): Promise<ReadonlyMap<string, RecordHead>> {
  type Row = Omit<RecordHead, 'leafHash'> & { id: string; leafHash: Buffer }
  const rows = await scope.rows<Row>({
    text: `SELECT DISTINCT ON (e.record) e.record AS id, e.register, e.version,
             e.leaf_hash AS "leafHash", f.index AS "firstEntry", f.recorded_at AS "firstRecordedAt"
           FROM ledger.entry e JOIN ledger.entry f
             ON f.org_id = e.org_id AND f.record = e.record AND f.version = 1
           WHERE e.org_id = $1 AND f.org_id = $1 AND e.record = ANY ($2::uuid[]) AND e.index < $3
           ORDER BY e.record, e.version DESC`,
    values: [scope.org, records, index],
  })
  return new Map(
    rows.map(({ id, leafHash, ...head }) => [id, { ...head, leafHash: toBase64(leafHash) }]),
  )
}

// The text is that of `facetKey`, behind the key of a check.
const summed = `('x' || encode(substr(sha256(convert_to(
  $2 || ' ' || id || ' ' || coalesce(nullif(day, '-infinity')::text, '') || ' ' || length(register)
    || ' ' || length(field) || ' ' || register || field || value,
  'UTF8')), 1, 8), 'hex'))::bit(64)::bigint`

function facetRows(scope: Scope): Pick<LedgerRows, 'missingFacets' | 'facetSum' | 'facets'> {
  const stored = "register, field, value, nullif(day, '-infinity') AS day, id"
  // One look into the index for each: a join would read all facets of the unit for every page.
  return {
    missingFacets: (expected) =>
      scope.rows<RecordFacet>({
        name: 'audit-missing-facets',
        text: `SELECT ${stored} FROM ${facetUnnest} AS expected (register, field, value, day, id)
                 LEFT JOIN LATERAL (SELECT true AS found FROM ledger.facet f
                   WHERE f.org_id = $1 AND f.register = expected.register
                     AND f.field = expected.field AND f.value = expected.value
                     AND f.day = expected.day AND f.id = expected.id LIMIT 1) f ON true
               WHERE f.found IS NULL ORDER BY register, field, value, day, id`,
        values: [scope.org, ...facetColumns(expected)],
      }),
    facetSum: async (key) => {
      const [row] = await scope.rows<{ sum: string }>({
        text: `SELECT sum(${summed})::text AS sum FROM ledger.facet WHERE org_id = $1`,
        values: [scope.org, key],
      })
      return BigInt(row?.sum ?? 0)
    },
    facets: (after, count) => {
      const place =
        after === null
          ? []
          : [after.register, after.field, after.value, after.day ?? withoutDay, after.id]
      return scope.rows<RecordFacet>({
        text: `SELECT ${stored} FROM ledger.facet WHERE org_id = $1 ${
          after === null ? '' : 'AND (register, field, value, day, id) > ($3, $4, $5, $6, $7)'
        } ORDER BY register, field, value, day, id LIMIT $2`,
        values: [scope.org, count, ...place],
      })
    },
  }
}

async function reportFiles(scope: Scope): Promise<AuditedReportFile[]> {
  type Row = { record: string; kind: string; digest: string; actual: Buffer }
  const rows = await scope.rows<Row>({
    text: `SELECT record, kind, digest, sha256(bytes) AS actual FROM ledger.report_file
           WHERE org_id = $1 ORDER BY record, kind, digest`,
    values: [scope.org],
  })
  return rows.map(({ actual, ...row }) => ({ ...row, actual: toBase64(actual) }))
}

type AuditedRow = RecordRow & { title: string; search: string }

function auditedRecord(row: AuditedRow): AuditedRecord {
  return { record: ledgerRecord(row), title: row.title, search: row.search }
}

function auditedEntry(row: EntryRow & (AuditedRow | { id: null })): AuditedEntry {
  return {
    index: row.index,
    leafText: row.leaf,
    leafHash: row.leaf_hash,
    kind: row.kind,
    register: row.of_register,
    record: row.of_record,
    version: row.of_version,
    recordedAt: row.entered_at,
    receipt: row.receipt,
    secret: row.secret,
    salts: row.salts,
    fields: row.fields,
    erased: row.erased,
    row: row.id === null ? null : auditedRecord(row),
  }
}
