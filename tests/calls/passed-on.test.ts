import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { CallBody, SentCallView } from '../../src/api/contract/call.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import { goodPassword } from '../api/serving.ts'
import { expectFitAtBoth, looks } from '../browser/reader.ts'
import type { OnPages } from './on-pages.ts'
import { onPages } from './on-pages.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  answerCall,
  done,
  enterBelow,
  enterRule,
  foundBelow,
  issueCall,
  item,
  takeFirst,
  twoLevels,
  year,
} from './two-levels.ts'

// A city asks a county, which passes the call on to two of its three towns: without one line, and
// with one of its own.
let city: TwoLevels
let county: Unit
let towns: readonly Unit[]
let pages: OnPages
let call: string
let taken: string
let passed: string

beforeAll(async () => {
  city = await twoLevels(['南县'])
  const [first] = city.below
  if (!first) throw new Error('there is one')
  county = first
  const all: Unit[] = []
  for (const name of ['南一镇', '南二镇', '南三镇'])
    all.push(await foundBelow(city.serving, county, name))
  towns = all
  await enterBelow(county)
  pages = await onPages()
  call = await issueCall(city.above)
  taken = await takeFirst(county)
  const path = `/api/v1/calls-taken/${taken}/pass-on`
  passed = (await done(county.clerk.ask('POST', path, { body: {} }))).id
})

afterAll(async () => {
  await pages.close()
  await city.close()
})

const read = (): Promise<SentCallView> =>
  done(county.clerk.ask('GET', `/api/v1/calls/${passed}`), 200)

/** What the page would send of the call as it stands. */
function bodyOf({ call: said }: SentCallView, given: Partial<CallBody>): CallBody {
  const { above: _, to: __, items, ...head } = said
  const asked = items.map(({ definition: ___, choices, ...one }) => {
    return { ...one, choices: choices.length === 0 ? null : choices.join('、') }
  })
  return { ...head, items: asked, to: null, ...given }
}

const rewrite = async (given: (now: SentCallView) => Partial<CallBody>) => {
  const now = await read()
  return county.clerk.ask('PUT', `/api/v1/calls/${passed}`, {
    body: bodyOf(now, given(now)),
    headers: { 'if-match': `"${now.version}"` },
  })
}

test('what is passed on is not asked for another time, on another ground, or not at all', async () => {
  const refused = [
    await rewrite(() => ({ period: String(year - 1) })),
    await rewrite(() => ({ basis: '另一件文件' })),
    await rewrite(() => ({ clause: null })),
    await rewrite(() => ({ items: [item({ label: '自己的一项', kind: 'number' })] })),
  ]
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    refused.map(() => [422, 'call.above']),
  )
  expect(refused[0]?.body.faults[0].at).toEqual(['body', 'period'])
})

test('it is written anew like any other call, and stays the one that passes on', async () => {
  const before = await read()
  const { body: below } = await county.clerk.ask('GET', '/api/v1/subordinates')
  const to = below.slice(0, 2).map(({ id }: { id: string }) => id)
  const told = await rewrite(({ call: { items } }) => ({
    title: '意识形态工作落实情况（镇）',
    note: '请于期限前报县委。',
    to,
    items: [
      // Under the name of a line of above stands what is asked above, whatever is sent.
      { ...bodyOf(before, {}).items[0], item: 'i1', label: '改过的', kind: 'number' as const },
      ...bodyOf(before, {}).items.slice(2),
      item({ label: '自办宣讲', kind: 'number', unit: '场' }),
    ].slice(0, items.length) as CallBody['items'],
  }))
  expect(told.status).toBe(200)
  const now = await read()
  const above = (await done(city.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)).call
  expect(now.call.above).toBe(before.call.above)
  expect(now.call.title).toBe('意识形态工作落实情况（镇）')
  expect(now.units).toEqual(to)
  expect(now.call.items[0]).toEqual({ ...above.items[0], again: null })
  // The further line bears a name that no line of above has, the one left out neither.
  expect(now.call.items.map((one) => one.item)).toEqual(['i1', 'i3', 'i4'])
  expect(now.above).toMatchObject({ taken, call: { due: above.due } })
  // Later than above is no mistake: whoever signs is told.
  expect(
    (await rewrite(() => ({ due: addDays(above.due, 3), ends: null, to: [...to] }))).status,
  ).toBe(200)
  // A line that was left out may come back, and the further one stays what it is.
  const back = await rewrite(({ call: { items } }) => ({
    due: before.call.due,
    to: [...to],
    items: [
      ...bodyOf(before, {}).items,
      ...bodyOf(now, {}).items.filter(({ item: one }) => one === 'i4'),
    ].slice(0, items.length + 1),
  }))
  expect(back.status).toBe(200)
  expect((await read()).call.items.map((one) => one.item)).toEqual(['i1', 'i2', 'i3', 'i4'])
})

