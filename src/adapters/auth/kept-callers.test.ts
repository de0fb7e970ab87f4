import { Client, Pool } from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { TestDatabase } from '../../../tests/database.ts'
import { testDatabase } from '../../../tests/database.ts'
import type { Accounts, NewSession } from '../../app/ports/account-ports.ts'
import { connectionAs } from '../postgres/roles.ts'
import { keepCallers } from './kept-callers.ts'
import type { OpenAccounts } from './open-accounts.ts'
import { openAccounts } from './open-accounts.ts'

const hourMs = 3_600_000
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
  await untilKept(both().here)
  await untilKept(both().there)
})

/** Asks until what was deleted unheard is still known: the line is open, and callers are kept. */
async function untilKept(server: Accounts): Promise<void> {
  await vi.waitFor(async () => {
    const { id, secret } = await newToken()
    await server.token(secret)
    await deleteUnheard('token', id)
    expect(await server.token(secret)).not.toBe(null)
  }, hourMs)
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

/** Connections that listen. */
const lines = () =>
  owner.query(`select from pg_stat_activity where datname = current_database()
    and query like 'listen %' and state = 'idle'`)

/** Deletes behind the back of all servers: whoever still knows the caller keeps it. */
async function deleteUnheard(table: 'session' | 'token', id: string): Promise<void> {
  await owner.query('begin')
  await owner.query('set local session_replication_role = replica')
  await owner.query(`delete from auth.${table} where id = $1`, [id])
  await owner.query('commit')
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
    { member: null, org: null },
  ],
  [
    'has another role',
    (of) => both().here.putMembership(of.signedIn.account, { ...membership, roles: ['auditor'] }),
    { member: { org: 1, roles: ['auditor'] } },
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
  const pool = new Pool(database.connection)
  const kept = keepCallers({ host: '/nowhere', port: 1 }, { keptMs: hourMs, pool })
  let looks = 0
  const look = () => kept.of('somebody', async () => (looks += 1))
  for (const nth of [1, 2, 3]) expect(await look()).toBe(nth)
  await Promise.all([kept.close(), pool.end()])
})

test('nor is anybody kept while the line lets nothing through', async () => {
  const auth = await connectionAs(database.connection, 'auth')
  // Of another database, where nobody is told of this one, as behind a pooler.
  const elsewhere = new Pool({ ...database.connection, database: 'postgres' })
  const kept = keepCallers(auth, { keptMs: hourMs, pool: elsewhere })
  let looks = 0
  const look = () => kept.of('somebody', async () => (looks += 1))
  await look()
  await vi.waitFor(async () => expect((await lines()).rowCount).toBe(3), hourMs)
  expect(await look()).toBe(2)
  expect(await look()).toBe(3)
  await Promise.all([kept.close(), elsewhere.end()])
})

test('a line over which nothing can be told is not left open', async () => {
  const auth = await connectionAs(database.connection, 'auth')
  const nowhere = new Pool({ host: '/nowhere', port: 1 })
  const kept = keepCallers(auth, { keptMs: hourMs, pool: nowhere })
  expect(await kept.of('somebody', async () => 1)).toBe(1)
  await Promise.all([kept.close(), nowhere.end()])
  // Those of the two servers.
  await expect.poll(async () => (await lines()).rowCount).toBe(2)
})

test('what was being looked up during a change is not kept', async () => {
  const auth = await connectionAs(database.connection, 'auth')
  const pool = new Pool(auth)
  const kept = keepCallers(auth, { keptMs: hourMs, pool })
  let looks = 0
  const look = () => kept.of('nobody', async () => (looks += 1))
  await expect.poll(async () => (await look()) === (await look())).toBe(true)
  let found = 0
  const change = async (): Promise<number> => {
    found += 1
    if (found === 1) kept.drop()
    return found
  }
  for (const nth of [1, 2, 2]) expect(await kept.of('somebody', change)).toBe(nth)
  await Promise.all([kept.close(), pool.end()])
})

test('nothing is kept over a line that broke', async () => {
  const { id, secret } = await newToken()
  expect(await both().there.token(secret)).toMatchObject({ id })
  await owner.query(`select pg_terminate_backend(pid) from pg_stat_activity
    where datname = current_database() and query like 'listen %'`)
  await deleteUnheard('token', id)
  await expect.poll(() => both().there.token(secret)).toBe(null)
})
