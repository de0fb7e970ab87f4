import { createHash } from 'node:crypto'
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { ownerOf, runningUser } from '../file-owner.ts'
import type { DatabaseUser } from './database-user.ts'
import { closedTo, databaseUser } from './database-user.ts'
import { systemPlace } from './postgres-binaries.ts'

/** Where the database of one data folder lies and who runs it. */
export interface DatabasePlace {
  /** Holds `pg`, the log of the server and the lock; the data folder itself unless moved. */
  folder: string
  cluster: string
  /** Folder of the unix socket, open to the database user alone. */
  sockets: string
  user: DatabaseUser | null
}

/** Finds (and makes, where missing) the folders of the database that belongs to `home`. */
export function databasePlace(home: string): DatabasePlace {
  mkdirSync(home, { recursive: true, mode: 0o711 })
  const real = realpathSync(home)
  const folder = movedTo(real) ?? real
  const cluster = join(folder, 'pg')
  const user = databaseUser(cluster)
  if (folder === real && user && !opened(real, user)) {
    const away = moveAway(real)
    return { folder: away, cluster: join(away, 'pg'), sockets: socketsOf(away, user), user }
  }
  return { folder, cluster, sockets: socketsOf(folder, user), user }
}

/** Where the database of a data folder is to be made away from it; null: in it, or it is there. */
export function newDatabaseAway(home: string): string | null {
  const { folder, cluster } = databasePlace(home)
  const isAway = folder !== realpathSync(home)
  return isAway && !existsSync(join(cluster, 'PG_VERSION')) ? folder : null
}

/** Whether the database of a data folder lies away from it. */
export function isDatabaseAway(home: string): boolean {
  return existsSync(join(home, pointerName))
}

/**
 * Makes a folder that only the database user may enter. Refuses with `database.folder.foreign` one
 * that another user owns; `within` is what that one may own all of, where it was copied by root.
 */
export function closedFolder(path: string, user: DatabaseUser | null, within: string = path): void {
  mkdirSync(path, { recursive: true, mode: 0o700 })
  const owner = lstatSync(path)
  const wanted = user?.uid ?? process.getuid?.() ?? owner.uid
  // Root may take over what root made; in a shared temporary folder nobody else's is acceptable.
  if (!owner.isDirectory() || (owner.uid !== wanted && owner.uid !== process.getuid?.())) {
    const [name, mine] = [ownerOf(path), runningUser(user?.uid)]
    const given = `chown -R ${mine}: ${user === null ? within : path}`
    refuse('database.folder.foreign', {
      at: [path],
      text: {
        zh: `目录 ${path} 属于另一个系统用户 ${name}，这里要用的是 ${mine}。`,
        en: `The folder ${path} belongs to another system user, ${name}; here it is ${mine} that needs it.`,
      },
      hint: {
        zh: `请以运行台账的那个用户执行（如 runuser -u taizhang --），或用 --data 指定另一个目录；由 ${name} 复制来的，请以 root 执行：${given}`,
        en: `Run this as the user that Taizhang runs as (such as runuser -u taizhang --), or name another data folder with --data; if ${name} copied it, run as root: ${given}`,
      },
    })
  }
  if (user) chownSync(path, user.uid, user.gid)
  chmodSync(path, 0o700)
}

// The data folder itself is ours, so we let the database user pass through it (not list it): keys
// in it are files of mode 0600. Folders above belong to the administrator and stay as they are.
function opened(home: string, user: DatabaseUser): boolean {
  if (closedTo(home, user) === home && statSync(home).uid === 0) {
    chmodSync(home, statSync(home).mode | 0o001)
  }
  return closedTo(home, user) === null
}

interface Pointer {
  home: string
  database: string
}

const pointerName = 'database-moved.json'

