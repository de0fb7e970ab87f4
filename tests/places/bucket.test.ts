import { createHash, randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blobName } from '../../src/adapters/blobs/blob-name.ts'
import { blobsAt } from '../../src/adapters/blobs/blobs-at.ts'
import { openBucket } from '../../src/adapters/s3/bucket.ts'
import { bucketPlace } from '../../src/adapters/s3/bucket-place.ts'
import type { Blobs } from '../../src/app/ports/attachment-ports.ts'
import type { ObjectStorage } from './object-storage.ts'
import { objectStorage } from './object-storage.ts'

let storage: ObjectStorage

beforeAll(async () => {
  storage = await objectStorage()
})

afterAll(() => storage.stop())

function bucketOf(text: string, env = storage.env) {
  const place = bucketPlace(text, env)
  if (place === null) throw new Error('no bucket')
  return openBucket(place)
}

function blob(text: string) {
  const bytes = Buffer.from(text)
  return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }
}

describe('attachments in a bucket, or in a folder that servers share', () => {
  const places: readonly (readonly [string, () => Blobs])[] = [
    ['s3', () => blobsAt('s3://taizhang/files', storage.env)],
    ['folder', () => blobsAt(join(storage.folder, 'shared'), {})],
  ]
  test.each(places)(
    '%s: what one server puts another reads, held against its digest',
    async (_, at) => {
      const { sha256, bytes } = blob('会议通知')
      const [one, other] = [at(), at()]
      expect(await other.read(1, sha256)).toBe('missing')
      await one.put(1, { sha256, bytes })
      await one.put(1, { sha256, bytes })
      expect(Buffer.from((await other.read(1, sha256)) as Uint8Array)).toEqual(bytes)
      expect(await other.read(2, sha256)).toBe('missing')
      await expect(one.put(1, { sha256, bytes: Buffer.from('别的') })).rejects.toThrow('not those')
      await expect(one.read(1, '../../keys')).rejects.toThrow('not an attachment')
    },
  )

  test.each(places)('%s: what is wanted after all stays, the rest goes', async (_, at) => {
    const { sha256, bytes } = blob('待定')
    await at().put(3, { sha256, bytes })
    const seen: unknown[] = []
    await at().remove(3, sha256, async () => {
      seen.push(await at().read(3, sha256))
      return true
    })
    expect(seen).toEqual(['missing'])
    expect(Buffer.from((await at().read(3, sha256)) as Uint8Array)).toEqual(bytes)
    await at().remove(3, sha256, async () => false)
    expect(await at().read(3, sha256)).toBe('missing')
    await at().remove(3, sha256, async () => true)
  })

  test('bytes that were changed in the bucket are said to be, and are put right', async () => {
    const { sha256, bytes } = blob('原文')
    const blobs = blobsAt('s3://taizhang/files', storage.env)
    await blobs.put(1, { sha256, bytes })
    const bucket = bucketOf('s3://taizhang/files')
    await bucket.put(blobName({ org: 1, sha256 }), Buffer.from('改过'))
    expect(await blobs.read(1, sha256)).toBe('changed')
    await blobs.put(1, { sha256, bytes })
    expect(Buffer.from((await blobs.read(1, sha256)) as Uint8Array)).toEqual(bytes)
  })
})

describe('a bucket', () => {
  test('reads parts, lists what begins so, and knows what is not there', async () => {
    const bucket = bucketOf('s3://taizhang/some/where')
    await bucket.put('a/一', Buffer.from('0123456789'))
    await bucket.put('b', Buffer.from('x'))
    const part = await bucket.read('a/一', { from: 3, length: 4 })
    expect(Buffer.from(part ?? []).toString()).toBe('3456')
    expect(await bucket.size('a/一')).toBe(10)
    expect(await bucket.size('c')).toBe(null)
    expect(await bucket.list('a/')).toEqual(['a/一'])
    expect((await bucket.list('')).toSorted()).toEqual(['a/一', 'b'])
    await bucket.remove('a/一')
    expect(await bucket.read('a/一')).toBe(null)
  })

  test('holds a file that is sent in parts once it is finished, and not before', async () => {
    const bucket = bucketOf('s3://taizhang')
    const [first, last] = [randomBytes(5 * 1024 * 1024), Buffer.from('end')]
    const file = await bucket.begin('large')
    await file.add(first)
    expect(await bucket.size('large')).toBe(null)
    await file.add(last)
    await file.finish()
    const whole = Buffer.from((await bucket.read('large')) ?? [])
    expect(whole.equals(Buffer.concat([first, last]))).toBe(true)
  })

  test('is refused to whoever signs by another key, and settings that lack one are', async () => {
    const wrong = { ...storage.env, S3_SECRET_ACCESS_KEY: 'guessed' }
    await expect(bucketOf('s3://taizhang', wrong).read('b')).rejects.toThrow('403')
    const { S3_ENDPOINT: _, ...without } = storage.env
    expect(() => bucketPlace('s3://taizhang', without)).toThrow('s3.settings')
    expect(bucketPlace('/srv/shared', storage.env)).toBe(null)
    expect(() => blobsAt('ftp://files.example.cn', storage.env)).toThrow('files.place')
  })
})
