import { afterAll, beforeAll, expect, test } from 'vitest'
import { addDays } from '../../src/ledger/day/day.ts'
import type { Browser, Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

let serving: Serving
let administrator: Browser
let today: string

beforeAll(async () => {
  serving = await serveTest()
  administrator = (await setUp(serving)).browser
  today = (await administrator.ask('GET', '/api/v1/session')).body.today
})

afterAll(() => serving?.close())

function invite(more: object) {
  const body = { newPerson: '林若兰', username: 'linrl', roles: ['reviewer'], ...more }
  return administrator.ask('POST', '/api/v1/accounts', { body })
}

async function memberships() {
  const { body } = await administrator.ask('GET', '/api/v1/registers/membership/records?columns=*')
  return (body.items as { values: { roles: string[]; from: string } }[]).map((one) => one.values)
}

test('roles count from the day that is stated, and from today where none is', async () => {
  const since = addDays(today, -200)
  for (const from of [addDays(today, 1), '0001-01-01']) {
    const refused = await invite({ from })
    expect([refused.status, refused.body.code]).toEqual([422, 'account.from'])
  }
  const { body } = await invite({ from: since })
  expect(body.account).toMatchObject({ roles: ['reviewer'], from: since })
  const other = await invite({ newPerson: '赵静怡', username: 'zhaojy', roles: ['clerk'] })
  expect(other.body.account.from).toBe(today)
  expect(await memberships()).toEqual(
    expect.arrayContaining([
      expect.objectContaining({ roles: ['reviewer'], from: since }),
      expect.objectContaining({ roles: ['clerk'], from: today }),
    ]),
  )
})

test('the day is put right with the roles, and stays where it is not named', async () => {
  const listed = (await administrator.ask('GET', '/api/v1/accounts')).body
  const { id } = listed.find((one: { username: string }) => one.username === 'zhaojy')
  const path = `/api/v1/accounts/${id}`
  const change = (body: object) => administrator.ask('PUT', path, { body })
  const since = addDays(today, -30)
  const late = await change({ roles: ['clerk'], from: addDays(today, 1) })
  expect(late.body.code).toBe('account.from')
  expect((await change({ roles: ['clerk'], from: since })).body.from).toBe(since)
  const both = await change({ roles: ['clerk', 'reviewer'] })
  expect(both.body).toMatchObject({ roles: ['clerk', 'reviewer'], from: since })
  expect(serving.unforeseen).toEqual([])
})
