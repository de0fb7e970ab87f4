import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { AskedAnswerView, BelowView } from '../../src/api/contract/calls-below.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { fillParcels } from '../../src/app/exchange/fill-parcel.ts'
import { partnerOf } from '../../src/app/exchange/partners.ts'
import { todayThere, untilCovered } from '../api/serving.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  answerCall,
  callOfYear,
  correctAnswer,
  done,
  enterRule,
  issueCall,
  passCallOn,
  takeFirst,
  twoLevels,
} from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import {
  acquaint,
  codesOf,
  exported,
  hexOf,
  imported,
  opened,
  resigned,
  twoServers,
} from './two-servers.ts'

// A city on one server; a county with a township on another; a second township on a third. The
// county passed the call on, and the city sees digests of what the townships answered. It asks for
// the answers themselves.

let both: TwoServers
let city: TwoLevels
let county: TwoLevels
let third: TwoLevels
let call: string
let passed: string
/** The answer of the county, in the log of the city. */
let record: string
/** The bundle in which the city asks. */
let asking: Uint8Array
let [first, second]: readonly Unit[] = []

const unit = (one: Unit | undefined): Unit => {
  if (!one) throw new Error('there is no such unit')
  return one
}
const carry = async (from: TwoLevels, to: TwoLevels) =>
  imported(to, await exported(from, to.above.origin))
const down = () => carry(city, county)
const up = () => carry(county, city)

beforeAll(async () => {
  both = await twoServers()
  ;({ city, town: county } = both)
  first = unit(county.below[0])
  third = await twoLevels([])
  second = third.above
  await acquaint(county, third, '二溪站')
  call = await issueCall(city.above)
  await down()
  const taken = await takeFirst(county.above)
  passed = await passCallOn(county.above, taken)
  await carry(county, third)
  for (const one of [first, second]) {
    await enterRule(one, `${one.name}责任清单`)
    await answerCall(one, await takeFirst(one))
  }
  await carry(third, county)
  await done(county.above.clerk.ask('POST', `/api/v1/calls/${passed}/fetch`), 200)
  await answerCall(county.above, taken)
  await up()
  const path = `/api/v1/calls/${call}/collected?item=i1`
  const [{ row }] = await done(city.above.clerk.ask('GET', path), 200)
  record = row.record
}, 240_000)

afterAll(async () => {
  await both.close()
  await third.close()
})

/** What the county calls it. */
const nameOf = (of: Unit) => (of === second ? '二溪站' : of.name)
const ask = (of: Unit, reason = '与审计核对', who = city.above.first) =>
  who.ask('POST', `/api/v1/received/${record}/asked-answers`, { body: { log: of.origin, reason } })
const seen = async (of: Unit) => {
  const below: BelowView = await done(
    city.above.clerk.ask('GET', `/api/v1/received/${record}/below`),
    200,
  )
  return below.bodies.find(({ log }) => log === of.origin)
}
const asked = async () =>
  done(county.above.clerk.ask('GET', `/api/v1/calls/${passed}/answers-asked`), 200)
const decide = (
  step: 'handed' | 'declined',
  given: { asked: string; reasons?: string },
  who = county.above.first,
) => who.ask('POST', `/api/v1/calls/${passed}/answers-asked`, { body: { step, ...given } })
const aboutWaiting = async ({ first: person }: Unit): Promise<readonly string[]> => {
  const { body } = await person.ask('GET', '/api/v1/waiting')
  return body.items.map((one: { about: { zh: string } }) => one.about.zh)
}
const code = async (told: ReturnType<typeof ask>) => {
  const { status, body } = await told
  return [status, body.code]
}

test('whoever signs calls asks, once, for what was counted, and says why', async () => {
  const [one, other] = [unit(first), unit(second)]
  expect(await seen(one)).toMatchObject({ asked: null })
  expect(await code(ask(one, '核对', city.above.clerk))).toEqual([403, 'access.denied'])
  expect(await code(ask(one, ' '))).toEqual([422, 'asking.reason'])
  expect(await code(ask(one, '了解信访人张某的情况'))).toEqual([422, 'call.boundary'])
  expect(await code(ask(city.above))).toEqual([404, 'record.unknown'])
  const { id } = await done(ask(one))
  expect(await code(ask(one, '再要一次'))).toEqual([409, 'asking.again'])
  await done(ask(other))
  const { values } = (await city.above.clerk.ask('GET', `/api/v1/records/${id}`)).body
  expect(values).toMatchObject({ step: 'asked', body: nameOf(one), reason: '与审计核对' })
  // Its server has not heard of it yet.
  expect((await seen(one))?.asked).toMatchObject({ step: 'asked', isDelivered: false })
})

