import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

// Entering the units of the server writes into the register of the bodies below: whoever may write
// there may, and nobody else.

let serving: Serving

beforeAll(async () => {
  serving = await serveTest()
})

afterAll(() => serving.close())

test('the units of the server are entered by whoever writes that register', async () => {
  const { browser: founder } = await setUp(serving)
  const answers = []
  for (const role of ['administrator', 'first-responsible', 'clerk', 'leader', 'auditor']) {
    const one = await invite(serving, founder, { username: `登记的${role}`, roles: [role] })
    const { status } = await one.ask('POST', '/api/v1/subordinates/own')
    answers.push([role, status])
  }
  expect(answers).toEqual([
    ['administrator', 200],
    ['first-responsible', 200],
    ['clerk', 403],
    ['leader', 403],
    ['auditor', 403],
  ])
})
