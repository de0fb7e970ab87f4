import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { strToU8, unzipSync } from 'fflate'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { exchangeAll } from '../../src/app/exchange/exchange-with-peers.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { canonicalJson } from '../../src/log/canonical-json.ts'
import { leafHash } from '../../src/log/leaf.ts'
import { bundleForm } from '../../src/report/exchange/bundle.ts'
import { carriedByHand } from '../../src/report/exchange/parcel.ts'
import { goodPassword, todayThere, untilCovered } from '../api/serving.ts'
import type { Look } from '../browser/reader.ts'
import { expectFit, looks } from '../browser/reader.ts'
import { changedPart } from '../docx/changed-part.ts'
import { fitsOf, issueList, listOfYear, offeredList } from './lists.ts'
import type { OnPages } from './on-pages.ts'
import { onPages } from './on-pages.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  callOfYear,
  done,
  enterRule,
  issueCall,
  item,
  sendAnswer,
  takeFirst,
} from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import {
  codesOf,
  enterBelow,
  exported,
  hexOf,
  imported,
  keyOf,
  opened,
  overSocket,
  resigned,
  rezipped,
  taizhang,
  twoServers,
  writePeers,
} from './two-servers.ts'

// A body above and a unit on servers whose networks do not touch: a bundle is carried between them.
// At the end the networks do touch, and the same bundles go by themselves.

let both: TwoServers
let city: TwoLevels
let town: TwoLevels
let above: Unit
let below: Unit
let call: string

beforeAll(async () => {
  both = await twoServers()
  ;({ city, town, above, below } = both)
})

afterAll(() => both.close())

