import { afterAll, beforeAll, expect, test } from 'vitest'
import type { WaitingList } from '../../src/api/contract/waiting.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { goodPassword, invite, serveTest, setUp } from '../api/serving.ts'
import { draftOf, override, save, soundTree, step } from './people.ts'

let serving: Serving
let administrator: Browser
let clerk: Browser
let other: Browser
let reviewer: Browser
let first: Browser

beforeAll(async () => {
  serving = await serveTest()
  administrator = (await setUp(serving)).browser
  clerk = await invite(serving, administrator, { username: '冯雨桐', roles: ['clerk'] })
  other = await invite(serving, administrator, { username: '陈启航', roles: ['clerk'] })
  reviewer = await invite(serving, administrator, { username: '林若兰', roles: ['reviewer'] })
  first = await invite(serving, administrator, {
    username: '周明远',
    roles: ['first-responsible'],
  })
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
    { draft: draft.id, year: 2025, name: '海棠市档案馆关于年度工作的报告', step: null },
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

/** What waits for somebody about reports, as `ask: about`. */
async function waitsFor(browser: Browser): Promise<string[]> {
  const { items } = (await browser.ask('GET', '/api/v1/waiting')).body as WaitingList
  return items.flatMap(({ asks, about, place }) =>
    place.kind === 'draft' ? [`${asks}: ${about.zh}`] : [],
  )
}

test('a draft handed in by name waits for that reviewer, its signer and its drafter in turn', async () => {
  const year = 2023
  const draft = await draftOf(clerk, { year })
  const path = `/drafts/${draft.id}`
  const to = await personOf(reviewer)
  const nothing = { clerk: await waitsFor(clerk), first: await waitsFor(first) }
  expect(await waitsFor(reviewer)).toEqual([])
  // Whoever wrote in it, or may not review, is no reviewer of it.
  for (const no of [await personOf(clerk), await personOf(other)]) {
    const refused = await step(clerk, `${path}/hand-in`, 0, { to: no })
    expect([refused.status, refused.body.code]).toEqual([422, 'report.reviewer'])
  }
  expect((await step(reviewer, `${path}/hand-in`, 0, { to })).status).toBe(403)
  expect((await clerk.ask('GET', `/api/v1${path}`)).body.reviewers).toEqual([to])
  expect((await step(clerk, `${path}/hand-in`, 0, { to })).status).toBe(204)

  expect(await waitsFor(reviewer)).toEqual(['review: 送您复核'])
  // What only the signer can let stand is told at once, and is gone once that is done.
  expect(await waitsFor(first)).toEqual([
    'sign: 有1处与台账不符或没有依据，由您决定是否保留',
    ...nothing.first,
  ])
  expect((await override(first, draft.id)).status).toBe(201)
  expect(await waitsFor(first)).toEqual(nothing.first)

  const { revision } = draft
  const back = { revision, verdict: 'returned', reasons: '日期有误' }
  expect((await step(reviewer, `${path}/review`, 0, back)).status).toBe(201)
  expect(await waitsFor(reviewer)).toEqual([])
  expect(await waitsFor(clerk)).toEqual(['returned: 退回起草：日期有误', ...nothing.clerk])
  // It stays the drafter's while they write, until it is handed in again.
  const saved = await save(clerk, draft, soundTree({ date: '2026-01-06' }))
  expect(await waitsFor(clerk)).toEqual(['returned: 退回起草：日期有误', ...nothing.clerk])
  expect((await step(clerk, `${path}/hand-in`, 1, { to })).status).toBe(204)
  expect(await waitsFor(clerk)).toEqual(nothing.clerk)
  expect(await waitsFor(reviewer)).toEqual(['review: 送您复核'])

  const passed = { revision: saved.body.revision, verdict: 'passed' }
  expect((await step(reviewer, `${path}/review`, 1, passed)).status).toBe(201)
  expect(await waitsFor(reviewer)).toEqual([])
  expect(await waitsFor(first)).toEqual(['sign: 已复核，待签发', ...nothing.first])
  // Words that changed since are the drafter's again, and nobody is told to sign them.
  const changed = await save(clerk, saved.body && { id: draft.id, ...saved.body }, soundTree())
  expect(await waitsFor(first)).toEqual(nothing.first)
  expect(await waitsFor(clerk)).toEqual([
    'returned: 复核之后文字或数字有变动，请再送复核',
    ...nothing.clerk,
  ])
  const again = { revision: changed.body.revision, verdict: 'passed' }
  expect((await step(reviewer, `${path}/review`, 2, again)).status).toBe(201)
  const sign = { revision: changed.body.revision, password: goodPassword }
  expect((await step(first, `${path}/sign`, 3, sign)).status).toBe(201)
  expect(await waitsFor(first)).toEqual(nothing.first)
  expect(serving.unforeseen).toEqual([])
})
