import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BelowView } from '../../src/api/contract/calls-below.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Json } from '../../src/log/canonical-json.ts'
import { canonicalJson } from '../../src/log/canonical-json.ts'
import type { OpenedBelow, OpenedEntry } from '../../src/report/evidence/evidence.ts'
import { parseSealed } from '../../src/report/evidence/sealed-form.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import { goodPassword, todayThere } from '../api/serving.ts'
import type { Look, Reader } from '../browser/reader.ts'
import { expectFit, expectFitAtBoth, looks } from '../browser/reader.ts'
import { filledSheet } from './fill-sheet.ts'
import type { OnPages } from './on-pages.ts'
import { onPages } from './on-pages.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  answerCall,
  callOfYear,
  correctAnswer,
  done,
  enterBelow,
  enterRule,
  foundBelow,
  issueCall,
  passCallOn,
  sendAnswer,
  soon,
  takeFirst,
  twoLevels,
  year,
} from './two-levels.ts'

// A city, two counties, four townships. The east counts honestly, and one of its townships never
// answers; the west does not.
let city: TwoLevels
let call: string
let [east, west]: readonly Unit[] = []
let eastern: readonly Unit[] = []
let western: Unit
let stationOfEast: string

const unit = (one: Unit | undefined): Unit => {
  if (!one) throw new Error('there is no such unit')
  return one
}

beforeAll(async () => {
  city = await twoLevels(['东县', '西县'])
  ;[east, west] = city.below
  const found = (above: Unit, name: string) => foundBelow(city.serving, above, name)
  eastern = [
    await found(unit(east), '东一镇'),
    await found(unit(east), '东二镇'),
    await found(unit(east), '东三镇'),
  ]
  western = await found(unit(west), '西一镇')
  await enterBelow(unit(east))
  await enterBelow(unit(west))
  // And a body without a log, which answers in a sheet.
  const values = { place: 99, name: '便民服务站', from: `${year}-01-01` }
  const station = await done(
    unit(east).first.ask('POST', '/api/v1/registers/subordinate/records', { body: { values } }),
  )
  stationOfEast = station.record.id
  call = await issueCall(city.above)
})

afterAll(() => city.close())

/** A county takes the call, passes it on and signs what it passes on. */
async function passOn(county: Unit): Promise<{ readonly taken: string; readonly passed: string }> {
  const taken = await takeFirst(county)
  const passed = await passCallOn(county, taken)
  const path = `/api/v1/calls-taken/${taken}/pass-on`
  const again = await county.clerk.ask('POST', path, { body: {} })
  expect([again.status, again.body.code]).toEqual([409, 'call.passed-on'])
  return { taken, passed }
}

const fetchTo = (of: Unit, id: string) =>
  done(of.clerk.ask('POST', `/api/v1/calls/${id}/fetch`), 200)

const collected = async (item: string) => {
  const path = `/api/v1/calls/${call}/collected?item=${item}`
  return done(city.above.clerk.ask('GET', path), 200)
}

const belowOf = async (record: string): Promise<BelowView> =>
  done(city.above.clerk.ask('GET', `/api/v1/received/${record}/below`), 200)

/** The file of the newest answer of a log, as the county has it. */
async function fileOf(county: Unit, given: { passed: string; log: string }): Promise<Uint8Array> {
  const path = `/api/v1/calls/${given.passed}`
  const { addressees } = await done(county.clerk.ask('GET', path), 200)
  const { items } = (
    await county.clerk.ask('GET', '/api/v1/registers/received-report/records?columns=*')
  ).body
  const ids = new Set(addressees.map(({ answer }: { answer: string }) => answer))
  const own = items.find(
    (one: { id: string; values: { log: string } }) =>
      ids.has(one.id) && one.values.log === given.log,
  )
  return (await county.clerk.ask('GET', `/api/v1/received/${own.id}/file`)).bytes
}

/** What the city finds when the county hands on the answer of a log. */
async function handOn(county: Unit, given: { passed: string; record: string; log: string }) {
  const file = await fileOf(county, given)
  const log = encodeURIComponent(given.log)
  const path = `/api/v1/received/${given.record}/handed-on?log=${log}`
  return city.above.clerk.ask('POST', path, { file })
}

let ofEast: { readonly taken: string; readonly passed: string }
let sentByEast: { readonly report: string }
let sentByFirst: { readonly report: string }

