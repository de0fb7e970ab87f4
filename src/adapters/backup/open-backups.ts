import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import type { ClientBase, ClientConfig } from 'pg'
import type { Blobs } from '../../app/ports/attachment-ports.ts'
import type { NewestSeals } from '../../app/ports/audit-ports.ts'
import type {
  BackedUpLog,
  BackedUpTable,
  BackupManifest,
  Backups,
  ListedBackups,
  MakeBackup,
} from '../../app/ports/backup-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { parseNote } from '../../log/signed-note.ts'
import { cancelled } from './backup-fault.ts'
import type { CopyFiles } from './copy-place.ts'
import { manifestIn, verifyBackup } from './read-backup-file.ts'
import { sealKeys } from './sealed-keys.ts'
import type { Snapshot } from './snapshot.ts'
import { rowsOf, withSnapshot } from './snapshot.ts'
import type { BackupWriter, Said } from './write-backup-file.ts'
import { writeBackupFile } from './write-backup-file.ts'

/** What backups are made of. */
export interface BackupParts {
  readonly connection: ClientConfig
  /** Null: the signer service has the keys. */
  readonly keysDir: string | null
  readonly newestSeals: NewestSeals
  readonly blobs: Pick<Blobs, 'read'>
  readonly files: CopyFiles
  /** Where the copies of each night lie. */
  readonly folder: string
  readonly version: string
  readonly clock: { now(): number }
}

const compressed = promisify(gzip)

const seenName = 'checkpoints.json'

/** The part that holds what was kept beside the keys of each log. */
export const newestName = 'newest.json'

/** Backups of one open ledger. */
export function openBackups(parts: BackupParts): Backups {
  const { files, folder } = parts
  return {
    folder,
    make: async (request) => {
      const { path, since, signal } = request
      // Before the snapshot: what is kept beside the keys is then behind its rows, never ahead.
      const newest = (await parts.newestSeals()) ?? new Map<string, string>()
      return writeBackupFile({ copies: files, path, since, signal }, (writer) =>
        withSnapshot(parts.connection, (snapshot) =>
          fill({ ...parts, newest }, request, { writer, snapshot }),
        ),
      )
    },
    verify: (path, onProgress, signal) =>
      verifyBackup(files, path, {
        ...(onProgress ? { onProgress } : {}),
        ...(signal ? { signal } : {}),
      }),
    list: (at) => listBackups(files, at),
    remove: files.remove,
    makeRoom: files.makeRoom,
    remember: (at, logs) => remember(files, at, logs),
  }
}

const readme = `台账备份。用 taizhang restore 恢复；manifest.json 是清单，seal.txt 是封签。
rows/ 下每个文件是一张表的一部分：gzip 压缩，每行一条记录，各列按清单中的次序写成文本。
files/ 下是附件，文件名是其 SHA-256。清单中写有 in 的部分不在本文件，而在同一目录的那份备份中。

A backup of Taizhang; \`taizhang restore\` puts it back. manifest.json lists what is in it and
seal.txt closes it. Each file under rows/ is a part of a table: gzip, a JSON array of text a row,
columns in the order of the manifest. Files under files/ are attachments named by their SHA-256.
A part for which the manifest says "in" lies in the copy of that name in the same folder.
`

async function fill(
  parts: BackupParts & { readonly newest: ReadonlyMap<string, string> },
  request: MakeBackup,
  { writer, snapshot }: { writer: BackupWriter; snapshot: Snapshot },
): Promise<Said> {
  await writer.add('README.txt', Buffer.from(readme))
  const tables = await addTables(request, { writer, snapshot })
  const files = await addFiles(parts, request, { writer, snapshot })
  const newest = JSON.stringify(Object.fromEntries(parts.newest), null, 1)
  await writer.add(newestName, Buffer.from(`${newest}\n`))
  if (request.passphrase !== null) {
    if (parts.keysDir === null) keysElsewhere()
    await writer.add('keys.sealed', sealKeys(parts.keysDir, request.passphrase))
  }
  return {
    madeAt: new Date(parts.clock.now()).toISOString(),
    version: parts.version,
    migrations: await migrationsIn(snapshot.client('meta')),
    logs: await logsIn(snapshot.client('ledger')),
    tables,
    sequences: snapshot.sequences,
    files,
    keys: request.passphrase === null ? 'left-out' : 'sealed',
  }
}

async function addTables(
  { onProgress, signal }: MakeBackup,
  { writer, snapshot }: { writer: BackupWriter; snapshot: Snapshot },
): Promise<readonly BackedUpTable[]> {
  const tables: BackedUpTable[] = []
  let all = 0
  for (const table of snapshot.tables) {
    const { name, columns } = table
    let rows = 0
    for await (const part of rowsOf(table)) {
      if (signal?.aborted === true) cancelled()
      rows += part.rows
      all += part.rows
      const member = `rows/${name}/${digestOf(columns, part.text)}.gz`
      if (writer.keep(member) === null) {
        await writer.add(member, await compressed(part.text, { level: 6 }))
      }
      onProgress?.({ rows: all, bytes: writer.bytes, of: null })
    }
    tables.push({ name, columns, rows })
  }
  return tables
}