const carry = async (from: TwoLevels, to: TwoLevels) => imported(to, await exported(from))
const stateOf = async (id = call) => {
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${id}`), 200)
  return view.addressees[0].state as string
}
const partner = async ({ above: unit }: TwoLevels) =>
  (await done(unit.clerk.ask('GET', '/api/v1/exchange'), 200))[0]
const settle = async (step: 'accepted' | 'returned', reasons: string | null) => {
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  const { answer: id } = view.addressees[0]
  const { version } = (await above.clerk.ask('GET', `/api/v1/records/${id}`)).body
  const headers = { 'if-match': `"${version}"` }
  await done(
    above.clerk.ask('POST', `/api/v1/received/${id}/settle`, { body: { step, reasons }, headers }),
  )
}

let taken: string
let report: string

test('a call goes down in a bundle and is taken by a person of the unit', async () => {
  call = await issueCall(above)
  const file = await exported(city)
  expect(await imported(town, file)).toEqual({
    ...{ parcels: 1, others: 0, kept: 1, known: 0, received: 0, faults: [] },
  })
  // Nothing is entered in the log of the unit but by its own person.
  const list = await below.clerk.ask('GET', '/api/v1/registers/call-taken/records')
  expect(list.body.items).toEqual([])
  const { body } = await below.clerk.ask('GET', '/api/v1/waiting')
  const asks = body.items.map(({ place }: { place: { kind: string } }) => place.kind)
  expect(asks).toContain('calls')
  taken = await takeFirst(below)
  expect((await below.clerk.ask('GET', '/api/v1/calls-offered')).body).toEqual([])
  // Carried once more, nothing is there twice.
  expect(await imported(town, file)).toMatchObject({ kept: 0, known: 1, faults: [] })
  // The same log gives the same bundle, but for when it was signed.
  expect(Object.keys(opened(file).parts)).toEqual([
    'bundle.json',
    'parcels/0001.json',
    `files/${opened(file).parcel.contents.items[0]?.file}`,
  ])
})

test('that it was taken, and the answer, come up; the total opens it', async () => {
  expect(await stateOf()).toBe('notDelivered')
  expect(await carry(town, city)).toMatchObject({ kept: 1, received: 0, faults: [] })
  expect(await stateOf()).toBe('taken')
  await enterRule(below, '意识形态工作责任清单')
  const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  ;({ report } = await sendAnswer(below, begun.id))
  expect(await carry(town, city)).toMatchObject({ kept: 1, received: 1, faults: [] })
  expect(await stateOf()).toBe('answered')
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(view.totals[0]).toMatchObject({ item: 'i1', sum: 1, unproved: 0 })
  // What arrived there is not sent again once the other side has said so.
  await carry(city, town)
  expect(opened(await exported(town)).parcel.contents.items).toEqual([])
})

test('each side witnesses the log of the other by the way', async () => {
  expect(await partner(town)).toMatchObject({ name: '市委', trouble: null, refused: [] })
  expect((await partner(town)).seenSize).toBeGreaterThan(0)
  const { id } = (await below.clerk.ask('GET', '/api/v1/session')).body.organisation
  const path = `/log/${id}/checkpoint.witnessed`
  const witnessed = (await below.clerk.ask('GET', path)).body as string
  expect(witnessed).toContain(`— ${above.origin}/witness `)
})

test('an answer is returned, comes corrected, and is urged meanwhile', async () => {
  await settle('returned', '投入经费与预算不符')
  const { version } = (await above.clerk.ask('GET', `/api/v1/records/${call}`)).body
  const headers = { 'if-match': `"${version}"` }
  await done(above.clerk.ask('POST', `/api/v1/calls/${call}/urge`, { headers }))
  // The reply to what arrived before, that of now, and the urge.
  expect(await carry(city, town)).toMatchObject({ kept: 2, faults: [] })
  const { reply } = (await below.clerk.ask('GET', `/api/v1/issued/${report}/reply`)).body
  expect(reply.receiver.origin).toBe(above.origin)
  const at = (await below.clerk.ask('GET', `/api/v1/records/${report}`)).body.version
  const told = await done(
    below.clerk.ask('POST', `/api/v1/issued/${report}/reply`, {
      body: reply,
      headers: { 'if-match': `"${at}"` },
    }),
  )
  // The same key came in a parcel that the log key signed.
  expect(told.isKeyKnown).toBe(true)
  const { body } = await below.clerk.ask('GET', '/api/v1/waiting')
  const about = body.items.map((one: { about: { zh: string } }) => one.about.zh)
  expect(about.filter((one: string) => one.includes('催报（第1次）'))).toHaveLength(1)
  const begun = await done(
    below.clerk.ask('POST', '/api/v1/drafts', {
      body: { report: 'answer', year: Number(callOfYear().period), replaces: report },
    }),
  )
  ;({ report } = await sendAnswer(below, begun.id, { change: { '12.5': '11.8' } }))
  expect(await carry(town, city)).toMatchObject({ received: 1, faults: [] })
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  expect(view.totals[1]).toMatchObject({ sum: 11.8 })
  expect(view.addressees[0]).toMatchObject({ state: 'answered', answers: 2 })
  await settle('accepted', null)
})

test('a duty list goes down in a bundle, and a later version follows it', async () => {
  const list = await issueList(above)
  expect(await carry(city, town)).toMatchObject({ faults: [] })
  const offered = await offeredList(below)
  const take = (one: typeof offered) =>
    below.first.ask('POST', '/api/v1/duty-lists-taken', {
      body: { sealed: one.sealed, fits: fitsOf(one) },
    })
  await done(take(offered))
  expect((await below.first.ask('GET', '/api/v1/duty-lists-offered')).body).toEqual([])
  // That it was taken comes up with the next bundle, and is there once however often that comes.
  const takenBy = async () =>
    done(above.clerk.ask('GET', `/api/v1/duty-lists/${list.id}/taken-by`), 200)
  expect(await takenBy()).toMatchObject({ asked: 1, taken: 0, bodies: [{ taken: null }] })
  const saying = await exported(town)
  expect(opened(saying).parcel.contents.items.map(({ kind }) => kind)).toContain('list-taken')
  expect(await imported(city, saying)).toMatchObject({ faults: [] })
  expect(await imported(city, saying)).toMatchObject({ kept: 0, faults: [] })
  const day = { takenOn: todayThere(), told: null }
  expect(await takenBy()).toMatchObject({ taken: 1, earlier: 0, bodies: [{ taken: day }] })
  const [first] = listOfYear().items.map((one) => ({ ...one, item: 'i1' }))
  const ended = listOfYear({ ends: todayThere(), items: first ? [first] : [] })
  await issueList(above, ended, list)
  expect(await carry(city, town)).toMatchObject({ faults: [] })
  const later = await offeredList(below)
  expect(later.gone).toHaveLength(1)
  expect(await takenBy()).toMatchObject({ taken: 0, earlier: 1 })
  await done(take(later))
  await carry(town, city)
  expect(await takenBy()).toMatchObject({ taken: 1, earlier: 0 })
  // The file of the version before comes too late.
  expect((await take(offered)).body.code).toBe('duty-list.older')
})

test('a lie is named on both sides, and what is beside it is taken', async () => {
  const items = [item({ label: '开展检查', kind: 'number', unit: '次' })]
  const second = await issueCall(above, callOfYear({ title: '检查', items }))
  await carry(city, town)
  const { id } = await takeNamed('检查')
  const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${id}/answer`))
  await sendAnswer(below, begun.id, { fill: { 开展检查: '4711' } })
  const file = await exported(town)
  const { parts, parcel } = opened(file)
  const answer = parcel.contents.items.find(({ kind }) => kind === 'answer')
  const bytes = parts[`files/${answer?.file}`] ?? new Uint8Array()
  const lie = changedPart(bytes, 'word/document.xml', (xml) => xml.replace('4711', '9711'))
  const listed = parcel.contents.items.map((one) =>
    one.kind === 'answer' ? { ...one, file: hexOf(lie) } : one,
  )
  const lying = await resigned(town, file, {
    contents: { items: listed },
    files: { [hexOf(lie)]: lie },
  })
  const came = await imported(city, lying)
  expect(codesOf(came)).toContain('received.broken')
  expect(came.faults[0].at.slice(0, 2)).toEqual(['parcels/0001.json', 'answer'])
  // That it was taken stands beside it, and holds.
  expect(came).toMatchObject({ kept: 1, received: 0 })
  expect(await stateOf(second)).toBe('taken')
  await carry(city, town)
  expect((await partner(town)).refused).toMatchObject([{ kind: 'answer', code: 'received.broken' }])
  // The true file is received all the same.
  expect(await imported(city, file)).toMatchObject({ received: 1 })
  expect(await stateOf(second)).toBe('answered')
})

