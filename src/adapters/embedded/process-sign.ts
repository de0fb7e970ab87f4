import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'

/** A process; `started` tells it from a later one with the same number. */
export interface ProcessSign {
  readonly pid: number
  readonly started: string
}

/** The sign of this process. */
export function ownSign(): ProcessSign {
  return { pid: process.pid, started: startedAt(process.pid) }
}

/** Whether it is the sign of this process. */
export function isOwn(sign: ProcessSign | undefined): boolean {
  const own = ownSign()
  return sign?.pid === own.pid && sign.started === own.started
}

/** Whether that very process is still there. */
export function isThere({ pid, started }: ProcessSign): boolean {
  return isAlive(pid) && started === startedAt(pid)
}

/** Whether a process with this number exists, ours or not. */
export function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false
  try {
    process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
  return !isZombie(pid)
}

/** When the process began, in the system's own notation; '' when it cannot be told. */
function startedAt(pid: number): string {
  if (process.platform === 'linux') return statFields(pid)[19] ?? ''
  return ps(pid, 'lstart')
}

/** The command line of a process; '' when it is gone or hidden from us. */
export function commandOf(pid: number): string {
  if (process.platform !== 'linux') return ps(pid, 'args')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim()
  } catch {
    return ''
  }
}

// A dead child whose parent (in a container often nobody) has not yet asked for its exit code.
function isZombie(pid: number): boolean {
  return process.platform === 'linux' && statFields(pid)[0] === 'Z'
}

// The fields of /proc/PID/stat after the command, which may itself hold spaces and brackets.
function statFields(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return []
  }
}

function ps(pid: number, column: string): string {
  try {
    return execFileSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).trim()
  } catch {
    return ''
  }
}
