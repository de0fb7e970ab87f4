import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPageFiles } from '../../src/api/page-files.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import { askApp } from '../api/ask-app.ts'
import { heldApp } from '../api/held-answers.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
let database: Client

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: administrator } = await setUp(serving))
  database = new Client(serving.connection)
  await database.connect()
})

afterAll(async () => {
  await database.end()
  await serving.close()
})

const origin = 'http://127.0.0.1:5280'
const foreign: readonly Readonly<Record<string, string>>[] = [
  { 'sec-fetch-site': 'cross-site' },
  { 'sec-fetch-site': 'same-site' },
  { 'sec-fetch-site': 'none' },
  { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' },
  { origin: 'https://evil.example' },
  { origin: 'null' },
  { origin: 'http://127.0.0.1:5281' },
  { origin: 'https://127.0.0.1:5280' },
  { origin: 'http://127.0.0.1:5280.evil.example' },
  { origin: '' },
]

test.each(allRoutes.filter((one) => one.method !== 'GET').map((one) => [one.id, one] as const))(
  '%s takes nothing that a page of another site sends',
  async (_, route) => {
    const before = await countOf('ledger.entry')
    const path = `/api/v1${route.path.replaceAll(/\{\w+\}/g, 'problem')}`
    for (const headers of foreign) {
      const body = { username: '张三', password: goodPassword }
      const told = await administrator.ask(route.method, path, { body, headers })
      expect([told.status, told.body.code], JSON.stringify(headers)).toEqual([
        403,
        'request.origin',
      ])
      expect(told.headers.get('set-cookie')).toBe(null)
    }
    expect(await countOf('ledger.entry')).toBe(before)
    expect((await administrator.ask('GET', '/api/v1/session')).status).toBe(200)
  },
)

async function countOf(table: string): Promise<number> {
  const { rows } = await database.query<{ count: string }>(`SELECT count(*) FROM ${table}`)
  return Number(rows[0]?.count)
}

test.each([
  'evil.example',
  'evil.example:5280',
  '127.0.0.1.evil.example',
  '127.0.0.1@evil.example',
  'localhost.evil.example',
  'evil.example#127.0.0.1',
  '',
])('nothing is served under the name “%s”', async (host) => {
  for (const path of ['/', '/api/v1/session', '/healthz', '/api/docs', '/log/x/checkpoint']) {
    const told = await administrator.ask('GET', path, { headers: { host } })
    expect([told.status, told.body.code], path).toEqual([421, 'request.host'])
    expect(told.headers.get('x-content-type-options')).toBe('nosniff')
    expect(told.headers.get('content-security-policy')).toContain("default-src 'none'")
  }
})

test.each([
  [false, /^taizhang=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax$/],
  [true, /^__Host-taizhang=[\w-]{43}; Path=\/; HttpOnly; SameSite=Lax; Secure$/],
])('the cookie is for this site and no script (secure: %s)', async (secure, form) => {
  const serverAddress = { publicUrl: null, secure, trustedProxy: false, names: [] }
  const app = heldApp({ ...serving.service, serverAddress }, readPageFiles('/nowhere'))
  const at = secure ? origin.replace('http', 'https') : origin
  const signIn = (cookie: string) =>
    askApp(
      app,
      new Request(`${at}/api/v1/session`, {
        method: 'POST',
        headers: { host: '127.0.0.1:5280', origin: at, 'content-type': 'application/json', cookie },
        body: JSON.stringify({ username: '张三', password: goodPassword }),
      }),
    )
  const told = await signIn('')
  const [cookie = '', known = ''] = told.headers.getSetCookie()
  expect(cookie).toMatch(form)
  const browserForm = form.source
    .replace('taizhang=', 'taizhang-browser=')
    .replace(String.raw`Path`, 'Max-Age=15552000; Path')
  expect(known).toMatch(new RegExp(browserForm))
  expect(told.headers.get('cache-control')).toBe('no-store')
  expect(told.headers.get('strict-transport-security') !== null).toBe(secure)
  // A secret that somebody planted in the browser before is never the one that is signed in.
  const name = cookie.slice(0, cookie.indexOf('='))
  const planted = 'A'.repeat(43)
  const again = await signIn(`${name}=${planted}`)
  expect(again.headers.get('set-cookie')).not.toContain(planted)
  const probe = await askApp(
    app,
    new Request(`${at}/api/v1/session`, {
      headers: { host: '127.0.0.1:5280', cookie: `${name}=${planted}` },
    }),
  )
  expect(probe.status).toBe(401)
})

describe('at once dead is', () => {
  const session = '/api/v1/session'
  const signedIn = async (username: string) => {
    const browser = serving.browser()
    const body = { username, password: goodPassword }
    const told = await browser.ask('POST', session, { body })
    return { browser, cookie: told.headers.get('set-cookie')?.split(';')[0] ?? '' }
  }
  const statusOf = async (cookie: string, path = session) =>
    (await serving.browser().ask('GET', path, { headers: { cookie } })).status

  test('the cookie of who signed out, or signed in anew', async () => {
    await invite(serving, administrator, { username: 'leaves', roles: ['clerk'] })
    const { browser, cookie } = await signedIn('leaves')
    await browser.ask('POST', session, { body: { username: 'leaves', password: goodPassword } })
    expect(await statusOf(cookie)).toBe(401)
    const second = await signedIn('leaves')
    expect(await statusOf(second.cookie)).toBe(200)
    await second.browser.ask('DELETE', session)
    expect(await statusOf(second.cookie)).toBe(401)
  })

  test('every other cookie when the password changes, and the password', async () => {
    await invite(serving, administrator, { username: 'changes', roles: ['clerk'] })
    const [one, other] = [await signedIn('changes'), await signedIn('changes')]
    const body = { old: goodPassword, password: '海棠花开在四月的院子里' }
    const changed = await one.browser.ask('POST', `${session}/password`, { body })
    expect(changed.status).toBe(204)
    expect([await statusOf(one.cookie), await statusOf(other.cookie)]).toEqual([200, 401])
    expect((await signedIn('changes')).cookie).toBe('')
  })

  test('a right whose role is gone, and the token that was made by it', async () => {
    await invite(serving, administrator, { username: 'falls', roles: ['administrator'] })
    const { browser, cookie } = await signedIn('falls')
    const token = await browser.ask('POST', '/api/v1/tokens', {
      body: { name: 'kept', scopes: ['read'] },
    })
    const headers = { authorization: `Bearer ${token.body.secret}` }
    const read = () => serving.browser().ask('GET', '/api/v1/roster', { headers })
    expect((await read()).status).toBe(200)
    const id = await accountOf('falls')
    await administrator.ask('PUT', `/api/v1/accounts/${id}`, { body: { roles: ['clerk'] } })
    expect(await statusOf(cookie, '/api/v1/accounts')).toBe(403)
    expect(await statusOf(cookie)).toBe(200)
    expect((await read()).status).toBe(401)
  })

  test('everything of an account that was ended, or given a new link', async () => {
    await invite(serving, administrator, { username: 'ends', roles: ['administrator'] })
    const ended = await signedIn('ends')
    const token = await ended.browser.ask('POST', '/api/v1/tokens', {
      body: { name: 'kept', scopes: ['read'] },
    })
    await administrator.ask('DELETE', `/api/v1/accounts/${await accountOf('ends')}`)
    expect(await statusOf(ended.cookie)).toBe(401)
    const headers = { authorization: `Bearer ${token.body.secret}` }
    expect((await serving.browser().ask('GET', '/api/v1/roster', { headers })).status).toBe(401)
    const again = serving.browser()
    const body = { username: 'ends', password: goodPassword }
    const told = await again.ask('POST', session, { body })
    expect([told.status, told.body.code]).toEqual([403, 'sign-in.ended'])
    expect(told.headers.get('set-cookie')).toBe(null)
    // Who does not know the password learns nothing.
    const guess = await again.ask('POST', session, { body: { ...body, password: 'guess' } })
    expect(guess.body.code).toBe('sign-in.refused')

    await invite(serving, administrator, { username: 'forgets', roles: ['clerk'] })
    const forgot = await signedIn('forgets')
    const link = await administrator.ask(
      'POST',
      `/api/v1/accounts/${await accountOf('forgets')}/link`,
    )
    expect(await statusOf(forgot.cookie)).toBe(401)
    expect((await signedIn('forgets')).cookie).toBe('')
    const open = () =>
      serving.browser().ask('POST', `${session}/link`, { body: { token: link.body.link } })
    expect((await open()).status).toBe(200)
  })

  test('the session of a membership whose last day was yesterday', async () => {
    await invite(serving, administrator, { username: 'retires', roles: ['clerk'] })
    const { browser } = await signedIn('retires')
    const { body: accounts } = await administrator.ask('GET', '/api/v1/accounts')
    const { person } = accounts.find((one: { username: string }) => one.username === 'retires')
    const record = await membershipOf(person)
    const today = todayIn('Asia/Shanghai', { now: () => Date.now() })
    for (const [to, status] of [
      [today, 200],
      [addDays(today, -1), 403],
    ] as const) {
      await writeLastDay(record, { to, from: addDays(today, -30) })
      expect((await browser.ask('GET', session)).status, to).toBe(status)
    }
    const body = { username: 'retires', password: goodPassword }
    const told = await serving.browser().ask('POST', session, { body })
    expect([told.status, told.body.code]).toEqual([403, 'sign-in.ended'])
  })

  test('a session that was idle for half an hour, or is eight hours old', async () => {
    await invite(serving, administrator, { username: 'sleeps', roles: ['clerk'] })
    for (const column of ['updatedAt', 'createdAt']) {
      const { cookie } = await signedIn('sleeps')
      const back = column === 'updatedAt' ? '31 minutes' : '481 minutes'
      await database.query(`UPDATE auth.session SET "${column}" = now() - interval '${back}'
        WHERE "userId" IN (SELECT id FROM auth."user" WHERE username = 'sleeps')`)
      expect(await statusOf(cookie), column).toBe(401)
    }
  })
})

async function membershipOf(person: string): Promise<string> {
  const { rosters } = serving.opened.ports
  const { memberships } = await rosters.of(1)
  return memberships.find((one) => one.person === person)?.record ?? ''
}

// As an entry of the log says it, without the action that would also end the account.
async function writeLastDay(id: string, days: { from: string; to: string }): Promise<void> {
  const { store, rosters, packs } = serving.opened.ports
  const record = await store.read(1, (reader) => reader.record(id))
  if (!record) throw new Error('no such membership')
  await store.append(1, {
    kind: 'correct',
    register: 'membership',
    record: id,
    expected: record.version,
    values: { ...record.values, ...days },
    occurredOn: days.from,
    lateDays: 0,
    lateReason: null,
    title: '',
    search: '',
    actor: 'cli:test',
    pack: packs.current.digest,
    idempotency: null,
  })
  rosters.forget(1)
}

async function accountOf(username: string): Promise<string> {
  const { body } = await administrator.ask('GET', '/api/v1/accounts')
  return body.find((one: { username: string }) => one.username === username).id
}

test('a link made in one organisation opens no other', async () => {
  const added = await administrator.ask('POST', '/api/v1/organisations', {
    body: { name: '海棠市图书馆', zone: 'Asia/Shanghai', below: false },
  })
  const founder = serving.browser()
  const body = { username: '张三', password: goodPassword }
  await founder.ask('POST', '/api/v1/session', { body })
  await founder.ask('POST', '/api/v1/session/organisation', {
    body: { organisation: added.body.id },
  })
  const other = await invite(serving, founder, { username: 'other-boss', roles: ['administrator'] })
  const path = `/api/v1/accounts/${await accountOf('张三')}/link`
  const told = await other.ask('POST', path)
  expect([told.status, told.body.code]).toEqual([403, 'account.shared'])
  expect((await administrator.ask('GET', '/api/v1/session')).status).toBe(200)
})
