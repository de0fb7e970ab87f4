import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from '../api/serving.ts'
import { invite, serveTest, servingOver, setUp } from '../api/serving.ts'

// Somebody with ordinary rights asks for many files at once. Each is made whole in memory.

let whole: Serving
let serving: Serving
let clerk: Browser
let other: Browser
let under = 0
let most = 0
const held: (() => void)[] = []

beforeAll(async () => {
  whole = await serveTest()
  const { ports } = whole.opened
  const writeWorkbook = async () => {
    most = Math.max(most, (under += 1))
    await new Promise<void>((resolve) => held.push(resolve))
    under -= 1
    return new Uint8Array([1])
  }
  const files = { ...ports.files, writeWorkbook }
  serving = servingOver({ ...whole, opened: { ...whole.opened, ports: { ...ports, files } } })
  const { browser } = await setUp(serving)
  clerk = await invite(serving, browser, { username: 'clerk', roles: ['clerk'] })
  other = await invite(serving, browser, { username: 'other', roles: ['clerk'] })
})

afterAll(() => whole.close())

const file = '/api/v1/registers/meeting/export'

test('of one caller one is made at a time, and nobody else waits for it', async () => {
  const asked = Array.from({ length: 6 }, () => clerk.ask('GET', file))
  await expect.poll(() => held.length).toBe(1)
  // What is no file goes on beside it, and so does a file of somebody else.
  expect((await clerk.ask('GET', '/api/v1/registers/meeting/records')).status).toBe(200)
  const theirs = other.ask('GET', file)
  await expect.poll(() => held.length).toBe(2)
  expect(under).toBe(2)
  held[1]?.()
  expect((await theirs).status).toBe(200)
  most = under
  for (const nth of [0, 2, 3, 4, 5, 6]) {
    await expect.poll(() => held.length).toBeGreaterThan(nth)
    held[nth]?.()
  }
  expect((await Promise.all(asked)).map(({ status }) => status)).toEqual(asked.map(() => 200))
  expect(most).toBe(1)
})

test('a file that is refused lets the next one be made', async () => {
  const nowhere = await clerk.ask('GET', '/api/v1/registers/nothing/export')
  expect(nowhere.status).toBe(404)
  const next = clerk.ask('GET', file)
  await expect.poll(() => held.length).toBe(8)
  held[7]?.()
  expect((await next).status).toBe(200)
})
