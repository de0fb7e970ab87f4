import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepAdopted } from '../../src/app/organisation/adopt-pack.ts'
import type { Opened } from '../../src/main.ts'
import { openAll } from '../../src/main.ts'
import type { Serving } from './serving.ts'
import { quickPasswords, serveTest, servingOver, setUp, untilCovered } from './serving.ts'

// What a server asks of its database must not grow with the units in it: a statement for each of
// two thousand was what a start took eighteen seconds for. Counted, so that the machine is no matter.

let serving: Serving
let cookie: string

let sent = 0
const sending = Client.prototype as unknown as { query(...given: unknown[]): unknown }
const { query } = sending

beforeAll(async () => {
  sending.query = function (this: unknown, ...given: unknown[]): unknown {
    sent += 1
    return query.apply(this, given)
  }
  serving = await serveTest()
  await setUp(serving)
  const { ports } = serving.opened
  const [member] = await ports.accounts.members(1)
  const { secret } = await ports.accounts.open(member?.id ?? '', null)
  cookie = `taizhang=${secret}`
  await foundMore(3)
})

afterAll(async () => {
  sending.query = query
  await serving?.close()
})

let founded = 0

/** Founds units beside the first, has them adopt the pack, and waits until their logs are signed. */
async function foundMore(count: number): Promise<void> {
  const { ports } = serving.opened
  for (const upTo = founded + count; founded < upTo; founded += 1) {
    const zh = `第${founded}号单位`
    const founding = { kind: 'real', parent: null, zone: 'Asia/Shanghai' } as const
    await ports.organisations.found({ ...founding, name: { zh, en: zh }, actor: 'cli:test' })
  }
  await adopt(serving.opened)
  for (const { id } of await ports.organisations.all()) await untilCovered(serving, id)
}

async function adopt({ ports }: Opened): Promise<void> {
  const problems: unknown[] = []
  const told = { actor: 'cli:test', onProblem: (error: unknown) => problems.push(error) }
  const adoption = keepAdopted(ports, told)
  await adoption.all()
  await adoption.stop()
  expect(problems).toEqual([])
}

/** Statements of a server that opens, sees who adopted the pack, and shows one unit its year. */
async function counted(): Promise<{ readonly start: number; readonly page: number }> {
  const { data, connection } = serving
  let before = sent
  const opened = await openAll({
    data,
    database: connection,
    mayLoseOnPowerCut: true,
    clock: { now: () => Date.now() },
    passwordCost: quickPasswords,
  })
  await adopt(opened)
  const start = sent - before
  const again = servingOver({ opened, data, connection, close: () => opened.close() })
  before = sent
  for (const path of ['/api/v1/session', `/api/v1/years/${new Date().getFullYear()}`]) {
    const told = await again.browser().ask('GET', path, { headers: { cookie } })
    expect([path, told.status]).toEqual([path, 200])
  }
  const page = sent - before
  await opened.close()
  return { start, page }
}

const more = 56

test('a start and the first page of a unit ask as much with sixty units as with four', async () => {
  await counted()
  const few = await counted()
  await foundMore(more)
  const many = await counted()
  // The server that founded them asks something from time to time too, but not of each.
  expect(many.start - few.start).toBeLessThan(more / 2)
  expect(many.page - few.page).toBeLessThan(more / 2)
})