test('what is not for it, not of its sender or not whole is refused, each by its name', async () => {
  const file = await exported(town)
  const { parts, parcel } = opened(file)
  const text = (name: string) => new TextDecoder().decode(parts[name])
  const refusedAs = async (made: Uint8Array) => {
    const told = await above.clerk.ask('POST', '/api/v1/bundles', { file: made })
    return told.status === 201 ? codesOf(told.body) : [told.body.code]
  }
  const parcelName = 'parcels/0001.json'
  // Changed on its way, or signed by nobody.
  const changed = text(parcelName).replace('"holds":[', '"holds":["call x",')
  expect(await refusedAs(rezipped(file, { [parcelName]: changed }))).toEqual(['parcel.contents'])
  expect(await refusedAs(rezipped(file, { [parcelName]: '{}' }))).toEqual(['parcel.form'])
  // In the name of another log: its own key does not sign for that.
  const stolen = await resigned(town, file, {
    contents: { sender: { ...parcel.contents.sender, origin: above.origin } },
  })
  expect((await refusedAs(stolen))[0]).toMatch(/^parcel\.(key|stranger)$/)
  // For another unit: left alone.
  const other = await resigned(town, file, { to: 'taizhang/00000000-0000-0000-0000-000000000000' })
  expect(await imported(city, other)).toMatchObject({ parcels: 0, others: 1, kept: 0 })
  // Parts that no bundle has, names that lead elsewhere, bytes that are not what the name says.
  expect(await refusedAs(rezipped(file, { 'more.txt': 'x' }))).toEqual(['bundle.part'])
  expect(await refusedAs(rezipped(file, { '../../etc/x': 'x' }))).toEqual(['bundle.form'])
  expect(await refusedAs(rezipped(file, { 'Bundle.json': 'x' }))).toEqual(['file.unsafe'])
  expect(await refusedAs(rezipped(file, { [`files/${'0'.repeat(64)}`]: 'x' }))).toEqual([
    'bundle.part',
  ])
  const bomb = { [`files/${'0'.repeat(64)}`]: new Uint8Array(30 * 1024 * 1024) }
  expect(await refusedAs(rezipped(file, bomb))).toEqual(['file.unsafe'])
  // Whoever chose the wrong file is not told to save it in Word.
  for (const one of ['', 'no archive']) {
    expect(await refusedAs(strToU8(one))).toEqual(['bundle.form'])
  }
  expect(await refusedAs(rezipped(file, { 'bundle.json': undefined }))).toEqual(['bundle.form'])
  // Another version says so, and writes nothing.
  const next = text('bundle.json').replace(bundleForm, 'bundle@2')
  expect(await refusedAs(rezipped(file, { 'bundle.json': next }))).toEqual(['bundle.version'])
})

