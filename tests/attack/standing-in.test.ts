import { afterAll, beforeAll, expect, test } from 'vitest'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import { recordIn } from '../../src/app/records/write-record.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
let leader: Browser
let deputy: Browser
let duty: string
const people: Record<string, string> = {}
const today = todayIn('Asia/Shanghai', { now: () => Date.now() })
const last = addDays(today, 10)

beforeAll(async () => {
  serving = await serveTest()
  const made = await setUp(serving)
  administrator = made.browser
  people['administrator'] = made.person
  leader = await invite(serving, administrator, {
    username: 'leader',
    roles: ['first-responsible'],
  })
  deputy = await invite(serving, administrator, { username: 'deputy', roles: ['clerk'] })
  for (const [name, browser] of Object.entries({ leader, deputy })) {
    people[name] = (await browser.ask('GET', '/api/v1/session')).body.person
  }
  const pack = serving.opened.ports.packs.current
  const quarterly = [...pack.duties.values()].find(
    ({ require }) => require.kind === 'none' && require.attest.per === 'quarter',
  )
  duty = quarterly?.id ?? ''
})

afterAll(() => serving?.close())

const from = today
const authorisedBy = '海档函〔2026〕3号'

function id(name: string): string {
  return people[name] ?? ''
}

function grant(by: Browser, more: object = {}) {
  const body = { person: id('leader'), deputy: id('deputy'), from, to: last, authorisedBy, ...more }
  return by.ask('POST', '/api/v1/stand-ins', { body })
}

async function newest(): Promise<{ record: string; version: number; state: string }> {
  const all = (await administrator.ask('GET', '/api/v1/stand-ins')).body
  return all.find((one: { state: string }) => one.state === 'inForce')
}

function attest(by: Browser, record: string | null) {
  const headers = record === null ? {} : { 'taizhang-standing-in': record }
  const body = {
    duty,
    period: `${Number(today.slice(0, 4)) - 1}-Q4`,
    text: '未发生',
    password: goodPassword,
  }
  return by.ask('POST', '/api/v1/attestations', { body, headers })
}

test('nobody grants a stand-in to themselves, for another, or by the records', async () => {
  const self = await grant(administrator, { deputy: id('administrator') })
  expect([self.status, self.body.code]).toEqual([403, 'access.self-granted'])
  const own = await grant(leader, { deputy: id('leader') })
  expect(own.body.code).toBe('access.self-granted')
  const other = await grant(deputy)
  expect([other.status, other.body.code]).toEqual([403, 'access.denied'])
  const values = { person: id('leader'), deputy: id('deputy'), from, to: last, authorisedBy }
  for (const by of [administrator, deputy]) {
    const path = '/api/v1/registers/stand-in/records'
    const told = await by.ask('POST', path, { body: { values } })
    expect(told.status).toBe(403)
  }
  expect((await grant(leader, { to: addDays(today, -1) })).body.code).toBe('stand-in.dates')
  expect((await administrator.ask('GET', '/api/v1/stand-ins')).body).toEqual([])
})

test('a stand-in attests what the other may attest, and every trace of it says so', async () => {
  expect((await attest(deputy, null)).body.code).toBe('access.denied')
  expect((await grant(leader)).status).toBe(204)
  const { record, state } = await newest()
  expect(state).toBe('inForce')
  const given = await attest(deputy, record)
  expect(given.status).toBe(201)
  expect(given.body.record.values).toMatchObject({
    person: id('deputy'),
    standingInFor: id('leader'),
  })
  const path = `/api/v1/records/${given.body.record.id}/versions`
  const [version] = (await administrator.ask('GET', path)).body
  expect(version).toMatchObject({
    actor: `standing-in:${id('deputy')}:${id('leader')}`,
    actorName: 'deputy（代leader）',
  })
  const meeting = await deputy.ask('POST', '/api/v1/registers/plan-item/records', {
    body: { values: { title: '代为登记', setOn: today } },
    headers: { 'taizhang-standing-in': record },
  })
  const versions = `/api/v1/records/${meeting.body.record.id}/versions`
  const [entered] = (await administrator.ask('GET', versions)).body
  expect(entered.actorName).toBe('deputy（代leader）')
  const session = await deputy.ask('GET', '/api/v1/session', {
    headers: { 'taizhang-standing-in': record },
  })
  expect(session.body).toMatchObject({ person: id('deputy'), standingInFor: id('leader') })
})