test('it waits for whoever signs there; nothing is handed on by itself', async () => {
  expect(await asked()).toEqual({ open: [], decided: [] })
  // And the reply to the answer of the county.
  asking = await exported(city, county.above.origin)
  expect(await imported(county, asking)).toMatchObject({ kept: 3, faults: [] })
  const { open, decided } = await asked()
  expect(open).toMatchObject([{ reason: '与审计核对', hasFile: true }, {}])
  expect(decided).toEqual([])
  expect((await aboutWaiting(county.above)).filter((one) => one.includes('调阅'))).toHaveLength(2)
  // It is not entered in the log of the county but by its own person, and nothing goes up.
  expect(await up()).toMatchObject({ kept: 0, faults: [] })
  expect((await seen(unit(first)))?.asked).toMatchObject({ step: 'asked', isDelivered: true })
  const [{ asked: id }] = open
  const { clerk } = county.above
  // Of another unit of the same server nobody sees it, or decides.
  const theirs = `/api/v1/calls/${passed}/answers-asked`
  expect(await code(unit(first).first.ask('GET', theirs))).toEqual([404, 'call.unknown'])
  const stolen = decide('handed', { asked: id }, unit(first).first)
  expect(await code(stolen)).toEqual([404, 'handing.unknown'])
  expect(await code(decide('handed', { asked: id }, clerk))).toEqual([403, 'access.denied'])
  expect(await code(decide('declined', { asked: id }))).toEqual([422, 'handing.reasons'])
  expect(await code(decide('handed', { asked: 'of nobody' }))).toEqual([404, 'handing.unknown'])
})

test('an answer that came as a year pack is not handed on with the records in it', async () => {
  const one = unit(first)
  const { open } = await asked()
  const found = open.find(({ body }: { body: string }) => body === nameOf(one))
  const [{ answers }] = await done(one.clerk.ask('GET', '/api/v1/calls-taken'), 200)
  const report = await reportOf(one, answers[0].draft)
  const pack = (await one.clerk.ask('GET', `/api/v1/issued/${report}/year-pack`)).bytes
  const came = await swapped(county, found.answer, pack)
  expect(await code(decide('handed', { asked: found.asked }))).toEqual([422, 'handing.pack'])
  expect(await asked()).toMatchObject({ decided: [] })
  await swapped(county, found.answer, came)
})

test('what is handed on is verified, kept once, and opens down to its records', async () => {
  const one = unit(first)
  const { open } = await asked()
  const found = open.find(({ body }: { body: string }) => body === nameOf(one))
  await done(decide('handed', { asked: found.asked }))
  expect(await code(decide('declined', { asked: found.asked, reasons: '晚了' }))).toEqual([
    404,
    'handing.unknown',
  ])
  expect((await asked()).decided).toMatchObject([{ body: nameOf(one), step: 'handed' }])
  const file = await exported(county, city.above.origin)
  const kinds = opened(file).parcel.contents.items.map(({ kind }) => kind)
  expect(kinds).toEqual(['file-decided', 'handed-file'])
  expect(await imported(city, file)).toMatchObject({ kept: 2, received: 1, faults: [] })
  // Carried again, it is there once.
  expect(await imported(city, file)).toMatchObject({ kept: 0, known: 2, received: 0, faults: [] })
  const now = (await seen(one))?.asked
  expect(now).toMatchObject({ step: 'handed', decidedOn: todayThere() })
  const path = `/api/v1/asked-answers/${now?.id}`
  const view: AskedAnswerView = await done(city.above.clerk.ask('GET', path), 200)
  expect(view).toMatchObject({ body: nameOf(one), held: { isSame: true } })
  expect(view.held?.items[0]).toMatchObject({ counted: 1, said: 1, verdict: 'proved', records: 1 })
  // Byte for byte what the township sent.
  const { bytes } = await city.above.clerk.ask('GET', `${path}/file`)
  const theirs = await county.above.clerk.ask('GET', `/api/v1/received/${found.answer}/file`)
  expect(hexOf(bytes)).toBe(hexOf(theirs.bytes))
  expect(await code(ask(one))).toEqual([409, 'asking.again'])
})

