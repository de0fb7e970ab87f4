import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import {
  closeSync,
  existsSync,
  openSync,
  readFileSync,
  renameSync,
  rmSync,
  statfsSync,
  statSync,
} from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { fault, Refusal, refuse } from '../../ledger/fault.ts'
import { beforeEnd } from './before-end.ts'
import { ownCluster } from './cluster-owner.ts'
import type { DatabasePlace } from './database-place.ts'
import { closedFolder, databasePlace } from './database-place.ts'
import { lockHome } from './home-lock.ts'
import { memoryHere, pageCache } from './page-cache.ts'
import { postgresBinaries, postgresMajor } from './postgres-binaries.ts'
import { commandOf, isAlive } from './process-sign.ts'

/** How `pg` reaches the database; `host` is the folder of a unix socket. */
export interface EmbeddedConnection {
  host: string
  port: number
  database: string
  user: string
}

/** A PostgreSQL that this process started or took over, until `stop`. */
export interface Embedded {
  /** As the owner of the cluster; migrations make the weaker roles that the server uses. */
  connection: EmbeddedConnection
  /** Whether the database was already running, left by a process that died. */
  adopted: boolean
  /** Ends all sessions and waits until the database is down and everything is on disk. */
  stop: () => Promise<void>
}

const port = 5432
const owner = 'taizhang_owner'
const readyWithinMs = 60_000
const stopWithinMs = 30_000
const launchWithinMs = 10_000
const logBytesMax = 10 * 1024 * 1024

/** What is started. */
export interface StartEmbedded {
  /** The data folder. */
  home: string
  /** Go over the defaults of the server; tests use them, the product does not. */
  settings?: Readonly<Record<string, string>>
  /** Told, at each try, why a database that died cannot be started again. */
  onProblem?: (error: unknown) => void
}

/**
 * Starts the PostgreSQL from npm under the data folder `home`, or adopts the one that is running
 * there, and holds the folder until stopped: a second start on it is refused (`database.in_use`).
 * Refuses with `database.version` a cluster of another PostgreSQL.
 */
export async function startEmbedded({
  home,
  settings = {},
  onProblem = () => {},
}: StartEmbedded): Promise<Embedded> {
  const place = databasePlace(home)
  const unlock = lockHome({ folder: place.folder, home })
  const started = startedIn(place, { settings, onProblem })
  const stop = async () => {
    try {
      const { kept } = await started
      await shutDown(await kept.letGo())
    } finally {
      unlock()
      callOff()
    }
  }
  // A process that is told to end while it starts, or while a command runs, would leave it running.
  const callOff = beforeEnd(stop)
  try {
    const { adopted } = await started
    return { connection: connectionOf(place), adopted, stop }
  } catch (error) {
    unlock()
    callOff()
    throw error
  }
}

async function startedIn(
  place: DatabasePlace,
  { settings, onProblem }: Required<Omit<StartEmbedded, 'home'>>,
) {
  ownCluster(place)
  const running = await runningIn(place)
  if (running === null) refuseOtherMajor(place)
  const first = running ?? (await launchOrJoin(place, settings))
  const revive = async () => (await runningIn(place)) ?? (await launchOrJoin(place, settings))
  const kept = keepAlive(first, { revive, onProblem })
  return { adopted: running !== null, kept }
}

/** How often a look is taken at whether the database still lives. */
const lookEveryMs = 500

/**
 * Starts the database again when it died by itself (a crash, a kill by the system's memory guard):
 * what was acknowledged is in its log, and nobody is there at night to start it by hand.
 */
function keepAlive(
  first: number,
  { revive, onProblem }: { revive: () => Promise<number>; onProblem: (error: unknown) => void },
): { letGo: () => Promise<number> } {
  let pid = first
  let reviving: Promise<void> | null = null
  const timer = setInterval(() => {
    if (reviving !== null || isAlive(pid)) return
    reviving = revive()
      .then((started) => {
        pid = started
      })
      // The next look tries again: a disk that is full may have space by then.
      .catch(onProblem)
      .finally(() => {
        reviving = null
      })
  }, lookEveryMs)
  timer.unref()
  return {
    letGo: async () => {
      clearInterval(timer)
      await reviving
      return pid
    },
  }
}

/**
 * The connection to the database that runs under `home` now, without holding the folder; null
 * when none runs. For commands beside a running server.
 */
export async function findEmbedded({ home }: { home: string }): Promise<EmbeddedConnection | null> {
  if (!existsSync(home)) return null
  const place = databasePlace(home)
  return (await answers(place)) ? connectionOf(place) : null
}

function connectionOf(place: DatabasePlace): EmbeddedConnection {
  return { host: place.sockets, port, database: 'postgres', user: owner }
}

