import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, setUp, todayThere } from '../api/serving.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
let person: string
const password = '机密的发信密码'

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: administrator, person } = await setUp(serving))
  clerk = await invite(serving, administrator, { username: '王五', roles: ['clerk'] })
})

afterAll(async () => {
  await serving.close()
})

const mail = { host: 'mail.unit.example', port: 465, security: 'tls', user: 'tz', from: 'tz@u.cn' }
const robots = { wecom: 'https://im.u.cn/cgi-bin/webhook/send', dingtalk: null, feishu: null }
const settings = {
  on: true,
  at: '08:30',
  quiet: { from: '18:00', to: '08:00' },
  page: 'https://tz.u.cn',
  escalateAfter: null,
  mail,
  robots,
}

const put = (body: unknown) => administrator.ask('PUT', '/api/v1/reminders', { body })

describe('the settings of reminders', () => {
  test('begin switched off, and say what is counted', async () => {
    const { body } = await administrator.ask('GET', '/api/v1/reminders')
    expect(body).toMatchObject({ settings: { on: false, mail: null }, hasPassword: false })
    expect(body.sources.length).toBeGreaterThan(3)
    const outbox = await administrator.ask('GET', '/api/v1/reminders/outbox')
    expect(outbox.body).toMatchObject({ items: [], next: null })
  })

  test('keep the password, and never show it', async () => {
    expect((await put({ settings })).body.faults[0].code).toBe('reminder.mail.password')
    expect((await put({ settings, password })).status).toBe(204)
    const read = await administrator.ask('GET', '/api/v1/reminders')
    expect(read.body).toMatchObject({ settings, hasPassword: true })
    expect(JSON.stringify(read.body)).not.toContain(password)
    expect((await put({ settings: { ...settings, at: '09:00' } })).status).toBe(204)
    const [org] = await serving.opened.ports.organisations.all()
    expect(await serving.opened.ports.reminders.mailPassword(org?.id ?? 0)).toBe(password)
  })

  test('show the password to no other server', async () => {
    const elsewhere = { ...settings, mail: { ...mail, host: 'mail.attacker.example' } }
    expect((await put({ settings: elsewhere })).body.faults[0].code).toBe('reminder.mail.password')
  })

  test.each([
    ['reminder.hour', { at: '19:00' }],
    ['reminder.page', { page: 'javascript:alert(1)' }],
    ['reminder.channel', { mail: null, robots: { ...robots, wecom: null } }],
    ['reminder.robot', { robots: { ...robots, feishu: 'https://x.cn/?a=1' } }],
    ['reminder.mail.clear', { mail: { ...mail, security: 'none' } }],
  ])('refuse with %s', async (code, change) => {
    const told = await put({ settings: { ...settings, ...change }, password })
    expect(told.status).toBe(422)
    expect(told.body.faults.map((one: { code: string }) => one.code)).toContain(code)
  })

  test.each([
    { at: '24:00' },
    { mail: { ...mail, host: 'a\r\nQUIT' } },
    { mail: { ...mail, from: 'a@b.cn\nBcc: c@d.cn' } },
    { mail: { ...mail, port: 70_000 } },
    { escalateAfter: 0 },
  ])('refuse what is no setting: %j', async (change) => {
    expect((await put({ settings: { ...settings, ...change }, password })).status).toBe(400)
  })

  test('are the administrator’s alone', async () => {
    for (const path of ['/reminders', '/reminders/outbox', '/jobs']) {
      expect((await clerk.ask('GET', `/api/v1${path}`)).status).toBe(403)
    }
    expect((await clerk.ask('PUT', '/api/v1/reminders', { body: { settings } })).status).toBe(403)
  })
})

