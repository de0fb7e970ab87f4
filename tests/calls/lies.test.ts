import type { Worksheet } from '@cj-tech-master/excelts'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { canonicalJson } from '../../src/log/canonical-json.ts'
import type { Call, CallItem } from '../../src/report/call/call.ts'
import { callOf, valuesOfCall } from '../../src/report/call/call.ts'
import { verifyCall } from '../../src/report/call/sealed-call.ts'
import { parseSealedEntry } from '../../src/report/call/sealed-entry.ts'
import { showCall } from '../../src/report/call/shown-call.ts'
import { todayThere } from '../api/serving.ts'
import { changedPart } from '../docx/changed-part.ts'
import { changedSheet, filledSheet, lineOf } from './fill-sheet.ts'
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
  year,
} from './two-levels.ts'

// A unit that lies, a log with two histories, and members of one organisation who ask for what is
// another's: calls and answers as targets.

let town: TwoLevels
let archive: Unit
let library: Unit
let call: string
let sealed: string

beforeAll(async () => {
  town = await twoLevels(['档案馆', '图书馆'])
  const [one, other] = town.below
  if (!one || !other) throw new Error('there are two units')
  archive = one
  library = other
  call = await issueCall(town.above)
  sealed = await soon(async () => {
    const told = await archive.clerk.ask('GET', '/api/v1/calls-offered')
    return told.body[0]?.sealed as string | undefined
  })
})

afterAll(() => town.close())

const take = (who: Unit, text: string) =>
  who.clerk.ask('POST', '/api/v1/calls-taken', { body: { sealed: text } })

test('a call that was changed on its way is not taken, whatever was changed', async () => {
  const file = parseSealedEntry(sealed)
  if (!file) throw new Error('a sealed call')
  const other = { ...file, sender: { ...file.sender, name: { zh: '省委', en: 'Province' } } }
  const fields = file.entry.opening.fields.map((one) =>
    one.path === 'due' ? { ...one, value: '2099-01-01' } : one,
  )
  const later = { ...file, entry: { ...file.entry, opening: { ...file.entry.opening, fields } } }
  const less = {
    ...file,
    entry: {
      ...file.entry,
      opening: {
        ...file.entry.opening,
        fields: file.entry.opening.fields.filter(({ path }) => path !== 'basis'),
      },
    },
  }
  const moved = { ...file, entry: { ...file.entry, index: file.entry.index - 1 } }
  const codes = []
  for (const one of [later, less, moved]) {
    codes.push((await take(archive, canonicalJson(one))).body.code)
  }
  expect(codes).toEqual(['call.opening', 'call.opening', 'call.proof'])
  // What is said beside what is proved is said by nobody.
  const opening = { ...file.entry.opening, note: '另有要求' }
  const noted = { ...file, entry: { ...file.entry, opening } }
  expect((await take(archive, canonicalJson(noted))).body.code).toBe('call.form')
  // What is no canonical text of a call is none at all.
  expect((await take(archive, `${sealed} `)).body.code).toBe('call.form')
  expect((await take(archive, sealed.slice(0, -2))).body.code).toBe('call.form')
  expect((await take(archive, '{}')).body.code).toBe('call.form')
  // How the sender calls itself is not what the unit calls it.
  expect(verifyCall(nodeCrypto, other, file.key).ok).toBe(true)
  expect(showCall(nodeCrypto, file, null).facts[0]?.zh).toContain(callOfYear().title)
  expect(showCall(nodeCrypto, later, file.key).holds).toBe(false)
})

test('a call under a key that only says so is not taken', async () => {
  const file = parseSealedEntry(sealed)
  if (!file) throw new Error('a sealed call')
  // The unit beside it signs a call of its own, in the name of the body above.
  const own = await issueOwn(library)
  const forged = { ...own, sender: file.sender }
  expect((await take(archive, canonicalJson(forged))).body.code).toBe('call.checkpoint')
  const stranger = await take(archive, canonicalJson(own))
  expect([stranger.status, stranger.body.code]).toEqual([422, 'call.stranger'])
})

