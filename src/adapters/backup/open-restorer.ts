import { existsSync, renameSync, rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { ClientConfig } from 'pg'
import type {
  Backup,
  BackupProgress,
  KnownPosition,
  Restorer,
  RestoreTarget,
} from '../../app/ports/backup-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { toBase64 } from '../../log/base64.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { readSeal } from '../../log/checkpoint-seal.ts'
import { parseNote } from '../../log/signed-note.ts'
import { folderBlobs } from '../blobs/folder-blobs.ts'
import { isDatabaseAway, newDatabaseAway } from '../embedded/database-place.ts'
import { findEmbedded, startEmbedded } from '../embedded/embedded.ts'
import { isOwn, isThere, ownSign } from '../embedded/process-sign.ts'
import { watchRoom } from '../embedded/said-by-database.ts'
import { writeInstallation } from '../postgres/bind-folder.ts'
import { databaseTrouble } from '../postgres/database-refusal.ts'
import { openAuditor } from '../postgres/open-auditor.ts'
import { installationOf, loginsOf } from '../postgres/roles.ts'
import { newestSealsIn, placeNewest } from '../signing/kept-seals.ts'
import type { CopyFiles } from './copy-place.ts'
import { checkTarget, loadDatabase } from './load-database.ts'
import { listBackups, newestName, seenIn } from './open-backups.ts'
import type { BackupMembers } from './read-backup-file.ts'
import { openMembers, verifyBackup } from './read-backup-file.ts'
import type { RestoreMark } from './restore-mark.ts'
import { isUnused, readMark, removeMark, writeMark } from './restore-mark.ts'
import { keptKeys, openSealedKeys, placeKeys } from './sealed-keys.ts'

/** Where a backup is put back. */
export interface RestorePlace {
  /** The data folder that shall hold it. */
  readonly data: string
  /** DATABASE_URL; null makes a database under the data folder. */
  readonly database: ClientConfig | null
  readonly clock: { now(): number }
  /** Where the backup is read. */
  readonly files: CopyFiles
}

/** Puts a backup into the data folder and database given. */
export function openRestorer(place: RestorePlace): Restorer {
  const data = resolve(place.data)
  const { files } = place
  return {
    verify: (path, onProgress) => verifyBackup(files, path, onProgress ? { onProgress } : {}),
    load: (request) => load({ ...place, data }, request),
    knownBeside: async (path, keys) => [
      ...(await knownIn(files, files.folderOf(path))),
      ...(keys === null ? [] : await signedIn(keys)),
    ],
    statedIn: async (path) => {
      const stated = positionIn(await readFile(path, 'utf8').catch(() => ''))
      return stated ?? noCheckpoint(path)
    },
    finish: async (backup, older) => {
      if (older.length === 0) removeMark(data)
      else writeMark(data, { state: 'older', backup: backup.path, older })
    },
    older: async () => {
      const mark = readMark(data)
      return mark?.state === 'older' ? mark.older : null
    },
    acknowledged: async () => removeMark(data),
  }
}

async function load(
  { data, database, clock, files }: RestorePlace,
  request: Parameters<Restorer['load']>[0],
): Promise<RestoreTarget> {
  const { backup } = request
  const members = await openMembers(files, backup)
  const closing: (() => Promise<unknown>)[] = [() => members.close()]
  let putBack: Room['putBack'] = () => {}
  let wentFull: ReturnType<typeof watchRoom> = () => null
  try {
    // All that can be refused is asked before the folder in use, and the keys in it, is moved.
    const keyFiles = await keyFilesOf(request, members)
    if (database !== null) await checkTarget(database, backup)
    const room = await makeRoom(data, { replace: request.replace, now: clock.now() })
    putBack = room.putBack
    const { replaced } = room
    const by = ownSign()
    const mark = { state: 'unfinished', backup: backup.path, older: [], replaced, by } as const
    writeMark(data, mark)
    // Said before it is made: begun anew, it goes with the folder.
    const away = database === null ? newDatabaseAway(data) : null
    if (away !== null) writeMark(data, { ...mark, database: away })
    if (database === null) wentFull = watchRoom(data)
    const connection = database ?? (await started(data, closing))
    await loadDatabase(connection, { backup, members }, request.onProgress)
    await placeFiles(join(data, 'files'), members, request.onProgress)
    const keysDir = join(data, 'keys')
    placeKeys(keysDir, keyFiles)
    await placeNewest(keysDir, await newestIn(members))
    const installation = installationOf((await loginsOf(connection)).names)
    if (installation !== null) writeInstallation(data, installation)
    const auditor = await openAuditor({ connection })
    closing.push(() => auditor.close())
    const withoutKeys = backup.manifest.logs
      .filter(({ publicId }) =>
        ['log', 'receipt'].some((purpose) => !(`${publicId}.${purpose}.skey` in keyFiles)),
      )
      .map(({ origin }) => origin)
    const blobs = folderBlobs(join(data, 'files'))
    const newest = newestSealsIn(keysDir)
    return { auditor, blobs, newest, withoutKeys, close: () => closeAll(closing) }
  } catch (error) {
    // What went wrong first is what somebody must know.
    const isClosed = await closeAll(closing).then(
      () => true,
      () => false,
    )
    const full = databaseTrouble(error) === 'away' ? wentFull() : null
    putBack({ isClosed })
    // Its own server ended, which nobody who is told to check DATABASE_URL could mend.
    throw full ?? error
  }
}

async function keyFilesOf(
  { keys, passphrase }: Parameters<Restorer['load']>[0],
  members: BackupMembers,
): Promise<Readonly<Record<string, string>>> {
  if (keys !== null) return keptKeys(keys)
  if (passphrase === null || !members.names.includes('keys.sealed')) return {}
  return openSealedKeys(await members.read('keys.sealed'), passphrase)
}

async function started(data: string, closing: (() => Promise<unknown>)[]): Promise<ClientConfig> {
  const embedded = await startEmbedded({ home: data })
  closing.push(() => embedded.stop())
  return embedded.connection
}

async function closeAll(closing: readonly (() => Promise<unknown>)[]): Promise<void> {
  for (const close of closing.toReversed()) await close()
}

/** Where a backup can be put back. */
interface Room {
  /** The folder that stood there before, under its new name; null: none did. */
  readonly replaced: string | null
  /** Moves that back, and takes away what this restore began in its place, once all is closed. */
  putBack(begun: { readonly isClosed: boolean }): void
}

/**
 * Refuses with `restore.not-empty`, `restore.running`, or `database.in_use` by the server that has
 * it, or moves what is there aside; nothing is ever deleted but what an earlier restore began and
 * did not end: that is in its backup, and is begun anew.
 */
async function makeRoom(
  data: string,
  { replace, now }: { replace: boolean; now: number },
): Promise<Room> {
  const none: Room = { replaced: null, putBack: () => {} }
  if (isUnused(data)) return none
  const mark = readMark(data)
  const isBegun = mark?.state === 'unfinished'
  // A database that lies elsewhere would stay behind under the same name.
  if (!isBegun && (!replace || isDatabaseAway(data))) folderNotEmpty(data)
  // This process does one at a time: what it began before, failed.
  if (isBegun && mark.by && mark.by.pid !== process.pid && isThere(mark.by)) {
    beingRestored(data, mark.by.pid)
  }
  // Whoever ran it may have been killed: one that nobody has is stopped, any other refused.
  if ((await findEmbedded({ home: data })) !== null) {
    const left = await startEmbedded({ home: data })
    await left.stop()
  }
  if (isBegun) {
    takeAway(data, mark)
    return { ...none, replaced: mark.replaced ?? null }
  }
  const stamp = new Date(now).toISOString().slice(0, 19).replace(/\D/g, '')
  const replaced = `${data}.replaced-${stamp}`
  renameSync(data, replaced)
  const putBack: Room['putBack'] = ({ isClosed }) => {
    const begun = existsSync(data) ? `${data}.unfinished-${stamp}` : null
    if (begun !== null) renameSync(data, begun)
    renameSync(replaced, data)
    if (begun !== null && isClosed) takeAwayOwn(begun)
  }
  return { replaced, putBack }
}

/** What a restore began, with the database that it made elsewhere. */
function takeAway(begun: string, mark: RestoreMark | null): void {
  const away = mark?.database
  if (away !== undefined) rmSync(away, { recursive: true, force: true })
  rmSync(begun, { recursive: true })
}

/**
 * All that this process restored, which fills the disk that may have been too small for it. Where
 * its database did not end, or the disk lets nothing go, it stays under the name that tells it.
 */
function takeAwayOwn(begun: string): void {
  const mark = readMark(begun)
  const isOurs = mark === null ? isUnused(begun) : isOwn(mark.by)
  if (!isOurs) return
  try {
    takeAway(begun, mark)
  } catch {
    // What kept the restore from its end is what somebody must know.
  }
}

async function placeFiles(
  folder: string,
  members: BackupMembers,
  onProgress: BackupProgress = () => {},
): Promise<void> {
  const blobs = folderBlobs(folder)
  let bytes = 0
  for (const name of members.names) {
    const [, org, sha256] = /^files\/(\d{1,15})\/([0-9a-f]{64})$/.exec(name) ?? []
    if (org === undefined || sha256 === undefined) continue
    const content = await members.read(name)
    await blobs.put(Number(org), { sha256, bytes: content })
    bytes += content.length
    onProgress({ rows: 0, bytes, of: null })
  }
}

/** What was kept beside the keys when the backup was made; nothing in one of an older version. */
async function newestIn(members: BackupMembers): Promise<Readonly<Record<string, string>>> {
  if (!members.names.includes(newestName)) return {}
  const given = JSON.parse((await members.read(newestName)).toString('utf8')) as object
  return Object.fromEntries(
    Object.entries(given).filter((one): one is [string, string] => typeof one[1] === 'string'),
  )
}

/** How far the logs of a keys folder were signed: an older backup is seen to be older by it. */
async function signedIn(keys: string): Promise<readonly KnownPosition[]> {
  const seals = [...((await newestSealsIn(keys)()) ?? new Map<string, string>()).values()]
  return seals.flatMap((note) => readSeal('newest', note) ?? [])
}

async function knownIn(files: CopyFiles, folder: string): Promise<readonly KnownPosition[]> {
  const kept = [...(await seenIn(files, folder)).values()]
    .map(positionIn)
    .filter((one) => one !== null)
  const { copies } = await listBackups(files, folder)
  return [
    ...kept,
    ...copies.flatMap(({ manifest }: Backup) =>
      manifest.logs.map(({ origin, size, root }) => ({ origin, size, root })),
    ),
  ]
}

function positionIn(note: string): KnownPosition | null {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!checkpoint.ok) return null
  const { origin, size, root } = checkpoint.checkpoint
  return { origin, size, root: toBase64(root) }
}

