import { createHash } from 'node:crypto'
import type { Backup, BackupManifest, BackupMember } from '../../app/ports/backup-ports.ts'
import { cancelled } from './backup-fault.ts'
import type { CopyFiles, UnfinishedCopy } from './copy-place.ts'
import { fileNameOf, restsOn } from './rests-on.ts'
import { endBytes, tarHeader, tarPadding } from './tar-blocks.ts'

/** Name of the part that says what the backup is, and of the one that closes it. */
export const manifestName = 'manifest.json'
export const sealName = 'seal.txt'

/** A backup that is being written. */
export interface BackupWriter {
  readonly bytes: number
  /** Adds one part whole. */
  add(name: string, bytes: Uint8Array): Promise<void>
  /**
   * The part of this name, which says what it holds, as an earlier copy has it: it is listed and
   * not written again. Null: no copy has it.
   */
  keep(name: string): BackupMember | null
}

interface Writing {
  readonly copies: CopyFiles
  readonly path: string
  readonly since: Backup | undefined
  readonly signal: AbortSignal | undefined
}

/** What the one who fills a backup says of it; the parts are known here. */
export type Said = Omit<BackupManifest, 'format' | 'members'>

/**
 * Writes a backup that has its name when it is whole, never before. It is a tar archive; its last
 * part seals all bytes before it by SHA-256.
 */
export async function writeBackupFile(
  writing: Writing,
  fill: (writer: BackupWriter) => Promise<Said>,
): Promise<Backup> {
  const { copies, path } = writing
  const file = await copies.create(path)
  try {
    const written = await writeAll(file, writing, fill)
    await file.finish()
    return { path, ...written, restsOn: restsOn(path, written.manifest) }
  } finally {
    await file.abandon()
  }
}

async function writeAll(
  file: UnfinishedCopy,
  { since, signal }: Writing,
  fill: (writer: BackupWriter) => Promise<Said>,
): Promise<{ manifest: BackupManifest; bytes: number }> {
  const whole = createHash('sha256')
  const members: BackupMember[] = []
  const earlier = membersOf(since)
  let length = 0
  const append = async (bytes: Uint8Array): Promise<void> => {
    whole.update(bytes)
    await file.append(bytes)
    length += bytes.length
  }
  const put = async (name: string, bytes: Uint8Array): Promise<void> => {
    if (signal?.aborted === true) cancelled()
    await append(tarHeader({ name, bytes: bytes.length }))
    await append(bytes)
    await append(Buffer.alloc(tarPadding(bytes.length)))
  }
  const said = await fill({
    get bytes() {
      return length
    },
    add: async (name, bytes) => {
      await put(name, bytes)
      const sha256 = createHash('sha256').update(bytes).digest('hex')
      members.push({ name, bytes: bytes.length, sha256 })
    },
    keep: (name) => {
      const kept = earlier.get(name) ?? null
      if (kept !== null) members.push(kept)
      return kept
    },
  })
  const isWhole = members.every((one) => one.in === undefined)
  const format = isWhole ? 'taizhang-backup/1' : 'taizhang-backup/2'
  const manifest: BackupManifest = { format, ...said, members }
  const manifestAt = length
  await put(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
  await put(sealName, Buffer.from(sealText(whole.copy().digest('hex'), manifestAt)))
  await append(Buffer.alloc(endBytes))
  return { manifest, bytes: length }
}

/** Parts of an earlier copy by name, each with the file that it lies in. */
function membersOf(copy: Backup | undefined): ReadonlyMap<string, BackupMember> {
  if (copy === undefined) return new Map()
  const own = fileNameOf(copy.path)
  return new Map(copy.manifest.members.map((one) => [one.name, { in: own, ...one }]))
}

/** What the last part says: SHA-256 of all bytes before it, and where the manifest begins. */
export function sealText(sha256: string, manifestAt: number): string {
  return `taizhang-backup/1\nsha256 ${sha256}\nmanifest ${manifestAt}\n`
}
