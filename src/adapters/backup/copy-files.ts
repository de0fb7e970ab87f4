import { bucketCopies } from './bucket-copies.ts'
import type { CopyFiles } from './copy-place.ts'
import { folderCopies } from './folder-copies.ts'

/** Copies in folders, and in buckets under `s3://bucket/prefix`. */
export function copyFiles(env: Readonly<Record<string, string | undefined>>): CopyFiles {
  const [folders, buckets] = [folderCopies(), bucketCopies(env)]
  const at = (path: string): CopyFiles => (path.startsWith('s3://') ? buckets : folders)
  return {
    open: (path) => at(path).open(path),
    create: (path) => at(path).create(path),
    list: (folder, ending) => at(folder).list(folder, ending),
    remove: (path) => at(path).remove(path),
    makeRoom: (folder) => at(folder).makeRoom(folder),
    readText: (path) => at(path).readText(path),
    writeText: (path, text) => at(path).writeText(path, text),
    folderOf: (path) => at(path).folderOf(path),
  }
}
