import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp } from '../api/serving.ts'
import { importOf, imports, send } from './ledgers.ts'

let serving: Serving
let clerk: Browser
const rows = 50_000

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk } = await setUp(serving))
})

afterAll(async () => {
  await serving.close()
})

function csv(): Uint8Array {
  const lines = ['任务,布置单位,布置日期,完成时限']
  for (let nth = 1; nth <= rows - 1; nth += 1) {
    const day = `2026.${(nth % 9) + 1}.${(nth % 27) + 1}`
    lines.push(`第${nth}号任务,市委宣传部,${day},2026-12-${(nth % 27) + 1}`)
  }
  return new TextEncoder().encode(lines.join('\n'))
}

test('50,000 rows are read with progress while others are answered, and stop at a word', async () => {
  const told = await send(clerk, csv(), { register: 'publicity-task' })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  expect(told.body).toMatchObject({ state: 'reading', found: null })
  const one = importOf(clerk, told)
  // Whoever asks for something else meanwhile waits for turns of some milliseconds, not for the end.
  const waits: number[] = []
  for (let nth = 0; nth < 10; nth += 1) {
    const began = performance.now()
    expect((await clerk.ask('GET', '/api/v1/session')).status).toBe(200)
    waits.push(performance.now() - began)
  }
  expect(Math.min(...waits)).toBeLessThan(1_000)
  for (let done = 0; done === 0; ) {
    const { body } = await clerk.ask('GET', `${imports}/${one.id}`)
    expect(body.state).toBe('reading')
    ;({ done } = body.progress)
  }
  const stopped = await clerk.ask('POST', `${imports}/${one.id}/stop`)
  expect(stopped.body).toMatchObject({ state: 'stopped', found: null })
  const asked = await clerk.ask('GET', `${imports}/${one.id}/rows`)
  expect([asked.status, asked.body.code]).toEqual([409, 'import.stopped'])

  const { register, table } = (await one.show()).body.mapping
  await one.change('PUT', '/mapping', { register, table })
  const { counts } = (await one.show()).body.found
  expect(counts.ready + counts.open + counts.alike).toBe(rows - 1)
}, 240_000)

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