function movedTo(home: string): string | null {
  const path = join(home, pointerName)
  if (!existsSync(path)) return null
  const pointer = readPointer(path) ?? refusePointer(home, path)
  if (pointer.home === home) return pointer.database
  // A copy beside its original would put two servers, and two logs, on one database.
  if (existsSync(join(pointer.home, pointerName))) {
    refuse('database.folder.copied', {
      text: {
        zh: `${home} 是 ${pointer.home} 的副本，两者指向同一个数据库。`,
        en: `${home} is a copy of ${pointer.home}, and both point to one database.`,
      },
      hint: {
        zh: `请使用原目录；需要副本时用 taizhang backup 与 restore。`,
        en: 'Use the original; to make a copy use taizhang backup and restore.',
      },
    })
  }
  writePointer({ home, database: pointer.database })
  return pointer.database
}

/** Null where it says nothing whole: versions of before could be killed while they wrote it. */
function readPointer(path: string): Pointer | null {
  try {
    const said = JSON.parse(readFileSync(path, 'utf8')) as Partial<Pointer> | null
    const { home, database } = said ?? {}
    return home && database ? { home, database } : null
  } catch (error) {
    if (error instanceof SyntaxError) return null
    throw error
  }
}

/**
 * Never guessed: the folder was perhaps moved here, and then its database lies under the name of
 * the old place; an empty one in its stead would look like a ledger without a record.
 */
function refusePointer(home: string, path: string): never {
  const own = join(systemPlace, hashOf(home))
  const isThere = existsSync(join(own, 'pg', 'PG_VERSION'))
  const whole = JSON.stringify({ home, database: isThere ? own : `${systemPlace}/…` })
  refuse('database.folder.pointer', {
    at: [path],
    text: {
      zh: `文件 ${path} 是空的或不完整，看不出数据库在哪里。`,
      en: `The file ${path} is empty or cut short, so it does not say where the database lies.`,
    },
    hint: isThere
      ? {
          zh: `为这个数据目录建的数据库在 ${own}。数据目录没有搬动过的，把该文件的内容改为 ${whole}；搬动过的，先核对是不是这一个。`,
          en: `The database made for this data folder lies in ${own}. If the folder was never moved, let the file say ${whole}; if it was, make sure first that this is the one.`,
        }
      : {
          zh: `从未启动成功过的，删除该文件再启动。否则数据库在 ${systemPlace} 下的某个目录里，找到后把该文件的内容改为 ${whole}；或者另用一个空目录从备份恢复。`,
          en: `If it never started before, delete the file and start again. Otherwise the database lies in a folder below ${systemPlace}: find it and let the file say ${whole}, or restore a backup into another, empty folder.`,
        },
  })
}

function moveAway(home: string): string {
  if (existsSync(join(home, 'pg', 'PG_VERSION'))) {
    refuse('database.folder.closed', {
      text: {
        zh: `数据库用户无法进入 ${home}，而数据库已在其中。`,
        en: `The database user can no longer reach ${home}, and the database lies in it.`,
      },
      hint: {
        zh: `请恢复上级目录的通行权限（chmod o+x）。`,
        en: 'Let others pass through the folders above it again (chmod o+x).',
      },
    })
  }
  const database = join(systemPlace, hashOf(home))
  mkdirSync(systemPlace, { recursive: true, mode: 0o755 })
  mkdirSync(database, { recursive: true, mode: 0o711 })
  writePointer({ home, database })
  return database
}

// Whole or not at all: a kill while it is written would leave a folder that nothing opens.
function writePointer(pointer: Pointer): void {
  const path = join(pointer.home, pointerName)
  const unfinished = `${path}.new`
  writeFileSync(unfinished, `${JSON.stringify(pointer, null, 2)}\n`, { flush: true })
  renameSync(unfinished, path)
}

/** The address of a unix socket holds 107 bytes on Linux and 103 on macOS, its name included. */
export const socketPathBytesMax = 103

function socketsOf(folder: string, user: DatabaseUser | null): string {
  const near = join(folder, 'run')
  const fits = Buffer.byteLength(join(near, '.s.PGSQL.5432')) <= socketPathBytesMax
  const sockets = fits ? near : join(tmpdir(), `taizhang-${hashOf(folder)}`)
  if (!fits) mkdirSync(dirname(sockets), { recursive: true })
  closedFolder(sockets, user, fits ? folder : sockets)
  return sockets
}

function hashOf(path: string): string {
  return createHash('sha256').update(path).digest('hex').slice(0, 16)
}
