import { afterAll, beforeAll, expect, test } from 'vitest'
import { spawnReaders } from '../../src/adapters/outside/spawn-readers.ts'
import type { SpawnedReaders } from '../../src/adapters/outside/spawn-readers.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { bundles, worker } from './bundled-worker.ts'
import { largeClaims, wideTable } from './hostile-files.ts'

const made = bundles('others')
let outside: SpawnedReaders
let serving: Serving
let sender: Browser
let other: Browser

beforeAll(async () => {
  outside = spawnReaders(await made.script('worker', worker))
  serving = await serveTest({ outside })
  ;({ browser: sender } = await setUp(serving))
  other = await invite(serving, sender, { username: 'other', roles: ['auditor'] })
})

afterAll(async () => {
  await serving.close()
  outside.close()
  made.remove()
})

/**
 * The longest that this process computed without a pause, in milliseconds: for so long a request
 * of somebody else waits. Time in which the machine did something else does not count.
 */
function watchPauses(): () => number {
  let longest = 0
  let before = process.cpuUsage()
  const timer = setInterval(() => {
    const { user, system } = process.cpuUsage(before)
    longest = Math.max(longest, (user + system) / 1000)
    before = process.cpuUsage()
  }, 1)
  return () => {
    clearInterval(timer)
    return longest
  }
}

const utf8 = new TextEncoder()
const importing = '/api/v1/registers/meeting/import?dryRun=true'
const reading = '/api/v1/reading/file?year=2026'

const hostile: readonly (readonly [name: string, path: string, file: Uint8Array])[] = [
  ...Object.entries(largeClaims).map(([name, file]) => [name, importing, file] as const),
  ['15 MB of CSV', importing, utf8.encode('2026-05-06,专题会议,学习\n'.repeat(500_000))],
  ['a table of Word', reading, wideTable(20_000)],
  ['a text of numbers', reading, utf8.encode('召开会议3次，'.repeat(2857))],
  ['lines without words', reading, utf8.encode(`甲${'\n'.repeat(200_000)}乙`)],
]

test('while one sends hostile files, another works on, and each file has its answer', async () => {
  await sender.ask('POST', reading, { file: utf8.encode('召开会议3次。') })
  const memory = process.memoryUsage.rss()
  for (const [name, path, file] of hostile) {
    const pauses = watchPauses()
    let isDone = false
    const sent = sender.ask('POST', path, { file }).finally(() => (isDone = true))
    let asked = 0
    while (!isDone) {
      expect((await other.ask('GET', '/api/v1/session')).status).toBe(200)
      asked += 1
    }
    const { status, body } = await sent
    expect(status, name).toBeLessThan(500)
    if (status >= 400) expect(body.code, name).toMatch(/^(file|sheet)\.|^request\./)
    expect(asked, name).toBeGreaterThan(0)
    // Said of requests is 100 ms; collecting garbage computes on other threads beside it.
    expect(pauses(), name).toBeLessThan(250)
  }
  expect(process.memoryUsage.rss() - memory).toBeLessThan(300 * 1024 * 1024)
  expect(serving.unforeseen).toEqual([])
})
