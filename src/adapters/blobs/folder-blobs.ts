import { createHash, randomUUID } from 'node:crypto'
import { open, readFile, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Blobs } from '../../app/ports/attachment-ports.ts'
import { makeFolder } from '../make-folder.ts'
import { blobName } from './blob-name.ts'

/**
 * Attachments as files of a folder, `<organisation>/<two digits>/<SHA-256>`. Several servers may
 * use one.
 */
export function folderBlobs(folder: string): Blobs {
  const pathOf = (org: number, sha256: string): string => blobPath(folder, { org, sha256 })
  return {
    put: async (org, { sha256, bytes }) => {
      const path = pathOf(org, sha256)
      if (digestOf(bytes) !== sha256) throw new Error('the bytes are not those of the name')
      const known = await readFile(path).catch(() => null)
      if (known !== null && digestOf(known) === sha256) return
      await writeWhole(path, bytes)
    },
    read: async (org, sha256) => {
      try {
        const bytes = await readFile(pathOf(org, sha256))
        return digestOf(bytes) === sha256 ? bytes : 'changed'
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return 'missing'
        throw error
      }
    },
    remove: async (org, sha256, isWanted) => {
      const path = pathOf(org, sha256)
      const aside = `${path}.${randomUUID()}`
      try {
        await rename(path, aside)
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return
        throw error
      }
      if (await isWanted()) await rename(aside, path)
      else await rm(aside, { force: true })
    },
  }
}

/** Where the bytes of an attachment lie. */
export function blobPath(folder: string, { org, sha256 }: { org: number; sha256: string }): string {
  return join(folder, blobName({ org, sha256 }))
}

// Under a name of its own first: a file that bears a digest is never half.
async function writeWhole(path: string, bytes: Uint8Array): Promise<void> {
  makeFolder(dirname(path), 0o700)
  const unfinished = `${path}.${randomUUID()}`
  try {
    const file = await open(unfinished, 'wx', 0o600)
    try {
      await file.writeFile(bytes)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(unfinished, path)
  } finally {
    await rm(unfinished, { force: true })
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