test('items that are swapped, of no kind that is known, or missing do not hold up the others', async () => {
  const items = [item({ label: '培训', kind: 'number', unit: '次' })]
  await issueCall(above, callOfYear({ title: '培训', items }))
  const file = await exported(city)
  const { parcel } = opened(file)
  const [made] = parcel.contents.items.filter(({ kind }) => kind === 'call')
  if (!made) throw new Error('there is a call')
  const reply = strToU8('{"v":1}')
  const swapped = await resigned(city, file, {
    contents: {
      items: [
        { ...made, kind: 'reply', id: `x 1` },
        { ...made, kind: 'reply', id: `y 1`, file: hexOf(reply) },
        { ...made, id: 'another call' },
        { ...made, kind: 'parliament', id: 'z' },
        { ...made, file: '0'.repeat(64), id: 'nothing' },
        made,
      ],
    },
    files: { [hexOf(reply)]: reply },
  })
  const came = await imported(town, swapped)
  expect(codesOf(came)).toEqual([
    'item.form',
    'item.form',
    'item.other',
    'item.kind',
    'item.missing',
  ])
  expect(came.kept).toBe(1)
})

test('a reply for another unit, or of another log, is nobody’s word', async () => {
  // The reply that the city gave the town, sent by the town itself as if it were the city's.
  await settleLast()
  const file = await exported(city)
  const { parts, parcel } = opened(file)
  const reply = parcel.contents.items.find(({ kind }) => kind === 'reply')
  const bytes = parts[`files/${reply?.file}`]
  if (!reply || !bytes) throw new Error('there is a reply')
  const own = await exported(town)
  const back = await resigned(town, own, {
    contents: { items: [reply] },
    files: { [reply.file]: bytes },
  })
  expect(codesOf(await imported(city, back))).toEqual(['item.receipt'])
})

async function settleLast() {
  const list = await above.clerk.ask('GET', '/api/v1/registers/received-report/records')
  const open = list.body.items.find(
    ({ values }: { values: { step: string } }) => values.step === 'received',
  )
  const headers = { 'if-match': `"${open.version}"` }
  const body = { step: 'accepted', reasons: null }
  await done(above.clerk.ask('POST', `/api/v1/received/${open.id}/settle`, { body, headers }))
}

test('of one bundle that is brought in several times at once each item is kept once', async () => {
  const items = [item({ label: '走访', kind: 'number', unit: '次' })]
  await issueCall(above, callOfYear({ title: '走访', items }))
  const file = await exported(city)
  const all = await Promise.all([1, 2, 3, 4].map(() => imported(town, file)))
  const expected = opened(file).parcel.contents.items.length
  const sum = all.reduce((count, { kept }) => count + kept, 0)
  expect(sum).toBeLessThanOrEqual(expected)
  expect(sum).toBeGreaterThan(0)
  const offered = (await below.clerk.ask('GET', '/api/v1/calls-offered')).body
  const visits = offered.filter(
    ({ call: one }: { call: { title: string } }) => one.title === '走访',
  )
  expect(visits).toHaveLength(1)
})

test('a call that was withdrawn is offered no more', async () => {
  const titles = async () => {
    const offered = (await below.clerk.ask('GET', '/api/v1/calls-offered')).body
    return offered.map(({ call: one }: { call: { title: string } }) => one.title)
  }
  const items = [item({ label: '误发', kind: 'number' })]
  const wrong = await issueCall(above, callOfYear({ title: '误发', items }))
  await carry(city, town)
  expect(await titles()).toContain('误发')
  const { version } = (await above.clerk.ask('GET', `/api/v1/records/${wrong}`)).body
  const headers = { 'if-match': `"${version}"` }
  await done(above.first.ask('POST', `/api/v1/calls/${wrong}/withdraw`, { headers }))
  await carry(city, town)
  expect(await titles()).not.toContain('误发')
})

