import { createHash } from 'node:crypto'
import type { BackupManifest } from '../../app/ports/backup-ports.ts'
import { cancelled } from './backup-fault.ts'
import type { CopyFiles, UnfinishedCopy } from './copy-place.ts'
import { endBytes, tarHeader, tarPadding } from './tar-blocks.ts'

/** Name of the part that says what the backup is, and of the one that closes it. */
export const manifestName = 'manifest.json'
export const sealName = 'seal.txt'

/** A backup that is being written. */
export interface BackupWriter {
  readonly bytes: number
  /** Adds one part whole. */
  add(name: string, bytes: Uint8Array): Promise<void>
}

/**
 * Writes a backup that has its name when it is whole, never before. It is a tar archive; its last
 * part seals all bytes before it by SHA-256.
 */
export async function writeBackupFile(
  { copies, path, signal }: { copies: CopyFiles; path: string; signal: AbortSignal | undefined },
  fill: (writer: BackupWriter) => Promise<Omit<BackupManifest, 'members'>>,
): Promise<{ manifest: BackupManifest; bytes: number }> {
  const file = await copies.create(path)
  try {
    const written = await writeAll(file, signal, fill)
    await file.finish()
    return written
  } finally {
    await file.abandon()
  }
}

async function writeAll(
  file: UnfinishedCopy,
  signal: AbortSignal | undefined,
  fill: (writer: BackupWriter) => Promise<Omit<BackupManifest, 'members'>>,
): Promise<{ manifest: BackupManifest; bytes: number }> {
  const whole = createHash('sha256')
  const members: { name: string; bytes: number; sha256: string }[] = []
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
  })
  const manifest = { ...said, members }
  const manifestAt = length
  await put(manifestName, Buffer.from(`${JSON.stringify(manifest, null, 1)}\n`))
  await put(sealName, Buffer.from(sealText(whole.copy().digest('hex'), manifestAt)))
  await append(Buffer.alloc(endBytes))
  return { manifest, bytes: length }
}

/** What the last part says: SHA-256 of all bytes before it, and where the manifest begins. */
export function sealText(sha256: string, manifestAt: number): string {
  return `taizhang-backup/1\nsha256 ${sha256}\nmanifest ${manifestAt}\n`
}
