import type { Pool } from 'pg'
import type {
  KeptCosignature,
  ReceivedFile,
  ReceivedStore,
  WatchedKeyChange,
  WatchedLog,
  WatchedStep,
} from '../../../app/ports/received-ports.ts'
import type { Organisation, OrgId } from '../../../app/ports/store-ports.ts'
import { isRecordId } from '../../../ledger/record/record.ts'
import { fromBase64, toBase64 } from '../../../log/base64.ts'
import type { Checkpointer } from '../../signing/checkpointer.ts'
import type { StoredEntryRow } from '../stored-entry.ts'
import { storedEntry, storedEntryColumns, storedEntryFrom } from '../stored-entry.ts'
import type { Scope } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

/** What an organisation received and watches, in PostgreSQL. */
export function openReceived({
  pool,
  checkpointer,
  known,
}: {
  readonly pool: Pool
  readonly checkpointer: Checkpointer
  readonly known: (org: OrgId) => Promise<Organisation>
}): ReceivedStore {
  const { reading, writing } = transactionsOver(pool)
  return {
    watched: (org) => reading(org, listWatched),
    watch: (org, log) => writing(org, (scope) => insertWatched(scope, log)),
    advance: (org, step) => writing(org, (scope) => advanceWatched(scope, step)),
    changeKey: (org, change) => writing(org, (scope) => changeWatchedKey(scope, change)),
    addFormer: (org, key) => writing(org, async (scope) => sendFormer(scope, key)),
    spentKeys: (org, origin) => reading(org, (scope) => readSpentKeys(scope, origin)),
    cosign: async (org, checkpointText) => checkpointer.cosign(await known(org), checkpointText),
    keepFile: (org, file) => writing(org, async (scope) => sendFile(scope, file)),
    file: (org, record) => reading(org, (scope) => readFile(scope, record)),
    withFile: (org, records) => reading(org, (scope) => findFiles(scope, records)),
    keepCosignature: (org, one) => writing(org, async (scope) => sendCosignature(scope, one)),
  }
}

async function listWatched(scope: Scope): Promise<readonly WatchedLog[]> {
  const rows = await scope.rows<Omit<WatchedLog, 'root'> & { root: Buffer }>({
    name: 'list-watched',
    text: `SELECT origin, name, vkey, former, size, root, since FROM ledger.watched_log
           WHERE org_id = $1 ORDER BY name, origin`,
    values: [scope.org],
  })
  return rows.map((row) => ({ ...row, root: toBase64(row.root) }))
}

async function insertWatched(scope: Scope, log: WatchedLog): Promise<boolean> {
  const { origin, name, vkey, size, root, since } = log
  const rows = await scope.rows({
    name: 'insert-watched',
    text: `INSERT INTO ledger.watched_log (org_id, origin, name, vkey, size, root, since)
           VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (org_id, origin) DO NOTHING
           RETURNING origin`,
    values: [scope.org, origin, name, vkey, size, fromBase64(root), since],
  })
  return rows.length === 1
}

// Comparing and storing are one statement: two arrivals at once cannot both go on from one tree.
async function advanceWatched(scope: Scope, { origin, from, to }: WatchedStep): Promise<boolean> {
  const rows = await scope.rows({
    name: 'advance-watched',
    text: `UPDATE ledger.watched_log SET size = $4, root = $5
           WHERE org_id = $1 AND origin = $2 AND size = $3 RETURNING origin`,
    values: [scope.org, origin, from, to.size, fromBase64(to.root)],
  })
  return rows.length === 1
}

async function changeWatchedKey(
  scope: Scope,
  { origin, from, to, since }: WatchedKeyChange,
): Promise<boolean> {
  const rows = await scope.rows({
    name: 'change-watched-key',
    text: `UPDATE ledger.watched_log SET vkey = $4, since = $5, former = array_append(former, vkey)
           WHERE org_id = $1 AND origin = $2 AND vkey = $3 RETURNING origin`,
    values: [scope.org, origin, from, to, since],
  })
  return rows.length === 1
}

// Asked only where something came under a former key, so that no index need be kept for it.
async function readSpentKeys(scope: Scope, origin: string): Promise<readonly string[]> {
  const rows = await scope.rows<StoredEntryRow>({
    name: 'read-spent-keys',
    text: `SELECT ${storedEntryColumns} FROM ${storedEntryFrom}
           WHERE e.org_id = $1 AND e.kind = 'key' ORDER BY e.index`,
    values: [scope.org],
  })
  return rows.map(storedEntry).flatMap(({ values: said }): readonly string[] => {
    const { how, log, logKeyBefore: key } = said ?? {}
    const isSpent = how === 'accepted' || how === 'led-back'
    return isSpent && log === origin && typeof key === 'string' ? [key] : []
  })
}

function sendFormer(
  scope: Scope,
  { origin, vkey }: { readonly origin: string; readonly vkey: string },
): void {
  scope.send({
    name: 'add-former-key',
    text: `UPDATE ledger.watched_log SET former = array_prepend($3, former)
           WHERE org_id = $1 AND origin = $2 AND vkey <> $3 AND NOT former @> ARRAY[$3]`,
    values: [scope.org, origin, vkey],
  })
}

function sendFile(scope: Scope, { record, sha256, bytes, receivedAt }: ReceivedFile): void {
  scope.send({
    name: 'keep-received',
    text: `INSERT INTO ledger.received_file (org_id, record, sha256, bytes, received_at)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT (org_id, record) DO NOTHING`,
    values: [scope.org, record, sha256, Buffer.from(bytes), receivedAt],
  })
}

async function readFile(scope: Scope, record: string): Promise<ReceivedFile | null> {
  if (!isRecordId(record)) return null
  const [row] = await scope.rows<{ sha256: string; bytes: Buffer; received_at: string }>({
    name: 'read-received',
    text: `SELECT sha256, bytes, received_at FROM ledger.received_file
           WHERE org_id = $1 AND record = $2`,
    values: [scope.org, record],
  })
  if (row === undefined) return null
  return { record, sha256: row.sha256, bytes: row.bytes, receivedAt: row.received_at }
}

async function findFiles(scope: Scope, records: readonly string[]): Promise<ReadonlySet<string>> {
  if (records.length === 0) return new Set()
  const rows = await scope.rows<{ record: string }>({
    name: 'find-received',
    text: `SELECT record FROM ledger.received_file
           WHERE org_id = $1 AND record = ANY($2::uuid[])`,
    values: [scope.org, [...records]],
  })
  return new Set(rows.map(({ record }) => record))
}

function sendCosignature(scope: Scope, { size, witness, line }: KeptCosignature): void {
  scope.send({
    name: 'keep-cosignature',
    text: `INSERT INTO ledger.cosignature (org_id, size, witness, line)
           VALUES ($1, $2, $3, $4) ON CONFLICT (org_id, size, witness) DO NOTHING`,
    values: [scope.org, size, witness, line],
  })
}
