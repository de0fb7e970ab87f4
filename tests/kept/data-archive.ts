import { chmodSync, chownSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, constants } from 'node:zlib'
import {
  blockBytes,
  endBytes,
  readTarHeader,
  tarHeader,
  tarPadding,
} from '../../src/adapters/backup/tar-blocks.ts'
import { databaseUser } from '../../src/adapters/embedded/database-user.ts'

// A tar of files alone: PostgreSQL misses the folders that are empty, so they stand in a list.
const foldersName = 'folders.json'

// Half of a cluster says what the other half says, far apart: only a wide window sees it.
const windowBits = 26

/** Files of a folder in one archive; `isKept` is asked of each path below it, folders included. */
export function archiveOf(folder: string, isKept: (path: string) => boolean): Buffer {
  const { folders, files } = pathsUnder(folder, isKept)
  const parts = [
    { name: foldersName, bytes: Buffer.from(JSON.stringify(folders)) },
    ...files.map((name) => ({ name, bytes: readFileSync(join(folder, name)) })),
  ].flatMap(({ name, bytes }) => [
    tarHeader({ name, bytes: bytes.length }),
    bytes,
    Buffer.alloc(tarPadding(bytes.length)),
  ])
  const tar = Buffer.concat([...parts, Buffer.alloc(endBytes)])
  return brotliCompressSync(tar, {
    params: {
      [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
      [constants.BROTLI_PARAM_LGWIN]: windowBits,
      [constants.BROTLI_PARAM_LARGE_WINDOW]: 1,
      [constants.BROTLI_PARAM_SIZE_HINT]: tar.length,
    },
  })
}

/** What `archiveOf` wrote, by path, the list of folders among it. */
export function filesIn(archive: Uint8Array): ReadonlyMap<string, Buffer> {
  const params = { [constants.BROTLI_DECODER_PARAM_LARGE_WINDOW]: 1 }
  const tar = brotliDecompressSync(archive, { params })
  const files = new Map<string, Buffer>()
  for (let at = 0; at + endBytes < tar.length; ) {
    const header = readTarHeader(tar.subarray(at, at + blockBytes))
    if (header === null) throw new Error(`the archive has no header at ${at}`)
    const from = at + blockBytes
    files.set(header.name, tar.subarray(from, from + header.bytes))
    at = from + header.bytes + tarPadding(header.bytes)
  }
  return files
}

/** Lays a data folder out as a server leaves it, its cluster owned by whoever runs it here. */
export function layOut(archive: Uint8Array, home: string): void {
  const files = filesIn(archive)
  // PostgreSQL may run as another user, who must get through, and owns nothing but its cluster.
  chmodSync(home, 0o711)
  const user = databaseUser(join(home, 'pg'))
  const own = (name: string) => {
    if (user && name.split('/')[0] === 'pg') chownSync(join(home, name), user.uid, user.gid)
  }
  const folders = JSON.parse(files.get(foldersName)?.toString('utf8') ?? '[]') as string[]
  for (const name of folders) {
    mkdirSync(join(home, name), { recursive: true, mode: 0o700 })
    own(name)
  }
  for (const [name, bytes] of files) {
    if (name === foldersName) continue
    mkdirSync(dirname(join(home, name)), { recursive: true })
    writeFileSync(join(home, name), bytes, { mode: 0o600 })
    own(name)
  }
}

function pathsUnder(folder: string, isKept: (path: string) => boolean) {
  const found = readdirSync(folder, { recursive: true, withFileTypes: true })
    .map((one) => {
      const name = join(one.parentPath, one.name).slice(folder.length + 1)
      return { name, isFolder: one.isDirectory(), isFile: one.isFile() }
    })
    .filter(({ name }) => isKept(name))
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
  return {
    folders: found.filter(({ isFolder }) => isFolder).map(({ name }) => name),
    files: found.filter(({ isFile }) => isFile).map(({ name }) => name),
  }
}
