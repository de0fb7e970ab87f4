import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { startLedger } from '../../src/app/organisation/write-unit.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp, todayThere } from './serving.ts'

// What a unit says of itself: an entry of its log, from a day on, read by everything downstream.

let serving: Serving
let administrator: Browser
let clerk: Browser
let person: string

const today = todayThere()
const year = Number(today.slice(0, 4))
const firstDay = `${year}-01-01`

beforeAll(async () => {
  serving = await serveTest({})
  const first = await setUp(serving)
  administrator = first.browser
  person = first.person
  clerk = await invite(serving, administrator, { username: 'neiqin', roles: ['clerk'] })
})

afterAll(() => serving?.close())

const plain = { nameEn: null, unused: false, from: firstDay }

async function say(path: string, body: object, by = administrator) {
  const told = await by.ask('PUT', `/api/v1/unit/${path}`, { body })
  return { ...told, code: told.body?.code }
}

async function said(path: string, body: object): Promise<void> {
  const told = await say(path, body)
  expect(told.status, JSON.stringify(told.body)).toBe(200)
}

const read = async (path: string) => (await administrator.ask('GET', `/api/v1/${path}`)).body

async function labelOf(list: string, item: string): Promise<string> {
  const { lists } = await read('pack')
  return lists[list].find((one: { id: string }) => one.id === item)?.label.zh
}

async function recordMeeting(kind: string, themes: string[] = ['governance']) {
  const agenda = [{ topic: '专题研究', themes }]
  const values = { kind, heldOn: today, chair: person, present: [person], agenda }
  const told = await administrator.ask('POST', '/api/v1/registers/meeting/records', {
    body: { values },
  })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  return told.body.record
}

const counted = async (figure: string) => (await read(`figures/${figure}?period=${year}`)).value

test('a name goes from one entry of the log to lists, titles, figures, duties and the report', async () => {
  const held = await recordMeeting('affairs-meeting')
  expect(await counted('governance-study')).toBe(0)
  const name = { list: 'meeting-kinds', item: 'affairs-meeting', serves: 'deciding-meeting' }
  await said('names', { ...plain, ...name, name: '馆务会' })
  for (const item of ['party-group', 'secretary-meeting']) {
    const unused = { list: 'meeting-kinds', item, unused: true, name: null, serves: null }
    await said('names', { ...plain, ...unused })
  }
  expect(await labelOf('meeting-kinds', 'affairs-meeting')).toBe('馆务会')
  expect((await read(`records/${held.id}`)).title).toContain('馆务会')
  expect(await counted('governance-study')).toBe(1)
  const { duties, figures } = await read('pack')
  const figure = figures.find((one: { id: string }) => one.id === 'governance-study')
  expect(figure.label.zh).toBe('馆务会研究全面从严治党工作')
  const first = duties.find((one: { id: string }) => one.id === 'first-agenda-item')
  expect(first.label.zh).toBe('馆务会首先落实第一议题')
  expect(first.requirement.zh).toContain('馆务会')
  const report = await read(`reports/annual-report?year=${year}`)
  const words = JSON.stringify(report)
  expect(words).toContain('召开馆务会')
  expect(words).not.toContain('领导班子会议')
})

test('a sheet is read by the new name and by the old one', async () => {
  const rows = ['馆务会', '局（馆）务会'].map((kind, nth) => [
    kind,
    `${year}-01-0${nth + 5}`,
    '张三',
    '张三',
    '研究年度计划',
  ])
  const header = ['会议类型', '召开日期', '主持人', '出席', '议题']
  const file = await writeWorkbook({ name: '会议', header, rows })
  const path = '/api/v1/registers/meeting/import?dryRun=true'
  const told = await administrator.ask('POST', path, { file })
  expect(told.body).toMatchObject({ rows: 2, fresh: 2 })
})

