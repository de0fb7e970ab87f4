import { resolve } from 'node:path'
import { refuse } from '../../ledger/fault.ts'
import { bucketPlace } from '../s3/bucket-place.ts'

/**
 * Where nightly copies are written: a folder that several servers share, or `s3://bucket/prefix`.
 * Refuses with `backups.place` any other address, and with `s3.settings` a bucket that is not said
 * wholly.
 */
export function copiesFolder(
  place: string,
  env: Readonly<Record<string, string | undefined>>,
): string {
  const bucket = bucketPlace(place, env)
  if (bucket !== null) return `s3://${[bucket.bucket, bucket.prefix].filter(Boolean).join('/')}`
  return /^[a-z0-9]+:\/\//i.test(place) ? refusePlace(place) : resolve(place)
}

function refusePlace(place: string): never {
  return refuse('backups.place', {
    at: [place],
    text: {
      zh: `备份写入目录或 s3://，“${place}”都不是。`,
      en: `Copies are written into a folder or to s3://, and “${place}” is neither.`,
    },
    hint: {
      zh: '请在 BACKUPS_URL 中给出各台共用的目录，或 s3://桶/前缀。',
      en: 'Name a folder that the servers share in BACKUPS_URL, or s3://bucket/prefix.',
    },
  })
}