test('it is nobody else’s, does not pass on, and gives no power over the system', async () => {
  const { record } = await newest()
  const stolen = await attest(administrator, record)
  expect([stolen.status, stolen.body.code]).toEqual([403, 'access.stand-in'])
  const headers = { 'taizhang-standing-in': record }
  const body = {
    person: id('leader'),
    deputy: id('administrator'),
    from,
    to: last,
    authorisedBy,
  }
  const passed = await deputy.ask('POST', '/api/v1/stand-ins', { body, headers })
  expect(passed.status).toBe(403)
  // Standing in for the administrator gives a clerk's work at most, never accounts or people.
  await grant(administrator, { person: id('administrator') })
  const forAdministrator = (await administrator.ask('GET', '/api/v1/stand-ins')).body.find(
    (one: { person: string }) => one.person === id('administrator'),
  )
  const asked = await deputy.ask('GET', '/api/v1/accounts', {
    headers: { 'taizhang-standing-in': forAdministrator.record },
  })
  expect(asked.status).toBe(403)
  const made = await deputy.ask('GET', '/api/v1/roster', {
    headers: { 'taizhang-standing-in': 'no-such-record' },
  })
  expect([made.status, made.body.code]).toEqual([403, 'access.stand-in'])
})

test('outside its dates, and once revoked, it gives nothing', async () => {
  const { ports } = serving.opened
  const [org] = await ports.organisations.all()
  const pack = ports.packs.current
  const register = pack.registers.get('stand-in')
  if (!org || !register) throw new Error('no unit')
  const session = { org, pack, actor: { id: 'cli:test', person: null, roles: [] } }
  const dated = async (span: { from: string; to: string }) => {
    const values = { person: id('leader'), deputy: id('deputy'), authorisedBy, ...span }
    const given = { register, values, reason: null, idempotency: null }
    return (await recordIn(ports, session, given)).record?.id ?? ''
  }
  const over = await dated({ from: addDays(today, -9), to: addDays(today, -1) })
  const toCome = await dated({ from: addDays(today, 1), to: last })
  for (const record of [over, toCome]) {
    expect((await attest(deputy, record)).body.code).toBe('access.stand-in')
  }
  const standIns = (await administrator.ask('GET', '/api/v1/stand-ins')).body
  const inForce = standIns.find(
    (one: { state: string; person: string }) =>
      one.state === 'inForce' && one.person === id('leader'),
  )
  const end = (by: Browser) =>
    by.ask('POST', `/api/v1/stand-ins/${inForce.record}/end`, {
      body: { version: inForce.version, reason: '已回单位' },
    })
  const stranger = await invite(serving, administrator, { username: 'stranger', roles: ['clerk'] })
  expect((await end(stranger)).status).toBe(403)
  expect((await end(leader)).status).toBe(204)
  expect((await end(leader)).body.code).toBe('record.void')
  expect((await attest(deputy, inForce.record)).body.code).toBe('access.stand-in')
  const trail = await ports.store.read(org.id, (reader) =>
    reader.trail({ limit: 200, zone: org.zone }),
  )
  const lines = trail.items.filter(({ act }) => act === 'stand-in')
  expect(lines.length).toBeGreaterThanOrEqual(3)
  expect(trail.items.some(({ detail }) => detail === 'access.stand-in')).toBe(true)
  expect(serving.unforeseen).toEqual([])
})

test('whose own membership is over gives nobody anything', async () => {
  await grant(leader)
  const { record } = await newest()
  const accounts = (await administrator.ask('GET', '/api/v1/accounts')).body
  const account = accounts.find((one: { username: string }) => one.username === 'leader')
  const ended = await administrator.ask('DELETE', `/api/v1/accounts/${account.id}`)
  expect(ended.status).toBeLessThan(300)
  serving.opened.ports.rosters.forget(1)
  expect((await attest(deputy, record)).body.code).toBe('access.denied')
})