async function issueOwn(unit: Unit) {
  const values = { place: 1, name: '分馆', from: '2020-01-01' }
  await done(unit.first.ask('POST', '/api/v1/registers/subordinate/records', { body: { values } }))
  const id = await issueCall(unit, callOfYear({ items: [item({ label: '数', kind: 'number' })] }))
  const told = await unit.clerk.ask('GET', `/api/v1/calls/${id}/sealed`)
  const file = parseSealedEntry(new TextDecoder().decode(told.bytes))
  if (!file) throw new Error('a sealed call')
  return file
}

test('members of another body neither read, sign, withdraw, fetch nor collect a call', async () => {
  const { above } = town
  for (const who of [archive, library]) {
    const told = await Promise.all([
      who.clerk.ask('GET', `/api/v1/calls/${call}`),
      who.clerk.ask('GET', `/api/v1/calls/${call}/sealed`),
      who.clerk.ask('GET', `/api/v1/calls/${call}/collected?item=i1`),
      who.clerk.ask('POST', `/api/v1/calls/${call}/fetch`),
      who.first.ask('POST', `/api/v1/calls/${call}/withdraw`, { headers: { 'if-match': '"2"' } }),
      who.clerk.ask('GET', `/api/v1/records/${call}`),
    ])
    expect(told.map(({ status }) => status)).toEqual([404, 404, 404, 404, 404, 404])
  }
  const nobody = town.serving.browser()
  expect((await nobody.ask('GET', '/api/v1/calls-offered')).status).toBe(401)
  // The sender's session cannot take it for the unit, nor write in any register of calls.
  expect((await take(above, sealed)).body.code).toBe('call.stranger')
  for (const register of ['call', 'call-taken', 'call-acknowledged']) {
    const told = await above.clerk.ask('POST', `/api/v1/registers/${register}/records`, {
      body: { values: {} },
    })
    expect(told.body.code).toBe('register.own-way')
  }
})

test('a call that asks one unit is not another’s to take or to answer', async () => {
  const { above } = town
  const list = await above.clerk.ask('GET', '/api/v1/registers/subordinate/records?columns=*')
  const of = (unit: Unit) =>
    list.body.items.find(({ values }: { values: { log: string } }) => values.log === unit.origin).id
  const items = [item({ label: '开展检查', kind: 'number', unit: '次' })]
  const only = await issueCall(above, callOfYear({ title: '单项任务', items, to: [of(library)] }))
  const told = await soon(async () => {
    const file = await above.clerk.ask('GET', `/api/v1/calls/${only}/sealed`)
    return file.status === 200 ? new TextDecoder().decode(file.bytes) : null
  })
  expect((await take(archive, told)).body.code).toBe('call.not-asked')
  const { body: offered } = await archive.clerk.ask('GET', '/api/v1/calls-offered')
  expect(offered.map((one: { call: { title: string } }) => one.call.title)).not.toContain(
    '单项任务',
  )
})

