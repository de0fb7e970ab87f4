import { createHash } from 'node:crypto'
import { AwsClient } from 'aws4fetch'
import { readXml } from '../../report/file/read-xml.ts'

/** Files in a bucket of S3, or of something that answers as S3 does, under one beginning. */
export interface Bucket {
  /** What people call it: `s3://bucket/prefix`. */
  readonly text: string
  put(name: string, bytes: Uint8Array): Promise<void>
  /** All bytes, or `length` of them from `from` on; null where there is no such file. */
  read(name: string, part?: { from: number; length: number }): Promise<Uint8Array | null>
  /** Its length; null where there is no such file. */
  size(name: string): Promise<number | null>
  remove(name: string): Promise<void>
  /** Names that begin so. */
  list(prefix: string): Promise<readonly string[]>
  /** Begins a file that is sent in parts, and is there once it is finished, never before. */
  begin(name: string): Promise<UnfinishedFile>
}

/** A file that is sent in parts. */
export interface UnfinishedFile {
  /** Every part but the last has at least 5 MiB, as S3 wants it. */
  add(bytes: Uint8Array): Promise<void>
  finish(): Promise<void>
  abandon(): Promise<void>
}

/** Where a bucket is. */
export interface BucketPlace {
  /** `https://host`, where the bucket is the first part of the path. */
  readonly endpoint: string
  readonly region: string
  readonly bucket: string
  /** Without a slash at its ends; may be empty. */
  readonly prefix: string
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** A request that is not answered by then is tried again, and then given up. */
const answerWithinMs = 60_000
const retries = 3

/** Opens a bucket; nothing is asked of it yet. */
export function openBucket(place: BucketPlace): Bucket {
  const { accessKeyId, secretAccessKey, region, bucket, prefix } = place
  const client = new AwsClient({ accessKeyId, secretAccessKey, region, service: 's3', retries })
  const base = `${place.endpoint.replace(/\/$/, '')}/${bucket}`
  const keyOf = (name: string): string => (prefix === '' ? name : `${prefix}/${name}`)

  async function ask(
    method: string,
    at: { readonly key?: string; readonly query?: string },
    {
      body = null,
      headers = {},
    }: { body?: Uint8Array | null; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const path =
      at.key === undefined ? '' : `/${at.key.split('/').map(encodeURIComponent).join('/')}`
    return client.fetch(`${base}${path}${at.query ?? ''}`, {
      method,
      body: body as BodyInit | null,
      // The signature covers the bytes, so that none is changed on the way.
      headers: { ...headers, 'x-amz-content-sha256': sha256Of(body ?? new Uint8Array()) },
      redirect: 'manual',
      signal: AbortSignal.timeout(answerWithinMs),
    })
  }

  async function done(answered: Promise<Response>): Promise<Response> {
    const response = await answered
    if (response.ok) return response
    const text = await response.text()
    throw new Error(`${bucket} answered ${response.status} ${text.slice(0, 300)}`)
  }

  async function found(answered: Promise<Response>): Promise<Response | null> {
    const response = await answered
    if (response.status !== 404) return done(Promise.resolve(response))
    await response.body?.cancel()
    return null
  }

  return {
    text: `s3://${[bucket, prefix].filter(Boolean).join('/')}`,
    put: async (name, bytes) => {
      await (await done(ask('PUT', { key: keyOf(name) }, { body: bytes }))).body?.cancel()
    },
    read: async (name, part) => {
      const headers: Record<string, string> =
        part === undefined ? {} : { range: `bytes=${part.from}-${part.from + part.length - 1}` }
      const response = await found(ask('GET', { key: keyOf(name) }, { headers }))
      return response === null ? null : new Uint8Array(await response.arrayBuffer())
    },
    size: async (name) => {
      const response = await found(ask('HEAD', { key: keyOf(name) }))
      return response === null ? null : Number(response.headers.get('content-length'))
    },
    remove: async (name) => {
      await (await found(ask('DELETE', { key: keyOf(name) })))?.body?.cancel()
    },
    list: async (under) => {
      const names: string[] = []
      let token: string | null = null
      do {
        const next: string =
          token === null ? '' : `&continuation-token=${encodeURIComponent(token)}`
        const query = `?list-type=2&prefix=${encodeURIComponent(keyOf(under))}${next}`
        const page = new Uint8Array(await (await done(ask('GET', { query }))).arrayBuffer())
        for (const key of textsIn(page, 'Key')) names.push(key.slice(keyOf('').length))
        token = textsIn(page, 'NextContinuationToken')[0] ?? null
      } while (token !== null)
      return names
    },
    begin: async (name) => {
      const key = keyOf(name)
      const begun = await done(ask('POST', { key, query: '?uploads' }))
      const [id = ''] = textsIn(new Uint8Array(await begun.arrayBuffer()), 'UploadId')
      const query = `?uploadId=${encodeURIComponent(id)}`
      const tags: string[] = []
      return {
        add: async (bytes) => {
          const part = `?partNumber=${tags.length + 1}&uploadId=${encodeURIComponent(id)}`
          const response = await done(ask('PUT', { key, query: part }, { body: bytes }))
          await response.body?.cancel()
          tags.push(response.headers.get('etag') ?? '')
        },
        finish: async () => {
          const parts = tags.map(
            (tag, at) => `<Part><PartNumber>${at + 1}</PartNumber><ETag>${tag}</ETag></Part>`,
          )
          const text = `<CompleteMultipartUpload>${parts.join('')}</CompleteMultipartUpload>`
          const body = Buffer.from(text)
          const answer = await done(ask('POST', { key, query }, { body }))
          // Said with 200 once the answer has begun.
          const said = new Uint8Array(await answer.arrayBuffer())
          const [code] = textsIn(said, 'Code')
          if (code !== undefined) throw new Error(`${bucket} did not finish ${key}: ${code}`)
        },
        abandon: async () => {
          await (await ask('DELETE', { key, query })).body?.cancel()
        },
      }
    },
  }
}

function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex')
}

/** The texts of all elements of a name. */
function textsIn(xml: Uint8Array, wanted: string): readonly string[] {
  const texts: string[] = []
  let isInside = false
  readXml(xml, {
    open: ({ name }) => {
      isInside = name === wanted
      if (isInside) texts.push('')
    },
    text: (text) => {
      if (isInside) texts.push((texts.pop() ?? '') + text)
    },
    close: () => {
      isInside = false
    },
  })
  return texts
}
