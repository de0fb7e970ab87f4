import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from './serving.ts'
import { goodPassword, serveTest, setUp } from './serving.ts'

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

const other = '海棠花开在四月的院子里'

async function invited(username: string): Promise<{ id: string; link: string }> {
  const body = { newPerson: username, username, roles: ['clerk'] }
  const told = await administrator.ask('POST', '/api/v1/accounts', { body })
  return { id: told.body.account.id, link: told.body.link }
}

async function opened(link: string): Promise<Browser> {
  const browser = serving.browser()
  const told = await browser.ask('POST', '/api/v1/session/link', { body: { token: link } })
  expect([told.status, told.body.mustSetPassword]).toEqual([200, true])
  return browser
}

const choose = (browser: Browser, password: string) =>
  browser.ask('POST', '/api/v1/session/password', { body: { password } })

const signIn = (username: string, password: string) =>
  serving.browser().ask('POST', '/api/v1/session', { body: { username, password } })

async function refusalOf(link: string) {
  const told = await serving.browser().ask('POST', '/api/v1/session/link', {
    body: { token: link },
  })
  return [told.status, told.body.code]
}

test('opening a link uses nothing up; setting the password does, once', async () => {
  const { link } = await invited('zhou')
  for (let time = 0; time < 3; time += 1) {
    const machine = await opened(link)
    expect((await machine.ask('GET', '/api/v1/session')).body.code).toBe(
      'session.must-set-password',
    )
  }
  const left = await opened(link)
  const owner = await opened(link)
  // A password that is refused uses nothing up either.
  expect((await choose(owner, 'short')).status).toBe(422)
  expect((await choose(owner, goodPassword)).status).toBe(204)
  expect((await owner.ask('GET', '/api/v1/session')).status).toBe(200)
  expect(await refusalOf(link)).toEqual([410, 'link.used'])
  expect((await choose(left, other)).status).toBe(401)
  expect((await signIn('zhou', goodPassword)).status).toBe(200)
  // The password can be changed later from the same session, by the old one.
  const body = { old: goodPassword, password: other }
  expect((await owner.ask('POST', '/api/v1/session/password', { body })).status).toBe(204)
})

test('of several who use a link at the same moment one wins, and its password holds', async () => {
  const { link } = await invited('qian')
  const browsers = await Promise.all([0, 1, 2, 3].map(() => opened(link)))
  const tries = browsers.map((_, nth) => `${nth}${goodPassword}`)
  const told = await Promise.all(browsers.map((one, nth) => choose(one, tries[nth] ?? '')))
  const winners = told.flatMap(({ status }, nth) => (status === 204 ? [nth] : []))
  expect(winners).toHaveLength(1)
  for (const { status, body } of told) {
    if (status !== 204) expect(['link.used', 'session.none']).toContain(body.code)
  }
  const [winner = 0] = winners
  expect((await signIn('qian', tries[winner] ?? '')).status).toBe(200)
  expect((await signIn('qian', tries[(winner + 1) % 4] ?? '')).status).toBe(401)
})

test('a link that expired, was replaced, or whose account ended, says so', async () => {
  const { id, link } = await invited('sun')
  const early = await opened(link)
  const renewed = await administrator.ask('POST', `/api/v1/accounts/${id}/link`)
  expect(await refusalOf(link)).toEqual([410, 'link.replaced'])
  expect((await choose(early, goodPassword)).status).toBe(401)
  const late = await opened(renewed.body.link)
  await database.query(`UPDATE auth.link SET expires_at = now() - interval '1 minute'
    WHERE account = '${id}'`)
  expect(await refusalOf(renewed.body.link)).toEqual([410, 'link.expired'])
  const told = await choose(late, goodPassword)
  expect([told.status, told.body.code]).toEqual([410, 'link.expired'])
  const last = await administrator.ask('POST', `/api/v1/accounts/${id}/link`)
  await administrator.ask('DELETE', `/api/v1/accounts/${id}`)
  expect(await refusalOf(last.body.link)).toEqual([410, 'link.ended'])
  expect(await refusalOf(`${last.body.link.slice(0, -1)}`)).toEqual([410, 'link.unknown'])
})

test('user names that look like one another are refused with a sentence', async () => {
  await invited('Wango')
  let invitedSoFar = 0
  const codeOf = async (username: string) => {
    // Each is somebody else: another of the same name would be asked about first.
    const body = { newPerson: `某人${(invitedSoFar += 1)}`, username, roles: ['clerk'] }
    const { body: told } = await administrator.ask('POST', '/api/v1/accounts', { body })
    return told.code
  }
  // Cyrillic а and о, Greek ο, accents, full width, a mixture with Katakana.
  for (const name of ['wаngо', 'wangо', 'wangο', 'wángo', 'ωang', '张三ー', '口ロ']) {
    expect(await codeOf(name), name).toBe('username.form')
  }
  expect(await codeOf('wang0')).toBe('username.alike')
  expect(await codeOf('ＷＡＮＧＯ')).toBe('username.taken')
  // What nobody sees is no difference: it is gone before the name is looked at.
  expect(await codeOf('wan\u200bgo')).toBe('username.taken')
  for (const fine of ['王五', 'wang.o', 'wang-5', '李四2', 'ئەنۋەر']) {
    expect(await codeOf(fine), fine).toBe(undefined)
  }
  const twice = await Promise.all([codeOf('zheng'), codeOf('zheng'), codeOf('zheng')])
  expect(twice.filter((one) => one === undefined)).toHaveLength(1)
  expect(twice.filter((one) => one === 'username.taken')).toHaveLength(2)
  expect(serving.unforeseen).toEqual([])
})
