import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Pool } from 'pg'
import type { ImportStore, StoredImport, WrittenRows } from '../../../app/ports/import-ports.ts'
import { isRecordId } from '../../../ledger/record/record.ts'
import type { Mapping } from '../../../ledger/sheet/mapping.ts'
import type { Cell, SheetTable } from '../../../ledger/sheet/table.ts'
import type { PackedRow } from '../../sheet/packed-rows.ts'
import { packedParts, unpackedPart } from '../../sheet/packed-rows.ts'
import type { Scope } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

const [packedBytes, unpackedBytes] = [promisify(gzip), promisify(gunzip)]

/** Imports in PostgreSQL, each statement inside the context of one organisation. */
export function openImports(pool: Pool): ImportStore {
  const { reading, writing } = transactionsOver(pool)
  return {
    add: (org, added) => writing(org, (scope) => addImport(scope, added)),
    list: (org) => reading(org, listImports),
    read: (org, id) => reading(org, (scope) => readImport(scope, id)),
    table: (org, id, name) => reading(org, (scope) => readTable(scope, { id, name })),
    change: (org, change) => writing(org, (scope) => changeImport(scope, change)),
    note: (org, noted) =>
      writing(org, async (scope) => {
        scope.send({
          name: 'note-import',
          text: `UPDATE ledger.import SET counts = $4, state = $5
                 WHERE org_id = $1 AND id = $2 AND version = $3 AND state <> 'gone'`,
          values: [org, noted.id, noted.version, JSON.stringify(noted.counts), noted.state],
        })
      }),
    written: (org, of) => reading(org, (scope) => writtenRows(scope, of)),
    noteWritten: (org, of) => writing(org, async (scope) => noteWritten(scope, of)),
    remove: (org, id) =>
      writing(org, async (scope) => {
        return (await emptied(scope, { text: 'id = $2', values: [id] })) === 1
      }),
    removeOld: (org, { done, untouched }) =>
      writing(org, (scope) =>
        emptied(scope, {
          text: `touched_at < CASE state WHEN 'done' THEN $2::timestamptz
                   ELSE $3::timestamptz END`,
          values: [done, untouched],
        }),
      ),
    remembered: (org, registers) => reading(org, (scope) => rememberedMappings(scope, registers)),
    remember: (org, { headers, mapping, at }) =>
      writing(org, async (scope) => {
        scope.send({
          name: 'remember-mapping',
          text: `INSERT INTO ledger.import_mapping (org_id, register, headers, mapping, used_at)
                 VALUES ($1, $2, $3, $4, $5)
                 ON CONFLICT (org_id, register, headers) DO UPDATE
                 SET mapping = excluded.mapping, used_at = excluded.used_at`,
          values: [org, mapping.register, headers, JSON.stringify(mapping), at],
        })
      }),
  }
}

interface ImportRow extends Omit<StoredImport, 'fileName' | 'broughtAt' | 'touchedAt'> {
  readonly file_name: string
  readonly brought_at: string
  readonly touched_at: string
}

const importColumns =
  'id, owner, file_name, version, state, tables, work, counts, brought_at, touched_at'

function importOf({ file_name, brought_at, touched_at, ...row }: ImportRow): StoredImport {
  return { ...row, fileName: file_name, broughtAt: brought_at, touchedAt: touched_at }
}

async function addImport(
  scope: Scope,
  { brought, tables, openMax }: Parameters<ImportStore['add']>[1],
): Promise<boolean> {
  const { id, owner, fileName, version, state, work, counts, broughtAt, touchedAt } = brought
  const rows = await scope.rows({
    name: 'add-import',
    text: `INSERT INTO ledger.import (org_id, ${importColumns})
           SELECT h.org_id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11
           FROM ledger.log_head h
           WHERE h.org_id = $1 AND (SELECT count(*) FROM ledger.import i
             WHERE i.org_id = $1 AND i.owner = $3 AND i.state IN ('open', 'stopped')) < $12
           RETURNING id`,
    values: [
      scope.org,
      id,
      owner,
      fileName,
      version,
      state,
      JSON.stringify(brought.tables),
      JSON.stringify(work),
      counts === null ? null : JSON.stringify(counts),
      broughtAt,
      touchedAt,
      openMax,
    ],
  })
  if (rows.length === 0) return false
  for (const [tableAt, table] of tables.entries()) await addParts(scope, { id, tableAt, table })
  return true
}

// Part by part: a million cells are many megabytes as one text.
async function addParts(
  scope: Scope,
  { id, tableAt, table }: { id: string; tableAt: number; table: SheetTable },
): Promise<void> {
  let part = 0
  for (const rows of packedParts(table)) {
    const bytes = await packedBytes(JSON.stringify(rows))
    await scope.rows({
      name: 'add-import-part',
      text: `INSERT INTO ledger.import_part (org_id, import, table_at, part, rows)
             VALUES ($1, $2, $3, $4, $5)`,
      values: [scope.org, id, tableAt, part, bytes],
    })
    part += 1
  }
}

