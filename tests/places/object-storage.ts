import { createHash, createHmac } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { createServer, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from 's3rver'

/** A small S3 server with one bucket, and what must be set to reach it. */
export interface ObjectStorage {
  readonly env: Readonly<Record<string, string>>
  /** Where its files lie on disk. */
  readonly folder: string
  /** Answers requests for these paths with 403 from now on. */
  refuse(which: (path: string) => boolean): void
  stop(): Promise<void>
}

/** The key that the server knows; who signs with another is not let through. */
const accessKeyId = 'S3RVER'
const secretAccessKey = 'S3RVER'

/**
 * Starts s3rver behind a door that checks what s3rver leaves out: that each request is signed by
 * the key, and that its bytes are those that were signed.
 */
export async function objectStorage(): Promise<ObjectStorage> {
  const folder = mkdtempSync(join(tmpdir(), 'taizhang-s3-'))
  const server = new S3rver({
    address: '127.0.0.1',
    port: 0,
    silent: true,
    directory: folder,
    configureBuckets: [{ name: 'taizhang', configs: [] }],
  })
  const { port } = await server.run()
  let isRefused = (_path: string) => false
  const door = createServer((asked, answer) => {
    if (isRefused(asked.url ?? '')) answer.writeHead(403).end()
    else void pass(asked, answer, port)
  })
  await new Promise<void>((resolve) => door.listen(0, '127.0.0.1', resolve))
  const address = door.address()
  if (address === null || typeof address === 'string') throw new Error('no port')
  return {
    folder,
    refuse: (which) => {
      isRefused = which
    },
    env: {
      S3_ENDPOINT: `http://127.0.0.1:${address.port}`,
      S3_REGION: 'us-east-1',
      S3_ACCESS_KEY_ID: accessKeyId,
      S3_SECRET_ACCESS_KEY: secretAccessKey,
    },
    stop: async () => {
      door.closeAllConnections()
      await new Promise((resolve) => door.close(resolve))
      await server.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

async function pass(asked: IncomingMessage, answer: ServerResponse, port: number): Promise<void> {
  const parts: Buffer[] = []
  for await (const part of asked) parts.push(part as Buffer)
  const body = Buffer.concat(parts)
  if (!isSigned(asked, body)) {
    answer.writeHead(403).end()
    return
  }
  const { method, url, headers } = asked
  const onward = request(
    { host: '127.0.0.1', port, method: method ?? '', path: url ?? '', headers },
    (answered) => {
      answer.writeHead(answered.statusCode ?? 500, answered.headers)
      answered.pipe(answer)
    },
  )
  onward.end(body)
}

/** Signature version 4 of a request, worked out again from what the server received. */
function isSigned({ method, url = '', headers }: IncomingMessage, body: Buffer): boolean {
  const form = /Credential=([^/]+)\/([^,]+), SignedHeaders=([^,]+), Signature=([0-9a-f]{64})$/
  const [, key, scope = '', names = '', signature] = form.exec(headers.authorization ?? '') ?? []
  if (key !== accessKeyId || headers['x-amz-content-sha256'] !== hash(body)) return false
  const { pathname, searchParams } = new URL(url, 'http://host')
  const query = [...searchParams]
    .map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`)
    .toSorted()
  const signed = names.split(';')
  const canonical = [
    method,
    pathname,
    query.join('&'),
    ...signed.map((name) => `${name}:${String(headers[name])}`),
    '',
    names,
    hash(body),
  ].join('\n')
  const text = ['AWS4-HMAC-SHA256', headers['x-amz-date'], scope, hash(canonical)].join('\n')
  const keyed = scope
    .split('/')
    .reduce<Buffer>((by, part) => hmac(by, part), Buffer.from(`AWS4${secretAccessKey}`))
  return hmac(keyed, text).toString('hex') === signature
}

function hash(bytes: string | Buffer): string {
  return createHash('sha256').update(bytes).digest('hex')
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest()
}
