import { chmodSync, existsSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { refuse } from '../ledger/fault.ts'
import type { Label } from '../ledger/label.ts'
import { diskReason } from './disk-reason.ts'
import { ownerOf, runningUser } from './file-owner.ts'
import { makeFolder } from './make-folder.ts'

/**
 * Makes the data folder and the folder of its keys (mode 0700) where they are missing, and tries
 * whether they can be written, before anything else is begun. Refuses with `data.folder`.
 * @returns the folder of the keys
 */
export function openDataFolder(data: string): string {
  const keysDir = join(data, 'keys')
  try {
    makeFolder(data)
    makeFolder(keysDir, 0o700)
    chmodSync(keysDir, 0o700)
    for (const folder of [data, keysDir]) {
      const probe = join(folder, `.probe-${process.pid}`)
      writeFileSync(probe, 'x', { flush: true })
      rmSync(probe)
    }
    return keysDir
  } catch (error) {
    const reason = diskReason(error)
    if (reason === null) throw error
    const { code = '', path = data } = error as NodeJS.ErrnoException
    return notWritable(data, code, { reason, owner: foreignOwner(path) })
  }
}

/** Who owns what could not be written, where that is another than whoever runs this; else null. */
function foreignOwner(path: string): string | null {
  const there = existsSync(path) ? path : dirname(path)
  const isRoot = process.getuid?.() === 0
  return isRoot || !existsSync(there) || ownerOf(there) === runningUser() ? null : ownerOf(there)
}

/** Refuses with `data.missing` a path that is no data folder: a slip of the pen makes no ledger. */
export function refuseNoDataFolder(data: string): void {
  // Each of them may be gone by itself: keys that were lost, a database that was moved away.
  if (['keys', 'pg', 'installation'].some((name) => existsSync(join(data, name)))) return
  refuse('data.missing', {
    at: [data],
    text: { zh: `${data} 不是数据目录。`, en: `${data} is no data folder.` },
    hint: {
      zh: '请检查 --data 的路径；新的数据目录由 taizhang serve、demo、org add 或 restore 建立。',
      en: 'Check the path of --data; taizhang serve, demo, org add or restore makes a new one.',
    },
  })
}

function notWritable(
  data: string,
  code: string,
  { reason, owner }: { readonly reason: Label; readonly owner: string | null },
): never {
  const user = runningUser()
  return refuse('data.folder', {
    at: [code],
    text: {
      zh: `数据目录 ${data} 不能写入：${reason.zh}。`,
      en: `The data folder ${data} cannot be written: ${reason.en}.`,
    },
    hint:
      owner === null
        ? {
            zh: '请检查目录的权限、磁盘空间和挂载方式，或用 --data 指定另一个目录。',
            en: 'Check the rights of the folder, the space on its disk and how it is mounted, or name another with --data.',
          }
        : {
            zh: `它属于系统用户 ${owner}，而本程序以 ${user} 运行。若要交给 ${user}，请以 root 执行：chown -R ${user}: ${data}`,
            en: `It belongs to the system user ${owner}, and this runs as ${user}. To give it to ${user}, run as root: chown -R ${user}: ${data}`,
          },
  })
}
