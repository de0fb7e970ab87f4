import { strToU8 } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { exchangeAll } from '../../src/app/exchange/exchange-with-peers.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { canonicalJson } from '../../src/log/canonical-json.ts'
import type { ParcelContents } from '../../src/report/exchange/parcel.ts'
import { untilCovered } from '../api/serving.ts'
import { callOfYear, done, issueCall, item } from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import {
  codesOf,
  exported,
  hexOf,
  imported,
  opened,
  overSocket,
  resigned,
  rezipped,
  twoServers,
  writePeers,
} from './two-servers.ts'

// What a later program writes has fields of which this one knows nothing.

let both: TwoServers

beforeAll(async () => {
  both = await twoServers()
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  await issueCall(both.above, callOfYear({ title: '次数', items }))
})

afterAll(() => both.close())

/** The contents of a parcel with a field that a later program adds. */
const later = { until: '2099-12-31' } as unknown as Partial<ParcelContents>

test('a parcel of it is refused as one that a newer program wrote, and nothing of it is lost', async () => {
  const { city, town } = both
  const file = await exported(city)
  const newer = await resigned(city, file, { contents: later })
  expect(codesOf(await imported(town, newer))).toEqual(['parcel.newer'])
  // One that was changed, or is none, is another matter.
  const broken = rezipped(file, { 'parcels/0001.json': '{"note":"","v":1}' })
  expect(codesOf(await imported(town, broken))).toEqual(['parcel.form'])
  expect(await imported(town, file)).toMatchObject({ kept: 1, faults: [] })
})

test('an item of it is named, and comes again', async () => {
  const { city, town } = both
  const [call] = opened(await exported(city)).parcel.contents.items
  if (!call) throw new Error('there is a call')
  const sealed = opened(await exported(city)).parts[`files/${call.file}`] ?? new Uint8Array()
  const withMore = { ...JSON.parse(new TextDecoder().decode(sealed)), until: '2099-12-31' }
  const urge = { v: 1, call: call.id, urged: 7, until: '2099-12-31' }
  const [newCall, newUrge] = [withMore, urge].map((one) => strToU8(canonicalJson(one)))
  if (!newCall || !newUrge) throw new Error('there are two')
  const items = [
    { kind: 'call', id: 'another', file: hexOf(newCall) },
    { kind: 'urge', id: `${call.id} 7`, file: hexOf(newUrge) },
  ]
  const files = { [hexOf(newCall)]: newCall, [hexOf(newUrge)]: newUrge }
  const newer = await resigned(city, await exported(city), { contents: { items }, files })
  expect(codesOf(await imported(town, newer))).toEqual(['item.newer', 'item.newer'])
  expect(opened(await exported(town)).parcel.contents.refused).toEqual([])
  // By hand it is told the same.
  const taking = { body: { sealed: new TextDecoder().decode(newCall), owner: null } }
  const told = await both.below.clerk.ask('POST', '/api/v1/calls-taken', taking)
  expect([told.status, told.body.code]).toEqual([422, 'call.newer'])
})

test('over the network whoever asked is told so', async () => {
  const { city, town, above } = both
  const socket = await overSocket(city)
  try {
    writePeers(city, [])
    writePeers(town, [`${socket.address} ${above.origin}`])
    const { peers } = town.serving.opened.ports
    const ask = peers.exchange
    const sendNewer: typeof ask = async (address, bundle) =>
      ask(address, await resigned(town, bundle, { contents: later }))
    const ports = { ...town.serving.opened.ports, peers: { ...peers, exchange: sendNewer } }
    const signal = new AbortController().signal
    const error: unknown = await exchangeAll(ports, { signal }).catch((one: unknown) => one)
    expect(error instanceof Refusal ? codesOf(error) : error).toEqual(['exchange.some-failed'])
    const [partner] = await done(both.below.clerk.ask('GET', '/api/v1/exchange'), 200)
    expect(partner.trouble.zh).toContain('较新的程序')
    // What the newer side sends in turn comes by itself as well: its faults are kept and shown.
    const sendsNewer: typeof ask = async (address, bundle) => {
      const answer = await ask(address, bundle)
      const [call] = opened(answer).parcel.contents.items
      const file = call && opened(answer).parts[`files/${call.file}`]
      if (!file) throw new Error('there is a call')
      const said = { ...JSON.parse(new TextDecoder().decode(file)), until: '2099-12-31' }
      const bytes = strToU8(canonicalJson(said))
      const items = [{ kind: 'call', id: 'another', file: hexOf(bytes) }]
      return resigned(city, answer, { contents: { items }, files: { [hexOf(bytes)]: bytes } })
    }
    const items = [item({ label: '数', kind: 'number' })]
    await issueCall(above, callOfYear({ title: '又一项', items }))
    await untilCovered(city.serving, above.org)
    await town.serving.opened.ports.exchange.attempted(both.below.org, {
      ...{ origin: above.origin, triedAt: '2020-01-01T00:00:00.000Z', trouble: null },
    })
    await exchangeAll({ ...ports, peers: { ...peers, exchange: sendsNewer } }, { signal })
    const [after] = await done(both.below.clerk.ask('GET', '/api/v1/exchange'), 200)
    expect(after.trouble.zh).toContain('送来的1件没有收下')
    expect(after.trouble.zh).toContain('较新')
    // It was reached all the same, and is not let alone for that.
    expect(after.againAt).toBeNull()
  } finally {
    await socket.close()
  }
})
