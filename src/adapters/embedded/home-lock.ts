import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import type { ProcessSign } from './process-sign.ts'
import { isThere, ownSign } from './process-sign.ts'

const held = new Set<string>()

/**
 * Takes `folder`, where the database of the data folder `home` lies, for this process, or throws `database.in_use` with the number of the
 * process that has it. The holder of a lock that is gone (kill -9, power) loses it by being gone.
 * @returns what gives it back
 */
export function lockHome({ folder, home }: { folder: string; home: string }): () => void {
  const path = join(folder, 'server.lock')
  const mine = `${path}.${process.pid}`
  writeFileSync(mine, JSON.stringify(ownSign()))
  try {
    for (let tries = 0; !taken(mine, path); tries++) {
      const holder = holderOf(path)
      if (holder && isHolding(holder, path)) inUse(home, holder.pid)
      if (tries >= triesMax) inUse(home, holder?.pid ?? 0)
      takeAway(path, holder)
    }
  } finally {
    rmSync(mine, { force: true })
  }
  held.add(path)
  return () => {
    if (!held.delete(path)) return
    rmSync(path, { force: true })
  }
}

// Each try clears one lock that a dead process left; more than a few means others are racing us.
const triesMax = 20

// A hard link either makes the whole file appear under the name or fails because one is there.
function taken(mine: string, path: string): boolean {
  try {
    linkSync(mine, path)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function holderOf(path: string): ProcessSign | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as ProcessSign
  } catch {
    return null
  }
}

function isHolding(holder: ProcessSign, path: string): boolean {
  return isThere(holder) && (holder.pid !== process.pid || held.has(path))
}

// Between reading the lock and removing it another start may have replaced it; so it is moved
// aside, read again, and put back if it is not the one that was judged to be dead.
function takeAway(path: string, dead: ProcessSign | null): void {
  const aside = `${path}.stale.${process.pid}`
  try {
    renameSync(path, aside)
  } catch {
    return
  }
  const moved = holderOf(aside)
  if (moved && (moved.pid !== dead?.pid || moved.started !== dead.started)) taken(aside, path)
  rmSync(aside, { force: true })
}

function inUse(home: string, pid: number): never {
  refuse('database.in_use', {
    text: {
      zh: `数据目录 ${home} 正被另一个台账进程（进程号 ${pid}）使用。`,
      en: `The data folder ${home} is in use by another Taizhang (process ${pid}).`,
    },
    hint: {
      zh: '请使用那个正在运行的服务，或先停止它，或用 --data 指定另一个目录。',
      en: 'Use the server that is running, or stop it first, or name another folder with --data.',
    },
  })
}
