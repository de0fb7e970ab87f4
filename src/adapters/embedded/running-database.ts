import { existsSync, readFileSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { DatabasePlace } from './database-place.ts'
import { commandOf, isAlive } from './process-sign.ts'
import { neverReady, saidBytes } from './said-by-database.ts'

/** Of every database that comes along: the number of its socket, and whose it is. */
export const port = 5432
export const owner = 'taizhang_owner'

/** How long one that starts is waited for. */
export const readyWithinMs = 60_000

/**
 * The process of the database that runs at a place; null where none does. A postmaster that died
 * leaves its file; one that is starting or stopping does not answer yet.
 */
export async function runningIn(place: DatabasePlace): Promise<number | null> {
  const file = join(place.cluster, 'postmaster.pid')
  const until = Date.now() + readyWithinMs
  const from = saidBytes(place)
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

/** Whether one takes connections there. */
export function answers(place: DatabasePlace): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(join(place.sockets, `.s.PGSQL.${port}`))
    socket.once('connect', () => {
      socket.destroy()
      resolve(true)
    })
    socket.once('error', () => resolve(false))
  })
}
