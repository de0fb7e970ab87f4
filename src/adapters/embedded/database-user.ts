import { realpathSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { systemUsers } from '../file-owner.ts'

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
  const users = systemUsers().filter(({ uid }) => uid > 0)
  const named = (wanted: string) => users.find(({ name }) => name === wanted)
  const { uid, gid } = named('taizhang') ?? named('postgres') ?? named('nobody') ?? nobody
  return { uid, gid }
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
