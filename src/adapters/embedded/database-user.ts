import { readFileSync, realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'

/** The system user that PostgreSQL runs as, because it refuses to run as root. */
export interface DatabaseUser {
  uid: number
  gid: number
}

const nobody: DatabaseUser = { uid: 65534, gid: 65534 }

/**
 * Null when this process is not root: PostgreSQL then runs as the same user.
 * A cluster that exists keeps its owner, even when a better user was added to the system since.
 */
export function databaseUser(clusterFolder: string): DatabaseUser | null {
  if (process.getuid?.() !== 0) return null
  const owner = statSync(clusterFolder, { throwIfNoEntry: false })
  if (owner && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid }
  const users = passwd()
  return users.get('taizhang') ?? users.get('postgres') ?? users.get('nobody') ?? nobody
}

function passwd(): Map<string, DatabaseUser> {
  const users = new Map<string, DatabaseUser>()
  let text = ''
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return users
  }
  for (const line of text.split('\n')) {
    const [name, , uid, gid] = line.split(':')
    if (name && Number(uid) > 0) users.set(name, { uid: Number(uid), gid: Number(gid) })
  }
  return users
}

/** Whether `user` may pass through every folder down to `path`, by the mode bits alone. */
export function canReach(path: string, user: DatabaseUser): boolean {
  return closedTo(path, user) === null
}

/** The highest folder on the way down to `path`, itself included, that `user` cannot enter. */
export function closedTo(path: string, user: DatabaseUser): string | null {
  const folders: string[] = []
  for (let at = realpathSync(path); ; at = dirname(at)) {
    folders.unshift(at)
    if (at === dirname(at)) break
  }
  return folders.find((folder) => !mayEnter(folder, user)) ?? null
}

function mayEnter(folder: string, user: DatabaseUser): boolean {
  const { uid, gid, mode } = statSync(folder)
  if (uid === user.uid) return (mode & 0o100) !== 0
  if (gid === user.gid) return (mode & 0o010) !== 0
  return (mode & 0o001) !== 0
}
