import { randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { bodyBytesMax } from '../../src/api/read-body.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { takeInEach } from '../../src/app/carrying/take-calls.ts'
import { toBase64 } from '../../src/log/base64.ts'
import { addresseesMax } from '../../src/report/call/call.ts'
import { verifyCall } from '../../src/report/call/sealed-call.ts'
import { parseSealedEntry } from '../../src/report/call/sealed-entry.ts'
import { showCall } from '../../src/report/call/shown-call.ts'
import type { SignedThing } from '../../src/report/passkey/signing-challenge.ts'
import { signingChallenge } from '../../src/report/passkey/signing-challenge.ts'
import { goodPassword, todayThere, untilCovered } from '../api/serving.ts'
import {
  addPasskey,
  fromLocalhost,
  keysOf,
  localhost,
  removeAll,
} from '../passkeys/passkey-holder.ts'
import { SoftwareAuthenticator } from '../passkeys/software-authenticator.ts'
import { pageFromDisk } from '../verify/page-from-disk.ts'
import { filledSheet } from './fill-sheet.ts'
import { fitsOf, issueList, listed, listOfYear, offeredList } from './lists.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  callOfYear,
  done,
  enterRule,
  issueCall,
  item,
  sendAnswer,
  soon,
  takeFirst,
  twoLevels,
} from './two-levels.ts'

let town: TwoLevels
let [archive, library]: readonly Unit[] = []
let call: string

beforeAll(async () => {
  town = await twoLevels(['档案馆', '图书馆', '文化馆'])
  ;[archive, library] = town.below
  call = await issueCall(town.above)
})

afterAll(() => town.close())

const unit = (one: Unit | undefined): Unit => {
  if (!one) throw new Error('there are three units')
  return one
}

/** Where the bodies stand; the list of calls says of this one what its page says. */
const states = async () => {
  const { clerk } = town.above
  const view = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const { calls } = await done(clerk.ask('GET', '/api/v1/calls'), 200)
  const { standing } = calls.find(({ id }: { id: string }) => id === call)
  expect(standing).toEqual({ asked: view.asked, states: view.states, overdue: view.overdue })
  return Object.fromEntries(
    view.addressees.map((one: { name: string; state: string }) => [one.name, one.state]),
  )
}

