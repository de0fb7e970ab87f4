import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'

/**
 * Makes a folder with those above it, where they are missing. Node's own way of making them all
 * tries for ever under `/proc`, and says of a disk that can only be read that it is not there.
 */
export function makeFolder(path: string, mode = 0o777): void {
  const isThere = () => statSync(path, { throwIfNoEntry: false })?.isDirectory() === true
  if (isThere()) return
  const above = dirname(resolve(path))
  if (above !== path) makeFolder(above, mode)
  try {
    mkdirSync(path, mode)
  } catch (error) {
    // Two that begin at once make the same one.
    if (!isThere()) throw error
  }
}
