import { readFile, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { refuse } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

/** Reads a file named on the command line. Refuses with `file.missing` or `file.unreadable`. */
export async function readGivenFile(path: string): Promise<Uint8Array> {
  try {
    return await readFile(path)
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT'
    return refuse(isMissing ? 'file.missing' : 'file.unreadable', {
      at: [path],
      text: isMissing
        ? { zh: `没有文件 ${path}`, en: `There is no file ${path}` }
        : { zh: `文件 ${path} 读不出来`, en: `The file ${path} cannot be read` },
      hint: { zh: '检查路径和权限。', en: 'Check the path and the permissions.' },
    })
  }
}

/**
 * Writes a file named on the command line; makes its folder where it is said how. Refuses with
 * `file.unwritable`.
 */
export async function writeGivenFile(
  path: string,
  contents: Uint8Array | string,
  makeFolder: (path: string) => void = () => {},
): Promise<void> {
  try {
    makeFolder(dirname(path))
    await writeFile(path, contents)
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException
    const reason = reasons[code] ?? { zh: code, en: code }
    refuse('file.unwritable', {
      at: [path],
      text: {
        zh: `无法写入 ${path}：${reason.zh}。`,
        en: `${path} cannot be written: ${reason.en}.`,
      },
      hint: {
        zh: '请检查目录、权限与剩余空间后再试。',
        en: 'Check the folder, its permissions and the free space, then try again.',
      },
    })
  }
}

const noFolder = { zh: '那里没有目录', en: 'there is no such folder' }
const closed = { zh: '没有写入的权限', en: 'writing is not permitted' }
const reasons: { readonly [code: string]: Label | undefined } = {
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: { zh: '那是一个目录', en: 'it is a folder' },
  EACCES: closed,
  EPERM: closed,
  EROFS: { zh: '磁盘是只读的', en: 'the disk is read-only' },
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
}
