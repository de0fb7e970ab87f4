import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refuse } from '../ledger/fault.ts'
import { refuseUnwritable } from './disk-reason.ts'
import { makeFolder } from './make-folder.ts'

/** Reads a file that somebody named. Refuses with `file.missing` or `file.unreadable`. */
export async function readGivenFile(path: string): Promise<Uint8Array> {
  return readFile(path).catch((error: unknown) => notReadable(path, error))
}

/** Refuses with `file.missing` or `file.unreadable`. */
export function notReadable(path: string, error: unknown): never {
  const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
  return refuse(isMissing ? 'file.missing' : 'file.unreadable', {
    at: [path],
    text: isMissing
      ? { zh: `没有文件 ${path}`, en: `There is no file ${path}` }
      : { zh: `文件 ${path} 读不出来`, en: `The file ${path} cannot be read` },
    hint: { zh: '检查路径和权限。', en: 'Check the path and the permissions.' },
  })
}

/** What is written out holds the organisation's records: others on the machine read none of it. */
const ownerOnly = { file: 0o600, folder: 0o700 }

/**
 * Writes a file that somebody named, and makes its folder where that is asked for: a slip of the
 * pen in a path makes none. What is made is its owner's alone; a file that is there already keeps
 * the rights that somebody gave it. Refuses with `file.unwritable`.
 */
export async function writeGivenFile(
  path: string,
  contents: Uint8Array | string,
  { withFolder = false }: { readonly withFolder?: boolean } = {},
): Promise<void> {
  try {
    if (withFolder) makeFolder(dirname(path), ownerOnly.folder)
    await writeFile(path, contents, { mode: ownerOnly.file })
  } catch (error) {
    refuseUnwritable(path, error)
  }
}