describe('my reminder', () => {
  const choose = (choice: unknown) =>
    clerk.ask('PUT', '/api/v1/reminders/mine', { body: { choice } })
  const chosen = { channel: 'wecom', secret: null, lang: 'zh' }

  test('is none until I choose, and then hides the robot’s key', async () => {
    const before = await clerk.ask('GET', '/api/v1/reminders/mine')
    expect(before.body.choice).toBeNull()
    expect(before.body.offered.map((one: { channel: string }) => one.channel)).toEqual([
      'mail',
      'wecom',
    ])
    const address = `${robots.wecom}?key=11112222-3333`
    expect((await choose({ ...chosen, address })).status).toBe(204)
    const after = await clerk.ask('GET', '/api/v1/reminders/mine')
    expect(after.body.choice).toEqual({ channel: 'wecom', shown: 'im.u.cn …3333' })
    const other = await administrator.ask('GET', '/api/v1/reminders/mine')
    expect(other.body.choice).toBeNull()
  })

  test('goes only below what the administrator set', async () => {
    for (const address of [
      'https://im.u.cn.evil.cn/cgi-bin/webhook/send',
      'https://im.u.cn/other',
      'https://x@im.u.cn/cgi-bin/webhook/send',
      'http://im.u.cn/cgi-bin/webhook/send',
      'x',
    ]) {
      const told = await choose({ ...chosen, address })
      expect(told.body.faults[0].code).toBe('reminder.address')
    }
    const feishu = await choose({ ...chosen, channel: 'feishu', address: 'https://im.u.cn/' })
    expect(feishu.body.faults[0].code).toBe('reminder.offered')
    const mailed = await choose({ ...chosen, channel: 'mail', address: 'a@b.cn,c@d.cn' })
    expect(mailed.body.faults[0].code).toBe('reminder.address')
  })

  test('goes to no place inside, not even as a test', async () => {
    const inside = 'https://127.0.0.1/cgi-bin/webhook/send'
    const changed = { ...settings, robots: { ...robots, wecom: inside } }
    expect((await put({ settings: changed, password })).status).toBe(204)
    expect((await choose({ ...chosen, address: `${inside}?key=1` })).status).toBe(204)
    const tested = await clerk.ask('POST', '/api/v1/reminders/mine/test')
    expect([tested.status, tested.body.outcome]).toEqual([200, 'refused'])
    expect(tested.body.reason.zh).not.toBe('')
    expect((await put({ settings, password })).status).toBe(204)
  })

  test('can be taken back, and then a test goes nowhere', async () => {
    expect((await choose(null)).status).toBe(204)
    const tested = await clerk.ask('POST', '/api/v1/reminders/mine/test')
    expect(tested.body.faults[0].code).toBe('reminder.none')
  })
})

test('a message that was given up is listed with its reason, and sent again when asked', async () => {
  const [org] = await serving.opened.ports.organisations.all()
  const { reminders } = serving.opened.ports
  const id = randomUUID()
  const [now, day] = [new Date().toISOString(), todayThere()]
  const message = { id, person, channel: 'wecom', waiting: 2, escalated: 0, link: '' } as const
  await reminders.putDay(org?.id ?? 0, { day, now, messages: [message] })
  expect((await reminders.claim(org?.id ?? 0, now))?.id).toBe(id)
  const reason = { zh: '机器人不收。', en: 'The robot refuses.' }
  await reminders.settle(org?.id ?? 0, { id, now, settled: { state: 'dead', reason } })
  const list = () => administrator.ask('GET', '/api/v1/reminders/outbox')
  expect((await list()).body.items).toMatchObject([{ id, state: 'dead', reason, name: '张三' }])
  const again = () => administrator.ask('POST', `/api/v1/reminders/outbox/${id}/again`)
  expect((await again()).status).toBe(204)
  expect((await list()).body.items).toMatchObject([{ id, state: 'waiting' }])
  expect((await again()).body.code).toBe('reminder.again')
})

test('the jobs say when they are due and what came of them', async () => {
  const { body } = await administrator.ask('GET', '/api/v1/jobs')
  expect(body.map((one: { id: string }) => one.id)).toEqual(
    expect.arrayContaining(['reminders.make', 'reminders.send']),
  )
  expect(serving.unforeseen).toEqual([])
})