test('what is not the answer, or was not asked for, is refused, and the true one comes still', async () => {
  const other = unit(second)
  // The county hears that the first one is there.
  expect(await down()).toMatchObject({ faults: [] })
  const { open } = await asked()
  const found = open.find(({ body }: { body: string }) => body === nameOf(other))
  await done(decide('handed', { asked: found.asked }))
  const file = await exported(county, city.above.origin)
  const { parts, parcel } = opened(file)
  const { items } = parcel.contents
  const handed = items.find(({ kind }) => kind === 'handed-file')
  const said = items.find(({ kind }) => kind === 'file-decided')
  if (!handed || !said) throw new Error('it is handed on')
  const bytes = parts[`files/${handed.file}`] ?? new Uint8Array()
  // What has no room for it goes all the same, and the file with the next one.
  const { ports } = county.serving.opened
  const org = await ports.organisations.of(county.above.org)
  if (!org) throw new Error('there is a county')
  const partner = await partnerOf(ports, org, city.above.origin)
  const room = { bytesMax: 10_000, byHand: false }
  const small = await fillParcels(ports, org, { partners: [partner], ...room })
  expect(small.parcels[0]?.contents.items.map(({ kind }) => kind)).toEqual(['file-decided'])
  expect(small.left).toBe(1)
  // Another answer in its place: that of the first township, which it really has.
  const path = `/api/v1/received/${(await firstAnswer()).id}/file`
  const another = (await county.above.clerk.ask('GET', path)).bytes
  const changed = Uint8Array.from(bytes)
  changed[changed.length >> 1] = (changed[changed.length >> 1] ?? 0) ^ 1
  const sent = (contents: typeof items, ...files: readonly Uint8Array[]) =>
    resigned(county, file, {
      contents: { items: contents },
      files: Object.fromEntries(files.map((one) => [hexOf(one), one])),
    })
  const tried = async (contents: typeof items, ...files: readonly Uint8Array[]) =>
    codesOf(await imported(city, await sent(contents, ...files)))
  expect(await tried([{ ...handed, id: 'not asked for' }], bytes)).toEqual(['item.not-asked'])
  expect(await tried([{ ...said, id: 'another' }])).toEqual(['item.other'])
  // The entry of another body, and one that is no such entry.
  const ackOf = items.find(({ kind }) => kind === 'file-decided')
  expect(await tried([{ kind: 'file-asked', id: said.id, file: ackOf?.file ?? '' }])).toEqual([
    'item.receipt',
  ])
  const swapped = { ...handed, file: hexOf(another) }
  expect((await tried([swapped], another)).join()).toMatch(/^handed\./)
  expect((await seen(other))?.asked).toMatchObject({ step: 'asked' })
  // Declared handed on, with the file in a later bundle: it is still awaited.
  expect(await imported(city, await sent([said]))).toMatchObject({ kept: 1, received: 0 })
  expect((await seen(other))?.asked).toMatchObject({ step: 'asked' })
  expect(await imported(city, file)).toMatchObject({ received: 1, faults: [] })
  expect((await seen(other))?.asked).toMatchObject({ step: 'handed' })
})

async function firstAnswer(): Promise<{ id: string }> {
  const { items } = (
    await county.above.clerk.ask('GET', '/api/v1/registers/received-report/records?columns=*')
  ).body
  return items.find(({ values }: { values: { log: string } }) => values.log === unit(first).origin)
}

/** The report that a draft became. */
const reportOf = async ({ clerk }: Unit, draft: string): Promise<string> =>
  (await done(clerk.ask('GET', `/api/v1/drafts/${draft}`), 200)).flow.id

/** What a township finds beside its answer to the call. */
const toldTo = async ({ clerk }: Unit) => {
  const [taken] = await done(clerk.ask('GET', '/api/v1/calls-taken'), 200)
  return taken.answers[0].handedTo
}

test('whoever answered hears that it was handed on, and to whom', async () => {
  const told = [{ name: city.above.name, on: todayThere() }]
  expect(await toldTo(unit(first))).toEqual(told)
  expect(await toldTo(unit(second))).toEqual([])
  expect(await carry(county, third)).toMatchObject({ faults: [] })
  expect(await toldTo(unit(second))).toEqual(told)
})