function noCheckpoint(path: string): never {
  return refuse('restore.expect', {
    at: [path],
    text: {
      zh: `“${path}”不是检查点，也不是“条数:根”。`,
      en: `“${path}” is neither a checkpoint nor size:root.`,
    },
    hint: {
      zh: '请给出检查点文件，或形如 1234:根（Base64）的文字。',
      en: 'Give a file with a checkpoint, or text such as 1234:ROOT (Base64).',
    },
  })
}

function beingRestored(data: string, pid: number): never {
  return refuse('restore.running', {
    at: [data],
    text: {
      zh: `另一个进程（进程号 ${pid}）正在恢复到 ${data}。`,
      en: `Another process (${pid}) is restoring to ${data}.`,
    },
    hint: {
      zh: '请等它办完；或先停止它，再运行一次，会从头恢复。',
      en: 'Wait until it is done; or stop it first and run this again, which begins anew.',
    },
  })
}

function folderNotEmpty(data: string): never {
  return refuse('restore.not-empty', {
    at: [data],
    text: { zh: `目录 ${data} 不是空的。`, en: `The folder ${data} is not empty.` },
    hint: {
      zh: '请指定一个新目录；或停止服务后加 --replace，原目录会改名保留。',
      en: 'Name a new folder; or stop the server and add --replace, which keeps the old one under another name.',
    },
  })
}