test('an item of its own is offered, and stays with old records when it is out of use', async () => {
  const added = await say('names', {
    ...plain,
    list: 'themes',
    item: null,
    name: `${year}年学习主题`,
  })
  const list = added.body.lists.find((one: { list: string }) => one.list === 'themes')
  const own = list.items.find((one: { called: unknown }) => one.called === null)
  expect([own.name.zh, own.from]).toEqual([`${year}年学习主题`, firstDay])
  await recordMeeting('affairs-meeting', [own.id])
  const gone = { list: 'themes', item: own.id, name: own.name.zh, unused: true, from: today }
  await said('names', { ...plain, ...gone })
  const { lists } = await read('pack')
  const kept = lists.themes.find((one: { id: string }) => one.id === own.id)
  expect(kept).toMatchObject({ label: { zh: `${year}年学习主题` }, retired: true })
})

test('an instrument of its own takes clauses that nobody has checked, and says so', async () => {
  const name = '《中国共产党政法工作条例》'
  const added = await say('names', { ...plain, list: 'instruments', item: null, name })
  const list = added.body.lists.find((one: { list: string }) => one.list === 'instruments')
  const own = list.items.find((one: { name: { zh: string } }) => one.name.zh === name)
  const titles: string[] = []
  for (const [instrument, clause] of [
    [own.id, '12'],
    ['branch-work', '99'],
    ['branch-work', '11'],
  ]) {
    const values = { clause: { instrument, clause }, checkedOn: today, finding: 'conforms' }
    const path = '/api/v1/registers/regulation-check/records'
    const told = await administrator.ask('POST', path, { body: { values } })
    expect(told.status, JSON.stringify(told.body)).toBe(201)
    titles.push(told.body.record.title)
  }
  expect(titles).toEqual([
    `${name}第12条（条款未核对）`,
    '《中国共产党支部工作条例（试行）》第99条（条款未核对）',
    '《中国共产党支部工作条例（试行）》第11条',
  ])
})

test('addressee, preamble and the line on guiding documents stand in a report that is begun', async () => {
  const list = 'report-words'
  await said('names', { ...plain, list, item: 'addressee', name: '县委' })
  await said('names', { ...plain, list, item: 'preamble', name: '根据县委统一部署' })
  await said('names', { ...plain, list, item: 'guidance', name: '全年以主体责任规定为遵循。' })
  // The report of the year before went up, so that this one says so.
  const dispatch = { kind: 'annual-governance', title: '年度报告', to: 'party-committee' }
  const values = { ...dispatch, sentOn: firstDay, forYear: year - 1 }
  const sent = await administrator.ask('POST', '/api/v1/registers/dispatch/records', {
    body: { values, reason: '补录' },
  })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  const report = await read(`reports/annual-report?year=${year}`)
  expect(report.addressee).toBe('县委')
  const words = JSON.stringify(report)
  expect(words).toContain('根据县委统一部署，现将')
  expect(words).toContain('全年以主体责任规定为遵循。')
  expect(words).toContain('向县委报告了')
})

test('what the unit says is an entry, corrected when it is said again for one day', async () => {
  const list = 'bodies-above'
  for (const name of ['县委', '中共海棠县委']) {
    await said('names', { ...plain, list, item: 'party-committee', name })
  }
  const { items } = await read('registers/naming/records?limit=100&columns=*')
  const [found] = items.filter((one: { values: { list: string } }) => one.values.list === list)
  expect([found.version, found.values.name]).toEqual([2, '中共海棠县委'])
  const typed = await administrator.ask('POST', '/api/v1/registers/naming/records', {
    body: { values: { list, item: 'party-committee', name: '市委', from: today } },
  })
  expect([typed.status, typed.body.code]).toEqual([403, 'register.own-way'])
})

test('a name of tomorrow does not hold today', async () => {
  const next = `${year + 1}-01-01`
  const name = { list: 'bodies-above', item: 'secrecy-bureau', name: '县国家保密局', from: next }
  const told = await say('names', { ...plain, ...name })
  expect(await labelOf('bodies-above', 'secrecy-bureau')).toBe('市国家保密局')
  expect(told.body.later.map((one: { from: string }) => one.from)).toEqual([next])
})

