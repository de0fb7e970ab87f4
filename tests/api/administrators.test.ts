import { afterEach, beforeEach, expect, test } from 'vitest'
import { renewLinkFor } from '../../src/app/people/change-account.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { goodPassword, invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let first: Browser

beforeEach(async () => {
  serving = await serveTest()
  ;({ browser: first } = await setUp(serving))
})

afterEach(() => serving.close())

interface Account {
  readonly id: string
  readonly username: string
  readonly roles: readonly string[]
  readonly ready: boolean
}

const accountsSeenBy = async (browser: Browser): Promise<readonly Account[]> =>
  (await browser.ask('GET', '/api/v1/accounts')).body

async function idOf(username: string): Promise<string> {
  const found = (await accountsSeenBy(first)).find((one) => one.username === username)
  return found?.id ?? ''
}

const demote = (by: Browser, id: string): Promise<Told> =>
  by.ask('PUT', `/api/v1/accounts/${id}`, { body: { roles: ['clerk'] } })

const end = (by: Browser, id: string): Promise<Told> => by.ask('DELETE', `/api/v1/accounts/${id}`)

const link = (by: Browser, id: string): Promise<Told> =>
  by.ask('POST', `/api/v1/accounts/${id}/link`)

async function administratorsLeft(): Promise<readonly string[]> {
  const members = await serving.opened.ports.accounts.members(1)
  const { memberships } = await serving.opened.ports.rosters.of(1)
  return members
    .filter((one) => one.ready && one.membership.roles.includes('administrator'))
    .filter(({ membership: { record } }) => {
      const said = memberships.find((row) => row.record === record)
      return said?.to === null && said.roles.includes('administrator')
    })
    .map((one) => one.username)
}

test('the last administrator can neither step down nor be ended', async () => {
  const own = await idOf('张三')
  // One who was invited and never came cannot take over: the link may be lost.
  const body = { newPerson: '未到', username: 'never-came', roles: ['administrator'] }
  await first.ask('POST', '/api/v1/accounts', { body })
  for (const change of [demote, end]) {
    const told = await change(first, own)
    expect([told.status, told.body.code]).toEqual([422, 'account.last-administrator'])
  }
  expect(await administratorsLeft()).toEqual(['张三'])
  const second = await invite(serving, first, { username: 'second', roles: ['administrator'] })
  expect((await demote(first, own)).status).toBe(200)
  expect(await administratorsLeft()).toEqual(['second'])
  const back = { body: { roles: ['administrator', 'clerk'] } }
  expect((await second.ask('PUT', `/api/v1/accounts/${own}`, back)).status).toBe(200)
}, 180_000)

test('administrators who remove one another at the same moment leave one', async () => {
  const names = ['second', 'third', 'fourth']
  const all = [first]
  for (const username of names) {
    all.push(await invite(serving, first, { username, roles: ['administrator'] }))
  }
  const ids = await Promise.all(['张三', ...names].map(idOf))
  const changes = [demote, end, demote, link]
  // Each takes the role from the next one, and everybody from everybody.
  const told = await Promise.all(
    all.flatMap((by, one) =>
      ids.flatMap((id, other) =>
        one === other ? [] : [(changes[(one + other) % 4] ?? demote)(by, id)],
      ),
    ),
  )
  expect(await administratorsLeft()).not.toEqual([])
  expect(told.map(({ status }) => status)).not.toContain(500)
  expect(serving.unforeseen).toEqual([])
}, 180_000)

test.each([
  ['demotions', demote, demote],
  ['endings', end, end],
  ['a demotion and an ending', demote, end],
  ['a demotion and a new link', demote, link],
])(
  'of two parallel %s one is refused',
  async (_name, one, other) => {
    const second = await invite(serving, first, { username: 'second', roles: ['administrator'] })
    const [mine, theirs] = [await idOf('张三'), await idOf('second')]
    const told = await Promise.all([one(first, theirs), other(second, mine)])
    expect(await administratorsLeft()).toHaveLength(1)
    const refused = told.filter(({ status }) => status >= 400)
    expect(refused).toHaveLength(1)
    expect(serving.unforeseen).toEqual([])
  },
  60_000,
)

test('both step down themselves at the same moment: one is refused', async () => {
  const second = await invite(serving, first, { username: 'second', roles: ['administrator'] })
  const [mine, theirs] = [await idOf('张三'), await idOf('second')]
  const told = await Promise.all([demote(first, mine), demote(second, theirs)])
  expect(told.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422])
  expect(await administratorsLeft()).toHaveLength(1)
}, 180_000)

test('the last administrator who forgot the password is let in by whoever runs the server', async () => {
  const { ports } = serving.opened
  const org = await ports.organisations.of(1)
  if (org === null) throw new Error('the unit is there')
  const actor = { id: 'cli:root', person: null, roles: ['administrator'] }
  const atTerminal = { org, actor, pack: ports.packs.current }
  await expect(renewLinkFor(ports, atTerminal, '张四')).rejects.toThrow('account.unknown')
  expect((await first.ask('GET', '/api/v1/accounts')).status).toBe(200)
  const auditor = await invite(serving, first, { username: '周审', roles: ['auditor'] })
  const token = await renewLinkFor(ports, atTerminal, '张三')
  const signIn = { body: { username: '张三', password: goodPassword } }
  const anew = serving.browser()
  const refused = await anew.ask('POST', '/api/v1/session', signIn)
  expect(refused.body.code).toBe('sign-in.refused')
  expect((await first.ask('GET', '/api/v1/accounts')).status).toBe(401)
  await anew.ask('POST', '/api/v1/session/link', { body: { token } })
  const body = { password: goodPassword }
  expect((await anew.ask('POST', '/api/v1/session/password', { body })).status).toBe(204)
  expect(await administratorsLeft()).toEqual(['张三'])
  expect((await anew.ask('GET', '/api/v1/accounts')).status).toBe(200)
  const trail = (await auditor.ask('GET', '/api/v1/trail')).body
  expect(JSON.stringify(trail)).toContain('cli:root')
}, 180_000)