// A postmaster that died leaves its file; one that is starting or stopping does not answer yet.
async function runningIn(place: DatabasePlace): Promise<number | null> {
  const file = join(place.cluster, 'postmaster.pid')
  const until = Date.now() + readyWithinMs
  const from = logBytes(place)
  for (let pid = pidIn(file); pid !== null && isAlive(pid); pid = pidIn(file)) {
    if (await answers(place)) return pid
    // The number was given to another program since: PostgreSQL would take it for a rival.
    const command = commandOf(pid)
    if (command !== '' && !command.includes('postgres')) break
    if (Date.now() > until) neverReady(place, from)
    await pause(50)
  }
  rmSync(file, { force: true })
  return null
}

function pidIn(file: string): number | null {
  if (!existsSync(file)) return null
  // A negative number marks a single-user process.
  const pid = Math.abs(Number(readFileSync(file, 'utf8').split('\n')[0]))
  return pid > 0 ? pid : null
}

function answers(place: DatabasePlace): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(place.sockets, `.s.PGSQL.${port}`))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}

// After a kill the helpers of the old database may still hold its memory for a moment, and a server
// that was killed may have been starting it again itself: ours is turned away, and then either
// succeeds at a later try or finds the one that runs.
async function launchOrJoin(
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
  const from = logBytes(place)
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

function logOf({ folder }: Pick<DatabasePlace, 'folder'>): string {
  return join(folder, 'postgres.log')
}

/**
 * Whether the database of a data folder ended for want of room since this was called: whoever asks
 * it something is only told that it is gone. Null where it did not.
 */
export function watchRoom(home: string): () => Refusal | null {
  const place = databasePlace(home)
  const from = logBytes(place)
  return () => (isFull(place, from) ? diskFilled(place) : null)
}

/** What the server said since; on a disk that takes nothing it could not even say it. */
function isFull(place: DatabasePlace, from: number): boolean {
  const path = logOf(place)
  // A shorter one is another: the old one was moved aside.
  const said = existsSync(path)
    ? readFileSync(path).subarray(logBytes(place) < from ? 0 : from)
    : ''
  if (/(PANIC|FATAL): .*(No space left|quota exceeded)/.test(said.toString())) return true
  const { bavail, bsize } = statfsSync(place.folder)
  return bavail * bsize < roomForLogBytes
}

/** With less room than this no line is sure to be in the log. */
const roomForLogBytes = 64 * 1024

function logBytes(place: DatabasePlace): number {
  return statSync(logOf(place), { throwIfNoEntry: false })?.size ?? 0
}

function openLog(place: DatabasePlace): number {
  const path = logOf(place)
  if (logBytes(place) > logBytesMax) renameSync(path, `${path}.1`)
  return openSync(path, 'a', 0o600)
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

// SIGINT is PostgreSQL's fast shutdown: sessions end, the checkpoint is written, files are synced.
// One that cannot write that (a full disk) waits for ever; SIGQUIT ends it without, and the next
// start takes what was acknowledged from its log.
async function shutDown(pid: number): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    try {
      process.kill(pid, signal)
    } catch {
      return
    }
    const until = Date.now() + stopWithinMs
    while (isAlive(pid) && Date.now() < until) await pause(10)
    if (!isAlive(pid)) return
  }
  throw new Error(`PostgreSQL (process ${pid}) does not stop`)
}

function refuseOtherMajor(place: DatabasePlace): void {
  const file = join(place.cluster, 'PG_VERSION')
  if (!existsSync(file)) return
  const [there, ours] = [Number.parseInt(readFileSync(file, 'utf8'), 10), postgresMajor()]
  if (there === ours) return
  refuse('database.version', {
    text: {
      zh: `${place.cluster} 是 PostgreSQL ${there} 的数据库，本程序带的是 PostgreSQL ${ours}，没有改动。`,
      en: `${place.cluster} is a database of PostgreSQL ${there}; this program comes with ${ours}. Nothing was changed.`,
    },
    hint: {
      zh: '请用原来的程序启动并备份（taizhang backup），再用本程序恢复到新目录（taizhang restore）。',
      en: 'Start the program it was used with, make a copy (taizhang backup), and put that into a new folder with this one (taizhang restore).',
    },
  })
}

/** `from`: how much its log held before it was waited for. */
function neverReady(place: DatabasePlace, from: number): never {
  if (isFull(place, from)) throw diskFilled(place)
  refuse('database.start.failed', {
    text: { zh: '数据库未能启动。', en: 'The database did not start.' },
    hint: {
      zh: `原因见 ${logOf(place)} 的末尾。`,
      en: `The reason is at the end of ${logOf(place)}.`,
    },
  })
}

function diskFilled({ folder }: DatabasePlace): Refusal {
  return new Refusal([
    fault('database.disk-full', {
      at: [folder],
      text: {
        zh: `自带的数据库停了：${folder} 所在的磁盘已满。`,
        en: `The built-in database ended: the disk of ${folder} is full.`,
      },
      hint: {
        zh: '请腾出磁盘空间：运行中的服务会自行恢复，已停止的请再启动。已登记的内容没有丢失。',
        en: 'Free some space: a running server goes on by itself, a stopped one is to be started again. What was recorded is not lost.',
      },
    }),
  ])
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
