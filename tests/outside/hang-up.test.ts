import { request } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { createApp } from '../../src/api/create-app.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import type { Serving as Listening } from '../../src/cli/serve.ts'
import { listen } from '../../src/cli/serve.ts'
import type { Serving } from '../api/serving.ts'
import { goodPassword, serveTest, setUp } from '../api/serving.ts'
import { bundles } from './bundles.ts'

/** Never done with a sheet, as with one that would take hours; everything else is read. */
const endless = `
  import { runReader } from '../../src/adapters/outside/reader-process.ts'
  process.on('message', ({ kind }) => {
    while (kind === 'sheet') {}
  })
  runReader()`

const made = bundles('hang-up')
let outside: SpawnedReaders
let serving: Serving
let listening: Listening
let begins: () => void = () => {}
const begun = new Promise<void>((resolve) => (begins = resolve))

beforeAll(async () => {
  // One reader, and time without end: only who goes away makes room for the next.
  const bounds = { childrenMax: 1, wallMs: 3_600_000 }
  outside = spawnReaders(await made.script('endless', endless), bounds)
  const until = (gone: AbortSignal) => {
    begins()
    return outside.until(gone)
  }
  serving = await serveTest({ outside: { ...outside, until } })
  await setUp(serving)
  const options = { port: 0, host: '127.0.0.1', cert: null, key: null, publicUrl: null }
  const app = createApp(serving.service, readPageFiles('/nowhere'))
  listening = await listen(app, { ...options, trustedProxy: false })
})

afterAll(async () => {
  await listening.stop()
  await serving.close()
  outside.close()
  made.remove()
})

const at = (path: string) => new URL(`/api/v1${path}`, listening.address)

async function signIn(): Promise<string> {
  const response = await fetch(at('/session'), {
    method: 'POST',
    headers: { origin: listening.address, 'content-type': 'application/json' },
    body: JSON.stringify({ username: '张三', password: goodPassword }),
  })
  return response.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')
}

test('whoever hangs up while a file is read makes room for the next', async () => {
  const headers = {
    origin: listening.address,
    cookie: await signIn(),
    'content-type': 'application/octet-stream',
  }
  const sheet = request(at('/registers/honour/import'), { method: 'POST', headers })
  const ended = new Promise((resolve) => sheet.once('error', resolve))
  sheet.end('荣誉名称,授予单位,授予日期\n')
  await begun
  const read = fetch(at('/reading/file'), { method: 'POST', headers, body: '召开会议3次。' })
  const first = await Promise.race([read, ended, pause(1000)])
  expect(first, 'nobody has an answer while the sheet is read').toBeUndefined()
  sheet.destroy()
  await ended
  const answer = await read
  expect(answer.status).toBe(200)
  expect(((await answer.json()) as { claims: unknown[] }).claims).toHaveLength(1)
  expect(serving.unforeseen).toEqual([])
})
