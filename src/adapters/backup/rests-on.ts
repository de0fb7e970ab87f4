import type { BackupManifest } from '../../app/ports/backup-ports.ts'

/** Paths of the copies beside one that hold parts of it, by what its manifest says. */
export function restsOn(path: string, { members }: BackupManifest): readonly string[] {
  const names = new Set(members.flatMap((one) => one.in ?? []))
  return [...names].map((name) => besideOf(path, name))
}

/** The path of a copy beside another one. */
export function besideOf(path: string, name: string): string {
  return path.slice(0, path.length - fileNameOf(path).length) + name
}

/** Without its folder. */
export function fileNameOf(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
}
