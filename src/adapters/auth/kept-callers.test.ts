import { Client } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { testDatabase } from '../../../tests/database.ts'
import type { TestDatabase } from '../../../tests/database.ts'
import type { Accounts, NewSession } from '../../app/ports/account-ports.ts'
import { connectionAs } from '../postgres/roles.ts'
import { keepCallers } from './kept-callers.ts'
import type { OpenAccounts } from './open-accounts.ts'
import { openAccounts } from './open-accounts.ts'

const hourMs = 3_600_000
const lineName = 'taizhang callers'
const membership = { org: 1, person: null, roles: ['clerk'], record: 'r' }

let database: TestDatabase
let owner: Client
let servers: readonly OpenAccounts[]
let [here, there]: readonly Accounts[] = []

// Two servers of one database, which for an hour would believe what they have read once.
beforeAll(async () => {
  database = await testDatabase({ migrated: true })
  const base = database.connection
  owner = new Client(base)
  await owner.connect()
  servers = await Promise.all(
    [1, 2].map(() => openAccounts({ base, passwordCost: 10, keptMs: hourMs })),
  )
  ;[here, there] = servers.map(({ accounts }) => accounts)
  await untilHearing(() => Promise.all([both().here.token('tz_'), both().there.token('tz_')]), 2)
})

/** Asks, which opens the lines, and waits until so many are open. */
async function untilHearing(ask: () => Promise<unknown>, lines: number): Promise<void> {
  const open = `select from pg_stat_activity where datname = current_database()
    and application_name = '${lineName}' and query like 'listen %' and state = 'idle'`
  await ask()
  await vi.waitFor(async () => expect((await owner.query(open)).rowCount).toBe(lines), hourMs)
}

afterAll(async () => {
  await Promise.all(servers.map(({ close }) => close()))
  await owner.end()
  await database.drop()
})

const both = () => {
  if (!here || !there) throw new Error('no servers')
  return { here, there }
}

/** Deletes behind the back of all servers: whoever still knows the caller keeps it. */
async function deleteUnheard(table: 'session' | 'token', id: string): Promise<void> {
  await owner.query(`begin; set local session_replication_role = replica;
    delete from auth.${table} where id = '${id}'; commit`)
}

async function newToken() {
  const days = { scopes: ['read'] as const, by: 'nobody', days: 1 }
  const { row, secret } = await both().here.makeToken({ org: 1, name: 'kept', ...days })
  return { id: row.id, secret }
}

test('a token is kept, and answered for without asking the database', async () => {
  const { id, secret } = await newToken()
  for (const server of [both().here, both().there]) {
    expect(await server.token(secret)).toMatchObject({ id })
  }
  await deleteUnheard('token', id)
  expect(await both().here.token(secret)).toMatchObject({ id })
  expect(await both().there.token(secret)).toMatchObject({ id })
})

test('one that is ended is refused at once where it was ended, and elsewhere when told', async () => {
  const { id, secret } = await newToken()
  for (const server of [both().here, both().there]) {
    expect(await server.token(secret)).toMatchObject({ id })
  }
  expect(await both().here.endToken({ id, org: 1 })).toBe(true)
  expect(await both().here.token(secret)).toBe(null)
  await expect.poll(() => both().there.token(secret)).toBe(null)
})

let people = 0

async function signedIn(): Promise<NewSession> {
  people += 1
  const username = `person-${people}`
  const account = await both().here.create({ username, password: null, lang: 'zh' })
  await both().here.putMembership(account, membership)
  return both().here.open(account, 1)
}

test.each<[string, (of: NewSession) => Promise<unknown>, unknown]>([
  ['signs out', ({ secret }) => both().here.signOut(secret), null],
  ['signs out everywhere', (of) => both().here.signOutEverywhere(of.signedIn.account), null],
  ['is given a new link', (of) => both().here.forgetPassword(of.signedIn.account), null],
  [
    'is a member of nothing any more',
    (of) => both().here.endMembership(of.signedIn.account, 1),
    { memberships: [], org: null },
  ],
  [
    'has another role',
    (of) => both().here.putMembership(of.signedIn.account, { ...membership, roles: ['auditor'] }),
    { memberships: [{ org: 1, roles: ['auditor'] }] },
  ],
  [
    'acts for another organisation',
    async ({ secret, signedIn: { account } }) => {
      await both().here.putMembership(account, { ...membership, org: 2 })
      await both().here.switchTo({ secret, org: 2 })
    },
    { org: 2 },
  ],
  [
    'chooses a password',
    ({ signedIn: { account, session } }) => {
      const password = '海棠花开在四月的院子里'
      return both().here.setPassword({ account, session, password, words: [] })
    },
    { mustSetPassword: false },
  ],
])('who %s is seen so at once here, and elsewhere when told', async (_, change, after) => {
  const opened = await signedIn()
  for (const server of [both().here, both().there]) {
    expect(await server.session(opened.secret)).toEqual(opened.signedIn)
  }
  await change(opened)
  // In a list, because nothing at all matches no object.
  const seen = async (server: Accounts) => [await server.session(opened.secret)]
  expect(await seen(both().here)).toMatchObject([after])
  await expect.poll(() => seen(both().there)).toMatchObject([after])
})

test('what anybody changes in the tables themselves is heard too', async () => {
  const opened = await signedIn()
  expect(await both().there.session(opened.secret)).toEqual(opened.signedIn)
  await owner.query('delete from auth.session where id = $1', [opened.signedIn.session])
  await expect.poll(() => both().there.session(opened.secret)).toBe(null)
})

test('without a line every caller is looked up', async () => {
  const kept = keepCallers({ host: '/nowhere', port: 1 }, { keptMs: hourMs })
  let looks = 0
  const look = () => kept.of('somebody', async () => (looks += 1))
  for (const nth of [1, 2, 3]) expect(await look()).toBe(nth)
  await kept.close()
})

test('what was being looked up during a change is not kept', async () => {
  const auth = await connectionAs(database.connection, 'auth')
  const kept = keepCallers({ ...auth, application_name: lineName }, { keptMs: hourMs })
  await untilHearing(() => kept.of('nobody', async () => null), 3)
  let found = 0
  const change = async (): Promise<number> => {
    found += 1
    if (found === 1) kept.drop()
    return found
  }
  for (const nth of [1, 2, 2]) expect(await kept.of('somebody', change)).toBe(nth)
  await kept.close()
})

test('nothing is kept over a line that broke', async () => {
  const { id, secret } = await newToken()
  expect(await both().there.token(secret)).toMatchObject({ id })
  await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and application_name = '${lineName}'`)
  await deleteUnheard('token', id)
  await expect.poll(() => both().there.token(secret)).toBe(null)
})
