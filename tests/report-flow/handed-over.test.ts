import { afterAll, beforeAll, expect, test } from 'vitest'
import { invite, serveTest, setUp } from '../api/serving.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { draftOf, save, soundTree, step } from './people.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
let other: Browser
let reviewer: Browser

beforeAll(async () => {
  serving = await serveTest()
  administrator = (await setUp(serving)).browser
  clerk = await invite(serving, administrator, { username: '冯雨桐', roles: ['clerk'] })
  other = await invite(serving, administrator, { username: '陈启航', roles: ['clerk'] })
  reviewer = await invite(serving, administrator, { username: '林若兰', roles: ['reviewer'] })
})

afterAll(() => serving?.close())

async function personOf(browser: Browser): Promise<string> {
  return (await browser.ask('GET', '/api/v1/session')).body.person
}

test('a draft goes to whoever takes over, and is the leaver’s no longer', async () => {
  const [from, to] = [await personOf(clerk), await personOf(other)]
  const path = `/api/v1/people/${from}/handover`
  const listed = async () => (await administrator.ask('GET', path)).body
  expect(await listed()).toMatchObject({ items: [], drafts: [] })
  const draft = await draftOf(clerk, { year: 2025 })
  expect((await listed()).drafts).toMatchObject([
    { draft: draft.id, report: 'annual-report', year: 2025, name: null, step: null },
  ])
  // A draft that somebody else helped with stays its opener's.
  const saved = await save(other, draft, soundTree())
  expect(saved.status).toBe(200)
  expect((await listed()).drafts).toHaveLength(1)

  const back = {
    revision: saved.body.revision,
    verdict: 'returned',
    reasons: '缺少数据',
  }
  expect((await step(reviewer, `/drafts/${draft.id}/review`, 0, back)).status).toBe(201)
  const hand = (drafts: readonly string[]) =>
    administrator.ask('POST', path, { body: { to, drafts, reason: '岗位调整' } })
  expect((await hand([])).body.code).toBe('handover.none')
  expect((await hand([to])).body.code).toBe('handover.none')
  expect(
    (await reviewer.ask('POST', path, { body: { to, drafts: [draft.id], reason: '走' } })).status,
  ).toBe(403)
  expect((await hand([draft.id])).body).toEqual({ written: 1 })
  expect((await hand([draft.id])).body.code).toBe('handover.none')
  expect(await listed()).toMatchObject({ items: [], drafts: [] })
  const next = await administrator.ask('GET', `/api/v1/people/${to}/handover`)
  expect(next.body.drafts).toMatchObject([{ draft: draft.id, step: 'drafting' }])
  const list = await administrator.ask('GET', '/api/v1/drafts?year=2025')
  expect(list.body).toMatchObject([{ id: draft.id, answersFor: to, handedTo: to }])
  expect(serving.unforeseen).toEqual([])
})
