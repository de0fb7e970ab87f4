import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: administrator, person } = await setUp(serving))
  clerk = await invite(serving, administrator, { username: 'clerk', roles: ['clerk'] })
})

afterAll(async () => {
  await serving.close()
})

test('nobody gives the word of another through the records', async () => {
  const pack = (await clerk.ask('GET', '/api/v1/pack')).body
  const values = {
    duty: pack.duties[0].id,
    period: '2026',
    text: '未发生',
    person,
    givenOn: '2026-01-05',
  }
  const told = await clerk.ask('POST', '/api/v1/registers/attestation/records', {
    body: { values },
  })
  expect([told.status, told.body.code]).toEqual([403, 'register.own-way'])
})

test('nobody becomes anything through the records of memberships', async () => {
  const list = await administrator.ask('GET', '/api/v1/registers/membership/records?columns=*')
  const mine = list.body.items.find(
    (one: { values: { person: string } }) => one.values.person === person,
  )
  const headers = { 'if-match': `"${mine.version}"` }
  const values = { ...mine.values, roles: ['first-responsible', 'administrator'] }
  const path = `/api/v1/records/${mine.id}`
  const tries = [
    await administrator.ask('PUT', path, { body: { values, reason: 'x' }, headers }),
    await administrator.ask('POST', `${path}/void`, { body: { reason: 'x' }, headers }),
    await administrator.ask('POST', '/api/v1/registers/membership/records', { body: { values } }),
  ]
  for (const { status, body } of tries) {
    expect([status, body.code]).toEqual([403, 'register.own-way'])
  }
  expect((await administrator.ask('GET', '/api/v1/session')).body.roles).not.toContain(
    'first-responsible',
  )
})

test('the log decides: a role written beside it counts for nothing, an ended one is over', async () => {
  const database = new Client(serving.connection)
  await database.connect()
  try {
    await database.query(`UPDATE auth.membership SET roles = '{administrator}'
      WHERE account IN (SELECT id FROM auth."user" WHERE username = 'clerk')`)
    expect((await clerk.ask('GET', '/api/v1/session')).body.roles).toEqual(['clerk'])
    expect((await clerk.ask('GET', '/api/v1/accounts')).status).toBe(403)
    // As another server, an import of old times or a restored copy could leave it.
    await database.query(`UPDATE ledger.record SET values = values || '{"to":"2026-01-01","from":"2025-01-01"}'
      WHERE register = 'membership' AND values -> 'roles' @> '["clerk"]'
        AND NOT values -> 'roles' @> '["administrator"]'`)
    serving.opened.ports.rosters.forget(1)
    const told = await clerk.ask('GET', '/api/v1/session')
    expect([told.status, told.body.code]).toEqual([403, 'session.no-organisation'])
    const again = serving.browser()
    const refused = await again.ask('POST', '/api/v1/session', {
      body: { username: 'clerk', password: goodPassword },
    })
    expect([refused.status, refused.body.code]).toEqual([403, 'sign-in.ended'])
    expect((await again.ask('GET', '/api/v1/roster')).status).toBe(401)
  } finally {
    await database.end()
  }
})