test('what another server signs, replays or asks by foreign ids changes nothing', async () => {
  const one = unit(first)
  const before = { asked: await asked(), seen: await seen(one) }
  // A member of the township, on the county's own server, and whoever does not sign there.
  const known = opened(asking).parcel.contents.items.find(({ kind }) => kind === 'file-asked')
  const { id: answer } = await firstAnswer()
  const foreign = [
    ['GET', `/api/v1/calls/${passed}/answers-asked`],
    ['POST', `/api/v1/calls/${passed}/answers-asked`, { step: 'handed', asked: known?.id }],
    ['GET', `/api/v1/received/${answer}/file`],
    ['GET', `/api/v1/received/${answer}/below`],
    ['POST', `/api/v1/received/${answer}/asked-answers`, { log: one.origin, reason: '看看' }],
    ['GET', `/api/v1/asked-answers/${before.seen?.asked?.id}`],
    ['GET', `/api/v1/asked-answers/${before.seen?.asked?.id}/file`],
  ] as const
  for (const [method, path, body] of foreign) {
    const told = await one.first.ask(method, path, body === undefined ? {} : { body })
    expect([path, told.body.code]).toEqual([path, expect.stringMatching(/unknown|denied/)])
  }
  // The third server puts what the county handed on into a parcel of its own.
  const file = await exported(county, city.above.origin)
  const stolen = await resigned(third, file, { to: city.above.origin })
  const came = await imported(city, stolen)
  expect(codesOf(came)).toEqual(['parcel.key'])
  expect(came).toMatchObject({ kept: 0, received: 0 })
  // What the city asked comes a second time after it was decided: nothing waits again.
  expect(await imported(county, asking)).toMatchObject({ kept: 0, faults: [] })
  expect(await asked()).toEqual(before.asked)
  expect(await seen(one)).toEqual(before.seen)
})

test('an entry that asks for what was never counted is refused there, and said here', async () => {
  const { store } = city.serving.opened.ports
  const { org } = city.above
  const values = {
    ...{ answer: record, sender: '云溪镇', log: county.above.origin, call: 'x'.repeat(43) },
    ...{ body: '某站', source: unit(first).origin, digest: 'y'.repeat(43), reason: '看看' },
    ...{ askedOn: todayThere(), askedBy: record, step: 'asked' },
  }
  await store.append(org, {
    ...{ kind: 'create', register: 'answer-asked', record: null, expected: null, values },
    ...{ occurredOn: todayThere(), lateDays: 0, lateReason: null, title: '', search: '' },
    ...{ actor: 'nobody', pack: null, idempotency: null },
  })
  await untilCovered(city.serving, org)
  expect(codesOf(await down())).toEqual(['item.not-counted'])
  await up()
  const [partner] = await done(city.above.clerk.ask('GET', '/api/v1/exchange'), 200)
  expect(partner.refused).toMatchObject([{ kind: 'file-asked', code: 'item.not-counted' }])
})

const differences = async ({ serving: { opened: at } }: TwoLevels) => {
  const given = { auditor: at.auditor, crypto: at.ports.crypto }
  const found = await fsck(given, { now: `${todayThere()}T23:59:59.000Z` })
  return found.flatMap(({ faults }) => faults.map(({ code: of }) => of))
}

/** Puts, past the program, another file beside a record; gives what lay there. */
async function swapped({ serving }: TwoLevels, record: string, bytes: Uint8Array) {
  const owner = new Client(serving.connection)
  await owner.connect()
  const { rows } = await owner.query('SELECT bytes FROM ledger.received_file WHERE record = $1', [
    record,
  ])
  const put = 'UPDATE ledger.received_file SET bytes = $2 WHERE record = $1'
  await owner.query(put, [record, bytes])
  await owner.end()
  return rows[0]?.bytes as Uint8Array
}

/** Takes away, past the program, the file beside a record. */
async function lose({ serving }: TwoLevels, record: string): Promise<void> {
  const owner = new Client(serving.connection)
  await owner.connect()
  await owner.query('DELETE FROM ledger.received_file WHERE record = $1', [record])
  await owner.end()
}