test.each([
  ['the name of a person', { list: 'bodies-above', item: null, name: '张三' }, 'unit.person-name'],
  ['a name that is there already', { list: 'themes', item: null, name: '法治' }, 'unit.name'],
  ['a list that is not open', { list: 'office-kinds', item: null, name: '处' }, 'unit.item'],
  ['an item that is not there', { list: 'themes', item: 'nothing', name: '甲' }, 'unit.item'],
  ['an item without a name', { list: 'themes', item: null, name: null }, 'unit.name'],
  ['two lines', { list: 'report-words', item: 'preamble', name: '甲\n乙' }, 'unit.name'],
  [
    'a function of another list',
    { list: 'themes', item: 'work', name: '业务', serves: 'deciding-meeting' },
    'unit.serves',
  ],
])('is refused: %s', async (_name, body, code) => {
  const told = await say('names', { ...plain, ...body })
  expect([told.status, told.code]).toEqual([422, code])
})

test('a clerk reads it and says nothing', async () => {
  const seen = await clerk.ask('GET', '/api/v1/unit')
  expect([seen.status, seen.body.mayEdit]).toEqual([200, false])
  const told = await say('profile', { kind: 'town', size: null, from: today }, clerk)
  expect([told.status, told.code]).toEqual([403, 'access.denied'])
})

const offIn = async () => {
  const { off, standings } = await read(`years/${year}`)
  return {
    off: new Map(off.map((one: { duty: string }) => [one.duty, one])),
    on: new Set(standings.map((one: { duty: string }) => one.duty)),
  }
}

test('a new unit has taken up nothing that no instrument asks', async () => {
  const { off, on } = await offIn()
  expect(off.get('contest-yearly')).toMatchObject({ why: 'self-laid', from: today })
  expect(on.has('contest-yearly')).toBe(false)
  expect(on.has('party-building-half-yearly')).toBe(true)
  // Of a report whose claim rests on such a duty the claim is left out, and its comma with it.
  const words = JSON.stringify(await read(`reports/annual-report?year=${year}`))
  expect(words).not.toContain('知识竞赛')
  expect(words).not.toMatch(/，，|，。|。。/)
})

test('the kind of body switches duties off with their reason, and the unit switches them on', async () => {
  await said('profile', { kind: 'town', size: 'small', from: firstDay })
  await said('profile', { kind: 'town', size: 'small', from: today })
  const before = await offIn()
  expect(before.off.get('party-building-half-yearly')).toMatchObject({
    why: 'other-body',
    reason: { zh: '不适用于本类单位（乡镇（街道））' },
  })
  expect(before.on.has('party-building-half-yearly')).toBe(false)
  const plan = await read(`plan?year=${year}`)
  const planned = new Set(plan.assignments.map((one: { duty: string }) => one.duty))
  expect(planned.has('party-building-half-yearly')).toBe(false)
  const reason = '县委要求参照执行'
  await said('duties/party-building-half-yearly', { on: true, reason, from: today })
  await said('duties/stocktaking-matches', { on: false, reason: '资产由上级统一盘点', from: today })
  const after = await offIn()
  expect(after.on.has('party-building-half-yearly')).toBe(true)
  expect(after.off.get('stocktaking-matches')).toMatchObject({
    why: 'laid-down',
    reason: { zh: '资产由上级统一盘点' },
  })
  const hidden = await say('duties/no-leak', { on: false, reason: '不写了', from: today })
  expect([hidden.status, hidden.code]).toEqual([422, 'unit.duty-stands'])
  expect((await offIn()).on.has('no-leak')).toBe(true)
  const unknown = await say('duties/no-such-duty', { on: true, reason, from: today })
  expect([unknown.status, unknown.code]).toEqual([422, 'field.choice.unknown'])
})

test('the year before counts as it did: what holds from this year changes nothing in it', async () => {
  const { off } = await read(`years/${year - 1}`)
  expect(off).toEqual([])
})

test('what is sent twice, because the answer was lost, is written once', async () => {
  const entries = async () => (await read('registers/naming/records?columns=*')).items
  const name = { ...plain, list: 'bodies-above', item: null, name: '市委督查室' }
  const key = { 'idempotency-key': 'once-for-this-item' }
  for (const _ of [1, 2]) {
    const told = await administrator.ask('PUT', '/api/v1/unit/names', { body: name, headers: key })
    expect(told.status, JSON.stringify(told.body)).toBe(200)
  }
  const { lists } = await read('unit')
  const items = lists.find((one: { list: string }) => one.list === 'bodies-above').items
  const own = items.filter((one: { name: { zh: string } }) => one.name.zh === '市委督查室')
  expect(own).toHaveLength(1)
  const before = await entries()
  await said('names', { ...name, item: own[0].id })
  expect(await entries()).toEqual(before)
})

