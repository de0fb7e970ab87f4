import { refuse } from '../../ledger/fault.ts'
import type { BucketPlace } from './bucket.ts'

/**
 * Where `s3://bucket/prefix` is: at `S3_ENDPOINT` in `S3_REGION`, with the key of
 * `S3_ACCESS_KEY_ID` and `S3_SECRET_ACCESS_KEY`. Null for what is no such address. Refuses with
 * `s3.settings` what is incomplete.
 */
export function bucketPlace(
  text: string,
  env: Readonly<Record<string, string | undefined>>,
): BucketPlace | null {
  if (!text.startsWith('s3://')) return null
  const [bucket = '', ...rest] = text.slice('s3://'.length).split('/')
  const { S3_ENDPOINT: endpoint, S3_REGION: region = 'us-east-1' } = env
  const { S3_ACCESS_KEY_ID: accessKeyId, S3_SECRET_ACCESS_KEY: secretAccessKey } = env
  const isUrl = endpoint !== undefined && /^https?:$/.test(protocolOf(endpoint))
  if (!bucketForm.test(bucket) || !isUrl || !accessKeyId || !secretAccessKey) {
    return refuseIncomplete(text)
  }
  const prefix = rest.filter((part) => part !== '').join('/')
  return { endpoint, region, bucket, prefix, accessKeyId, secretAccessKey }
}

const bucketForm = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/

function protocolOf(text: string): string {
  return URL.canParse(text) ? new URL(text).protocol : ''
}

function refuseIncomplete(text: string): never {
  return refuse('s3.settings', {
    at: [text],
    text: {
      zh: `“${text}”的对象存储设置不全。`,
      en: `The settings of the object storage at ${text} are incomplete.`,
    },
    hint: {
      zh: '请给出 S3_ENDPOINT、S3_ACCESS_KEY_ID、S3_SECRET_ACCESS_KEY，必要时给出 S3_REGION。',
      en: 'Give S3_ENDPOINT, S3_ACCESS_KEY_ID and S3_SECRET_ACCESS_KEY, and S3_REGION if needed.',
    },
  })
}