test('a county passes the call on: the same, due earlier, and naming the call above', async () => {
  ofEast = await passOn(unit(east))
  const { call: passed } = await done(
    unit(east).clerk.ask('GET', `/api/v1/calls/${ofEast.passed}`),
    200,
  )
  const above = await done(city.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const { taken } = ofEast
  const known = (await unit(east).clerk.ask('GET', '/api/v1/calls-taken')).body
  expect(passed.items).toEqual(above.call.items)
  expect([passed.period, passed.title]).toEqual([above.call.period, above.call.title])
  expect(passed.due < above.call.due).toBe(true)
  expect(passed.above).toBe(known.find(({ id }: { id: string }) => id === taken).digest)
  expect(known[0]).toMatchObject({ passedOn: ofEast.passed })
  // In both languages, as while it waited to be taken.
  const { organisation } = await done(city.above.clerk.ask('GET', '/api/v1/session'), 200)
  expect(known[0].sender).toEqual(organisation.name)
})

test('its answer counts what it collected, and the city opens the digests', async () => {
  const [first, second] = eastern.map((one) => unit(one))
  if (!first || !second) throw new Error('there are three')
  await enterRule(first, '责任清单')
  await enterRule(first, '阵地管理办法')
  await enterRule(second, '新闻发布办法')
  await enterRule(unit(east), '督查办法')
  sentByFirst = await answerCall(first, await takeFirst(first))
  await answerCall(second, await takeFirst(second), {
    fill: { 投入经费: '7.6', 是否建立台账: '否' },
  })
  await takeFirst(unit(eastern[2]))
  expect(await fetchTo(unit(east), ofEast.passed)).toMatchObject({ received: 2, refused: [] })
  const sheets = `/api/v1/calls/${ofEast.passed}/sheets`
  const empty = await unit(east).clerk.ask('GET', `${sheets}/${stationOfEast}`)
  const file = await filledSheet(empty.bytes, { i1: 4, i2: 1.4 })
  await done(unit(east).clerk.ask('POST', sheets, { file }))
  sentByEast = await answerCall(unit(east), ofEast.taken)
  expect(await fetchTo(city.above, call)).toMatchObject({ received: 1, refused: [] })

  const [ofRules] = await collected('i1')
  expect(ofRules.row).toMatchObject({
    value: 1,
    below: 7,
    answered: 3,
    lacking: 1,
    verdict: 'digests',
  })
  // What cannot be added up is counted all the same, and its own word keeps its own verdict.
  expect((await collected('i3'))[0].row).toMatchObject({
    said: '是',
    below: null,
    answered: 2,
    verdict: 'entered',
  })
  const { totals } = await done(city.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(totals[0]).toMatchObject({ sum: 8, numbers: 1, belowAnswered: 3, belowMissing: 1 })
  expect(totals[1].sum).toBe(12.5 + 12.5 + 7.6 + 1.4)

  const below = await belowOf(ofRules.row.record)
  expect(below.sender).toBe('东县')
  expect(below.bodies.map(({ name, answer }) => [name, answer?.rows[0]?.value ?? null])).toEqual([
    ['东一镇', 2],
    ['东二镇', 1],
    ['东三镇', null],
    ['便民服务站', 4],
  ])
  // Each digest is that of an answer which its own log signed, and names a tree of that log.
  const ledger = (await first.clerk.ask('GET', `/api/v1/records/${sentByFirst.report}`)).body
  expect(below.bodies[0]).toMatchObject({ log: first.origin, isChanged: false })
  expect(below.bodies[0]?.answer?.digest).toBe(ledger.values.digest)
  expect(below.bodies[2]?.answer).toBeNull()
})

test('what a county leaves out or changes of what it counted is named', async () => {
  const { clerk } = city.above
  const [{ row }] = await collected('i1')
  const { bytes } = await clerk.ask('GET', `/api/v1/received/${row.record}/file`)
  const { crypto, outside } = city.serving.opened.ports
  const { sealedText } = await outside.read('sealed', bytes, city.above.org)
  const sealed = parseSealed(sealedText ?? '')
  const opened = sealed?.evidence.below
  if (!sealed || !opened) throw new Error('the answer counts what is below')
  // It opens what was asked and nothing else of the ledger.
  expect(sealed.document).not.toHaveProperty('notMentioned')
  expect(sealed.evidence.definitions.duties).toEqual([])
  const found = (given: Partial<OpenedBelow>, answers = sealed.evidence.answers) => {
    const evidence = { ...sealed.evidence, below: { ...opened, ...given }, answers }
    const carried = canonicalJson(JSON.parse(JSON.stringify({ ...sealed, evidence })))
    const { findings } = verifyReport(crypto, { carried, words: null, key: null })
    return findings.map(({ code }) => code).filter((code) => code.startsWith('below.'))
  }
  const [first, ...others] = opened.arrivals
  if (!first) throw new Error('something arrived')
  expect(found({})).toEqual([])
  expect(found({ arrivals: others })).toEqual(['below.left-out'])
  expect(found({ bodies: opened.bodies.slice(1) })).toEqual(['below.left-out'])
  const changed = (path: RegExp, value: Json | undefined): OpenedEntry => {
    const fields = first.opening.fields.flatMap((field) => {
      if (!path.test(field.path)) return [field]
      return value === undefined ? [] : [{ ...field, value }]
    })
    return { ...first, opening: { ...first.opening, fields } }
  }
  const numbers = /^collected\/0\/value$/
  expect(found({ arrivals: [changed(numbers, 99), ...others] })).toEqual(['below.changed'])
  expect(found({ arrivals: [changed(numbers, undefined), ...others] })).toEqual(['below.changed'])
  const moved = { ...first, entry: first.entry - 1 }
  expect(found({ arrivals: [moved, ...others] })).toEqual(['below.changed'])
  expect(found({ call: first })).toEqual(['below.call'])
  const { answers } = sealed.evidence
  const other = answers && { ...answers, digest: answers.digest.replace(/^./, '_') }
  expect(found({}, other)).toEqual(['below.call'])
})

test('an answer that is handed on is held against what was counted, down to its records', async () => {
  const [{ row }] = await collected('i1')
  const given = { passed: ofEast.passed, record: row.record, log: unit(eastern[0]).origin }
  const held = await done(handOn(unit(east), given), 200)
  expect(held).toMatchObject({ name: '东一镇', isSame: true })
  expect(held.items[0]).toMatchObject({ counted: 2, said: 2, verdict: 'proved', records: 2 })
  const other = { ...given, log: unit(eastern[1]).origin }
  const { addressees } = await done(
    unit(east).clerk.ask('GET', `/api/v1/calls/${ofEast.passed}`),
    200,
  )
  const { bytes } = await unit(east).clerk.ask(
    'GET',
    `/api/v1/received/${addressees[0].answer}/file`,
  )
  const path = `/api/v1/received/${row.record}/handed-on?log=${encodeURIComponent(other.log)}`
  const told = await city.above.clerk.ask('POST', path, { file: bytes })
  expect([told.status, told.body.code]).toEqual([422, 'handed.stranger'])
})

test('what was corrected below afterwards is marked, on both levels', async () => {
  const first = unit(eastern[0])
  await enterRule(first, '考核办法')
  await correctAnswer(first, sentByFirst.report)
  expect(await fetchTo(unit(east), ofEast.passed)).toMatchObject({ received: 1 })
  // The county's own report says what would read otherwise now.
  const { body: known } = await unit(east).clerk.ask('GET', '/api/v1/calls-taken')
  const { draft } = known[0].answers[0]
  const { since } = await done(unit(east).clerk.ask('GET', `/api/v1/drafts/${draft}`), 200)
  expect(since.claims.map(({ id }: { id: string }) => id)).toEqual(['below_i1'])
  await correctAnswer(unit(east), sentByEast.report)
  expect(await fetchTo(city.above, call)).toMatchObject({ received: 1, refused: [] })
  const [now] = await collected('i1')
  expect(now).toMatchObject({ isCorrected: true, row: { value: 1, below: 8 } })
  const { bodies } = await belowOf(now.row.record)
  expect(bodies.map(({ isChanged }) => isChanged)).toEqual([true, false, false, false])
})

test('a county whose number is not that of its digests is named, and so is one that misstates an answer', async () => {
  const county = unit(west)
  const ofWest = await passOn(county)
  await enterRule(county, '督查办法')
  await enterRule(western, '责任清单')
  const answered = await answerCall(western, await takeFirst(western))
  await fetchTo(county, ofWest.passed)
  // Somebody types another number over the sum; only with a reason can that be signed.
  const sent = await answerCall(county, ofWest.taken, { typed: { below_i1: '9' } })
  await fetchTo(city.above, call)
  const [, typed] = await collected('i1')
  expect(typed.row).toMatchObject({ below: 9, answered: 1, verdict: 'kept' })
  expect((await belowOf(typed.row.record)).totals[0]).toMatchObject({ sum: 1, answered: 1 })

  // Whoever keeps the log of the county enters another number than the township answered.
  await misstate(county, { log: western.origin, value: 99 })
  await correctAnswer(county, sent.report, { change: { '9': '99' } })
  await fetchTo(city.above, call)
  const [, lied] = await collected('i1')
  // The digests come to it: nothing of that is seen from here,
  expect(lied.row).toMatchObject({ below: 99, verdict: 'digests' })
  // until the answer itself is handed on.
  const given = { passed: ofWest.passed, record: lied.row.record, log: western.origin }
  const held = await done(handOn(county, given), 200)
  expect(held).toMatchObject({ isSame: true })
  expect(held.items[0]).toMatchObject({ counted: 99, said: 1 })

  // What the township let stand with a reason, its records do not bear out.
  await correctAnswer(western, answered.report, { typed: { i1: '99' } })
  await fetchTo(county, ofWest.passed)
  const kept = await done(handOn(county, given), 200)
  expect(kept.items[0]).toMatchObject({ counted: 99, said: 99, verdict: 'kept', recomputed: 1 })
})

/** Corrects, past every rule of the program, what the record of an arrival says was answered. */
async function misstate(of: Unit, given: { log: string; value: number }): Promise<void> {
  const { store } = city.serving.opened.ports
  const record = await store.read(of.org, async (reader) => {
    const where = { log: given.log }
    const { items } = await reader.records({ register: 'received-report', where, limit: 1 })
    return items[0]
  })
  if (!record) throw new Error('nothing arrived')
  const rows = record.values.collected as readonly Record<string, unknown>[]
  const lie = rows.map((row, at) => (at === 0 ? { ...row, value: given.value } : row))
  await store.append(of.org, {
    kind: 'correct',
    register: 'received-report',
    record: record.id,
    expected: record.version,
    values: { ...record.values, collected: lie as never },
    occurredOn: record.occurredOn,
    lateDays: 0,
    lateReason: null,
    title: '',
    search: '',
    actor: 'nobody',
    pack: null,
    idempotency: null,
  })
}

test('a call over a quarter is answered over that quarter, and over no other', async () => {
  const items = [
    {
      item: null,
      label: '二季度制定意识形态工作制度',
      kind: 'figure' as const,
      figure: 'ideology-rules',
      unit: '项',
      choices: null,
      again: null,
    },
  ]
  const asked = { title: '二季度制度建设情况', period: `${year}-Q2`, items }
  const quarterly = await issueCall(city.above, callOfYear(asked))
  const third = await issueCall(city.above, {
    ...callOfYear(asked),
    title: '三季度制度建设情况',
    period: `${year}-Q3`,
  })
  const county = unit(east)
  const takeTitled = async (title: string) => {
    const offered = await soon(async () => {
      const { body } = await county.clerk.ask('GET', '/api/v1/calls-offered')
      return body.find((one: { call: { title: string } }) => one.call.title === title)
    })
    const body = { sealed: offered.sealed }
    return (await done(county.clerk.ask('POST', '/api/v1/calls-taken', { body }))).id
  }
  await answerCall(county, await takeTitled('二季度制度建设情况'))
  await answerCall(county, await takeTitled('三季度制度建设情况'))
  await fetchTo(city.above, quarterly)
  await fetchTo(city.above, third)
  const of = async (id: string) =>
    (await done(city.above.clerk.ask('GET', `/api/v1/calls/${id}/collected?item=i1`), 200))[0].row
  // What it made was decided in May.
  expect(await of(quarterly)).toMatchObject({ value: 1, verdict: 'proved' })
  expect(await of(third)).toMatchObject({ value: 0 })
})

test('the same is walked on the pages: down, on with a click, up, returned, corrected, opened', async () => {
  const pages = await onPages()
  try {
    await walkThreeLevels(pages)
  } finally {
    await pages.close()
  }
}, 240_000)

const walkedTitle = '基层阵地管理情况'

async function walkThreeLevels(pages: OnPages): Promise<void> {
  const [county, town] = [unit(east), unit(eastern[0])]
  const open = async (of: Unit, as: string, path: string, look?: Look) => {
    const reader = await pages.signIn(city, `${of.name}${as}`, look)
    await reader.page.goto(`${reader.address}${path}`)
    return reader
  }
  const opened: Reader[] = []
  const clerkOf = async (of: Unit) => {
    const reader = await open(of, '经办', '/calls')
    opened.push(reader)
    return reader.page
  }
  /** The first of a body signs what stands at this address. */
  const sign = async (of: Unit, page: Page) => {
    const first = await open(of, '书记', new URL(page.url()).pathname)
    await first.page.getByLabel('再次输入密码').fill(goodPassword)
    await expectFit(first.page, 'a call to be signed')
    await first.page.getByRole('button', { name: '签发', exact: true }).click()
    await first.page.getByText('已下达').first().waitFor()
    opened.push(first)
  }
  const take = async (page: Page) => {
    // The checkpoint that seals the call comes a moment later.
    const offered = page.locator('.offered-call', { hasText: walkedTitle })
    await expect
      .poll(
        async () => {
          await page.reload()
          await page.locator('.call-part').first().waitFor()
          await page.waitForLoadState('networkidle')
          return offered.count()
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    await expectFit(page, 'a call from above')
    await offered.getByRole('button', { name: '签收' }).click()
    await rowOf(page).waitFor()
  }
  const rowOf = (page: Page) => page.locator('.index-table tr', { hasText: walkedTitle })
  /** Begins the answer to the call that was taken, and sends it. */
  const answerOn = async (page: Page, of: Unit, fill: Readonly<Record<string, string>>) => {
    await rowOf(page).getByRole('button', { name: '起草答复' }).click()
    await page.waitForURL(/\/drafts\//)
    await page.locator('.draft-text > *').first().waitFor()
    const draft = new URL(page.url()).pathname.split('/').at(-1) ?? ''
    return sendAnswer(of, draft, { fill })
  }
  const fetchOn = async (page: Page, said: string) => {
    await page.getByRole('button', { name: '取回签收和答复' }).click()
    await page.getByText(said).waitFor()
  }

  // Down: the city asks, and the county passes it on with a click.
  const cityPage = await clerkOf(city.above)
  await cityPage.getByRole('link', { name: '布置报送任务' }).click()
  await cityPage.getByRole('button', { name: '送签发' }).click()
  const first = cityPage.locator('.sent-part', { hasText: '第1项' })
  await first.getByText('请填写这一项').waitFor()
  await cityPage.getByLabel('标题').fill(walkedTitle)
  await cityPage.getByRole('textbox', { name: '年度' }).fill(String(year))
  await cityPage.getByLabel('报送期限').fill(callOfYear().due)
  await cityPage.getByLabel('类型').selectOption('figure')
  await cityPage.getByRole('button', { name: '数据项' }).click()
  await cityPage.getByPlaceholder('输入名称中的字查找').pressSequentially('意识形态工作责任制制度')
  await cityPage.getByRole('option', { name: '制定完善意识形态工作责任制制度' }).click()
  // The figure gives the line its name, which is not asked for any more.
  await first.getByText('请填写这一项').waitFor({ state: 'detached' })
  await cityPage.getByLabel('重复要求的理由').fill('核对阵地管理制度')
  await cityPage.getByRole('button', { name: '增加一项' }).click()
  const second = cityPage.locator('.sent-part', { hasText: '第2项' })
  await second.getByLabel('类型').selectOption('number')
  await second.getByLabel('名称').fill('管理阵地')
  await second.getByLabel('单位').fill('处')
  await expectFit(cityPage, 'a new call')
  await cityPage.getByRole('button', { name: '送签发' }).click()
  await cityPage.getByText('等第一责任人签发').waitFor()
  await sign(city.above, cityPage)
  const countyPage = await clerkOf(county)
  await take(countyPage)
  await rowOf(countyPage).getByRole('button', { name: '转发下级' }).click()
  await countyPage.getByText('转发自').first().waitFor()
  await sign(county, countyPage)

  // Up: the township answers, is returned, and corrects.
  const townPage = await clerkOf(town)
  await take(townPage)
  const sent = await answerOn(townPage, town, { 管理阵地: '70' })
  await countyPage.reload()
  await fetchOn(countyPage, '新收到答复1份')
  const passedOn = countyPage.url()
  // It has arrived, and nobody has answered it.
  await townPage.reload()
  await townPage.getByText('上级单位已收到，尚未作出答复').waitFor()
  expect(await townPage.getByText('上级单位已办理').count()).toBe(0)
  await countyPage
    .getByRole('row', { name: new RegExp(town.name) })
    .first()
    .waitFor()
  await expectFit(countyPage, 'where each body stands')
  // Who stands below holds until it ends: the roster is not that of one year.
  await countyPage.goto(new URL('/registers/subordinate', passedOn).href)
  await countyPage.locator('tr', { hasText: '便民服务站' }).first().waitFor()
  await countyPage.goto(new URL('/received', passedOn).href)
  const arrived = countyPage.locator('.received-list tr', {
    hasText: `${town.name}关于${walkedTitle}`,
  })
  await arrived.getByRole('button', { name: '办理' }).click()
  await countyPage.getByLabel('退回原因').fill('处数似多写了一位，请核对。')
  await countyPage.getByRole('button', { name: '退回', exact: true }).click()
  await arrived.getByText('请核对').waitFor()
  // The signed reply says so: the contrary cannot be entered by hand beside it.
  await expect
    .poll(async () => {
      await townPage.reload()
      await townPage.locator('.button.primary', { hasText: '取回回执' }).waitFor()
      return townPage.getByText('上级单位已办理').count()
    })
    .toBe(1)
  expect(await townPage.getByRole('button', { name: '登记答复' }).count()).toBe(0)
  await expectFit(townPage, 'a reply that waits')
  await townPage.getByRole('button', { name: '取回回执' }).click()
  await townPage.getByRole('status').getByText('已登记').waitFor()
  await correctAnswer(town, sent.report, { change: { '70': '7' } })
  await countyPage.goto(passedOn)
  // One word and one count for the body that keeps no log; and it is urged once a day.
  await countyPage.getByText('待交填报表 1').waitFor()
  await countyPage.getByRole('button', { name: '催报' }).click()
  await countyPage.getByRole('dialog').getByRole('button', { name: '催报' }).click()
  await countyPage.getByText('今天已催过').waitFor()
  expect(await countyPage.getByRole('button', { name: '催报' }).isDisabled()).toBe(true)
  await fetchOn(countyPage, '新收到答复1份')
  await countyPage.locator('.sent-bodies tr', { hasText: town.name }).getByText('有更正').waitFor()
  await countyPage.goto(new URL('/calls', passedOn).href)
  await answerOn(countyPage, county, { 管理阵地: '2' })

  // The total of the city opens the county's digests, and the answer handed on opens its records.
  await cityPage.reload()
  await fetchOn(cityPage, '新收到答复1份')
  const { row } = await lastOf(cityPage, county)
  await cityPage.locator('.call-totals tr', { hasText: '意识形态' }).getByRole('link').click()
  const counted = cityPage.locator('.call-collected tr', { hasText: county.name })
  const opener = counted.getByRole('button', { name: /其下级/ })
  await opener.click()
  expect(await opener.getAttribute('aria-expanded')).toBe('true')
  const digests = cityPage.locator('.call-digests tr', { hasText: town.name })
  await digests.waitFor()
  await expectFit(cityPage, 'digests of the bodies below')
  await opener.click()
  await digests.waitFor({ state: 'detached' })
  await opener.click()
  const file = await fileOf(county, { passed: passedOn.split('/').at(-1) ?? '', log: town.origin })
  await digests.locator('input[type=file]').setInputFiles({
    name: 'answer.docx',
    mimeType: 'application/octet-stream',
    buffer: Buffer.from(file),
  })
  await digests.getByText('正是所计的那份答复').waitFor()
  await digests.getByText('依据3条记录').waitFor()
  // Or the city asks for it, and whoever signs at the county hands it on.
  await askOnPages({ open, opened, cityPage, passedOn, county, town })
  // The county's own number opens what it sent.
  await counted.getByRole('link').first().click()
  await cityPage.waitForURL(new RegExp(`/answers/${row.record}`))
  await cityPage.getByRole('button', { name: '核验这份答复' }).click()
  await cityPage.locator('.report-claims').waitFor()
  await expectFit(cityPage, 'one answer')
  // What came in a sheet stands in no log.
  await cityPage.goto(new URL(`/calls/${call}?item=i1`, passedOn).href)
  await counted.getByRole('button', { name: /其下级/ }).click()
  const sheet = cityPage.locator('.call-digests tr', { hasText: '便民服务站' })
  await sheet.getByText('以填报表答复').waitFor()
  expect(await sheet.innerText()).not.toMatch(/日志/)
  for (const { trouble, context } of opened) {
    expect(trouble).toEqual([])
    await context.close()
  }
}

interface AskedOnPages {
  readonly open: (of: Unit, as: string, path: string, look?: Look) => Promise<Reader>
  readonly opened: Reader[]
  /** The city at the digests of the county's answer. */
  readonly cityPage: Page
  /** Address of the call that the county passed on. */
  readonly passedOn: string
  readonly county: Unit
  readonly town: Unit
}

/** Asked for with a reason, handed on, fetched, and opened down to its records. */
async function askOnPages(given: AskedOnPages): Promise<void> {
  const { open, opened, cityPage, passedOn, county, town } = given
  const at = new URL(cityPage.url())
  const asker = await open(city.above, '书记', `${at.pathname}${at.search}`)
  opened.push(asker)
  const { page } = asker
  const digests = page.locator('.call-digests tr', { hasText: town.name })
  const openDigests = () =>
    page
      .getByRole('button', { name: /其下级/ })
      .first()
      .click()
  await openDigests()
  await digests.getByRole('button', { name: `请${county.name}转交原件` }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('调阅理由').fill('核对阵地管理制度三项的依据')
  await expectFit(page, 'asking for an answer')
  await dialog.getByRole('button', { name: `请${county.name}转交原件` }).click()
  await digests.getByText('尚未办理').waitFor()

  const handing = await open(county, '书记', '/mine')
  opened.push(handing)
  await handing.page.getByRole('link', { name: new RegExp(`${town.name}的答复`) }).click()
  await handing.page.waitForURL(passedOn)
  await handing.page.locator('.offered-call', { hasText: '核对阵地管理制度三项的依据' }).waitFor()
  await expectFit(handing.page, 'an answer that is asked for')
  await handing.page.getByRole('button', { name: '转交', exact: true }).click()
  await handing.page.getByRole('dialog').getByRole('button', { name: '转交' }).click()
  await handing.page.getByText(/已向.+转交/).waitFor()

  await page.getByRole('button', { name: '取回签收和答复' }).click()
  await page.getByText('已转交1份').waitFor()
  await digests.getByRole('link', { name: /已转交/ }).click()
  await page.getByText('正是所计的那份答复').waitFor()
  await page.getByRole('button', { name: '核验这份答复' }).click()
  // Down to what the township's own records say, as far as they are opened.
  await page.locator('.report-claims summary').first().click()
  const records = page.locator('.report-records > li')
  await expect.poll(() => records.count()).toBe(3)
  expect(await records.first().innerText()).toMatch(/制度建设.*年[^]*主题：/)
  await expectFit(page, 'an answer that was handed on')
  const handed = new URL(page.url()).pathname
  for (const look of looks) {
    const one = await open(city.above, '经办', handed, look)
    opened.push(one)
    await one.page.locator('.call-part').first().waitFor()
    await expectFitAtBoth(one.page, 'an answer that was handed on')
    const other = await open(county, '书记', new URL(passedOn).pathname, look)
    opened.push(other)
    await other.page.locator('.call-part').first().waitFor()
    await expectFitAtBoth(other.page, 'what became of an answer that was asked for')
  }
}

test('a duty list is walked on the pages: kept, signed, taken, and in the year', async () => {
  const pages = await onPages()
  const title = '阵地管理责任清单'
  const opened: Reader[] = []
  const open = async (of: Unit, as: string, path: string, look?: Look) => {
    const reader = await pages.signIn(city, `${of.name}${as}`, look)
    opened.push(reader)
    await reader.page.goto(`${reader.address}${path}`)
    return reader.page
  }
  try {
    const page = await open(city.above, '经办', '/duty-lists/new')
    await page.getByLabel('标题').fill(title)
    await page.getByLabel('起', { exact: true }).fill(todayThere())
    await page.getByLabel('要做什么').fill('研判阵地管理情况')
    await page.getByRole('button', { name: '增加一项' }).click()
    const second = page.locator('.sent-part', { hasText: '第2项' })
    await second.getByLabel('要做什么').fill('报告阵地管理情况')
    await second.getByLabel('频次或期限').selectOption('yearly-by')
    await second.getByLabel('期限（月-日）').fill('二月三十')
    // A window that is closed half-way loses nothing.
    await page.reload()
    await page.getByText('这是上次没有保存的内容').waitFor()
    await expect.poll(() => page.getByLabel('标题').inputValue()).toBe(title)
    await page.getByText('选择单位').click()
    await page.getByRole('button', { name: '送签发' }).click()
    await page.getByText('请至少选择一个单位').waitFor()
    await page.getByText('全部下级单位').click()
    await page.getByRole('button', { name: '送签发' }).click()
    await second.getByText('每年的期限应写作“月-日”').waitFor()
    // Whoever hears the field hears what is wrong with it.
    const said = await second.getByLabel('期限（月-日）').evaluate((field) => {
      return document.getElementById(field.getAttribute('aria-describedby') ?? '')?.textContent
    })
    expect(said).toContain('应写作“月-日”')
    await second.getByLabel('期限（月-日）').fill('02-28')
    await expectFit(page, 'a new duty list')
    await page.getByRole('button', { name: '送签发' }).dblclick()
    await page.getByText('等第一责任人签发').waitFor()
    const path = new URL(page.url()).pathname
    const first = await open(city.above, '书记', path)
    await first.getByLabel('再次输入密码').fill(goodPassword)
    await expectFit(first, 'a duty list to be signed')
    await first.getByRole('button', { name: '签发', exact: true }).click()
    await first.getByText('已下达').first().waitFor()
    // A double click wrote one list.
    await page.goto(new URL('/duty-lists', page.url()).href)
    await page.locator('.index-table tr', { hasText: title }).first().waitFor()
    await expect.poll(() => page.locator('.index-table tr', { hasText: title }).count()).toBe(1)

    const taker = await open(unit(east), '书记', '/duty-lists')
    const offered = taker.locator('form.laid-list', { hasText: title })
    await expect
      .poll(
        async () => {
          await taker.reload()
          await taker.locator('.duty-list-part').first().waitFor()
          await taker.waitForLoadState('networkidle')
          return offered.count()
        },
        { timeout: 60_000 },
      )
      .toBe(1)
    await offered.getByLabel('本单位叫法').first().fill('阵地季度研判')
    await offered.getByLabel('在本单位').nth(1).selectOption('no')
    await offered.getByLabel('不适用的原因', { exact: true }).fill('由主管局统一报告')
    await expectFit(taker, 'a duty list to be taken')
    await offered.getByRole('button', { name: '认领' }).click()
    const taken = taker.locator('article.laid-list', { hasText: title })
    await taken.getByText('由主管局统一报告').waitFor()
    await taken.getByRole('link', { name: /阵地季度研判/ }).click()
    await taker.locator('.year-grid', { hasText: '阵地季度研判' }).waitFor()
    for (const look of looks) {
      const list = await open(unit(east), '书记', '/duty-lists', look)
      await list.locator('article.laid-list').first().waitFor()
      await expectFitAtBoth(list, 'duty lists')
      const sent = await open(city.above, '经办', path, look)
      await sent.locator('table').first().waitFor()
      await expectFitAtBoth(sent, 'a duty list')
    }
    for (const { trouble, context } of opened) {
      expect(trouble).toEqual([])
      await context.close()
    }
  } finally {
    await pages.close()
  }
}, 240_000)

/** What the county said to the first thing asked of the call at this page. */
async function lastOf(page: Page, county: Unit) {
  const id = new URL(page.url()).pathname.split('/').at(-1) ?? ''
  const path = `/api/v1/calls/${id}/collected?item=i1`
  const rows = await done(city.above.clerk.ask('GET', path), 200)
  return rows.find(({ name }: { name: string }) => name === county.name)
}

test('totals are what counting again gives, whatever arrived and was settled', async () => {
  const { ports } = city.serving.opened
  const owner = new Client(city.serving.connection)
  await owner.connect()
  try {
    for (let round = 0; round < 12; round += 1) {
      const of = randomUUID()
      const rows = arrivalsAtRandom(round)
      for (const row of rows) {
        await owner.query(
          `INSERT INTO ledger.collected (org_id, call, item, record, log, figure, period, step,
             value, verdict, below, answered, lacking, size, root, entry)
           VALUES ($1, $2, $3, $4, $5, 'f', '2001', $6, $7, $8, $9, $10, $11, $12, '', $13)`,
          [
            city.above.org,
            of,
            row.item,
            row.record,
            row.log,
            row.step,
            row.value,
            row.verdict,
            row.below,
            row.answered,
            row.lacking,
            row.size,
            row.entry,
          ],
        )
      }
      const logs = ['a', 'b', 'c', 'd', 'e']
      const given = { call: of, items: ['i1', 'i2'], logs }
      const totals = await ports.collected.totals(city.above.org, given)
      const byItem = new Map(totals.map(({ item, ...total }) => [item, total]))
      for (const item of ['i1', 'i2'])
        expect(byItem.get(item)).toEqual(recount(rows, { item, logs }))
    }
  } finally {
    await owner.end()
  }
})

interface RandomRow {
  readonly item: string
  readonly record: string
  readonly log: string
  readonly step: string
  readonly value: number | null
  readonly verdict: string
  readonly below: number | null
  readonly answered: number | null
  readonly lacking: number | null
  readonly size: number
  readonly entry: number
}

/** A few answers of a few bodies, one of which is not asked any more; the same for each seed. */
function arrivalsAtRandom(seed: number): readonly RandomRow[] {
  let state = seed * 2_654_435_761 + 1
  const upTo = (max: number) => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648
    return Math.floor((state / 2_147_483_648) * max)
  }
  const pick = <T>(all: readonly T[]): T => all[upTo(all.length)] as T
  return Array.from({ length: 3 + upTo(12) }, (_, at) => at).flatMap((at) => {
    const answer = {
      record: randomUUID(),
      log: pick(['a', 'b', 'c', 'd', 'gone']),
      step: pick(['received', 'accepted', 'returned']),
      size: 1 + upTo(4),
      entry: at,
    }
    return ['i1', 'i2'].map((item) => {
      const value = upTo(3) === 0 ? null : upTo(10_000) / 100
      const hasBelow = upTo(3) === 0
      return {
        ...answer,
        item,
        value,
        verdict: value === null ? 'missing' : pick(['proved', 'atLeast', 'entered', 'unproved']),
        below: hasBelow ? upTo(1_000) / 10 : null,
        answered: hasBelow ? upTo(5) : null,
        lacking: hasBelow ? upTo(5) : null,
      }
    })
  })
}

function recount(
  rows: readonly RandomRow[],
  { item, logs }: { readonly item: string; readonly logs: readonly string[] },
) {
  const standing = logs.flatMap((log) => {
    const own = rows.filter(
      (row) => row.item === item && row.log === log && row.step !== 'returned',
    )
    const newest = own.toSorted((a, b) => b.size - a.size || b.entry - a.entry)
    return newest.slice(0, 1)
  })
  if (standing.length === 0) return undefined
  const numbers = standing.filter(({ value, below }) => value !== null || below !== null)
  const hundredths = numbers.reduce(
    (sum, { value, below }) => sum + Math.round(((value ?? 0) + (below ?? 0)) * 100),
    0,
  )
  const added = (of: 'answered' | 'lacking') =>
    standing.reduce((sum, row) => sum + (row[of] ?? 0), 0)
  return {
    sum: numbers.length === 0 ? null : hundredths / 100,
    numbers: numbers.length,
    others: 0,
    missing: standing.filter(({ verdict }) => verdict === 'missing').length,
    unproved: numbers.filter(({ verdict }) => verdict === 'entered').length,
    inSheets: standing.filter(({ verdict }) => verdict === 'unproved').length,
    belowAnswered: added('answered'),
    belowMissing: added('lacking'),
  }
}

test('fsck counts again what is new', async () => {
  const owner = new Client(city.serving.connection)
  await owner.connect()
  // Rows of no record, which the test before entered.
  await owner.query(`DELETE FROM ledger.collected WHERE period = '2001'`)
  const { auditor, ports } = city.serving.opened
  const { crypto } = ports
  const check = async () =>
    (await fsck({ auditor, crypto }, { now: `${todayThere()}T23:59:59.000Z` })).flatMap(
      ({ faults }) => faults.map(({ code }) => code),
    )
  expect(await check()).toEqual([])
  await owner.query(`UPDATE ledger.collected SET below = below + 1 WHERE below IS NOT NULL`)
  await owner.end()
  expect(new Set(await check())).toEqual(new Set(['fsck.collected.differs']))
})
