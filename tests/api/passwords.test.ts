import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

// A new password ends all that went before it, in one moment.

const words: readonly string[] = []
const password = '海棠花开在四月的院子里'

let serving: Serving
let database: Client
let account: string

beforeAll(async () => {
  serving = await serveTest()
  const { browser } = await setUp(serving)
  await invite(serving, browser, { username: 'lisi', roles: ['clerk'] })
  const accounts = (await browser.ask('GET', '/api/v1/accounts')).body
  account = accounts.find((one: { username: string }) => one.username === 'lisi').id
  database = new Client(serving.connection)
  await database.connect()
})

afterAll(async () => {
  await database?.end()
  await serving?.close()
})

const accounts = () => serving.opened.ports.accounts

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error) => error.faults?.[0]?.code ?? String(error),
  )
}

async function browsersKnown(): Promise<number> {
  const { rows } = await database.query('select from auth.browser where account = $1', [account])
  return rows.length
}

test('whoever sets the second password in an older session is told that it has ended', async () => {
  const [one, other] = [await accounts().open(account, null), await accounts().open(account, null)]
  const set = ({ signedIn }: typeof one, chosen: string) =>
    accounts().setPassword({ account, session: signedIn.session, password: chosen, words })
  await set(one, password)
  expect(await codeOf(set(other, '春风又绿江南岸明月何时'))).toBe('session.none')
  expect(await accounts().session(one.secret)).not.toBe(null)
  expect(await accounts().session(other.secret)).toBe(null)
  const signIn = { username: 'lisi', password }
  const told = await serving.browser().ask('POST', '/api/v1/session', { body: signIn })
  expect(told.status).toBe(200)
})

test.each(['set', 'forgotten'])(
  'a password that is %s ends links, sessions and known browsers',
  async (how) => {
    const session = await accounts().open(account, null)
    const other = await accounts().open(account, null)
    const link = await accounts().makeLink({ purpose: 'invited', account, days: 1 })
    await accounts().rememberBrowser({ account, browser: null })
    expect(await browsersKnown()).toBeGreaterThan(0)
    if (how === 'forgotten') await accounts().forgetPassword(account)
    else {
      const { session: id } = session.signedIn
      await accounts().setPassword({ account, session: id, password, words })
    }
    expect(await codeOf(accounts().link(link))).toBe('link.replaced')
    expect(await browsersKnown()).toBe(0)
    expect(await accounts().session(other.secret)).toBe(null)
    expect((await accounts().session(session.secret)) === null).toBe(how === 'forgotten')
  },
)

test('an account that is a member is not discarded, one that came to nothing is', async () => {
  const known = async (id: string) =>
    (await database.query('select from auth."user" where id = $1', [id])).rowCount
  await accounts().discard(account)
  expect(await known(account)).toBe(1)
  const fresh = await accounts().create({ username: 'wangwu', password: null, lang: 'zh' })
  await accounts().discard(fresh)
  expect(await known(fresh)).toBe(0)
})
