import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { closeSync, existsSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { refuse } from '../../ledger/fault.ts'
import type { DatabasePlace } from './database-place.ts'
import { closedFolder } from './database-place.ts'
import { memoryHere, pageCache } from './page-cache.ts'
import { postgresBinaries } from './postgres-binaries.ts'
import { owner, port, readyWithinMs, runningIn } from './running-database.ts'
import { neverReady, openLog, saidBytes } from './said-by-database.ts'

const launchWithinMs = 10_000

/**
 * Starts the database of a place, made first where there is none; gives its process. After a kill
 * the helpers of the old database may still hold its memory for a moment, and a server that was
 * killed may have been starting it again itself: ours is turned away, and then either succeeds at
 * a later try or finds the one that runs.
 */
export async function launchOrJoin(
  place: DatabasePlace,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  for (let until = Date.now() + launchWithinMs; ; ) {
    try {
      return await launch(place, settings)
    } catch (error) {
      const running = await runningIn(place)
      if (running !== null) return running
      if (Date.now() > until) throw error
      await pause(200)
    }
  }
}

async function launch(
  place: DatabasePlace,
  settings: Readonly<Record<string, string>>,
): Promise<number> {
  const bin = postgresBinaries(place.user)
  if (!existsSync(join(place.cluster, 'PG_VERSION'))) initialise(place, bin)
  const log = openLog(place)
  const from = saidBytes(place)
  const options = Object.entries({ ...serverSettings(place), ...settings })
  const child = spawn(
    join(bin, 'postgres'),
    ['-D', place.cluster, ...options.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Detached: Ctrl-C in a terminal reaches the whole group, and the database must outlive the
    // requests that are still being answered. It stops when `stop` says so.
    { ...asUser(place), stdio: ['ignore', log, log], detached: true },
  )
  closeSync(log)
  if (!(await isReady(place, child))) neverReady(place, from)
  child.unref()
  return child.pid ?? 0
}

// Trust, because the one door is a socket in a folder of mode 0700: only the user who owns the
// database, and root, can reach it, and they could read its files anyway. No TCP port is open.
// Roles made by the migrations come in by the same socket and are held by their grants.
function initialise(place: DatabasePlace, bin: string): void {
  const unfinished = join(place.folder, 'pg.new')
  rmSync(unfinished, { recursive: true, force: true })
  closedFolder(unfinished, place.user, place.folder)
  // C.UTF-8, not C: under C pg_trgm sees no Chinese; under ICU LIKE 'x%' cannot use an index.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C.UTF-8']
  const entry = ['--username', owner, '--auth-local=trust', '--auth-host=reject']
  const form = ['--encoding=UTF8', '--data-checksums', '--no-instructions']
  const made = spawnSync(
    join(bin, 'initdb'),
    ['--pgdata', unfinished, ...entry, ...locale, ...form],
    { ...asUser(place), encoding: 'utf8' },
  )
  if (made.status !== 0) notMade(place, made.error?.message ?? made.stderr)
  renameSync(unfinished, place.cluster)
}

function serverSettings(place: DatabasePlace): Record<string, string> {
  return {
    listen_addresses: '',
    port: String(port),
    unix_socket_directories: place.sockets,
    unix_socket_permissions: '0700',
    // Said aloud, though they are the defaults: an acknowledged entry survives a power cut.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    jit: 'off',
    shared_buffers: pageCache(memoryHere()),
  }
}

// The current folder may be closed to the database user, and PostgreSQL insists on knowing it.
// It takes and gives back large blocks with each statement: how we keep memory is not for it.
function asUser({ user, folder }: DatabasePlace) {
  const { GLIBC_TUNABLES: _ours, ...others } = process.env
  const env = { ...others, LC_ALL: 'C.UTF-8', PGDATA: '', HOME: folder }
  return user ? { cwd: '/', env, uid: user.uid, gid: user.gid } : { cwd: '/', env }
}

// PostgreSQL writes its state into the eighth line of postmaster.pid; pg_ctl waits the same way.
async function isReady(place: DatabasePlace, child: ChildProcess): Promise<boolean> {
  const file = join(place.cluster, 'postmaster.pid')
  let failed: Error | null = null
  child.once('error', (error) => {
    failed = error
  })
  const until = Date.now() + readyWithinMs
  while (Date.now() < until) {
    if (failed || child.exitCode !== null || child.signalCode !== null) break
    const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
    if (Number(lines[0]) === child.pid && lines[7]?.trim() === 'ready') return true
    await pause(10)
  }
  if (child.pid !== undefined && child.exitCode === null) child.kill('SIGINT')
  return false
}

function notMade(place: DatabasePlace, reason: string): never {
  refuse('database.init.failed', {
    text: {
      zh: `无法在 ${place.folder} 中建立数据库：${reason.trim()}`,
      en: `The database could not be made in ${place.folder}: ${reason.trim()}`,
    },
    hint: {
      zh: '请检查磁盘空间与目录权限，或用 DATABASE_URL 指定一台 PostgreSQL 服务器。',
      en: 'Check disk space and permissions, or set DATABASE_URL to a server of your own.',
    },
  })
}
