import { afterAll, beforeAll, expect, test } from 'vitest'
import type { SentCallView, TakenCallView } from '../../src/api/contract/call.ts'
import type { DraftView } from '../../src/api/contract/draft.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { todayThere } from '../api/serving.ts'
import type { Look } from '../browser/reader.ts'
import { expectFit } from '../browser/reader.ts'
import { filledSheet } from './fill-sheet.ts'
import type { OnPages } from './on-pages.ts'
import { onPages } from './on-pages.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  callOfYear,
  correctAnswer,
  done,
  enterRule,
  issueCall,
  sendAnswer,
  takeFirst,
  twoLevels,
} from './two-levels.ts'

// A call is answered after its day, a record behind the answer is corrected, and the answer in turn:
// what each side is told of it.

let days = 0
let city: TwoLevels
let pages: OnPages
let town: Unit
let station: string
let call: string
let taken: string
let draft: string
let report: string

beforeAll(async () => {
  city = await twoLevels(['云溪镇'], { now: () => Date.now() + days * 86_400_000 })
  pages = await onPages()
  const [below] = city.below
  if (!below) throw new Error('there is a unit below')
  town = below
  const values = { place: 9, name: '社区服务站', from: todayThere() }
  const path = '/api/v1/registers/subordinate/records'
  station = (await done(city.above.first.ask('POST', path, { body: { values } }))).record.id
  await enterRule(town, '意识形态工作责任清单')
  const due = todayThere()
  call = await issueCall(city.above, callOfYear({ due, ends: due }))
  taken = await takeFirst(town)
})

afterAll(async () => {
  await pages.close()
  await city.close()
})

const fetchAll = () => done(city.above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`), 200)
const callAbove = (): Promise<SentCallView> =>
  done(city.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
const callBelow = async (): Promise<TakenCallView> => {
  const [only] = await done(town.clerk.ask('GET', '/api/v1/calls-taken'), 200)
  return only
}
const draftNow = (): Promise<DraftView> =>
  done(town.clerk.ask('GET', `/api/v1/drafts/${draft}`), 200)

test('past its day a call is overdue below until an answer is sent', async () => {
  expect((await callBelow()).isOverdue).toBe(false)
  days = 3
  expect((await callBelow()).isOverdue).toBe(true)
  draft = (await done(town.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))).id
  // What failed in the year has its place in a report on it, and none in an answer.
  expect((await draftNow()).material).toEqual([])
  report = (await sendAnswer(town, draft)).report
  expect((await callBelow()).isOverdue).toBe(false)
})

test('the body above is told that the answer came after the day', async () => {
  await fetchAll()
  const { addressees } = await callAbove()
  expect(addressees[0]).toMatchObject({ state: 'answered', isOverdue: false, isLate: true })
})

test('a record that is corrected afterwards: the report says which number it has otherwise', async () => {
  const { items } = (await town.clerk.ask('GET', '/api/v1/registers/rule/records?columns=*')).body
  const [{ id, version, values }] = items
  const body = { values: { ...values, themes: ['integrity'] }, reason: '主题登记错了' }
  const headers = { 'if-match': `"${version}"` }
  await done(town.clerk.ask('PUT', `/api/v1/records/${id}`, { body, headers }), 200)
  const { since, correctedBy, acts } = await draftNow()
  expect(since).toMatchObject({ records: 1, claims: [{ text: '1项', state: 'contradicted' }] })
  expect(since?.claims[0]?.reason.zh).toBe('报告写“1项”，现在是“0项”')
  expect(correctedBy).toBeNull()
  expect(acts).toContain('correct')
})

test('the report that was corrected leads to the corrected one', async () => {
  await correctAnswer(town, report, { change: { '12.5': '11.8' } })
  const { correctedBy, acts } = await draftNow()
  expect(correctedBy).toMatchObject({ step: 'sent' })
  expect(acts).not.toContain('correct')
  await fetchAll()
  expect((await callAbove()).addressees[0]).toMatchObject({ answers: 2, isLate: true })
})

const phone: Look = { width: 390, lang: 'en' }

test('a reader of English at a phone is told all of it', async () => {
  const empty = await city.above.clerk.ask('GET', `/api/v1/calls/${call}/sheets/${station}`)
  const file = await filledSheet(empty.bytes, { i1: 2, i2: 3, i3: '是' })
  await done(city.above.clerk.ask('POST', `/api/v1/calls/${call}/sheets`, { file }))
  const { page, address, trouble } = await pages.signIn(city, '市委经办', phone)
  await page.goto(`${address}/calls/${call}`)
  await page.getByText('after the day it was due').first().waitFor()
  await expectFit(page, 'a call with late answers')
  // Every number is in sight: nothing of the totals is scrolled away.
  const away = await page
    .locator('.table-scroll:has(> .call-totals)')
    .evaluate((place) => place.scrollWidth - place.clientWidth)
  expect(away).toBeLessThanOrEqual(0)

  await page.goto(`${address}/received`)
  await page.getByText('Filled in as a sheet, without evidence.').waitFor()
  const { items } = (
    await city.above.clerk.ask('GET', '/api/v1/registers/received-report/records?columns=*')
  ).body
  const newer = items.find(({ values }: LedgerRecord) => values['corrects'])
  await page.goto(`${address}/calls/${call}/answers/${newer.values.corrects}`)
  const later = page.locator('p', { hasText: 'A corrected answer came later' })
  await expectFit(page, 'an answer that was corrected')
  await later.getByRole('link').click()
  await page.getByText('It corrects an earlier answer').waitFor()
  expect(new URL(page.url()).pathname).toBe(`/calls/${call}/answers/${newer.id}`)
  expect(trouble).toEqual([])
})

test('the unit below tells its two answers apart', async () => {
  const { page, address, trouble } = await pages.signIn(city, `${town.name}经办`)
  await page.goto(`${address}/calls`)
  const answers = page.locator('.taken-step')
  await expect.poll(() => answers.allInnerTexts()).toEqual(['已报送 更正稿', '已报送'])
  await page.goto(`${address}/drafts/${draft}`)
  const note = page.locator('.note', { hasText: '这份报告有更正稿' })
  await note.getByRole('link', { name: '已报送' }).click()
  await expect.poll(() => new URL(page.url()).pathname).not.toBe(`/drafts/${draft}`)
  expect(trouble).toEqual([])
})
