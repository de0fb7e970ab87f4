import { existsSync } from 'node:fs'
import type { FileHandle } from 'node:fs/promises'
import { link, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { beforeEnd } from '../embedded/before-end.ts'
import { isAlive } from '../embedded/process-sign.ts'
import { notReadable } from '../given-file.ts'
import { makeFolder } from '../make-folder.ts'
import { exists, unwritable } from './backup-fault.ts'
import type { CopyFile, CopyFiles, UnfinishedCopy } from './copy-place.ts'

/** Copies in folders of this machine, or that machines share. */
export function folderCopies(): CopyFiles {
  return {
    open: openFile,
    create,
    list: async (folder, ending) => {
      if (!existsSync(folder)) return []
      const names = await readdir(folder)
      return names.filter((name) => name.endsWith(ending)).map((name) => join(folder, name))
    },
    remove: (path) => rm(path),
    makeRoom,
    readText: (path) => readFile(path, 'utf8').catch(() => null),
    writeText: async (path, text) => {
      const unfinished = `${path}.${process.pid}`
      await writeFile(unfinished, text)
      await rename(unfinished, path)
    },
    folderOf: (path) => dirname(resolve(path)),
  }
}

async function openFile(path: string): Promise<CopyFile> {
  const file = await open(path, 'r').catch((error: unknown) => notReadable(path, error))
  const stat = await file.stat()
  if (!stat.isFile()) {
    await file.close()
    return notReadable(path, { code: 'EISDIR' })
  }
  return {
    bytes: stat.size,
    read: (at, length) => readAt(file, at, length),
    close: () => file.close(),
  }
}

async function readAt(file: FileHandle, at: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length)
  let done = 0
  while (done < length) {
    const { bytesRead } = await file.read(bytes, done, length - done, at + done)
    if (bytesRead === 0) break
    done += bytesRead
  }
  return bytes.subarray(0, done)
}

// Written under a name of its own, which it loses when it is whole and on disk.
async function create(path: string): Promise<UnfinishedCopy> {
  const final = resolve(path)
  if (existsSync(final)) exists(path)
  await clearUnfinished(dirname(final), (name) => name.startsWith(`${basename(final)}.`)).catch(
    (error: unknown) => unwritable(path, error),
  )
  const unfinished = `${final}.${process.pid}.unfinished`
  // A command that is told to end would leave it.
  const callOff = beforeEnd(() => rm(unfinished, { force: true }))
  const file = await open(unfinished, 'wx', 0o600).catch((error: unknown) => {
    callOff()
    return unwritable(path, error)
  })
  return {
    append: (bytes) => file.appendFile(bytes).catch((error: unknown) => unwritable(path, error)),
    finish: async () => {
      try {
        await file.sync()
        await publish(unfinished, final)
      } catch (error) {
        unwritable(path, error)
      }
    },
    abandon: async () => {
      callOff()
      await file.close()
      await rm(unfinished, { force: true })
    },
  }
}

// A link fails where another program has just put a file of the same name; a rename would not. The
// file systems of memory sticks know no links.
async function publish(unfinished: string, final: string): Promise<void> {
  try {
    await link(unfinished, final)
  } catch {
    if (existsSync(final)) exists(final)
    await rename(unfinished, final)
  }
  const folder = await open(dirname(final), 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

async function makeRoom(folder: string): Promise<void> {
  makeFolder(folder, 0o700)
  await clearUnfinished(folder, () => true)
}

/** Takes away what a process that was killed left of copies with these names. */
async function clearUnfinished(folder: string, isMeant: (name: string) => boolean): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = Number(/\.(\d+)\.unfinished$/.exec(name)?.[1] ?? Number.NaN)
    // Another process that is still there may be writing it; this one writes one at a time.
    const isWritten = pid !== process.pid && isAlive(pid)
    if (isMeant(name) && !Number.isNaN(pid) && !isWritten) {
      await rm(join(folder, name), { force: true })
    }
  }
}