async function listImports(scope: Scope): Promise<readonly StoredImport[]> {
  const rows = await scope.rows<ImportRow>({
    name: 'list-imports',
    text: `SELECT ${importColumns} FROM ledger.import WHERE org_id = $1 AND state <> 'gone'
           ORDER BY brought_at DESC, id LIMIT 1000`,
    values: [scope.org],
  })
  return rows.map(importOf)
}

async function readImport(scope: Scope, id: string): Promise<StoredImport | null> {
  if (!isRecordId(id)) return null
  const [row] = await scope.rows<ImportRow>({
    name: 'read-import',
    text: `SELECT ${importColumns} FROM ledger.import
           WHERE org_id = $1 AND id = $2 AND state <> 'gone'`,
    values: [scope.org, id],
  })
  return row === undefined ? null : importOf(row)
}

async function readTable(
  scope: Scope,
  { id, name }: { id: string; name: string },
): Promise<SheetTable | null> {
  const stored = await readImport(scope, id)
  const at = stored?.tables.findIndex((table) => table.name === name) ?? -1
  if (at < 0) return null
  const rows: (readonly Cell[])[] = []
  for (let part = 0; ; part += 1) {
    const [row] = await scope.rows<{ rows: Buffer }>({
      name: 'read-import-part',
      text: `SELECT rows FROM ledger.import_part
             WHERE org_id = $1 AND import = $2 AND table_at = $3 AND part = $4`,
      values: [scope.org, id, at, part],
    })
    if (row === undefined) return { name, rows }
    const text = (await unpackedBytes(row.rows)).toString()
    for (const one of unpackedPart(JSON.parse(text) as readonly PackedRow[])) rows.push(one)
  }
}

async function changeImport(
  scope: Scope,
  { id, expected, state, work, at }: Parameters<ImportStore['change']>[1],
): Promise<number | null> {
  const [row] = await scope.rows<{ version: number }>({
    name: 'change-import',
    text: `UPDATE ledger.import SET version = version + 1, state = $4, work = $5, touched_at = $6
           WHERE org_id = $1 AND id = $2 AND version = $3 AND state <> 'gone'
           RETURNING version`,
    values: [scope.org, id, expected, state, JSON.stringify(work), at],
  })
  return row?.version ?? null
}

/** Takes from imports all that somebody wrote; how many that were. */
async function emptied(
  scope: Scope,
  which: { readonly text: string; readonly values: readonly unknown[] },
): Promise<number> {
  const gone = await scope.rows<{ id: string }>({
    text: `UPDATE ledger.import SET state = 'gone', file_name = '', tables = '[]', work = '{}',
             counts = NULL
           WHERE org_id = $1 AND state <> 'gone' AND ${which.text} RETURNING id`,
    values: [scope.org, ...which.values],
  })
  scope.send({
    name: 'empty-import-parts',
    text: `UPDATE ledger.import_part SET rows = '' WHERE org_id = $1 AND import = ANY ($2::uuid[])`,
    values: [scope.org, gone.map(({ id }) => id)],
  })
  return gone.length
}

async function writtenRows(
  scope: Scope,
  { id, register, table }: WrittenRows,
): Promise<ReadonlyMap<number, string>> {
  const rows = await scope.rows<{ row: number; record: string }>({
    name: 'written-rows',
    text: `SELECT row, record FROM ledger.import_row
           WHERE org_id = $1 AND import = $2 AND register = $3 AND table_name = $4`,
    values: [scope.org, id, register, table],
  })
  return new Map(rows.map(({ row, record }) => [row, record]))
}

function noteWritten(
  scope: Scope,
  { id, register, table, rows, at }: Parameters<ImportStore['noteWritten']>[1],
): void {
  scope.send({
    name: 'note-written-rows',
    text: `INSERT INTO ledger.import_row (org_id, import, register, table_name, row, record)
           SELECT h.org_id, $2, $3, $4, w.*
           FROM ledger.log_head h, unnest($5::integer[], $6::uuid[]) AS w
           WHERE h.org_id = $1 ON CONFLICT DO NOTHING`,
    values: [scope.org, id, register, table, [...rows.keys()], [...rows.values()]],
  })
  scope.send({
    name: 'touch-import',
    text: `UPDATE ledger.import SET version = version + 1, touched_at = $3
           WHERE org_id = $1 AND id = $2 AND state <> 'gone'`,
    values: [scope.org, id, at],
  })
}

/** Of one unit; ledgers come in some shapes, not in thousands. */
const rememberedMax = 500

async function rememberedMappings(
  scope: Scope,
  registers: readonly string[],
): Promise<readonly Mapping[]> {
  const rows = await scope.rows<{ mapping: Mapping }>({
    name: 'remembered-mappings',
    text: `SELECT mapping FROM ledger.import_mapping
           WHERE org_id = $1 AND register = ANY ($2::text[])
           ORDER BY used_at DESC LIMIT ${rememberedMax}`,
    values: [scope.org, registers],
  })
  return rows.map(({ mapping }) => mapping)
}
