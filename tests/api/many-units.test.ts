import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { keepAdopted } from '../../src/app/organisation/adopt-pack.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import type { Serving } from './serving.ts'
import { quickPasswords, servingOver, setUp, untilCovered } from './serving.ts'

// What a server asks of its database must not grow with the units in it: a statement for each of
// two thousand was what a start took eighteen seconds for. Counted, so that the machine is no matter;
// and one server is open at a time, so that nobody else is counted.

const data = mkdtempSync(join(tmpdir(), 'taizhang-many-'))
let database: TestDatabase
let cookie: string

let sent = 0
const sending = Client.prototype as unknown as { query(...given: unknown[]): unknown }
const { query } = sending

beforeAll(async () => {
  sending.query = function (this: unknown, ...given: unknown[]): unknown {
    sent += 1
    return query.apply(this, given)
  }
  database = await testDatabase({ migrated: true })
  await whileOpen(async (serving) => {
    await setUp(serving)
    const { accounts } = serving.opened.ports
    const [member] = await accounts.members(1)
    const { secret } = await accounts.open(member?.id ?? '', null)
    cookie = `taizhang=${secret}`
    await foundMore(serving.opened, 3)
  })
})

afterAll(async () => {
  sending.query = query
  await database?.drop()
  rmSync(data, { recursive: true, force: true })
})

/** Opens a server, does something with it, and closes it. */
async function whileOpen<T>(work: (serving: Serving) => Promise<T>): Promise<T> {
  const { connection } = database
  const opened = await openAll({
    data,
    database: connection,
    mayLoseOnPowerCut: true,
    clock: { now: () => Date.now() },
    passwordCost: quickPasswords,
  })
  const close = () => opened.close()
  try {
    return await work(servingOver({ opened, data, connection, close }))
  } finally {
    await close()
  }
}

let founded = 0

/** Founds units beside the first, has them adopt the pack, and waits until their logs are signed. */
async function foundMore(opened: Opened, count: number): Promise<void> {
  const { organisations } = opened.ports
  for (const upTo = founded + count; founded < upTo; founded += 1) {
    const zh = `第${founded}号单位`
    const founding = { kind: 'real', parent: null, zone: 'Asia/Shanghai' } as const
    await organisations.found({ ...founding, name: { zh, en: zh }, actor: 'cli:test' })
  }
  await adopt(opened)
  for (const { id } of await organisations.all()) await untilCovered({ opened }, id)
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
  const before = sent
  return whileOpen(async (serving) => {
    await adopt(serving.opened)
    const started = sent
    for (const path of ['/api/v1/session', `/api/v1/years/${new Date().getFullYear()}`]) {
      const told = await serving.browser().ask('GET', path, { headers: { cookie } })
      expect([path, told.status]).toEqual([path, 200])
    }
    return { start: started - before, page: sent - started }
  })
}

const more = 56

test('a start and the first page of a unit ask as much with sixty units as with four', async () => {
  await counted()
  const few = await counted()
  await whileOpen(({ opened }) => foundMore(opened, more))
  const many = await counted()
  // It signs and looks about in between, and not for each of them.
  expect(many.start - few.start).toBeLessThan(more / 2)
  expect(many.page - few.page).toBeLessThan(more / 2)
})