test('a parcel that was long on its way does not undo what a newer one said', async () => {
  const old = await exported(town)
  const newer = await exported(town)
  await imported(city, newer)
  const heard = await partner(city)
  const earlier = await resigned(town, old, {
    contents: { holds: [], seen: null },
    madeAt: '2020-01-01T00:00:00.000Z',
  })
  expect(codesOf(await imported(city, earlier))).toEqual([])
  expect(await partner(city)).toEqual(heard)
})

async function takeNamed(title: string, unit = below): Promise<{ id: string }> {
  const offered = (await unit.clerk.ask('GET', '/api/v1/calls-offered')).body
  const found = offered.find(({ call: one }: { call: { title: string } }) => one.title === title)
  const body = { sealed: found.sealed, owner: null }
  return done(unit.clerk.ask('POST', '/api/v1/calls-taken', { body }))
}

const run = (at: TwoLevels) =>
  exchangeAll(at.serving.opened.ports, { signal: new AbortController().signal })
const failure = async (at: TwoLevels) => {
  const error: unknown = await run(at).catch((one: unknown) => one)
  return error instanceof Refusal ? error.faults.map(({ code }) => code) : error
}

test('where networks touch the same goes by itself, at most once', async () => {
  const socket = await overSocket(city)
  try {
    // Nobody is asked whom the administrator did not name, and nobody answers unasked.
    expect(await run(town)).toBeNull()
    writePeers(town, [`# the city`, `${socket.address} ${above.origin}`])
    expect(await failure(town)).toEqual(['exchange.some-failed'])
    expect((await partner(town)).trouble.zh).toContain('exchange.closed')
    // A server that failed is let alone for a while.
    expect(await run(town)).toBeNull()
    await town.serving.opened.ports.exchange.attempted(below.org, {
      ...{ origin: above.origin, triedAt: '2020-01-01T00:00:00.000Z', trouble: null },
    })
    writePeers(city, [])
    const items = [item({ label: '宣讲', kind: 'number', unit: '场' })]
    const fourth = await issueCall(above, callOfYear({ title: '宣讲', items }))
    await untilCovered(city.serving, above.org)
    await untilCovered(town.serving, below.org)
    expect((await run(town))?.zh).not.toBe('收到0件')
    expect(await partner(town)).toMatchObject({ trouble: null, address: socket.address })
    const { id } = await takeNamed('宣讲')
    const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${id}/answer`))
    await sendAnswer(below, begun.id, { fill: { 宣讲: '3' } })
    await untilCovered(town.serving, below.org)
    await run(town)
    // What came is received by the person of the body above, as from the same server.
    const fetched = await done(above.clerk.ask('POST', `/api/v1/calls/${fourth}/fetch`), 200)
    expect(fetched).toMatchObject({ acknowledged: 1, received: 1, refused: [] })
    // A second round brings nothing twice.
    expect((await run(town))?.zh).toMatch(/^收到[01]件$/)
    expect((await run(town))?.zh).toBe('收到0件')
    // Somebody may have it done at once, and it is the job: never beside itself.
    const fifth = await issueCall(above, callOfYear({ title: '走访', items }))
    await untilCovered(city.serving, above.org)
    const before = await partner(city)
    expect(before.waiting).toContainEqual({ kind: 'call', count: 1 })
    const now = () => below.clerk.ask('POST', '/api/v1/exchange-now')
    const { jobRuns } = town.serving.opened.ports
    // The server may not have come to look at its jobs yet.
    await jobRuns.firstSeen('exchange', new Date().toISOString())
    const held = await jobRuns.claim({ job: 'exchange', dueAt: new Date().toISOString() })
    const beside = await now()
    expect([beside.status, beside.body.code]).toEqual([409, 'exchange.running'])
    if (held) await jobRuns.end(held, { outcome: 'done', note: null })
    expect(await done(now(), 200)).toMatchObject({ isDone: true })
    await takeNamed('走访')
    expect(await partner(city)).not.toMatchObject({ waiting: before.waiting })
    expect((await partner(town)).triedAt).not.toBeNull()
    expect(await jobRuns.newest(1)).toMatchObject([{ job: 'exchange', outcome: 'done' }])
    // Who neither records nor looks after the server does not.
    expect((await below.reviewer.ask('POST', '/api/v1/exchange-now')).status).toBe(403)
    await done(
      above.first.ask('POST', `/api/v1/calls/${fifth}/withdraw`, {
        headers: { 'if-match': '"2"' },
      }),
    )
  } finally {
    await socket.close()
  }
})

test('over the network nobody is answered but who proves who it is, and only now', async () => {
  const nobody = city.serving.browser()
  const ask = async (file: Uint8Array) => nobody.ask('POST', '/api/v1/exchange', { file })
  const carried = await exported(town)
  const { holds } = opened(carried).parcel.contents
  expect(holds).toContain(carriedByHand)
  const mine = await resigned(town, carried, {
    contents: { holds: holds.filter((one) => one !== carriedByHand) },
  })
  const fresh = opened((await ask(mine)).bytes)
  expect(fresh.parcel.contents.sender.origin).toBe(above.origin)
  const toldOf = async (file: Uint8Array) => {
    const told = await ask(file)
    expect(told.status).toBe(200)
    const parts = unzipSync(told.bytes)
    expect(Object.keys(parts).filter((name) => name.startsWith('parcels/'))).toEqual([])
    return codesOf({ faults: JSON.parse(new TextDecoder().decode(parts['bundle.json'])).told })
  }
  // Whoever finds a bundle on its way by hand cannot ask with it; the addressee brings it in.
  expect(await toldOf(carried)).toEqual(['parcel.carried'])
  expect((await imported(city, carried)).faults).toEqual([])
  // An old request, one that another log signed, one for a log that is not here.
  const old = await resigned(town, mine, { madeAt: '2020-01-01T00:00:00.000Z' })
  expect(await toldOf(old)).toEqual(['parcel.stale'])
  const elsewhere = await resigned(town, mine, { to: below.origin })
  expect(await toldOf(elsewhere)).toEqual(['parcel.unknown'])
  const { serving } = city
  const stranger = await resigned(city, mine, { contents: {} })
  expect(await toldOf(stranger)).not.toEqual([])
  const next = rezipped(mine, { 'bundle.json': JSON.stringify({ taizhang: 'bundle@2', told: [] }) })
  expect((await ask(next)).body.code).toBe('bundle.version')
  expect(serving.unforeseen).toEqual([])
})

test('a call to others is not for this unit, and a stranger’s bundle is refused', async () => {
  const place = { place: 2, name: '桃源镇' }
  const other = { ...place, log: 'taizhang/11111111-1111-4111-8111-111111111111', key: '' }
  const id = await enterBelow(above, { ...other, key: await keyOf(city) })
  const file = await exported(city)
  expect((await imported(town, file)).others).toBe(1)
  const items = [item({ label: '数', kind: 'number' })]
  await issueCall(above, callOfYear({ title: '只问桃源', items, to: [id] }))
  const { parcel } = opened(await exported(city))
  const titles = (await below.clerk.ask('GET', '/api/v1/calls-offered')).body
  await carry(city, town)
  expect((await below.clerk.ask('GET', '/api/v1/calls-offered')).body).toHaveLength(titles.length)
  expect(parcel.contents.sender.origin).toBe(above.origin)
})

test('one bundle from the terminal is of all units of a server', async () => {
  const station = town.below[0]
  if (!station) throw new Error('a second unit of the town')
  const { store } = town.serving.opened.ports
  const key = new TextDecoder().decode(
    (await store.logFile(station.org, 'vkey')) ?? new Uint8Array(),
  )
  await enterBelow(above, { place: 3, name: station.name, log: station.origin, key: key.trim() })
  const body = { name: '市委', vkey: await keyOf(city) }
  await done(station.clerk.ask('POST', '/api/v1/watched-logs', { body }))
  const [down, up] = [join(city.serving.data, 'down.zip'), join(town.serving.data, 'up.zip')]
  const items = [item({ label: '值班', kind: 'yesNo' })]
  const seventh = await issueCall(above, callOfYear({ title: '值班', items }))
  await untilCovered(city.serving, above.org)
  const out = await taizhang(city, 'bundle', 'export', '--out', down)
  expect(out.printed).toContain('3 parcels')
  const brought = await taizhang(town, 'bundle', 'import', down)
  expect([brought.code, brought.told]).toEqual([0, ''])
  expect(brought.printed.split('\n')).toHaveLength(2)
  await takeNamed('值班', station)
  await untilCovered(town.serving, station.org)
  await taizhang(town, 'bundle', 'export', '--out', up)
  expect(await taizhang(city, 'bundle', 'import', up)).toMatchObject({ code: 0, told: '' })
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${seventh}`), 200)
  expect(view.addressees.map((one: { state: string }) => one.state)).toEqual([
    'notDelivered',
    'notDelivered',
    'taken',
  ])
  // A bundle that came to the wrong server does not look as if it had been taken.
  const astray = await taizhang(town, 'bundle', 'import', up)
  expect([astray.code, astray.told]).toEqual([1, expect.stringContaining('什么也没有收')])
  // A log that nobody registered is not said to be one of nobody at all.
  const nowhere = ['--to', 'taizhang/nobody', '--out', up]
  await expect(taizhang(town, 'bundle', 'export', ...nowhere)).rejects.toThrow('exchange.unknown')
  // What is not taken is named, and the exit code says so.
  writeFileSync(up, rezipped(readFileSync(up), { 'parcels/0001.json': '{}' }))
  const broken = await taizhang(city, 'bundle', 'import', up)
  expect([broken.code, broken.told]).toEqual([1, expect.stringContaining('parcel.form')])
})

