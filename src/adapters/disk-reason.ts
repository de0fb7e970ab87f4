import { fault, Refusal } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'

const closed: Label = { zh: '没有写入的权限', en: 'writing is not permitted' }
const noFolder: Label = { zh: '那里没有可用的目录', en: 'no folder is there that could be used' }
const reasons: { readonly [code: string]: Label | undefined } = {
  ENOSPC: { zh: '磁盘已满', en: 'the disk is full' },
  EDQUOT: { zh: '磁盘配额已满', en: 'the quota of the disk is used up' },
  EROFS: { zh: '磁盘是只读的', en: 'the disk is read-only' },
  EACCES: closed,
  EPERM: closed,
  ENOENT: noFolder,
  ENOTDIR: noFolder,
  EEXIST: noFolder,
  EISDIR: { zh: '那是一个目录', en: 'it is a folder' },
  EFBIG: { zh: '磁盘容不下这么大的文件', en: 'the disk takes no file of that size' },
  ENAMETOOLONG: { zh: '名称太长', en: 'the name is too long' },
  EIO: { zh: '磁盘读写出错', en: 'the disk failed' },
}

/** Why something could not be written, as the disk says it; null for any other error. */
export function diskReason(error: unknown): Label | null {
  return reasons[(error as NodeJS.ErrnoException | null)?.code ?? ''] ?? null
}

/** What to look at where something could not be written. */
export const diskHint: Label = {
  zh: '请检查目录、权限、磁盘空间和挂载方式后再试。',
  en: 'Check the folder, its rights, the space on its disk and how it is mounted, then try again.',
}

/**
 * The refusal `file.unwritable` for whoever started a command that met a disk which takes nothing;
 * null for any other error, and for a file that is not there to be read.
 */
export function diskRefusal(error: unknown): Refusal | null {
  const { code = '', syscall, path } = (error ?? {}) as NodeJS.ErrnoException
  const reason = diskReason(error)
  const isReading = syscall === 'open' && /^(ENOENT|EACCES|EPERM)$/.test(code)
  if (path === undefined || syscall === 'connect' || isReading || reason === null) return null
  return unwritable(path, reason)
}

/** Refuses with `file.unwritable` what was to be written there; throws a bug as it is. */
export function refuseUnwritable(path: string, error: unknown): never {
  const { code } = (error ?? {}) as NodeJS.ErrnoException
  if (code === undefined) throw error
  throw unwritable(path, diskReason(error) ?? { zh: code, en: code })
}

function unwritable(path: string, reason: Label): Refusal {
  return new Refusal([
    fault('file.unwritable', {
      at: [path],
      text: {
        zh: `无法写入 ${path}：${reason.zh}。`,
        en: `${path} cannot be written: ${reason.en}.`,
      },
      hint: diskHint,
    }),
  ])
}
