import { resolve } from 'node:path'
import type { Blobs } from '../../app/ports/attachment-ports.ts'
import { openBucket } from '../s3/bucket.ts'
import { bucketPlace } from '../s3/bucket-place.ts'
import { bucketBlobs } from './bucket-blobs.ts'
import { folderBlobs } from './folder-blobs.ts'

/** Attachments at `s3://bucket/prefix`, or in a folder that several servers share. */
export function blobsAt(place: string, env: Readonly<Record<string, string | undefined>>): Blobs {
  const bucket = bucketPlace(place, env)
  return bucket === null ? folderBlobs(resolve(place)) : bucketBlobs(openBucket(bucket))
}