test('who stands below calls nobody above, and a reply is for whoever sent the report', async () => {
  const station = town.below[0]
  if (!station) throw new Error('a second unit of the town')
  const items = [item({ label: '数', kind: 'number' })]
  const own = await issueCall(below, callOfYear({ title: '反问', items }))
  await untilCovered(town.serving, below.org)
  const { bytes } = await below.clerk.ask('GET', `/api/v1/calls/${own}/sealed`)
  const { entry } = JSON.parse(new TextDecoder().decode(bytes))
  const id = Buffer.from(leafHash(nodeCrypto, strToU8(entry.leafText))).toString('base64')
  const upward = await resigned(town, await exported(town), {
    contents: { items: [{ kind: 'call', id, file: hexOf(bytes) }] },
    files: { [hexOf(bytes)]: bytes },
  })
  expect(codesOf(await imported(city, upward))).toEqual(['call.below'])
  // The reply to the town, handed to the station as if the station had sent the report.
  const replies = await city.serving.opened.ports.store.read(above.org, (reader) =>
    reader.records({ register: 'received-report', limit: 1 }),
  )
  const [record] = replies.items
  if (!record) throw new Error('a report was received')
  const told = await above.clerk.ask('GET', `/api/v1/received/${record.id}/reply`)
  const reply = strToU8(canonicalJson({ ...told.body, cosigned: null }))
  const named = `${String(record.values['digest'])} ${record.entry}`
  const strayed = await resigned(city, await exported(city), {
    contents: { items: [{ kind: 'reply', id: named, file: hexOf(reply) }], seen: null },
    files: { [hexOf(reply)]: reply },
    to: station.origin,
  })
  const came = await done(station.clerk.ask('POST', '/api/v1/bundles', { file: strayed }))
  expect(codesOf(came)).toEqual(['item.not-ours'])
})

