import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { OpenAccounts } from '../../src/adapters/auth/open-accounts.ts'
import { openAccounts } from '../../src/adapters/auth/open-accounts.ts'
import { migrate } from '../../src/adapters/postgres/migrate.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'

let database: TestDatabase
let opened: OpenAccounts

beforeAll(async () => {
  database = await testDatabase()
  await migrate(database.connection)
  opened = await openAccounts({ passwordCost: 10, base: database.connection })
})

afterAll(async () => {
  await opened.close()
  await database.drop()
})

const password = '海棠花开在四月的院子里'

const prove = (username: string, given: string) => {
  const attempt = { username, password: given, address: '203.0.113.7', browser: null, turn: null }
  return opened.accounts.prove(attempt)
}

test('who signs in gets a session whose secret is stored nowhere', async () => {
  const { accounts } = opened
  expect(await accounts.none()).toBe(true)
  const account = await accounts.create({ username: '张三', password, lang: 'zh' })
  expect((await prove('张三', password)).account).toBe(account)
  const { secret, signedIn } = await accounts.open(account, null)
  expect(signedIn).toMatchObject({ account, username: '张三', org: null, mustSetPassword: false })
  expect(await accounts.session(secret)).toEqual(signedIn)
  const client = new Client(database.connection)
  await client.connect()
  const { rows } = await client.query('select token from auth.session')
  await client.end()
  expect(rows.length).toBe(1)
  expect(JSON.stringify(rows)).not.toContain(secret)
  expect(Buffer.from(secret, 'base64url').length).toBe(32)
  await accounts.signOut(secret)
  expect(await accounts.session(secret)).toBe(null)
})

test('a wrong name and a wrong password are refused alike, and guessing is slowed down', async () => {
  const { accounts } = opened
  await accounts.create({ username: 'wang', password, lang: 'zh' })
  const refusal = async (username: string) =>
    prove(username, 'wrong').then(
      () => null,
      (error) => error.faults[0],
    )
  const known = await refusal('wang')
  expect(known.code).toBe('sign-in.refused')
  expect(await refusal('nobody')).toEqual(known)
  expect(await refusal('!')).toEqual(known)
  const codes: string[] = []
  // On a busy machine a hash may outlast the first waits; they double, so it cannot for long.
  while (codes.length < 9 && codes.at(-1) !== 'sign-in.wait')
    codes.push((await refusal('wang')).code)
  expect(codes.length).toBeGreaterThanOrEqual(5)
  expect(codes.at(-1)).toBe('sign-in.wait')
})

test('passwords that anybody would try first are refused', async () => {
  const { accounts } = opened
  const refused = [
    'short',
    'password',
    'P@ssw0rd2024!',
    '12345678',
    'aaaaaaaa',
    'abababab',
    'lisi1234',
  ]
  for (const bad of [...refused, 'woaini1314', '1qaz2wsx', 'iloveyou520']) {
    await expect(
      accounts.create({ username: 'lisi', password: bad, lang: 'zh' }),
      bad,
    ).rejects.toThrow(/password\./)
  }
  await accounts.create({
    username: 'lisi',
    password: '春眠不觉晓处处闻啼鸟'.repeat(8),
    lang: 'zh',
  })
})

test('of two uses of a link at once exactly one gets it', async () => {
  const { accounts } = opened
  const link = await accounts.makeLink({ purpose: 'first-start', account: null, days: 1 })
  expect((await accounts.link(link)).purpose).toBe('first-start')
  const uses = await Promise.allSettled([accounts.useLink(link), accounts.useLink(link)])
  expect(uses.map((one) => one.status).sort()).toEqual(['fulfilled', 'rejected'])
})

test('memberships, roles and tokens act at once', async () => {
  const { accounts } = opened
  const account = await accounts.create({ username: 'zhao', password, lang: 'en' })
  const { secret } = await accounts.open(account, null)
  await accounts.putMembership(account, { org: 7, person: 'p1', roles: ['clerk'], record: 'r1' })
  expect(await accounts.session(secret)).toMatchObject({
    member: { org: 7, roles: ['clerk'] },
    hasOthers: false,
  })
  await accounts.endMembership(account, 7)
  expect((await accounts.session(secret))?.org).toBe(null)
  const token = await accounts.makeToken({
    org: 7,
    name: 'export',
    scopes: ['read'],
    by: account,
    days: 30,
  })
  expect(await accounts.token(token.secret)).toMatchObject({ org: 7, scopes: ['read'] })
  expect(await accounts.token(`${token.secret}x`)).toBe(null)
  expect(await accounts.endToken({ id: token.row.id, org: 8 })).toBe(false)
  expect(await accounts.endToken({ id: token.row.id, org: 7 })).toBe(true)
  expect(await accounts.token(token.secret)).toBe(null)
})

test('a session begins where the account went last, while it is a member there', async () => {
  const { accounts } = opened
  const account = await accounts.create({ username: 'qian', password, lang: 'zh' })
  const member = { person: 'p1', roles: ['clerk'], record: 'r1' }
  for (const org of [3, 5]) await accounts.putMembership(account, { ...member, org })
  const begun = async (org: number | null) => (await accounts.open(account, org)).signedIn.org
  expect(await begun(null)).toBe(3)
  const { secret } = await accounts.open(account, null)
  await accounts.switchTo({ secret, org: 5 })
  expect(await begun(null)).toBe(5)
  expect((await accounts.lastMembership(account))?.org).toBe(5)
  await accounts.endMembership(account, 5)
  expect(await begun(null)).toBe(3)
  expect(await accounts.lastMembership(account)).toBe(null)
})

test('whoever used the first link up without choosing a password is not shut out for good', async () => {
  const fresh = await testDatabase()
  await migrate(fresh.connection)
  const { accounts, close } = await openAccounts({ passwordCost: 10, base: fresh.connection })
  expect(await accounts.shutOut()).toBe(null)
  const visitor = await accounts.create({ username: 'visitor', password: null, lang: 'zh' })
  expect(await accounts.shutOut()).toBe(null)
  const membership = { org: 1, person: null, roles: ['administrator'], record: 'r' } as const
  await accounts.putMembership(visitor, membership)
  expect(await accounts.shutOut()).toBe(visitor)
  const lost = await accounts.makeLink({ purpose: 'first-start', account: visitor, days: 1 })
  const link = await accounts.makeLink({ purpose: 'first-start', account: visitor, days: 1 })
  await expect(accounts.openByLink(lost)).rejects.toMatchObject({
    faults: [{ code: 'link.replaced' }],
  })
  const { session } = (await accounts.openByLink(link)).signedIn
  await accounts.setPassword({ account: visitor, session, password, words: [] })
  await expect(accounts.link(link)).rejects.toMatchObject({ faults: [{ code: 'link.used' }] })
  const invited = await accounts.create({ username: 'invited', password: null, lang: 'zh' })
  await accounts.putMembership(invited, membership)
  expect(await accounts.shutOut()).toBe(null)
  await close()
  await fresh.drop()
})
