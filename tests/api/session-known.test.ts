import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from './serving.ts'
import { serveTest, setUp } from './serving.ts'

let serving: Serving

beforeAll(async () => {
  serving = await serveTest()
})

afterAll(() => serving?.close())

test('a stranger may ask whether somebody is signed in, and learns nothing else', async () => {
  const path = '/api/v1/session/known'
  const stranger = serving.browser()
  const known = await stranger.ask('GET', path)
  expect([known.status, known.body]).toEqual([200, { signedIn: false }])
  const { browser } = await setUp(serving)
  expect((await browser.ask('GET', path)).body).toEqual({ signedIn: true })
  await browser.ask('DELETE', '/api/v1/session')
  expect((await browser.ask('GET', path)).body).toEqual({ signedIn: false })
  expect(serving.unforeseen).toEqual([])
})
