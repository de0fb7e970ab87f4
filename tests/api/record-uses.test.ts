import { afterAll, beforeAll, expect, test } from 'vitest'
import { serveTest, setUp } from './serving.ts'
import type { Browser, Serving } from './serving.ts'

let serving: Serving
let clerk: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
})

afterAll(async () => {
  await serving.close()
})

async function usesOf(values: object): Promise<{ duties: string[]; figures: string[] }> {
  const meeting = { chair: person, present: [person], ...values }
  const made = await clerk.ask('POST', '/api/v1/registers/meeting/records', {
    body: { values: meeting, reason: '补录' },
  })
  expect(made.status).toBe(201)
  return (await clerk.ask('GET', `/api/v1/records/${made.body.record.id}/uses`)).body
}

const agenda = [{ topic: '学习讨论', themes: ['party-history'] }]

test('a meeting is listed under the duties about its own kind of meeting', async () => {
  const group = await usesOf({ kind: 'branch-group', heldOn: '2026-01-15', agenda })
  expect(group.duties).toContain('branch-group-monthly')
  expect(group.duties).not.toContain('first-agenda-item')
  expect(group.duties).not.toContain('democratic-life-quorum')

  const secretaries = await usesOf({ kind: 'secretary-meeting', heldOn: '2026-01-16', agenda })
  expect(secretaries.duties).toContain('first-agenda-item')
  expect(secretaries.duties).not.toContain('branch-group-monthly')
})
