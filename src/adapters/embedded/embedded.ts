import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { refuse } from '../../ledger/fault.ts'
import { beforeEnd } from './before-end.ts'
import { ownCluster } from './cluster-owner.ts'
import type { DatabasePlace } from './database-place.ts'
import { databasePlace } from './database-place.ts'
import { lockHome } from './home-lock.ts'
import { launchOrJoin } from './launch-database.ts'
import { postgresMajor } from './postgres-binaries.ts'
import { isAlive } from './process-sign.ts'
import { answers, owner, port, runningIn } from './running-database.ts'

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

const stopWithinMs = 30_000

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
