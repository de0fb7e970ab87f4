import { readFileSync, statSync } from 'node:fs'

/** A user of this system. */
export interface SystemUser {
  readonly name: string
  readonly uid: number
  readonly gid: number
}

/** The users that `/etc/passwd` knows; none where there is no such file. */
export function systemUsers(): readonly SystemUser[] {
  let text = ''
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return []
  }
  return text.split('\n').flatMap((line) => {
    const [name, , uid, gid] = line.split(':')
    return name && uid ? [{ name, uid: Number(uid), gid: Number(gid) }] : []
  })
}

/** The name of whoever owns a file or folder, or its number. */
export function ownerOf(path: string): string {
  return nameOf(statSync(path).uid)
}

/** The name of this user, or of the one that this process runs as, or its number. */
export function runningUser(uid = process.getuid?.() ?? 0): string {
  return nameOf(uid)
}

function nameOf(uid: number): string {
  return systemUsers().find((one) => one.uid === uid)?.name ?? String(uid)
}
