import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forgetImports, importDays } from '../../src/app/imports/forget-imports.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'
import { bring, importOf, imports, tasks, workbookOf } from './ledgers.ts'

let serving: Serving
let clerk: Browser
const dayMs = 86_400_000

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk } = await setUp(serving))
})

afterAll(() => serving.close())

/** Runs the job as it would run so many days from now. */
async function runIn(days: number): Promise<void> {
  const { ports } = serving.opened
  const clock = { now: () => Date.now() + days * dayMs }
  await forgetImports.run(
    { ...ports, clock },
    {
      dueAt: '',
      zone: 'Asia/Shanghai',
      signal: new AbortController().signal,
      pause: () => Promise.resolve(),
      onProblem: (error: unknown) => {
        throw error
      },
    },
  )
}

async function cellsLeft(id: string): Promise<number> {
  const client = new Client(serving.connection)
  await client.connect()
  try {
    const { rows } = await client.query<{ bytes: number }>(
      'SELECT sum(length(rows))::int AS bytes FROM ledger.import_part WHERE import = $1',
      [id],
    )
    return rows[0]?.bytes ?? -1
  } finally {
    await client.end()
  }
}

test('what is done goes soon, what is open later, and their cells with them', async () => {
  const register = 'publicity-task'
  const open = importOf(clerk, await bring(clerk, await workbookOf(tasks), { register }))
  const whole = await workbookOf(tasks.slice(0, 4))
  const done = importOf(clerk, await bring(clerk, whole, { register }))
  expect((await done.write({ reason: '补' })).body).toMatchObject({ added: 2 })
  expect((await done.show()).body.state).toBe('done')
  const kept = async () =>
    (await clerk.ask('GET', imports)).body.map(({ id }: { id: string }) => id).toSorted()

  await runIn(importDays.done - 1)
  expect(await kept()).toEqual([open.id, done.id].toSorted())
  await runIn(importDays.done + 1)
  expect(await kept()).toEqual([open.id])
  expect([await cellsLeft(done.id), await cellsLeft(open.id)]).toEqual([0, expect.any(Number)])
  expect(await cellsLeft(open.id)).toBeGreaterThan(0)
  await runIn(importDays.untouched + 1)
  expect(await kept()).toEqual([])
  expect(await cellsLeft(open.id)).toBe(0)
  expect((await clerk.ask('GET', `/api/v1/registers/${register}/records`)).body.items).toHaveLength(
    2,
  )
})
