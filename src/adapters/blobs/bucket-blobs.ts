import { createHash } from 'node:crypto'
import type { Blobs } from '../../app/ports/attachment-ports.ts'
import type { Bucket } from '../s3/bucket.ts'
import { blobName } from './blob-name.ts'

/** Attachments in a bucket, under the names that they have in a folder. */
export function bucketBlobs(bucket: Bucket): Blobs {
  const nameOf = (org: number, sha256: string): string => blobName({ org, sha256 })
  return {
    put: async (org, { sha256, bytes }) => {
      if (digestOf(bytes) !== sha256) throw new Error('the bytes are not those of the name')
      const name = nameOf(org, sha256)
      const known = await bucket.read(name)
      if (known !== null && digestOf(known) === sha256) return
      await bucket.put(name, bytes)
    },
    read: async (org, sha256) => {
      const bytes = await bucket.read(nameOf(org, sha256))
      if (bytes === null) return 'missing'
      return digestOf(bytes) === sha256 ? bytes : 'changed'
    },
    // A bucket cannot move a file aside: it is held here until nobody wants it.
    remove: async (org, sha256, isWanted) => {
      const name = nameOf(org, sha256)
      const bytes = await bucket.read(name)
      if (bytes === null) return
      await bucket.remove(name)
      if (await isWanted()) await bucket.put(name, bytes)
    },
  }
}

function digestOf(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}