test('fsck knows what was handed on; a file that was lost here is fetched again', async () => {
  for (const level of [city, county, third]) expect(await differences(level)).toEqual([])
  const id = (await seen(unit(first)))?.asked?.id ?? ''
  await lose(city, id)
  expect(await differences(city)).toEqual(['fsck.received.missing'])
  const path = `/api/v1/asked-answers/${id}`
  expect(await done(city.above.clerk.ask('GET', path), 200)).toMatchObject({ held: null })
  expect(await code(city.above.clerk.ask('GET', `${path}/file`))).toEqual([404, 'handed.missing'])
  const fetched = city.above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`)
  expect(await done(fetched, 200)).toMatchObject({ handed: 1, refused: [] })
  expect(await differences(city)).toEqual([])
})

test('what the county has no more can only be declined; and what was declined is asked anew', async () => {
  // Another county answer counts the first township once more, corrected.
  const one = unit(first)
  const { id: earlier } = await firstAnswer()
  await enterRule(one, '又一项制度')
  const [{ answers }] = await done(one.clerk.ask('GET', '/api/v1/calls-taken'), 200)
  await correctAnswer(one, await reportOf(one, answers[0].draft))
  await done(county.above.clerk.ask('POST', `/api/v1/calls/${passed}/fetch`), 200)
  const [own] = await done(county.above.clerk.ask('GET', '/api/v1/calls-taken'), 200)
  await correctAnswer(county.above, await reportOf(county.above, own.answers[0].draft))
  await up()
  const path = `/api/v1/calls/${call}/collected?item=i1`
  ;[
    {
      row: { record },
    },
  ] = await done(city.above.clerk.ask('GET', path), 200)
  expect(await seen(one)).toMatchObject({ isChanged: true, asked: null })
  await done(ask(one))
  await down()
  const [open] = (await asked()).open
  // The answer before it, of the same township and to the same call, is not the one that is asked for.
  const past = await county.above.clerk.ask('GET', `/api/v1/received/${earlier}/file`)
  const bundle = await exported(county, city.above.origin)
  const wanted = (await county.above.clerk.ask('GET', `/api/v1/records/${open.answer}`)).body
  const item = { kind: 'handed-file', id: wanted.values.digest, file: hexOf(past.bytes) } as const
  const swapped = await resigned(county, bundle, {
    contents: { items: [item] },
    files: { [item.file]: past.bytes },
  })
  expect(codesOf(await imported(city, swapped)).join()).toMatch(/^handed\./)
  await lose(county, open.answer)
  expect((await asked()).open).toMatchObject([{ hasFile: false }])
  const { asked: id } = open
  expect(await code(decide('handed', { asked: id }))).toEqual([409, 'handing.gone'])
  await done(decide('declined', { asked: id, reasons: '原件已不在本单位，请向该站索取' }))
  expect(await up()).toMatchObject({ received: 0, faults: [] })
  expect((await seen(one))?.asked).toMatchObject({
    step: 'declined',
    reasons: '原件已不在本单位，请向该站索取',
  })
  await done(ask(one, '请再找一找'))
  expect((await seen(one))?.asked).toMatchObject({ step: 'asked', reason: '请再找一找' })
}, 120_000)

test('a program of before names what it does not know, and takes the rest', async () => {
  const other = await issueCall(city.above, callOfYear({ title: '另一项任务', period: '2019' }))
  const file = await exported(city, county.above.origin)
  const { contents } = opened(file).parcel
  // To a program that has never heard of it, this kind is one of those.
  const items = contents.items.map((one) =>
    one.kind === 'file-asked' ? { ...one, kind: 'answer-sought' } : one,
  )
  expect(items.map(({ kind }) => kind)).toContain('answer-sought')
  const came = await imported(county, await resigned(city, file, { contents: { items } }))
  expect(codesOf(came)).toEqual(['item.kind'])
  const { body } = await county.above.clerk.ask('GET', '/api/v1/calls-offered')
  expect(body).toMatchObject([{ call: { title: '另一项任务' } }])
  await up()
  // Whoever asked sees that it is not there; after an upgrade it comes again.
  expect((await seen(unit(first)))?.asked).toMatchObject({ step: 'asked', isDelivered: false })
  expect(await down()).toMatchObject({ faults: [] })
  await up()
  expect((await seen(unit(first)))?.asked).toMatchObject({ isDelivered: true })
  expect(other).not.toBe(call)
})
