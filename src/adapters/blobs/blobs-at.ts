import { resolve } from 'node:path'
import type { Blobs } from '../../app/ports/attachment-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { openBucket } from '../s3/bucket.ts'
import { bucketPlace } from '../s3/bucket-place.ts'
import { bucketBlobs } from './bucket-blobs.ts'
import { folderBlobs } from './folder-blobs.ts'

/**
 * Attachments at `s3://bucket/prefix`, or in a folder that several servers share. Refuses with
 * `files.place` any other address.
 */
export function blobsAt(place: string, env: Readonly<Record<string, string | undefined>>): Blobs {
  const bucket = bucketPlace(place, env)
  if (bucket !== null) return bucketBlobs(openBucket(bucket))
  return /^[a-z0-9]+:\/\//i.test(place) ? refusePlace(place) : folderBlobs(resolve(place))
}

function refusePlace(place: string): never {
  return refuse('files.place', {
    at: [place],
    text: {
      zh: `附件存放在目录或 s3:// 中，“${place}”都不是。`,
      en: `Attachments lie in a folder or at s3://, and “${place}” is neither.`,
    },
    hint: {
      zh: '请在 FILES_URL 中给出各台共用的目录，或 s3://桶/前缀。',
      en: 'Name a folder that the servers share in FILES_URL, or s3://bucket/prefix.',
    },
  })
}
