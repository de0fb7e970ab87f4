import { renameSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import { keepSigned } from '../../src/app/log/keep-signed.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { askApp } from './ask-app.ts'
import { heldApp } from './held-answers.ts'
import type { Browser, Serving } from './serving.ts'
import { goodPassword, invite, serveTest, setUp, untilCovered } from './serving.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
let person: string
const off = { ms: 0 }
const hour = 60 * 60_000

beforeAll(async () => {
  serving = await serveTest({
    clock: { now: () => Date.now() + off.ms },
    steady: { elapsedMs: () => performance.now() },
  })
  ;({ browser: administrator, person } = await setUp(serving))
  clerk = await invite(serving, administrator, { username: '李四', roles: ['clerk'] })
  await untilCovered(serving)
})

afterAll(async () => {
  await serving.close()
})

/** Asked of a server that has just begun: what it saw before is kept for some seconds. */
async function health(): Promise<{ status: number; body: unknown }> {
  const app = heldApp(serving.service, readPageFiles(serving.data))
  const headers = { host: '127.0.0.1:5280' }
  const answer = await askApp(app, new Request('http://127.0.0.1:5280/healthz', { headers }))
  return { status: answer.status, body: await answer.json() }
}

function record(lang: string) {
  const values = {
    kind: 'secretary-meeting',
    heldOn: '2026-01-12',
    chair: person,
    present: [person],
    agenda: [{ topic: '研究全面从严治党工作', themes: ['governance'] }],
  }
  return clerk.ask('POST', '/api/v1/registers/meeting/records', {
    body: { values, reason: '补录' },
    headers: { 'accept-language': lang },
  })
}

test('all is well: every member sees it, and whoever watches the machine', async () => {
  const { status, body } = await clerk.ask('GET', '/api/v1/log-state')
  expect(status).toBe(200)
  expect(body).toMatchObject({ unsignedSince: null, isLate: false, datedAhead: null, held: null })
  expect(body.signed.size).toBe(body.entries)
  expect(await health()).toMatchObject({
    status: 200,
    body: { ready: true, unsignedSince: null, datedAhead: null, held: null },
  })
})

test('a clock that jumped: 503 with what to do, reads go on, and an administrator confirms', async () => {
  off.ms = 3 * hour
  const zh = await record('zh')
  expect([zh.status, zh.body.code]).toEqual([503, 'clock.held'])
  const told = await clerk.ask('GET', '/api/v1/log-state')
  expect(told.body.held.text.zh).toContain('突然拨快了 3 小时')
  expect(told.body.held.text.en).toContain('put forward by 3 hours')
  expect((await clerk.ask('GET', '/api/v1/registers/meeting/records')).status).toBe(200)
  expect(await health()).toMatchObject({ status: 503, body: { ready: false, held: 'clock.held' } })

  const confirm = (browser: Browser, password: string) =>
    browser.ask('POST', '/api/v1/clock/confirm', { body: { password } })
  expect((await confirm(clerk, goodPassword)).status).toBe(403)
  expect((await confirm(administrator, '不是这个密码不是这个密码')).status).toBe(403)
  expect((await record('en')).status).toBe(503)
  expect((await confirm(administrator, goodPassword)).status).toBe(204)
  expect((await record('en')).status).toBe(201)
  expect((await health()).status).toBe(200)
  const trail = await serving.opened.ports.store.read(1, (reader) =>
    reader.trail({ limit: 20, zone: 'Asia/Shanghai' }),
  )
  const line = trail.items.find(({ act }) => act === 'confirm-clock')
  expect(line?.detail).toContain('put forward by 3 hours')
})

test('put back again, the log is dated ahead, and that is said', async () => {
  off.ms = 0
  expect((await record('zh')).status).toBe(503)
  await administrator.ask('POST', '/api/v1/clock/confirm', { body: { password: goodPassword } })
  expect((await record('zh')).status).toBe(201)
  const { body } = await clerk.ask('GET', '/api/v1/log-state')
  expect(Date.parse(body.datedAhead)).toBeGreaterThan(Date.now() + 2 * hour)
  expect(await health()).toMatchObject({ status: 200, body: { datedAhead: body.datedAhead } })
})

test('what no checkpoint covers is named by job, health and state, and signed by the job', async () => {
  await untilCovered(serving)
  const owner = new Client(serving.connection)
  await owner.connect()
  try {
    // As if nothing had ever been signed, and the first entry had come ten minutes ago.
    await owner.query('DELETE FROM ledger.checkpoint WHERE org_id = 1')
    await owner.query(
      `UPDATE ledger.entry SET recorded_at = now() - interval '10 minutes'
       WHERE org_id = 1 AND index = 0`,
    )
    const { body } = await clerk.ask('GET', '/api/v1/log-state')
    expect(body.isLate).toBe(true)
    expect(await health()).toMatchObject({
      status: 503,
      body: { ready: false, unsignedSince: body.unsignedSince },
    })
    const run = keepSigned.run(serving.opened.ports, {
      dueAt: '',
      zone: 'Asia/Shanghai',
      signal: new AbortController().signal,
      pause: async () => {},
      onProblem: (error: unknown) => {
        throw error
      },
    })
    const error: unknown = await run.catch((one: unknown) => one)
    if (!(error instanceof Refusal)) throw error
    expect(error.faults[0]?.code).toBe('log.unsigned')
    expect(error.faults[0]?.text.zh).toContain(`海棠市档案馆自 ${body.unsignedSince} 起有`)
    await untilCovered(serving)
    expect((await clerk.ask('GET', '/api/v1/log-state')).body.unsignedSince).toBeNull()
  } finally {
    await owner.end()
  }
})

test('keys that are not there are said before anybody is refused', async () => {
  const [keys, away] = [join(serving.data, 'keys'), join(serving.data, 'keys-away')]
  const lacksKeys = async () => (await clerk.ask('GET', '/api/v1/log-state')).body.lacksKeys
  expect(await lacksKeys()).toBe(false)
  renameSync(keys, away)
  expect(await lacksKeys()).toBe(true)
  renameSync(away, keys)
  expect(await lacksKeys()).toBe(false)
})
