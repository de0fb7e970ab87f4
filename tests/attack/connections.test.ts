import type { IncomingMessage } from 'node:http'
import { request } from 'node:http'
import { connect } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { Serving as Listening } from '../../src/cli/serve.ts'
import { listen } from '../../src/cli/serve.ts'
import { serverLog } from '../../src/cli/server-log.ts'
import { heldApp } from '../api/held-answers.ts'
import type { Serving } from '../api/serving.ts'
import { serveTest } from '../api/serving.ts'

let serving: Serving
let listening: Listening
const lines: { level: string; event: Record<string, unknown> }[] = []

beforeAll(async () => {
  serving = await serveTest()
  const write = (level: string) => (event: unknown) => {
    lines.push({ level, event: event as Record<string, unknown> })
  }
  const log = serverLog(
    { error: write('error'), warn: write('warn'), debug: write('debug') } as never,
    { troubleOf: serving.service.troubleOf, now: () => performance.now() },
  )
  const options = { port: 0, host: '127.0.0.1', cert: null, key: null, publicUrl: null }
  const app = heldApp({ ...serving.service, log }, readPageFiles('/nowhere'))
  listening = await listen(app, { ...options, trustedProxy: false })
})

afterAll(async () => {
  await listening.stop()
  await serving.close()
})

interface Sent {
  readonly path: string
  readonly bytes: number
  readonly declared: boolean
}

/** Sends so many bytes in pieces, with pauses as a slow line makes them, and reads the answer. */
function post({ path, bytes, declared }: Sent): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const url = new URL(path, listening.address)
    const headers = {
      'content-type': 'application/json',
      origin: listening.address,
      ...(declared ? { 'content-length': bytes } : {}),
    }
    const asked = request(url, { method: 'POST', headers }, (answer: IncomingMessage) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () =>
        resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }),
      )
    })
    asked.on('error', reject)
    void (async () => {
      for (let left = bytes; left > 0; left -= 256 * 1024) {
        asked.write(Buffer.alloc(Math.min(left, 256 * 1024), 0x20))
        await pause(60)
      }
      asked.end()
    })()
  })
}

test.each([
  ['of a declared length', true],
  ['in chunks', false],
])('JSON that is too large, %s, is answered on a connection that holds', async (_, declared) => {
  const told = await post({ path: '/api/v1/session', bytes: 4 * 1024 * 1024, declared })
  expect(told.status).toBe(413)
  expect(JSON.parse(told.body)).toMatchObject({ code: 'body.too-large', status: 413 })
})

test('so is a large upload of somebody whose session ended', async () => {
  const told = await post({ path: '/api/v1/reading', bytes: 4 * 1024 * 1024, declared: true })
  expect(JSON.parse(told.body)).toMatchObject({ code: expect.stringMatching(/^(session|route)\./) })
})

test('who goes away in the middle of a request makes no error in the log', async () => {
  lines.length = 0
  const { port } = new URL(listening.address)
  for (let times = 0; times < 20; times += 1) {
    const socket = connect(Number(port), '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    const head = `POST /api/v1/session HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\n`
    socket.write(
      `${head}origin: ${listening.address}\r\ncontent-type: application/json\r\ncontent-length: 900\r\nexpect: 100-continue\r\n\r\n{"a`,
    )
    // Told to go on: it is in the middle of the request.
    await new Promise((resolve) => socket.once('data', resolve))
    socket.resetAndDestroy()
  }
  await expect.poll(() => lines.filter(({ level }) => level === 'debug').length).toBe(20)
  expect(lines.filter(({ level }) => level !== 'debug')).toEqual([])
})