/** What a part holds: the same rows under other columns are another. */
function digestOf(columns: readonly string[], text: string): string {
  return createHash('sha256').update(JSON.stringify(columns)).update(text).digest('base64url')
}

async function addFiles(
  { blobs }: BackupParts,
  { onProgress, signal }: MakeBackup,
  { writer, snapshot }: { writer: BackupWriter; snapshot: Snapshot },
): Promise<BackupManifest['files']> {
  const missing: string[] = []
  let count = 0
  let bytes = 0
  const { rows } = await snapshot.client('ledger').query<{ org_id: string; sha256: string }>(
    `SELECT DISTINCT org_id, sha256 FROM ledger.attachment
     WHERE state IN ('waiting', 'kept') ORDER BY org_id, sha256`,
  )
  for (const { org_id: org, sha256 } of rows) {
    if (signal?.aborted === true) cancelled()
    const name = `files/${org}/${sha256}`
    const kept = writer.keep(name)
    const content = kept === null ? await blobs.read(Number(org), sha256) : null
    if (typeof content === 'string') {
      missing.push(`${org}/${sha256}`)
      continue
    }
    if (content !== null) await writer.add(name, content)
    count += 1
    bytes += kept?.bytes ?? content?.length ?? 0
    onProgress?.({ rows: 0, bytes: writer.bytes, of: null })
  }
  return { count, bytes, missing }
}

async function migrationsIn(client: ClientBase): Promise<BackupManifest['migrations']> {
  const { rows } = await client.query<{ number: string; digest: string }>(
    'SELECT number, digest FROM meta.migration ORDER BY number',
  )
  return rows.map(({ number, digest }) => ({ number: Number(number), digest }))
}

async function logsIn(client: ClientBase): Promise<readonly BackedUpLog[]> {
  type Row = { [key in 'origin' | 'public_id' | 'name_zh' | 'name_en' | 'size' | 'root']: string }
  const { rows } = await client.query<Row & { note: string | null }>(
    `SELECT o.origin, o.public_id, o.name_zh, o.name_en, h.size,
       encode(h.root, 'base64') AS root, c.note
     FROM ledger.organisation o JOIN ledger.log_head h ON h.org_id = o.org_id
     LEFT JOIN (SELECT DISTINCT ON (org_id) org_id, note FROM ledger.checkpoint
                ORDER BY org_id, size DESC) c ON c.org_id = h.org_id
     ORDER BY o.path`,
  )
  return rows.map((row) => ({
    origin: row.origin,
    publicId: row.public_id,
    name: { zh: row.name_zh, en: row.name_en },
    size: Number(row.size),
    root: row.root,
    checkpoint: row.note,
  }))
}

/** Looks at each file of a folder once. Fails where the place cannot be reached. */
export async function listBackups(files: CopyFiles, folder: string): Promise<ListedBackups> {
  const paths = await files.list(folder, '.tar')
  const found = await Promise.all(paths.map((path) => manifestIn(files, path)))
  return {
    copies: found
      .filter((one) => one !== null)
      .toSorted((a, b) => (a.manifest.madeAt < b.manifest.madeAt ? 1 : -1)),
    unreadable: paths.filter((_, at) => found[at] === null),
  }
}

/** Signed checkpoints by origin that were kept in a folder. */
export async function seenIn(
  files: CopyFiles,
  folder: string,
): Promise<ReadonlyMap<string, string>> {
  try {
    const kept = JSON.parse((await files.readText(`${folder}/${seenName}`)) ?? '') as object
    return new Map(
      Object.entries(kept).filter((one): one is [string, string] => typeof one[1] === 'string'),
    )
  } catch {
    return new Map()
  }
}

async function remember(
  files: CopyFiles,
  folder: string,
  logs: readonly BackedUpLog[],
): Promise<void> {
  const kept = new Map(await seenIn(files, folder))
  for (const { origin, checkpoint } of logs) {
    if (checkpoint !== null && sizeIn(checkpoint) >= sizeIn(kept.get(origin) ?? '')) {
      kept.set(origin, checkpoint)
    }
  }
  const text = `${JSON.stringify(Object.fromEntries(kept), null, 1)}\n`
  await files.writeText(`${folder}/${seenName}`, text)
}

/** Size and root (base64) that a signed note states; null for what is none. */
function statedIn(note: string): { size: number; root: string } | null {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!checkpoint.ok) return null
  const { size, root } = checkpoint.checkpoint
  return { size, root: toBase64(root) }
}

function sizeIn(note: string): number {
  return statedIn(note)?.size ?? -1
}

function keysElsewhere(): never {
  return refuse('backup.keys-elsewhere', {
    text: {
      zh: '密钥由签署服务掌管，这里没有，无法封存。',
      en: 'The signer service has the keys; there are none here to seal.',
    },
    hint: {
      zh: '请在签署服务所在的机器上备份，或不带口令备份。',
      en: 'Make the copy on the machine of the signer service, or without a passphrase.',
    },
  })
}