const fetchAll = () => done(town.above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`), 200)

/** Takes the call where that was not done, and sends an answer to it. */
async function answer(of: Unit, taken: string) {
  const begun = await done(of.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  return sendAnswer(of, begun.id)
}

const keyOf = async ({ org }: Unit) =>
  new TextDecoder().decode(
    (await town.serving.opened.ports.store.logFile(org, 'vkey')) ?? new Uint8Array(),
  )

const nothingBelow = { inSheets: 0, belowAnswered: 0, belowMissing: 0 }

let taken: string
let sent: { readonly report: string }

test('a call is taken by the unit itself and becomes a task of its plan', async () => {
  const own = unit(archive)
  expect(await states()).toEqual({
    档案馆: 'notDelivered',
    图书馆: 'notDelivered',
    文化馆: 'notDelivered',
  })
  const waiting = await soon(async () => {
    const { body } = await own.clerk.ask('GET', '/api/v1/waiting')
    return body.items.find(({ place }: { place: { kind: string } }) => place.kind === 'calls')
  })
  expect(waiting).toMatchObject({ title: { zh: callOfYear().title }, asks: 'answer' })
  const { person } = (await own.clerk.ask('GET', '/api/v1/session')).body
  taken = await takeFirst(own, person)
  const { values } = (await own.clerk.ask('GET', `/api/v1/records/${taken}`)).body
  expect(values).toMatchObject({ title: callOfYear().title, sender: '海棠市档案馆' })
  expect(values).toHaveProperty('cosignature')
  const tasks = await own.clerk.ask('GET', '/api/v1/registers/plan-item/records?columns=*')
  expect(tasks.body.items[0].values).toMatchObject({
    title: `海棠市档案馆：${callOfYear().title}`,
    due: callOfYear().due,
    owner: person,
    call: taken,
  })
  // Nothing is left that waits to be taken, and taking it again names the record of the first.
  expect((await own.clerk.ask('GET', '/api/v1/calls-offered')).body).toEqual([])
  const sealed = await town.above.clerk.ask('GET', `/api/v1/calls/${call}/sealed`)
  const body = { sealed: new TextDecoder().decode(sealed.bytes) }
  const again = await own.clerk.ask('POST', '/api/v1/calls-taken', { body })
  expect([again.status, again.body.code]).toEqual([409, 'call.taken'])
  expect(again.body.faults[0].more.record).toBe(taken)
})

test('the answer is filled from the ledger, and the total opens it', async () => {
  const own = unit(archive)
  await enterRule(own, '意识形态工作责任清单')
  await enterRule(own, '阵地管理办法')
  sent = await answer(own, taken)
  await takeFirst(unit(library))
  expect(await fetchAll()).toMatchObject({ acknowledged: 2, received: 1, refused: [] })
  expect(await states()).toEqual({ 档案馆: 'answered', 图书馆: 'taken', 文化馆: 'notDelivered' })
  const view = await done(town.above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const further = async (query: string) => {
    const path = `/api/v1/calls/${call}/addressees?${query}`
    const page = await done(town.above.clerk.ask('GET', path), 200)
    return [page.addressees.map((one: { name: string }) => one.name), page.next]
  }
  expect(await further(`after=${view.addressees[0].id}`)).toEqual([['图书馆', '文化馆'], null])
  expect(await further('state=taken')).toEqual([['图书馆'], null])
  expect(view.totals).toEqual([
    { ...nothingBelow, item: 'i1', sum: 2, numbers: 1, others: 0, missing: 0, unproved: 0 },
    { ...nothingBelow, item: 'i2', sum: 12.5, numbers: 1, others: 0, missing: 0, unproved: 1 },
    { ...nothingBelow, item: 'i3', sum: null, numbers: 0, others: 1, missing: 0, unproved: 1 },
  ])
  const of = async (item: string) =>
    done(town.above.clerk.ask('GET', `/api/v1/calls/${call}/collected?item=${item}`), 200)
  const counted = await of('i1')
  expect(counted.map((one: { name: string }) => one.name)).toEqual(['档案馆', '图书馆', '文化馆'])
  expect(counted[0].row).toMatchObject({ value: 2, verdict: 'proved', step: 'received' })
  // Who has not answered has no number, and that is not zero.
  expect(counted[1].row).toBeNull()
  expect((await of('i3'))[0].row).toMatchObject({ said: '是', verdict: 'entered' })
  const record = (await town.above.clerk.ask('GET', `/api/v1/records/${counted[0].row.record}`))
    .body
  expect(record.values).toMatchObject({ call, checkpoint: counted[0].row.size })
  // Fetched once more, nothing is entered twice.
  expect(await fetchAll()).toMatchObject({ acknowledged: 0, received: 0, refused: [] })
})

test('the offline page reads the call, and the answer to it', async () => {
  const { clerk } = town.above
  const sealed = (await clerk.ask('GET', `/api/v1/calls/${call}/sealed`)).bytes
  const view = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const answered = await clerk.ask('GET', `/api/v1/received/${view.addressees[0].answer}/file`)
  const disk = await pageFromDisk()
  try {
    const asked: string[] = []
    const page = await disk.open(asked, 390)
    await page.setInputFiles('#file', disk.put('call.json', sealed))
    await page.locator('.conclusion.file.good').waitFor()
    const said = async () => (await page.locator('#result').innerText()).replace(/\s+/g, ' ')
    expect(await said()).toContain(`报送任务：${callOfYear().title}`)
    expect(await said()).toContain('布置单位：海棠市档案馆')
    expect(await said()).toContain('内容：依据《党委（党组）意识形态工作责任制实施办法》第六条')
    expect(await said()).toContain('制定完善意识形态工作制度 台账数据 项')
    expect(await said()).toContain('没有指定日志公钥')
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBeLessThanOrEqual(0)
    // Under the key of another log it does not hold, and under its own it does.
    await page.fill('#key', await keyOf(unit(archive)))
    await page.dispatchEvent('#key', 'change')
    await page.locator('.conclusion.file.bad').waitFor()
    await page.fill('#key', JSON.parse(new TextDecoder().decode(sealed)).key)
    await page.dispatchEvent('#key', 'change')
    await page.locator('.conclusion.file.good').waitFor()
    await expect.poll(() => page.textContent('details .facts')).toContain('公钥由您指定')
    // One letter changed: what it asks is not shown.
    const changed = new TextDecoder().decode(sealed).replace('投入经费', '投入人员')
    await page.setInputFiles('#file', disk.put('changed.json', changed))
    await page.locator('.conclusion.file.bad', { hasText: '内容与签发的不符' }).waitFor()
    expect(await page.locator('#result table').count()).toBe(0)
    await page.fill('#key', '')
    await page.setInputFiles('#file', disk.put('answer.docx', answered.bytes))
    await page.locator('td.verdict', { hasText: '已证明' }).waitFor()
    expect(await said()).toContain('文件：文字与签名未被改动')
    expect(await said()).toContain(callOfYear().title)
    expect(await said()).toContain('投入经费：12.5万元')
    await page.click('#lang')
    await expect
      .poll(() => page.textContent('.conclusion'))
      .toBe('File: words and signature are unchanged')
    expect(asked).toEqual([expect.stringMatching(/verifier\.html$/)])
  } finally {
    await disk.close()
  }
}, 120_000)

test('whoever has not answered is urged, once a day, and finds it among what waits', async () => {
  const { clerk } = town.above
  const urge = async () => {
    const { version } = (await clerk.ask('GET', `/api/v1/records/${call}`)).body
    const headers = { 'if-match': `"${version}"` }
    return clerk.ask('POST', `/api/v1/calls/${call}/urge`, { headers })
  }
  const urgedIn = async (of: Unit) => {
    const { body } = await of.clerk.ask('GET', '/api/v1/waiting')
    const about = body.items.map((one: { about: { zh: string } }) => one.about.zh)
    return about.filter((one: string) => one.includes('催报'))
  }
  const view = async () => done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(await urgedIn(unit(library))).toEqual([])
  expect(await view()).toMatchObject({ urged: 0, urgeRest: null })
  await done(urge())
  expect(await urgedIn(unit(library))).toEqual(['海棠市档案馆催报（第1次），请答复'])
  expect(await urgedIn(unit(archive))).toEqual([])
  const again = await urge()
  expect([again.status, again.body.code]).toEqual([409, 'call.urged'])
  expect(await view()).toMatchObject({ urged: 1, urgedOn: todayThere(), urgeRest: 'today' })
})

test('an answer that is returned comes again corrected, and the newest counts', async () => {
  const { clerk } = town.above
  const own = unit(archive)
  const settle = async (step: 'accepted' | 'returned', reasons: string | null) => {
    const view = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
    const { answer: id } = view.addressees[0]
    const { version } = (await clerk.ask('GET', `/api/v1/records/${id}`)).body
    const headers = { 'if-match': `"${version}"` }
    return done(
      clerk.ask('POST', `/api/v1/received/${id}/settle`, { body: { step, reasons }, headers }),
    )
  }
  const offered = async () =>
    (await own.clerk.ask('GET', `/api/v1/issued/${sent.report}/reply`)).body
  expect(await offered()).toMatchObject({ reply: { v: 1 }, isDecided: false })
  await settle('returned', '投入经费与预算不符')
  expect((await states())['档案馆']).toBe('returned')
  const returned = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(returned.totals).toEqual([])

  // The signed word waits: nobody enters the contrary by hand.
  const byHand = await own.clerk.ask('POST', `/api/v1/issued/${sent.report}/answer`, {
    body: { answer: 'accepted', reasons: null },
    headers: { 'if-match': '"4"' },
  })
  expect([byHand.status, byHand.body.code]).toEqual([409, 'reply.waits'])
  const { reply, isDecided } = await offered()
  expect(isDecided).toBe(true)
  const told = await done(
    own.clerk.ask('POST', `/api/v1/issued/${sent.report}/reply`, {
      body: reply,
      headers: { 'if-match': '"4"' },
    }),
  )
  expect(told).toMatchObject({ isKeyKnown: true, isDecided: true })
  await enterRule(own, '新闻发布办法')
  const { body: answers } = await own.clerk.ask('GET', '/api/v1/calls-taken')
  expect(answers[0].answers).toMatchObject([{ draft: expect.any(String), step: 'returned' }])
  const begun = await done(
    own.clerk.ask('POST', '/api/v1/drafts', {
      body: { report: 'answer', year: Number(callOfYear().period), replaces: sent.report },
    }),
  )
  await sendAnswer(own, begun.id, { change: { '12.5': '11.8' } })
  expect(await fetchAll()).toMatchObject({ acknowledged: 0, received: 1, refused: [] })
  const view = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(view.totals.slice(0, 2).map(({ sum }: { sum: number }) => sum)).toEqual([3, 11.8])
  expect(view.addressees[0]).toMatchObject({ state: 'answered', answers: 2 })
  await settle('accepted', null)
  expect((await states())['档案馆']).toBe('accepted')
})

test('what was received is asked again only with a reason', async () => {
  const body = callOfYear({ title: '再报一次' })
  const { clerk } = town.above
  const told = await clerk.ask('POST', '/api/v1/calls', { body })
  expect([told.status, told.body.code]).toEqual([422, 'call.again'])
  const before = await clerk.ask(
    'GET',
    `/api/v1/collected?figure=ideology-rules&period=${body.period}`,
  )
  expect(before.body).toEqual([
    { figure: 'ideology-rules', call, title: callOfYear().title, bodies: 1 },
  ])
  const items = body.items.map((one) => (one.figure ? { ...one, again: '上级要求复核' } : one))
  await done(clerk.ask('POST', '/api/v1/calls', { body: { ...body, items } }))
})

test('a call is signed by who may, as it was read, and asks nothing about people', async () => {
  const { above } = town
  const post = (given: Parameters<typeof callOfYear>[0]) =>
    above.clerk.ask('POST', '/api/v1/calls', {
      body: callOfYear({ items: [{ ...noFigure, label: '开展次数' }], ...given }),
    })
  const { id, version } = await done(post({ title: '另一项' }))
  const sign = (who: typeof above.clerk, at: number) =>
    who.ask('POST', `/api/v1/calls/${id}/issue`, {
      body: { password: goodPassword },
      headers: { 'if-match': `"${at}"` },
    })
  expect((await sign(above.clerk, version)).status).toBe(403)
  expect((await sign(above.first, version + 1)).status).toBe(412)
  const refused = [
    await post({ items: [{ ...noFigure, label: '信访人名单' }] }),
    await post({
      items: [{ ...noFigure, kind: 'choice', label: '责任人姓名', choices: '甲、乙' }],
    }),
    await post({ title: '重点人员管控情况' }),
    await post({ items: [{ ...noFigure, kind: 'figure', figure: 'no-such', label: '数' }] }),
    await post({ due: '2000-01-01' }),
    await post({ period: '2025-Q5' }),
  ]
  expect(refused.map(({ body }) => body.code)).toEqual([
    'call.boundary',
    'call.boundary',
    'call.boundary',
    'call.item',
    'call.due',
    'request.invalid',
  ])
})

const noFigure = {
  item: null,
  kind: 'number' as const,
  figure: null,
  unit: null,
  choices: null,
  again: null,
}

test('a body that keeps no log answers in a sheet, and all of it is without evidence', async () => {
  const { clerk, first } = town.above
  const station = await enterStation(first, '社区服务站')
  const items = [
    item({ label: '投入经费', kind: 'number', unit: '万元' }),
    item({ label: '完成日期', kind: 'date' }),
    item({ label: '是否建立台账', kind: 'yesNo' }),
    item({ label: '总体评价', kind: 'choice', choices: '好、一般' }),
    item({ label: '未做的事', kind: 'number' }),
  ]
  const asked = await issueCall(town.above, callOfYear({ title: '基层情况', items, to: [station] }))
  const path = `/api/v1/calls/${asked}`
  const empty = await clerk.ask('GET', `${path}/sheets/${station}`)
  expect(empty.status).toBe(200)
  const answers = { i1: '1,234.5万元', i2: new Date('2026-01-05T00:00:00Z'), i3: '是', i4: '一般' }
  const bring = async (said: Parameters<typeof filledSheet>[1]) => {
    const file = await filledSheet(empty.bytes, said)
    return { file, told: await clerk.ask('POST', `${path}/sheets`, { file }) }
  }
  const { file, told } = await bring(answers)
  expect([told.status, told.body.name]).toEqual([201, '社区服务站'])
  const record = await done(clerk.ask('GET', `/api/v1/records/${told.body.id}`), 200)
  expect(record.values).toMatchObject({ call: asked, body: station, step: 'received' })
  expect(record.values.collected).toEqual([
    { item: 'i1', value: 1234.5, verdict: 'unproved' },
    { item: 'i2', said: '2026-01-05', verdict: 'unproved' },
    { item: 'i3', said: '是', verdict: 'unproved' },
    { item: 'i4', said: '一般', verdict: 'unproved' },
    { item: 'i5', verdict: 'missing' },
  ])
  // The file is kept to the byte.
  const kept = await clerk.ask('GET', `/api/v1/received/${told.body.id}/file`)
  expect(Buffer.from(kept.bytes).equals(Buffer.from(file))).toBe(true)
  expect(kept.headers.get('content-type')).toContain('spreadsheetml')
  const again = await clerk.ask('POST', `${path}/sheets`, { file })
  expect([again.status, again.body.code]).toEqual([409, 'received.again'])
  const seen = async () => {
    const { addressees, totals } = await done(clerk.ask('GET', path), 200)
    return { states: addressees.map(({ state }: { state: string }) => state), totals }
  }
  expect(await seen()).toMatchObject({
    states: ['answered'],
    totals: [
      { item: 'i1', sum: 1234.5, numbers: 1, unproved: 0, inSheets: 1 },
      { item: 'i2', others: 1, inSheets: 1 },
      { item: 'i3', others: 1, inSheets: 1 },
      { item: 'i4', others: 1, inSheets: 1 },
      { item: 'i5', sum: null, missing: 1, inSheets: 0 },
    ],
  })
  // A second sheet corrects it; what is settled about the first afterwards changes no total.
  const second = (await bring({ ...answers, i1: 1200, i5: 0 })).told
  const corrected = await done(clerk.ask('GET', `/api/v1/records/${second.body.id}`), 200)
  expect(corrected.values.corrects).toBe(told.body.id)
  const headers = { 'if-match': '"1"' }
  const body = { step: 'accepted', reasons: null }
  await done(clerk.ask('POST', `/api/v1/received/${told.body.id}/settle`, { body, headers }))
  expect((await seen()).totals).toMatchObject([
    { sum: 1200, inSheets: 1 },
    ...[{}, {}, {}],
    { sum: 0, missing: 0, inSheets: 1 },
  ])
  // Likeness is among reports, and a sheet is none.
  await done(clerk.ask('GET', `/api/v1/received-likeness?year=${callOfYear().period}`), 200)
})

test('a body with a log may be asked by name, and its answer stands above any sheet', async () => {
  const { clerk } = town.above
  const { body: below } = await clerk.ask('GET', '/api/v1/subordinates')
  const named = (name: string) => below.find((one: { name: string }) => one.name === name)
  expect(below.map((one: { name: string }) => one.name)).toEqual([
    '档案馆',
    '图书馆',
    '文化馆',
    '社区服务站',
  ])
  expect([named('档案馆').isWithoutLog, named('社区服务站').isWithoutLog]).toEqual([false, true])
  const items = [item({ label: '开展检查', kind: 'number', unit: '次' })]
  const to = [named('图书馆').id, named('文化馆').id]
  const asked = await issueCall(town.above, callOfYear({ title: '检查情况', items, to }))
  const view = async () => done(clerk.ask('GET', `/api/v1/calls/${asked}`), 200)
  const names = (await view()).addressees.map(({ name }: { name: string }) => name)
  expect(names).toEqual(['图书馆', '文化馆'])
  const bring = async () => {
    const empty = await clerk.ask('GET', `/api/v1/calls/${asked}/sheets/${to[0]}`)
    const file = await filledSheet(empty.bytes, { i1: 9 })
    return clerk.ask('POST', `/api/v1/calls/${asked}/sheets`, { file })
  }
  await done(bring())
  expect((await view()).totals).toMatchObject([{ sum: 9, inSheets: 1 }])
  const own = unit(library)
  const offered = await soon(async () => {
    const { body } = await own.clerk.ask('GET', '/api/v1/calls-offered')
    return body.find((one: { call: { title: string } }) => one.call.title === '检查情况')
  })
  const body = { sealed: offered.sealed, owner: null }
  const { id } = await done(own.clerk.ask('POST', '/api/v1/calls-taken', { body }))
  const begun = await done(own.clerk.ask('POST', `/api/v1/calls-taken/${id}/answer`))
  await sendAnswer(own, begun.id, { fill: { 开展检查: '4' } })
  await done(clerk.ask('POST', `/api/v1/calls/${asked}/fetch`), 200)
  expect((await view()).totals).toMatchObject([{ sum: 4, unproved: 1, inSheets: 0 }])
  const late = await bring()
  expect([late.status, late.body.code]).toEqual([422, 'answer-sheet.proved'])
  const wrong = await clerk.ask('POST', '/api/v1/calls', {
    body: callOfYear({ items, to: [randomUUID()] }),
  })
  expect([wrong.status, wrong.body.code]).toEqual([422, 'call.nobody'])
})

/** Enters a body that keeps no log; its record. */
async function enterStation(who: Unit['first'], name: string): Promise<string> {
  const body = { values: { place: 90, name, from: '2020-01-01' } }
  const path = '/api/v1/registers/subordinate/records'
  return (await done(who.ask('POST', path, { body }))).record.id
}

test('the job of a unit that switched it on takes calls, and leaves what is doubtful', async () => {
  const own = unit(library)
  const { ports } = town.serving.opened
  const work = { signal: new AbortController().signal, onProblem: () => {} }
  const items = [item({ label: '开展次数', kind: 'number', unit: '次' })]
  await issueCall(town.above, callOfYear({ title: '有依据的任务', items }))
  await issueCall(town.above, callOfYear({ title: '没有依据的任务', items, basis: null }))
  const offered = async () => {
    const { body } = await own.clerk.ask('GET', '/api/v1/calls-offered')
    return body.map(({ call }: { call: { title: string } }) => call.title).sort()
  }
  await soon(async () => ((await offered()).length >= 2 ? true : null))
  const before = await offered()
  expect(await takeInEach(ports, work)).toBe(0)
  expect(await offered()).toEqual(before)
  // A clerk does not switch it.
  const on = { body: { on: true } }
  expect((await own.clerk.ask('POST', '/api/v1/call-taking', on)).status).toBe(403)
  await done(own.administrator.ask('POST', '/api/v1/call-taking', on), 200)
  expect((await own.clerk.ask('GET', '/api/v1/call-taking')).body).toEqual({
    on: true,
    maySwitch: false,
  })
  expect(await takeInEach(ports, work)).toBeGreaterThan(0)
  expect(await offered()).toEqual(['没有依据的任务'])
  // It stands in the plan, entered by the job.
  const tasks = await own.clerk.ask('GET', '/api/v1/registers/plan-item/records?columns=*')
  const [task] = tasks.body.items.filter(({ values }: { values: { title: string } }) =>
    values.title.endsWith('有依据的任务'),
  )
  const history = await own.clerk.ask('GET', `/api/v1/records/${task.id}/versions`)
  expect(history.body[0].actor).toBe('job:take-calls')
  await done(own.administrator.ask('POST', '/api/v1/call-taking', { body: { on: false } }), 200)
  expect(await takeInEach(ports, work)).toBe(0)
})

test('a duty list is taken, fitted to the unit, and stands in its year, calendar and plan', async () => {
  const own = unit(archive)
  const { id: list } = await issueList(town.above)
  const { clerk, first } = own
  // Its file says by itself what it lays upon whom, and that it is whole.
  const file = await town.above.clerk.ask('GET', `/api/v1/duty-lists/${list}/sealed`)
  const sealedList = parseSealedEntry(new TextDecoder().decode(file.bytes))
  const shown = sealedList && showCall(nodeCrypto, sealedList, (await keyOf(town.above)).trim())
  expect(shown).toMatchObject({
    holds: true,
    file: { sentence: { zh: '文件：责任清单签发后未被改动' } },
    content: { tone: 'good' },
    asked: [
      { label: '专题研究意识形态工作', how: { zh: '每年2次' } },
      { label: '报告意识形态工作情况', how: { zh: '每年12月31日前' } },
    ],
  })
  // Who may not lay duties upon the unit is offered nothing.
  expect((await clerk.ask('GET', '/api/v1/duty-lists-offered')).body).toEqual([])
  const offered = await offeredList(own)
  // Else too little of the year is left since the unit was founded.
  const start = { body: { from: `${todayThere().slice(0, 4)}-01-01` } }
  await done(own.administrator.ask('PUT', '/api/v1/unit/start', start), 200)
  const { body: waiting } = await first.ask('GET', '/api/v1/waiting')
  const places = waiting.items.map(({ place }: { place: { kind: string } }) => place.kind)
  expect(places).toContain('dutyLists')
  const office = await done(
    own.administrator.ask('POST', '/api/v1/registers/office/records', {
      body: { values: { name: '宣传科', kind: 'department', since: '2020-01-01' } },
    }),
  )
  const take = (fits: readonly unknown[], { tells } = { tells: false }) =>
    first.ask('POST', '/api/v1/duty-lists-taken', { body: { sealed: offered.sealed, fits, tells } })
  const refused = async (fits: readonly unknown[]) => {
    const { body } = await take(fits)
    return body.faults.map(({ code }: { code: string }) => code)
  }
  const fits = fitsOf(offered, {
    专题研究意识形态工作: { ownName: '馆务会专题研究', office: office.record.id },
    报告意识形态工作情况: { applies: false, reason: '由主管局统一报告' },
  })
  // Each is decided, none is added, and nobody is named.
  expect(await refused(fits.slice(1))).toEqual(['duty-list.fit'])
  expect(await refused([...fits, { ...fits[0], item: 'i9' }])).toEqual(['duty-list.fit'])
  const [one, two] = fits
  expect(await refused([one, { ...two, reason: '' }])).toEqual(['duty-list.fit'])
  expect(await refused([{ ...one, ownName: '身份证号码登记' }, two])).toContain('call.boundary')
  expect(await refused([{ ...one, figure: 'nothing' }, two])).toEqual(['duty-list.fit'])
  const taken = await done(take(fits))
  expect((await take(fits)).body.code).toBe('duty-list.taken')
  await expectToldOf(list, () => done(take(fits, { tells: true })))
  const { body: record } = await first.ask('GET', `/api/v1/records/${taken.id}`)
  const { duty } = record.values.items[0]
  expect(record.values).toMatchObject({ sender: '海棠市档案馆', ungrounded: 0 })
  expect(record.values).toHaveProperty('cosignature')

  const year = todayThere().slice(0, 4)
  const { body: pack } = await clerk.ask('GET', '/api/v1/pack')
  const laid = pack.duties.filter(({ part }: { part: string }) => part === 'laid-from-above')
  expect(laid).toMatchObject([{ id: duty, label: { zh: '馆务会专题研究' } }])
  expect(pack.instruments[duty].label.zh).toBe(
    '海棠市档案馆《意识形态工作责任清单》（依据《党委（党组）意识形态工作责任制实施办法》第六条）',
  )
  const standing = async () => {
    const { body } = await clerk.ask('GET', `/api/v1/years/${year}`)
    return body.standings.find((standing: { duty: string }) => standing.duty === duty)
  }
  expect((await standing()).windows).toMatchObject([{ owed: 2, done: 0 }])
  const { body: calendar } = await clerk.ask(
    'GET',
    `/api/v1/calendar?from=${year}-12-01&to=${year}-12-31`,
  )
  expect(JSON.stringify(calendar)).toContain(duty)
  const { body: plan } = await clerk.ask('GET', `/api/v1/plan?year=${year}`)
  expect(JSON.stringify(plan)).toContain(office.record.id)
  for (const what of ['第一次专题研究', '第二次专题研究']) {
    const body = { values: { duty, on: todayThere(), what } }
    await done(clerk.ask('POST', '/api/v1/registers/duty-done/records', { body }))
  }
  expect(await standing()).toMatchObject({ state: 'met', windows: [{ owed: 2, done: 2 }] })
  // It is laid down where it came from, and not among the duties of the pack.
  const off = { on: false, reason: '不做', from: todayThere() }
  const switched = await own.administrator.ask('PUT', `/api/v1/unit/duties/${duty}`, { body: off })
  expect(switched.body.code).toBe('unit.duty-laid')
})

/** That a list was taken is told upward; what applies only once the unit has said so. */
async function expectToldOf(list: string, tellNow: () => Promise<unknown>) {
  const { clerk } = town.above
  const own = unit(archive)
  const path = `/api/v1/duty-lists/${list}`
  const takenBy = async () => {
    await untilCovered(town.serving, own.org)
    const fetched = await done(clerk.ask('POST', `${path}/fetch`), 200)
    return { fetched: fetched.taken, ...(await done(clerk.ask('GET', `${path}/taken-by`), 200)) }
  }
  expect((await done(clerk.ask('GET', `${path}/taken-by`), 200)).taken).toBe(0)
  const silent = await takenBy()
  expect(silent).toMatchObject({ fetched: 1, taken: 1, earlier: 0, next: null })
  const of = (view: typeof silent, name: string) =>
    view.bodies.find((one: { name: string }) => one.name === name)
  const stands = { takenOn: todayThere(), isNewest: true }
  expect(of(silent, '档案馆').taken).toEqual({ ...stands, told: null })
  expect(of(silent, '图书馆').taken).toBeNull()
  // Not in the log of the receiver either: what was not told did not go up.
  const entered = async () => {
    const told = await clerk.ask(
      'GET',
      '/api/v1/registers/duty-list-acknowledged/records?columns=*',
    )
    return JSON.stringify(told.body.items)
  }
  expect(await entered()).not.toContain('由主管局统一报告')
  await tellNow()
  const told = await takenBy()
  expect(told).toMatchObject({ fetched: 1, taken: 1 })
  expect(of(told, '档案馆').taken).toEqual({
    ...stands,
    told: [
      { item: 'i1', applies: true, reason: null },
      { item: 'i2', applies: false, reason: '由主管局统一报告' },
    ],
  })
  // What the unit calls it stays with the unit.
  expect(await entered()).not.toContain('馆务会专题研究')
  expect((await takenBy()).fetched).toBe(0)
}

test('a later version of a list shows what changed, and changes nothing until it is taken', async () => {
  const own = unit(archive)
  const { clerk, first } = own
  const records = await town.above.clerk.ask('GET', '/api/v1/registers/duty-list/records')
  const [known] = records.body.items
  const view = await done(town.above.clerk.ask('GET', `/api/v1/duty-lists/${known.id}`), 200)
  const year = todayThere().slice(0, 4)
  const [study] = view.list.items
  const body = listOfYear({
    basis: null,
    items: [
      { ...study, often: 'quarter', times: 1 },
      listed({ title: '开展阵地检查', often: 'once-by', by: `${year}-12-31` }),
    ],
  })
  const duties = async () => {
    const { body: pack } = await clerk.ask('GET', '/api/v1/pack')
    return pack.duties
      .filter(({ part }: { part: string }) => part === 'laid-from-above')
      .map(({ label, requirement }: { label: { zh: string }; requirement: { zh: string } }) => [
        label.zh,
        requirement.zh,
      ])
  }
  const before = await duties()
  // What is only prepared goes nowhere, and the version before holds.
  const at = { headers: { 'if-match': `"${view.version}"` } }
  const prepared = await done(
    town.above.clerk.ask('PUT', `/api/v1/duty-lists/${known.id}`, { body, ...at }),
    200,
  )
  expect((await first.ask('GET', '/api/v1/duty-lists-offered')).body).toEqual([])
  await issueList(town.above, body, prepared)
  const offered = await offeredList(own)
  expect(offered.before?.title).toBe('意识形态工作责任清单')
  expect(offered.changes.map(({ change }) => change)).toEqual(['changed', 'new'])
  expect(offered.gone.map(({ title }) => title)).toEqual(['报告意识形态工作情况'])
  expect(await duties()).toEqual(before)
  const fits = fitsOf(offered, { 开展阵地检查: { figure: 'ideology-rules' } })
  const taken = await done(
    first.ask('POST', '/api/v1/duty-lists-taken', { body: { sealed: offered.sealed, fits } }),
  )
  const now = await duties()
  // What it asked before ended yesterday, and stands in this year until then.
  expect(now.map(([title]: string[]) => title)).toEqual([
    ...(todayThere().endsWith('-01-01') ? [] : ['馆务会专题研究']),
    '专题研究意识形态工作',
    '开展阵地检查',
  ])
  const { body: lists } = await clerk.ask('GET', '/api/v1/duty-lists-taken')
  expect(lists.map(({ record }: { record: string }) => record)).toEqual([taken.id])
  // One body has one name in both languages, while its list waits and once it is taken.
  const { organisation } = await done(town.above.clerk.ask('GET', '/api/v1/session'), 200)
  const senders = [offered.sender, offered.before?.sender, lists[0].sender]
  expect(senders).toEqual([organisation.name, organisation.name, organisation.name])
  // No basis is named any more: both sides count it as a burden.
  for (const [who, figure] of [
    [town.above, 'duties-sent-ungrounded'],
    [own, 'duties-taken-ungrounded'],
  ] as const) {
    const { body: value } = await who.clerk.ask('GET', `/api/v1/figures/${figure}?period=${year}`)
    expect([figure, value.value]).toEqual([figure, 2])
  }
  // The older file is refused, and one that was not sent here, or changed, is never believed.
  const older = await first.ask('GET', `/api/v1/duty-lists-taken/${taken.id}/offered`)
  expect(older.body[0].changes.map(({ change }: { change: string }) => change)).toEqual([
    'same',
    'same',
  ])
  const lie = offered.sealed.replace('开展阵地检查', '开展群众检查')
  const told = await first.ask('POST', '/api/v1/duty-lists-taken', { body: { sealed: lie, fits } })
  expect(told.body.code).toBe('call.opening')
})

test('a list that lays something outside the boundary, or names no day, is not written', async () => {
  const { clerk } = town.above
  const refused = async (body: unknown) =>
    (await clerk.ask('POST', '/api/v1/duty-lists', { body })).body.faults.map(
      ({ code }: { code: string }) => code,
    )
  const of = (given: Parameters<typeof listed>[0]) => listOfYear({ items: [listed(given)] })
  expect(await refused(of({ title: '登记信教群众名单', often: 'month' }))).toContain(
    'call.boundary',
  )
  expect(await refused(of({ title: '检查', often: 'yearly-by', by: '13-40' }))).toEqual([
    'duty-list.item',
  ])
  expect(await refused(of({ title: '检查', often: 'year', ends: '2001-01-01' }))).toEqual([
    'duty-list.days',
  ])
})

test('a call is signed by passkey, which whoever takes it verifies', async () => {
  const { clerk, first } = town.above
  const device = new SoftwareAuthenticator({})
  await done(addPasskey(first, device), 204)
  const items = [item({ label: '开展次数', kind: 'number', unit: '次' })]
  const body = callOfYear({ title: '密钥签发的任务', items })
  const written = await done(clerk.ask('POST', '/api/v1/calls', { body }))
  const over = { 'if-match': `"${written.version}"` }
  const callAt = `/api/v1/calls/${written.id}`
  const { id, version } = await done(clerk.ask('PUT', callAt, { body, headers: over }), 200)
  // Whoever had it open before it was written anew is told so, and not that it is signed.
  const late = await first.ask('POST', `${callAt}/signing`, {
    headers: { ...fromLocalhost, ...over },
  })
  expect([late.status, late.body.code]).toEqual([412, 'write.stale'])
  const headers = { ...fromLocalhost, 'if-match': `"${version}"` }
  const issue = (given: object) =>
    first.ask('POST', `/api/v1/calls/${id}/issue`, { body: given, headers })
  expect((await issue({ password: goodPassword })).body.code).toBe('report.passkey-needed')
  const prepared = await done(first.ask('POST', `/api/v1/calls/${id}/signing`, { headers }), 200)
  const signed = (what: SignedThing, digest = prepared.digest) => ({
    passkey: {
      digest,
      ...device.get(toBase64(signingChallenge(digest, what)), localhost, {}),
    },
  })
  // The signature of a report is none of a call, nor that of another call one of this.
  expect((await issue(signed('report'))).body.code).toBe('passkey.refused')
  expect((await issue(signed('call', `${'A'.repeat(43)}=`))).body.code).toBe('passkey.unprepared')
  await done(issue(signed('call')))
  const text = await soon(async () => {
    const told = await clerk.ask('GET', `/api/v1/calls/${id}/sealed`)
    return told.status === 200 ? new TextDecoder().decode(told.bytes) : null
  })
  const sealed = parseSealedEntry(text)
  if (sealed === null) throw new Error('it is a sealed call')
  const fingerprint = (await keysOf(first))[0]?.fingerprint
  expect(verifyCall(nodeCrypto, sealed, sealed.key)).toMatchObject({ signedBy: { fingerprint } })
  // Taken off, it is missed: the entry names it.
  const { signedBy: _, ...without } = sealed
  expect(verifyCall(nodeCrypto, without, sealed.key)).toEqual({ ok: false, reason: 'call.passkey' })
  const list = await done(
    clerk.ask('POST', '/api/v1/duty-lists', { body: listOfYear({ title: '密钥签发的清单' }) }),
  )
  const at = { ...fromLocalhost, 'if-match': `"${list.version}"` }
  const path = `/api/v1/duty-lists/${list.id}`
  const asked = await done(first.ask('POST', `${path}/signing`, { headers: at }), 200)
  const given = signed('duty list', asked.digest)
  await done(first.ask('POST', `${path}/issue`, { body: given, headers: at }))
  expect((await offeredList(unit(library), '密钥签发的清单')).signedBy).toMatchObject({
    fingerprint,
  })
  await removeAll(first)
})

test('fsck counts again what was collected, and names what was changed', async () => {
  const { auditor, ports } = town.serving.opened
  const { crypto } = ports
  const check = () => fsck({ auditor, crypto }, { now: `${todayThere()}T23:59:59.000Z` })
  expect((await check()).flatMap(({ faults }) => faults)).toEqual([])
  const owner = new Client(town.serving.connection)
  await owner.connect()
  await owner.query(`UPDATE ledger.collected SET value = 99 WHERE item = 'i1'`)
  await owner.end()
  const found = (await check()).flatMap(({ faults }) => faults.map(({ code }) => code))
  expect(new Set(found)).toEqual(new Set(['fsck.collected.differs']))
})

test('a call that is not signed is written anew, and one that was signed is withdrawn', async () => {
  const { clerk, first } = town.above
  const step = (version: number) => ({ 'if-match': `"${version}"` })
  const items = callOfYear().items.filter(({ kind }) => kind !== 'figure')
  const body = { ...callOfYear(), title: '安全检查情况', items }
  const begun = await done(clerk.ask('POST', '/api/v1/calls', { body }))
  const path = `/api/v1/calls/${begun.id}`
  const anew = { ...body, title: '安全检查开展情况' }
  const asked = { body: anew, headers: step(begun.version) }
  const rewritten = await done(clerk.ask('PUT', path, asked), 200)
  expect((await clerk.ask('GET', path)).body.call.title).toBe('安全检查开展情况')
  const signed = { body: { password: goodPassword }, headers: step(rewritten.version) }
  const issued = await done(first.ask('POST', `${path}/issue`, signed))
  await done(first.ask('POST', `${path}/withdraw`, { headers: step(issued.version) }))
  const again = await clerk.ask('PUT', path, { body: anew, headers: step(issued.version + 1) })
  expect(again.status).toBeGreaterThanOrEqual(400)
})

test('a total is over the newest answer of each body that is asked, whatever was settled later', async () => {
  const { collected } = town.serving.opened.ports
  const of = randomUUID()
  const owner = new Client(town.serving.connection)
  await owner.connect()
  const enter = (
    log: string,
    given: { size: number; entry: number; step: string; value: number },
  ) =>
    owner.query(
      `INSERT INTO ledger.collected (org_id, call, item, record, log, figure, period, step, value,
         verdict, size, root, entry)
       VALUES ($1, $2, 'i1', $3, $4, 'f', '2001', $5, $6, 'proved', $7, '', $8)`,
      [town.above.org, of, randomUUID(), log, given.step, given.value, given.size, given.entry],
    )
  // Corrected, then the first version was accepted all the same; then returned.
  await enter('a', { size: 5, entry: 30, step: 'accepted', value: 7 })
  await enter('a', { size: 9, entry: 20, step: 'received', value: 0.1 })
  await enter('b', { size: 5, entry: 31, step: 'returned', value: 7 })
  await enter('b', { size: 9, entry: 21, step: 'received', value: 0.2 })
  // It stands below no more.
  await enter('gone', { size: 9, entry: 22, step: 'received', value: 1e12 })
  await owner.end()
  const asked = { call: of, item: 'i1' }
  const totals = await collected.totals(town.above.org, {
    call: of,
    items: ['i1'],
    logs: ['a', 'b', 'c'],
  })
  expect(totals).toMatchObject([{ sum: 0.3, numbers: 2, unproved: 0 }])
  const logs = ['a', 'b', 'c', 'gone']
  const rows = await collected.ofItem(town.above.org, { ...asked, logs })
  const newest = rows.filter(({ log }, at) => rows.findIndex((one) => one.log === log) === at)
  expect(newest.map(({ log, value }) => [log, value])).toEqual([
    ['gone', 1e12],
    ['b', 0.2],
    ['a', 0.1],
  ])
  const before = await collected.before(town.above.org, { figures: ['f', 'g'], period: '2001' })
  expect(before).toEqual([{ figure: 'f', call: of, bodies: 3 }])
})

test('a body that stands in the register twice is asked once', async () => {
  const { clerk, first } = town.above
  const path = '/api/v1/registers/subordinate/records'
  const { body: known } = await clerk.ask('GET', `${path}?columns=*`)
  const { values } = known.items.find(
    (one: { values: { name: string } }) => one.values.name === '文化馆',
  )
  await done(first.ask('POST', path, { body: { values: { ...values, name: '文化馆（又）' } } }))
  const view = await done(clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const names = view.addressees.map(({ name }: { name: string }) => name)
  expect(names).toEqual(['档案馆', '图书馆', '文化馆', '社区服务站'])
})

test('a call names more bodies than a page shows, and each can take its file', async () => {
  const { ports } = town.serving.opened
  const { clerk } = town.above
  const values = { from: '2020-01-01', key: '' }
  const writes = Array.from({ length: 1_200 }, (_, nth) => {
    const log = `elsewhere/${String(nth).padStart(4, '0')}`
    const body = { ...values, place: 1_000 + nth, name: `第${nth}站`, log }
    return {
      kind: 'create' as const,
      register: 'subordinate',
      record: null,
      expected: null,
      values: body,
      occurredOn: '2020-01-01',
      lateDays: 0,
      lateReason: null,
      title: body.name,
      search: body.name,
      actor: 'nobody',
      pack: null,
      idempotency: null,
    }
  })
  for (let from = 0; from < writes.length; from += 200) {
    await ports.store.appendAll(town.above.org, writes.slice(from, from + 200))
  }
  const { body: bodies } = await clerk.ask('GET', '/api/v1/subordinates')
  const ids = bodies
    .filter(({ name }: { name: string }) => name.startsWith('第'))
    .map(({ id }: { id: string }) => id)
  expect(ids).toHaveLength(1_200)
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  const to = ids.slice(0, 1_150)
  const many = await issueCall(town.above, callOfYear({ title: '点名的任务', items, to }))
  const view = await done(clerk.ask('GET', `/api/v1/calls/${many}`), 200)
  expect([view.asked, view.call.to.length]).toEqual([1_150, 1_150])
  const text = await soon(async () => {
    const told = await clerk.ask('GET', `/api/v1/calls/${many}/sealed`)
    return told.status === 200 ? new TextDecoder().decode(told.bytes) : null
  })
  // One that names as many as there may be goes into one request.
  const bytes = JSON.stringify({ sealed: text, owner: null }).length
  expect((bytes / to.length) * addresseesMax).toBeLessThan(bodyBytesMax)
  const sealed = parseSealedEntry(text)
  const verified = sealed && verifyCall(nodeCrypto, sealed, sealed.key)
  if (!verified?.ok) throw new Error('it verifies')
  expect(verified.call.to).toHaveLength(1_150)
  const beyond = Array.from({ length: addresseesMax + 1 }, () => randomUUID())
  const tooMany = callOfYear({ items, to: beyond })
  expect((await clerk.ask('POST', '/api/v1/calls', { body: tooMany })).status).toBe(400)
})

test('who is urged and has not even taken the call hears it where the call waits', async () => {
  const { clerk } = town.above
  const title = '未签收也催'
  const items = [item({ label: '值班次数', kind: 'number', unit: '次' })]
  const id = await issueCall(town.above, callOfYear({ title, items }))
  const said = async () => {
    const { body } = await unit(library).clerk.ask('GET', '/api/v1/waiting')
    const own = body.items.find((one: { title: { zh: string } }) => one.title.zh === title)
    return own?.about.zh
  }
  await expect.poll(said, { timeout: 60_000 }).toContain('待签收')
  const { version } = (await clerk.ask('GET', `/api/v1/records/${id}`)).body
  const headers = { 'if-match': `"${version}"` }
  await done(clerk.ask('POST', `/api/v1/calls/${id}/urge`, { headers }))
  expect(await said()).toBe('海棠市档案馆催报（第1次），请签收并答复')
})