test('a rotated key is followed where the log proves it, and a call of before still holds', async () => {
  const believed = async () => {
    const { received } = town.serving.opened.ports
    const log = (await received.watched(below.org)).find(({ origin }) => origin === above.origin)
    return log?.vkey
  }
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  await issueCall(above, callOfYear({ title: '轮换之前', items }))
  await carry(city, town)
  const before = await believed()
  const rotation = { body: { reason: '例行更换', password: goodPassword } }
  await done(above.administrator.ask('POST', '/api/v1/log-keys', rotation))
  await issueCall(above, callOfYear({ title: '轮换之后', items }))
  const file = await exported(city)
  // In the name of the same log, by a key that none before vouched for.
  const { keyChanges: _, ...unproved } = opened(file).parcel.contents
  const plain = await resigned(city, file, { contents: { ...unproved, keyChanges: [] } })
  expect(codesOf(await imported(town, plain))).toEqual(['parcel.key'])
  expect(await believed()).toBe(before)
  expect(await imported(town, file)).toMatchObject({ kept: 1, faults: [] })
  expect(await believed()).not.toBe(before)
  await takeNamed('轮换之后')
  await takeNamed('轮换之前')
  // Once it was seen, the next parcel says nothing of it any more.
  await carry(town, city)
  expect(opened(await exported(city)).parcel.contents).not.toHaveProperty('keyChanges')
})