test('a number that was changed in the file is named, and nothing is collected', async () => {
  const { above } = town
  await enterRule(archive, '责任清单')
  const taken = await takeFirst(archive)
  const begun = await done(archive.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  const { report } = await sendAnswer(archive, begun.id)
  const file = await archive.clerk.ask('GET', `/api/v1/issued/${report}/file`)
  const lied = changedPart(file.bytes, 'word/document.xml', (text) =>
    text.replace('>1项<', '>9项<'),
  )
  const told = await above.clerk.ask('POST', '/api/v1/received', { file: lied })
  expect([told.status, told.body.code]).toEqual([422, 'received.broken'])
  const named = told.body.faults.map(({ code, at }: { code: string; at: object }) => [code, at])
  expect(named).toContainEqual(['claim.changed', ['claims', 'i1']])
  const { totals } = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(totals).toEqual([])
})

test('a number that the ledger does not give is marked as kept with a reason', async () => {
  const { above } = town
  const mine = await soon(async () => {
    const { body } = await library.clerk.ask('GET', '/api/v1/calls-offered')
    return body.find((one: { call: { items: object[] } }) => one.call.items.length === 3)
  })
  const { id } = await done(take(library, mine.sealed))
  const begun = await done(library.clerk.ask('POST', `/api/v1/calls-taken/${id}/answer`))
  await sendAnswer(library, begun.id, { typed: { i1: '7' } })
  const fetched = await done(above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`), 200)
  expect(fetched).toMatchObject({ acknowledged: 2, received: 2, refused: [] })
  const rows = await done(above.clerk.ask('GET', `/api/v1/calls/${call}/collected?item=i1`), 200)
  expect(rows.map(({ row }: { row: object }) => row)).toMatchObject([
    { value: 1, verdict: 'proved' },
    { value: 7, verdict: 'kept' },
  ])
  const { totals } = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(totals[0]).toMatchObject({ sum: 8, numbers: 2, unproved: 1 })
})

test('a second history is refused, and named, on both sides', async () => {
  const { above, serving } = town
  const { received } = serving.opened.ports
  const forked = Buffer.alloc(32, 7).toString('base64')
  const seenBy = async (org: number, origin: string) => {
    const log = (await received.watched(org)).find((one) => one.origin === origin)
    if (!log) throw new Error(`${origin} is not watched`)
    return log
  }
  // The body above saw another history of the archive's log, as large as the next answer's.
  const items = [item({ label: '自查情况', kind: 'yesNo' })]
  const again = await issueCall(above, callOfYear({ title: '自查', items }))
  const offered = await soon(async () => {
    const { body } = await archive.clerk.ask('GET', '/api/v1/calls-offered')
    return body.find((one: { call: { title: string } }) => one.call.title === '自查')
  })
  const { id } = await done(take(archive, offered.sealed))
  const begun = await done(archive.clerk.ask('POST', `/api/v1/calls-taken/${id}/answer`))
  await sendAnswer(archive, begun.id, { fill: { 自查情况: '否' } })
  const log = await seenBy(above.org, archive.origin)
  const step = { origin: log.origin, from: log.size, to: { size: log.size + 1, root: forked } }
  expect(await received.advance(above.org, step)).toBe(true)
  const fetched = await done(above.clerk.ask('POST', `/api/v1/calls/${again}/fetch`), 200)
  expect(fetched).toMatchObject({
    received: 0,
    refused: [{ name: '档案馆', faults: [{ code: 'received.fork' }] }],
  })
  // And the library saw another history of the body above.
  const seen = await seenBy(library.org, offered.sealed.match(/"origin":"([^"]+)"/)[1])
  const forward = {
    origin: seen.origin,
    from: seen.size,
    to: { size: seen.size + 1, root: forked },
  }
  expect(await received.advance(library.org, forward)).toBe(true)
  const mine = await soon(async () => {
    const { body } = await library.clerk.ask('GET', '/api/v1/calls-offered')
    return body.find((one: { call: { title: string } }) => one.call.title === '自查')
  })
  const told = await take(library, mine.sealed)
  expect([told.status, told.body.code]).toEqual([409, 'received.fork'])
})

test('what no page of the body above could send is not taken, or not answered', async () => {
  const { above } = town
  const nextYear = callOfYear().ends ?? ''
  const signed = async (given: Partial<Call>) => {
    const file = await signedWithoutLooking(above, given)
    const told = await take(archive, file)
    return { code: told.body.code, taken: told.body.id as string, file }
  }
  expect((await signed({ title: '早已终止', ends: '2020-01-01' })).code).toBe('call.ended')
  const unit = { ...askedNumber, unit: '身份证号' }
  const words = await signed({ items: [unit] })
  expect(words.code).toBe('call.boundary')
  // A figure per person may be asked by a sender that has another pack: nothing fills it.
  const perPerson = { ...askedNumber, figure: 'lectures-by-leader', kind: 'figure' as const }
  const { taken } = await signed({ title: '逐人填报', ends: nextYear, items: [perPerson] })
  const begun = await done(archive.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  const { tree } = await done(archive.clerk.ask('GET', `/api/v1/drafts/${begun.id}`), 200)
  expect(tree.claims).toEqual({})
  // And who stands below has nothing to ask of those above, though its key is known to them.
  const [own] = (await library.clerk.ask('GET', '/api/v1/registers/call/records')).body.items
  const told = await library.clerk.ask('GET', `/api/v1/calls/${own.id}/sealed`)
  const upward = await take(above, new TextDecoder().decode(told.bytes))
  expect([upward.status, upward.body.code]).toEqual([422, 'call.below'])
})

test('a sheet that is another’s, was changed, or says what was not asked is not received', async () => {
  const { above } = town
  const values = { place: 90, name: '服务站', from: '2020-01-01' }
  const path = '/api/v1/registers/subordinate/records'
  const entered = await done(above.first.ask('POST', path, { body: { values } }))
  const station = entered.record.id as string
  const items = [
    item({ label: '投入经费', kind: 'number', unit: '万元' }),
    item({ label: '开展次数', kind: 'number', unit: '次' }),
    item({ label: '是否建立台账', kind: 'yesNo' }),
  ]
  const issue = (title: string, to: readonly string[] | null = [station]) =>
    issueCall(above, callOfYear({ title, items, to: to === null ? null : [...to] }))
  const asked = await issue('基层情况')
  const emptyOf = async (id: string, body = station) =>
    (await above.clerk.ask('GET', `/api/v1/calls/${id}/sheets/${body}`)).bytes
  const empty = await emptyOf(asked)
  const bring = (file: Uint8Array, who = above.clerk) =>
    who.ask('POST', `/api/v1/calls/${asked}/sheets`, { file })
  const codeOf = async (file: Uint8Array | Promise<Uint8Array>) =>
    (await bring(await file)).body.code
  const answers = { i1: 3, i2: 4, i3: '是' }

  // Of another call, and of a body that this one does not ask.
  expect(await codeOf(filledSheet(await emptyOf(await issue('另一项')), answers))).toBe(
    'answer-sheet.other-call',
  )
  const { body: below } = await above.clerk.ask('GET', '/api/v1/subordinates')
  const [other] = below.filter(({ id }: { id: string }) => id !== station)
  const renamed = changedSheet(empty, (sheet) => {
    lineOf(sheet, 'i1').getCell(5).value = 3
    sheet.eachRow((row) => {
      const cell = row.getCell(1)
      if (cell.text.includes(station)) cell.value = cell.text.replace(station, other.id)
    })
  })
  expect(await codeOf(renamed)).toBe('answer-sheet.other-body')
  // Another wrote its own name above the sheet that was handed out to this one.
  const lent = changedSheet(empty, (sheet) => {
    lineOf(sheet, 'i1').getCell(5).value = 3
    sheet.getRow(2).getCell(1).value = '填报单位：别的服务站'
  })
  expect(await codeOf(lent)).toBe('answer-sheet.other-body')
  expect(
    (await above.clerk.ask('GET', `/api/v1/calls/${asked}/sheets/${other.id}`)).body.code,
  ).toBe('answer-sheet.other-body')

  // A line with another id, with another label, twice, and none.
  const changed = (change: Parameters<typeof changedSheet>[1]) =>
    changedSheet(empty, (sheet) => {
      lineOf(sheet, 'i1').getCell(5).value = 3
      change(sheet)
    })
  const named = { i1: '投入经费', i2: '开展次数' }
  for (const change of [
    (sheet: Worksheet) => (lineOf(sheet, 'i2').getCell(1).value = 'i7'),
    (sheet: Worksheet) => (lineOf(sheet, 'i2').getCell(1).value = 'i1'),
    (sheet: Worksheet) => (lineOf(sheet, 'i1').getCell(2).value = named.i2),
    (sheet: Worksheet) => (lineOf(sheet, 'i3').getCell(1).value = ''),
  ]) {
    expect(await codeOf(changed((sheet) => void change(sheet)))).toBe('answer-sheet.item')
  }

  // Every cell that says something else is named, in a plain sentence, and nothing is entered.
  const wrong = await filledSheet(empty, {
    i1: { formula: '1+1', result: 2 },
    i2: '张三',
    i3: '不清楚',
  })
  const told = await bring(wrong)
  expect(told.status).toBe(422)
  const [at] = told.body.faults.map((one: { at: string[] }) => one.at[1])
  const line = Number(String(at).slice(1))
  expect(told.body.faults.map((one: { text: string }) => one.text)).toEqual([
    `E${line}：是公式，应填算好的结果。`,
    `E${line + 1}：“开展次数”应填一个数，如12.5，不能是“张三”。`,
    `E${line + 2}：“是否建立台账”应填“是”或“否”，不能是“不清楚”。`,
  ])
  expect(await codeOf(filledSheet(empty, { i1: '1e308' }))).toBe('answer-sheet.cell')
  expect(await codeOf(empty)).toBe('answer-sheet.empty')

  // What is no such sheet: a text, another workbook, one without its mark, a bomb of zeros.
  const unmarked = changed((sheet) => {
    sheet.eachRow((row) => {
      if (row.getCell(1).text.startsWith('taizhang-answer')) row.getCell(1).value = ''
    })
  })
  expect(await codeOf(unmarked)).toBe('answer-sheet.form')
  expect(await codeOf(new TextEncoder().encode('编号,填报\ni1,3'))).toBe('answer-sheet.form')
  const bomb = changedPart(empty, 'xl/worksheets/sheet1.xml', (text) =>
    text.replace('<sheetData>', `<sheetData>${' '.repeat(4 * 1024 * 1024)}`),
  )
  expect(await codeOf(bomb)).toMatch(/^file\./)
  expect((await bring(new Uint8Array(21 * 1024 * 1024))).body.code).toBe('file.too-large')

  // Nobody else hands in, and nothing of all that was collected.
  const good = await filledSheet(empty, answers)
  expect((await bring(good, archive.clerk)).status).toBe(404)
  expect((await bring(good, town.serving.browser())).status).toBe(401)
  expect((await done(above.clerk.ask('GET', `/api/v1/calls/${asked}`), 200)).totals).toEqual([])
  expect((await bring(good)).status).toBe(201)
})

const askedNumber: CallItem = {
  item: 'i1',
  label: '开展次数',
  kind: 'number',
  figure: null,
  definition: null,
  unit: null,
  choices: [],
  again: null,
}

/** The sealed file of a call that a server signed without looking at what it asks. */
async function signedWithoutLooking(above: Unit, given: Partial<Call>): Promise<string> {
  const { store } = town.serving.opened.ports
  const { to: _, ...asked } = { ...callOf({}), title: '数', period: String(year), ...given }
  const items = asked.items.length === 0 ? [askedNumber] : asked.items
  const due = callOfYear().due
  const values = { ...valuesOfCall({ ...asked, due, items }), step: 'issued', on: todayThere() }
  const write = {
    register: 'call',
    values,
    occurredOn: todayThere(),
    lateDays: 0,
    lateReason: null,
    title: asked.title,
    search: '',
    actor: 'nobody',
    pack: null,
    idempotency: null,
  }
  const begun = await store.append(above.org, {
    ...write,
    kind: 'create',
    record: null,
    expected: null,
  })
  const record = begun.record?.id ?? ''
  await store.append(above.org, { ...write, kind: 'sign', record, expected: 1 })
  return soon(async () => {
    const told = await above.clerk.ask('GET', `/api/v1/calls/${record}/sealed`)
    return told.status === 200 ? new TextDecoder().decode(told.bytes) : null
  })
}
