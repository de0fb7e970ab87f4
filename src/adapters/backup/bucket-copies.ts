import { notReadable } from '../given-file.ts'
import type { Bucket } from '../s3/bucket.ts'
import { openBucket } from '../s3/bucket.ts'
import { bucketPlace } from '../s3/bucket-place.ts'
import { exists } from './backup-fault.ts'
import type { CopyFile, CopyFiles, UnfinishedCopy } from './copy-place.ts'

/** Copies in buckets: `s3://bucket/prefix/name`. */
export function bucketCopies(env: Readonly<Record<string, string | undefined>>): CopyFiles {
  const bucketAt = (folder: string): Bucket => {
    const place = bucketPlace(folder, env)
    if (place === null) throw new Error(`${folder} is no bucket`)
    return openBucket(place)
  }
  const at = (path: string) => ({ bucket: bucketAt(folderOf(path)), name: nameOf(path) })
  return {
    open: async (path) => {
      const { bucket, name } = at(path)
      return opened(path, { bucket, name })
    },
    create: async (path) => {
      const { bucket, name } = at(path)
      if ((await bucket.size(name)) !== null) exists(path)
      return unfinished(path, { bucket, name })
    },
    list: async (folder, ending) => {
      const names = await bucketAt(folder).list('')
      const own = names.filter((name) => name.endsWith(ending) && !name.includes('/'))
      return own.map((name) => `${folder}/${name}`)
    },
    remove: async (path) => {
      const { bucket, name } = at(path)
      await bucket.remove(name)
    },
    // What was cut off is no file of a bucket, and a rule of the bucket takes its parts away.
    makeRoom: async () => {},
    readText: async (path) => {
      const { bucket, name } = at(path)
      const bytes = await bucket.read(name)
      return bytes === null ? null : Buffer.from(bytes).toString('utf8')
    },
    writeText: async (path, text) => {
      const { bucket, name } = at(path)
      await bucket.put(name, Buffer.from(text))
    },
    folderOf,
  }
}

function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'))
}

function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

interface Named {
  readonly bucket: Bucket
  readonly name: string
}

/** A copy is read from its beginning to its end: what comes next is asked for with it. */
const aheadBytes = 8 * 1024 * 1024

async function opened(path: string, { bucket, name }: Named): Promise<CopyFile> {
  const bytes = await bucket.size(name)
  if (bytes === null) return notReadable(path, { code: 'ENOENT' })
  let held = { from: 0, bytes: Buffer.alloc(0) }
  const isHeld = (from: number, until: number) =>
    held.from <= from && until <= held.from + held.bytes.length
  return {
    bytes,
    read: async (at, wanted) => {
      const until = Math.min(bytes, at + wanted)
      if (at >= until) return Buffer.alloc(0)
      if (!isHeld(at, until)) {
        const length = Math.min(bytes - at, Math.max(until - at, aheadBytes))
        const read = await bucket.read(name, { from: at, length })
        if (read === null) return notReadable(path, { code: 'ENOENT' })
        held = { from: at, bytes: Buffer.from(read) }
      }
      return held.bytes.subarray(at - held.from, until - held.from)
    },
    close: async () => {},
  }
}

/** S3 takes ten thousand parts: they grow, so that a copy of a terabyte still fits. */
const partBytes = 8 * 1024 * 1024
const partsOfOneSize = 400

async function unfinished(path: string, { bucket, name }: Named): Promise<UnfinishedCopy> {
  const file = await bucket.begin(name)
  let waiting: Uint8Array[] = []
  let length = 0
  let parts = 0
  let isDone = false
  const send = async (): Promise<void> => {
    const bytes = Buffer.concat(waiting)
    waiting = []
    length = 0
    parts += 1
    await file.add(bytes)
  }
  return {
    append: async (bytes) => {
      waiting.push(bytes)
      length += bytes.length
      if (length >= partBytes * (1 + Math.floor(parts / partsOfOneSize))) await send()
    },
    finish: async () => {
      await send()
      if ((await bucket.size(name)) !== null) exists(path)
      await file.finish()
      isDone = true
    },
    abandon: async () => {
      if (!isDone) await file.abandon()
    },
  }
}