test('a bundle is carried from page to page', async () => {
  const title = '交换包走一遍'
  const items = [item({ label: '数', kind: 'number' })]
  const asked = await issueCall(above, callOfYear({ title, items }))
  await untilCovered(city.serving, above.org)
  const pages = await onPages()
  try {
    const [there, here] = [await clerkOf(pages, city), await clerkOf(pages, town)]
    await carryOn(there.page, here.page)
    await here.page.locator('.offered-call', { hasText: title }).first().waitFor()
    await here.page
      .locator('.offered-call', { hasText: title })
      .getByRole('button', { name: '签收' })
      .click()
    await here.page.locator('.index-table tr', { hasText: title }).waitFor()
    await untilCovered(town.serving, below.org)
    await carryOn(here.page, there.page)
    expect(await stateOf(asked)).toBe('taken')
    for (const { page, trouble } of [there, here]) {
      await expectFit(page, 'the exchange with another server')
      expect(trouble).toEqual([])
    }
  } finally {
    await pages.close()
  }
}, 120_000)

/** The clerk of a server's first unit, at the page of calls. */
async function clerkOf(pages: OnPages, level: TwoLevels, look?: Look) {
  const reader = await pages.signIn(level, `${level.above.name}经办`, look)
  await reader.page.goto(`${reader.address}/calls`)
  await reader.page.locator('#exchange-title').waitFor()
  return reader
}

/** Exports a bundle on one page, and brings it in on the other. */
async function carryOn(from: Page, to: Page): Promise<void> {
  const link = from.getByRole('link', { name: '导出交换包', exact: true })
  const [bundle] = await Promise.all([from.waitForEvent('download'), link.click()])
  const choose = to.locator('[aria-labelledby=exchange-title] input[type=file]')
  const buffer = readFileSync(await bundle.path())
  await choose.setInputFiles({ name: 'bundle.zip', mimeType: 'application/zip', buffer })
  await to.getByText(/^本单位的\d+份/).waitFor()
}

test('a second history is refused, and shown on both sides', async () => {
  const { received } = city.serving.opened.ports
  const log = (await received.watched(above.org)).find(({ origin }) => origin === below.origin)
  if (!log) throw new Error('the log is watched')
  const root = Buffer.alloc(32, 7).toString('base64')
  const to = { size: log.size + 1, root }
  expect(await received.advance(above.org, { origin: log.origin, from: log.size, to })).toBe(true)
  await enterRule(below, '新的制度')
  await enterRule(below, '又一制度')
  // Nothing leads on from that tree: it is not witnessed, and that is said.
  expect(codesOf(await carry(town, city))).toEqual(['parcel.unshown'])
  // The unit hears of it with the next bundle: somebody saw another history of its log.
  expect(codesOf(await carry(city, town))).toEqual(['parcel.other-history'])
  expect((await partner(town)).trouble.zh).toContain('不是同一部历史')
  // And what it sends then shows the body above which of the two histories it has.
  expect(codesOf(await carry(town, city))).toEqual(['received.fork'])
  expect((await partner(city)).trouble.zh).toContain('不是同一部历史')
  const pages = await onPages()
  try {
    for (const look of looks) {
      for (const level of [city, town]) {
        const { page, context } = await clerkOf(pages, level, look)
        const words = look.lang === 'zh' ? '不是同一部历史' : 'witnessed'
        await page.locator('.note.bad', { hasText: words }).first().waitFor()
        await expectFit(page, 'a fork on the page of calls')
        await context.close()
      }
    }
  } finally {
    await pages.close()
  }
  // Over the network it is told in the answer.
  const socket = await overSocket(city)
  try {
    writePeers(town, [`${socket.address} ${above.origin}`])
    expect(await failure(town)).toEqual(['exchange.some-failed'])
    expect((await partner(town)).trouble.zh).toMatch(
      /日志与此前见证过的（[0-9]+ 条）不是同一部历史/,
    )
  } finally {
    await socket.close()
  }
}, 120_000)