test('a reason of blanks is refused in words that say what is missing', async () => {
  const told = await say('duties/no-criticism', { on: true, reason: '  ', from: today })
  expect([told.status, told.body.title]).toEqual([400, '这一项还没有填写。'])
})

const windowsOf = async (of: number) => {
  const { standings } = await read(`years/${of}`)
  return standings.flatMap((one: { duty: string; windows: { state: string; to: string }[] }) =>
    one.windows.map((window) => ({ ...window, duty: one.duty })),
  ) as { duty: string; state: string; to: string; owed: number; done: number }[]
}

const missing = new Set(['overdue', 'awaitingAttestation'])

test('nothing before the first day of the ledger is owed, and looking back asks for it again', async () => {
  const before = (await windowsOf(year - 1)).filter(({ state }) => missing.has(state))
  expect(before.length).toBeGreaterThan(10)
  await said('start', { from: today })
  expect((await read('unit')).start).toBe(today)
  expect((await windowsOf(year - 1)).filter(({ state }) => missing.has(state))).toEqual([])
  const ended = (await windowsOf(year)).filter(({ to }) => to < today)
  expect(ended.filter(({ state }) => missing.has(state))).toEqual([])
  const { due, fallsShort } = await read(`years/${year}`)
  expect(due.every(({ on }: { on: string }) => on >= today)).toBe(true)
  const overdue = (await windowsOf(year)).filter(({ state }) => state === 'overdue')
  expect([
    overdue,
    fallsShort.filter(({ reason }: { reason: { zh: string } }) => /超期/.test(reason.zh)),
  ]).toEqual([[], []])
  const { standings } = await read(`years/${year - 1}`)
  const reason = standings.find((one: { since?: string }) => one.since)?.reason.zh
  expect(reason).toMatch(/^台账自\d{4}年\d+月\d+日起，期限在此之前，不作要求$/)
  // Said again, it is one record corrected.
  await said('start', { from: `${year - 1}-01-01` })
  const { items } = await read('registers/ledger-start/records')
  expect(items.map((one: { version: number }) => one.version)).toEqual([3])
  expect((await windowsOf(year - 1)).filter(({ state }) => missing.has(state))).toEqual(before)
})

test('a unit that was there before has no first day until it says one', async () => {
  const { ports } = serving.opened
  const actor = { id: randomUUID(), person: null, roles: ['administrator'] }
  const name = { zh: '海棠市方志馆', en: 'Haitang City Gazetteer' }
  const founded = { name, zone: 'Asia/Shanghai', kind: 'real', parent: null } as const
  const org = await ports.organisations.found({ ...founded, actor: actor.id })
  const session = { org, actor, pack: await ports.unitPacks.of(org) }
  expect(session.pack.unit.start).toBe(null)
  await startLedger(ports, session, { from: today })
  expect((await ports.unitPacks.of(org)).unit.start).toBe(today)
})

test('a first day is no day far ahead, and nobody but who may say it says it', async () => {
  const far = await say('start', { from: `${year + 2}-01-01` })
  expect([far.status, far.code]).toEqual([422, 'unit.start'])
  const byClerk = await say('start', { from: today }, clerk)
  expect([byClerk.status, byClerk.code]).toEqual([403, 'access.denied'])
})

test('a unit that is founded below stands in the register of bodies below at once', async () => {
  const body = { name: '海棠市地方志办公室', zone: 'Asia/Shanghai', below: true }
  const added = await administrator.ask('POST', '/api/v1/organisations', { body })
  expect(added.status).toBe(201)
  expect(added.body.parent).not.toBeNull()
  const { items } = await read('registers/subordinate/records')
  expect(items).toHaveLength(1)
  expect(items[0].values).toMatchObject({ place: 1, name: body.name })
  const beside = { ...body, name: '海棠市图书馆', below: false }
  expect((await administrator.ask('POST', '/api/v1/organisations', { body: beside })).status).toBe(
    201,
  )
  expect((await read('registers/subordinate/records')).items).toHaveLength(1)
})
