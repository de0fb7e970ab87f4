import ical from 'node-ical'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from './serving.ts'
import { goodPassword, invite, serveTest, setUp, todayThere } from './serving.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
const today = todayThere()
const year = today.slice(0, 4)

beforeAll(async () => {
  serving = await serveTest()
  administrator = (await setUp(serving)).browser
  clerk = await invite(serving, administrator, { username: '李四', roles: ['clerk'] })
})

afterAll(async () => {
  await serving.close()
})

const made = async (browser: Browser): Promise<string> => {
  const told = await browser.ask('POST', '/api/v1/calendar/feed')
  expect(told.status).toBe(201)
  return told.body.path as string
}

const events = (text: string) =>
  Object.values(ical.sync.parseICS(text)).filter((one) => one?.type === 'VEVENT')

async function record(register: string, values: object) {
  const told = await clerk.ask('POST', `/api/v1/registers/${register}/records`, {
    body: { values },
  })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  return told.body.record as { id: string }
}

test('an address opens the calendar without a session, and another reader understands it', async () => {
  const meeting = { kind: 'secretary-meeting', plannedFor: today, time: '09:30' }
  const { id } = await record('planned-meeting', meeting)
  const path = await made(clerk)
  expect(path).toMatch(/^\/calendar\/[\w-]{43}\.ics$/)
  const told = await serving.browser().ask('GET', path)
  expect(told.status).toBe(200)
  expect(told.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(told.headers.get('cache-control')).toBe('no-store')
  const read = events(told.body)
  const planned = read.find((one) => one?.type === 'VEVENT' && one.uid.startsWith(id))
  expect((planned as unknown as { start: Date }).start.toISOString()).toBe(`${today}T01:30:00.000Z`)
  // Nobody has divided the duties: they are everybody's, and their days are whole ones.
  expect(told.body).toMatch(/UID:due-[\w-]+/)
  const again = await serving.browser().ask('GET', path)
  const uids = (text: string) => [...text.matchAll(/^UID:.*$/gm)].map(([line]) => line)
  expect(uids(again.body)).toEqual(uids(told.body))
})

test('only its hash is stored', async () => {
  const path = await made(clerk)
  const secret = path.slice('/calendar/'.length, -'.ics'.length)
  const { Client } = await import('pg')
  const client = new Client(serving.connection)
  await client.connect()
  const { rows } = await client.query('select f::text as row from auth.feed f')
  await client.end()
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain(secret)
})

test('wrong, renewed and ended addresses are refused alike', async () => {
  const before = await made(clerk)
  const path = await made(clerk)
  const stranger = serving.browser()
  const renewed = await stranger.ask('GET', before)
  const wrong = await stranger.ask('GET', `/calendar/${'A'.repeat(43)}.ics`)
  const short = await stranger.ask('GET', '/calendar/x.ics')
  expect((await clerk.ask('DELETE', '/api/v1/calendar/feed')).status).toBe(204)
  const ended = await stranger.ask('GET', path)
  expect(renewed.status).toBe(404)
  for (const told of [wrong, short, ended]) {
    expect(told.status).toBe(404)
    expect(told.body).toEqual(renewed.body)
    expect([...told.headers].filter(([name]) => name !== 'date')).toEqual([...renewed.headers])
  }
  expect((await clerk.ask('GET', '/api/v1/calendar/feed')).body).toEqual({ made: null })
})

test('names, restricted records and what was typed about people stay out', async () => {
  const person = (await clerk.ask('GET', '/api/v1/session')).body.person as string
  await record('plan-item', {
    title: '整理库房目录',
    setOn: today,
    due: today,
    owner: person,
  })
  const path = await made(clerk)
  const { body } = await serving.browser().ask('GET', path)
  expect(body.replaceAll('\r\n ', '')).toContain('整理库房目录')
  const roster = (await clerk.ask('GET', '/api/v1/roster')).body
  for (const { id, name } of roster.people) {
    expect(body).not.toContain(name)
    expect(body).not.toContain(id)
  }
  const pack = (await administrator.ask('GET', '/api/v1/pack')).body
  for (const duty of pack.duties as { id: string; label: { zh: string } }[]) {
    const found = serving.opened.ports.packs.current.duties.get(duty.id)
    const words = JSON.stringify(found?.require)
    const restricted = [...serving.opened.ports.packs.current.registers.values()].some(
      ({ id, readers }) => readers !== undefined && words.includes(`"register":"${id}"`),
    )
    if (restricted) expect(body).not.toContain(`due-${duty.id}-`)
  }
})

test('of another organisation it says nothing, whatever the session acts for', async () => {
  const path = await made(administrator)
  const before = (await serving.browser().ask('GET', path)).body as string
  const name = '邻县档案馆'
  const other = await administrator.ask('POST', '/api/v1/organisations', {
    body: { name, zone: 'Asia/Shanghai', below: false },
  })
  const there = serving.browser()
  const body = { username: '张三', password: goodPassword }
  await there.ask('POST', '/api/v1/session', { body })
  await there.ask('POST', '/api/v1/session/organisation', {
    body: { organisation: other.body.id },
  })
  expect((await there.ask('GET', '/api/v1/calendar/feed')).body).toEqual({ made: null })
  const theirs = await made(there)
  const ours = (await serving.browser().ask('GET', path)).body as string
  expect(ours.length).toBe(before.length)
  expect(ours).not.toContain(name)
  expect((await serving.browser().ask('GET', theirs)).body).toContain(name)
})

test('who has left gets nothing, and would not by coming back', async () => {
  const leaver = await invite(serving, administrator, { username: '王五', roles: ['clerk'] })
  const path = await made(leaver)
  expect((await serving.browser().ask('GET', path)).status).toBe(200)
  const accounts = (await administrator.ask('GET', '/api/v1/accounts')).body
  const list = (accounts.items ?? accounts) as { id: string; username: string }[]
  const { id } = list.find(({ username }) => username === '王五') ?? { id: '' }
  expect((await administrator.ask('DELETE', `/api/v1/accounts/${id}`)).status).toBeLessThan(300)
  const secret = path.slice('/calendar/'.length, -'.ics'.length)
  expect(await serving.opened.ports.feeds.bySecret(secret)).toBeNull()
  expect((await serving.browser().ask('GET', path)).status).toBe(404)
})

test('a day is asked for in order, and not for ever', async () => {
  const ask = (from: string, to: string) =>
    clerk.ask('GET', `/api/v1/calendar?from=${from}&to=${to}`)
  expect((await ask(`${year}-01-01`, `${year}-12-31`)).status).toBe(200)
  expect((await ask(`${year}-12-31`, `${year}-01-01`)).status).toBe(400)
  expect((await ask('2001-01-01', '2026-01-01')).status).toBe(400)
  expect((await ask('2001-02-30', '2001-03-01')).status).toBe(400)
})

test('what is held about me is told to me and says nothing of others', async () => {
  const { body } = await clerk.ask('GET', `/api/v1/mine/file?year=${year}`)
  expect(body.person.name).toBe('李四')
  expect(body.roles).toHaveLength(1)
  expect(body.written.length).toBeGreaterThan(0)
  expect(body.trail.some((one: { act: string }) => one.act === 'calendar-feed')).toBe(true)
  expect(JSON.stringify(body)).not.toContain('张三')
  const mine = (await clerk.ask('GET', `/api/v1/mine?year=${year}`)).body
  expect(mine.tasks).toMatchObject([{ title: '整理库房目录', as: 'owner', state: 'open' }])
})

test('who tries addresses is slowed down', async () => {
  const stranger = serving.browser()
  const asked: number[] = []
  for (let nth = 0; nth < 70; nth += 1) {
    const told = await stranger.ask('GET', `/calendar/${'B'.repeat(42)}${nth % 10}.ics`)
    asked.push(told.status)
  }
  expect(asked.at(-1)).toBe(429)
})
