import { afterAll, beforeAll, expect, test } from 'vitest'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import type { Browser } from '../api/serving.ts'
import type { Office } from '../report-flow/people.ts'
import { openOffice, override, save, soundTree, step } from '../report-flow/people.ts'

let office: Office
const today = todayIn('Asia/Shanghai', { now: () => Date.now() })

beforeAll(async () => {
  office = await openOffice()
})

afterAll(() => office?.serving.close())

const me = async (browser: Browser): Promise<string> =>
  (await browser.ask('GET', '/api/v1/session')).body.person

/** Lets `deputy` act for `by`; the header under which that is done. */
async function letIn(by: Browser, deputy: Browser): Promise<Record<string, string>> {
  const [person, other] = [await me(by), await me(deputy)]
  const body = { person, deputy: other, from: today, to: today, authorisedBy: '海档函〔2026〕9号' }
  expect((await by.ask('POST', '/api/v1/stand-ins', { body })).status).toBe(204)
  const all = (await by.ask('GET', '/api/v1/stand-ins')).body
  const one = all.find((given: { person: string; deputy: string }) => {
    return given.person === person && given.deputy === other
  })
  return { 'taizhang-standing-in': one.record }
}

/** Begins a report and saves a tree as somebody acting under these headers. */
async function writtenBy(browser: Browser, year: number, headers: Record<string, string>) {
  const body = { report: 'annual-report', year }
  const opened = await browser.ask('POST', '/api/v1/drafts', { body, headers })
  expect(opened.status, JSON.stringify(opened.body)).toBe(201)
  const path = `/api/v1/drafts/${opened.body.id}`
  const saved = await browser.ask('PUT', path, {
    body: { tree: soundTree() },
    headers: { ...headers, 'if-match': '"1"' },
  })
  expect(saved.status).toBe(200)
  return { id: opened.body.id as string, revision: saved.body.revision as number }
}

const passed = (revision: number) => ({ revision, verdict: 'passed' })

test('whoever wrote a draft in another’s place does not review it as themselves', async () => {
  const { clerk, reviewer, both } = office
  const headers = await letIn(clerk, reviewer)
  const { id, revision } = await writtenBy(reviewer, 2025, headers)
  const own = await step(reviewer, `/drafts/${id}/review`, 0, passed(revision))
  expect(own.body.code).toBe('report.own-review')
  const { body } = await reviewer.ask('GET', `/api/v1/drafts/${id}`)
  expect(body.acts).not.toContain('review')
  expect((await override(office.first, id)).status).toBe(201)
  // The hand that wrote it stands among the drafters when somebody else reviews.
  const other = await step(both, `/drafts/${id}/review`, 0, passed(revision))
  expect(other.status, JSON.stringify(other.body)).toBe(201)
  const record = (await both.ask('GET', `/api/v1/records/${other.body.record}`)).body
  expect(record.values.drafters).toEqual([await me(reviewer)])
})

test('nor does the one in whose name it was written, nor a deputy of a writer', async () => {
  const { reviewer, both, other } = office
  const headers = await letIn(both, other)
  const { id, revision } = await writtenBy(other, 2024, headers)
  const named = await step(both, `/drafts/${id}/review`, 0, passed(revision))
  expect(named.body.code).toBe('report.own-review')
  // `both` writes a word; a deputy has the right to review from `both` alone.
  expect((await save(both, { id, revision }, soundTree({ number: '' }))).status).toBe(200)
  const asDeputy = await letIn(both, office.clerk)
  const told = await office.clerk.ask('POST', `/api/v1/drafts/${id}/review`, {
    body: passed(revision + 1),
    headers: { ...asDeputy, 'if-match': '"0"' },
  })
  expect(told.body.code).toBe('report.own-review')
  expect((await override(office.first, id)).status).toBe(201)
  const sound = await step(reviewer, `/drafts/${id}/review`, 0, passed(revision + 1))
  expect(sound.status).toBe(201)
})