test('the clerk changes it on its page, and the signer reads what is left out', async () => {
  for (const look of looks) {
    const { page, address } = await pages.signIn(city, '南县经办', look)
    await page.goto(`${address}/calls/new?of=${passed}`)
    await page.locator('.sent-form').waitFor()
    await expectFitAtBoth(page, `a call that is passed on, ${look.width} ${look.lang}`)
    await page.close()
  }
  const { page, address } = await pages.signIn(city, '南县经办')
  await page.goto(`${address}/calls/${passed}`)
  await page.getByRole('link', { name: '修改' }).click()
  const note = page.locator('.note', { hasText: '转发自' })
  await note.getByText('依据《党委（党组）意识形态工作责任制实施办法》第六条').waitFor()
  expect(await page.getByRole('textbox', { name: '依据' }).getAttribute('readonly')).not.toBeNull()
  const second = page.locator('.sent-part', { hasText: '投入经费' })
  await second.getByText('上级要求的内容，原样转发').waitFor()
  await second.getByRole('button', { name: '删去' }).click()
  const { due } = (await done(city.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)).call
  const late = async (days: number) => {
    await page.getByLabel('报送期限').fill(addDays(due, days))
    await page.getByLabel('标题').click()
  }
  await late(1)
  await page.getByText('晚于上级的期限').waitFor()
  await late(-2)
  await page.getByText('晚于上级的期限').waitFor({ state: 'detached' })
  await choose(page, { typed: '宣传任务', figure: '承担宣传任务' })
  await page.getByRole('button', { name: '送签发' }).click()
  await page.waitForURL(new RegExp(`/calls/${passed}$`))
  await page.getByText('上级要求而没有转发的1项：投入经费').waitFor()
  const own = page.locator('.call-totals tr', { hasText: '承担宣传任务' })
  await own.getByText('本单位另加').waitFor()
  await page.getByText('布置给2个单位').click()
  await page.getByText('没有列入的下级单位1个：南三镇').waitFor()
  expect((await read()).call.items.map((one) => one.item)).toEqual(['i1', 'i3', 'i4', 'i5'])
})

/** Adds a line for a figure that is found by a word, with the keyboard alone. */
async function choose(page: Page, { typed, figure }: { typed: string; figure: string }) {
  await page.getByRole('button', { name: '增加一项' }).click()
  const line = page.locator('.sent-part', { hasText: '请选择' })
  await line.getByRole('button', { name: /^数据项/ }).press('ArrowDown')
  await page
    .getByRole('listbox')
    .getByText('意识形态工作责任制', { exact: false })
    .first()
    .waitFor()
  await page.getByPlaceholder(/输入名称中的字查找|Type a word of its name/).pressSequentially(typed)
  await expect
    .poll(() => page.getByRole('option').allTextContents())
    .toEqual(expect.arrayContaining([expect.stringContaining(figure)]))
  const found = page.getByRole('option', { name: new RegExp(`^${figure} `) })
  for (let tries = 0; tries < 20; tries += 1) {
    if ((await found.getAttribute('data-focused')) !== null) break
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Enter')
  await page.getByRole('button', { name: `数据项 ${figure}` }).waitFor()
}

test('upward goes what was asked above, and nothing of the further lines', async () => {
  const { version } = await read()
  await done(
    county.first.ask('POST', `/api/v1/calls/${passed}/issue`, {
      body: { password: goodPassword },
      headers: { 'if-match': `"${version}"` },
    }),
  )
  const fill = { 是否建立台账: '是', 自办宣讲: '7' }
  for (const town of towns.slice(0, 2)) {
    await enterRule(town, '责任清单')
    await answerCall(town, await takeFirst(town), { fill })
  }
  const path = `/api/v1/calls/${passed}/fetch`
  expect(await done(county.clerk.ask('POST', path), 200)).toMatchObject({ received: 2 })
  await enterRule(county, '督查办法')
  await answerCall(county, taken)
  const fetched = await done(city.above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`), 200)
  expect(fetched).toMatchObject({ received: 1, refused: [] })
  const of = async (line: string) => {
    const asked = `/api/v1/calls/${call}/collected?item=${line}`
    return (await done(city.above.clerk.ask('GET', asked), 200))[0].row
  }
  expect(await of('i1')).toMatchObject({ below: 2, answered: 2, lacking: 0, verdict: 'digests' })
  // What was left out only the county answers.
  expect(await of('i2')).toMatchObject({ value: 12.5, below: null, answered: null })
  const { record } = await of('i1')
  const below = await done(city.above.clerk.ask('GET', `/api/v1/received/${record}/below`), 200)
  expect(below.bodies.map(({ name }: { name: string }) => name)).toEqual(['南一镇', '南二镇'])
  const rows = below.bodies[0].answer.rows.map((one: { item: string }) => one.item)
  expect(rows).toEqual(['i1', 'i3'])
  expect(below.totals.map((one: { item: string }) => one.item)).toEqual(['i1', 'i3'])
  // The county itself reads all of it.
  const { totals } = await read()
  expect(totals.find((one) => one.item === 'i4')).toMatchObject({ sum: 14 })
})
