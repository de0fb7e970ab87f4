import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodPassword, todayThere, untilCovered } from '../api/serving.ts'
import { fsckOnce } from '../store/fsck-once.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import {
  callOfYear,
  done,
  enterBelow,
  foundBelow,
  issueCall,
  item,
  sendAnswer,
  takeFirst,
  twoLevels,
} from './two-levels.ts'
import { codesOf, exported, imported, keyOf } from './two-servers.ts'

// A log that is watched first when its key was replaced already, on another server and on this one.

let city: TwoLevels
let town: TwoLevels
let above: Unit
let below: Unit
let call: string

beforeAll(async () => {
  city = await twoLevels([])
  town = await twoLevels([])
  above = city.above
  below = town.above
})

afterAll(async () => {
  await city.close()
  await town.close()
})

const items = [item({ label: '投入经费', kind: 'number', unit: '万元' })]
const rotate = (unit: Unit) =>
  done(
    unit.administrator.ask('POST', '/api/v1/log-keys', {
      body: { reason: '例行更换', password: goodPassword },
    }),
  )
const stateOf = async (call: string) =>
  (await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)).addressees.map(
    ({ state }: { state: string }) => state,
  )
const watched = async () => (await done(above.clerk.ask('GET', '/api/v1/watched-logs'), 200))[0]

test('what a key of before signed is believed in a parcel of the key that is watched', async () => {
  // The body above does not know the key of the town yet, but that it stands below.
  const values = { place: 1, name: '云溪镇', log: below.origin, from: todayThere() }
  await done(above.first.ask('POST', '/api/v1/registers/subordinate/records', { body: { values } }))
  const body = { name: '市委', vkey: await keyOf(city) }
  await done(below.clerk.ask('POST', '/api/v1/watched-logs', { body }))
  call = await issueCall(above, callOfYear({ title: '更换之前', items }))
  expect(await imported(town, await exported(city))).toMatchObject({ kept: 1, faults: [] })
  const taken = await takeFirst(below)
  const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  const { report } = await sendAnswer(below, begun.id)
  const file = (await below.clerk.ask('GET', `/api/v1/issued/${report}/file`)).bytes
  const first = await keyOf(town)
  await rotate(below)
  await exported(town)
  const second = await keyOf(town)
  await rotate(below)
  const parcel = await exported(town)
  const third = await keyOf(town)
  expect(new Set([first, second, third]).size).toBe(3)
  await done(
    above.clerk.ask('POST', '/api/v1/watched-logs', { body: { name: '云溪镇', vkey: third } }),
  )
  // By itself such a file shows nothing of whose key it is under.
  const alone = await above.clerk.ask('POST', '/api/v1/received', { file })
  expect(alone.status).toBe(422)
  expect(await watched()).toMatchObject({ vkey: third, former: [] })
  expect(await imported(city, parcel)).toMatchObject({ received: 1, faults: [] })
  expect(await watched()).toMatchObject({ vkey: third, former: [first, second] })
  expect(await stateOf(call)).toEqual(['answered'])
  // Brought once more, it says nothing new.
  expect(codesOf(await imported(city, parcel))).toEqual([])
  expect((await watched()).former).toEqual([first, second])
}, 240_000)

const rotated = async (unit: Unit) => {
  await rotate(unit)
  await untilCovered(city.serving, unit.org)
}

test('a unit of this server may have replaced its key before its first answer is fetched', async () => {
  const station = await foundBelow(city.serving, above, '枫林站')
  await enterBelow(above)
  const taken = await takeFirst(station)
  const begun = await done(station.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  await sendAnswer(station, begun.id)
  await rotated(station)
  const fetched = await done(above.clerk.ask('POST', `/api/v1/calls/${call}/fetch`), 200)
  expect(fetched).toMatchObject({ acknowledged: 1, received: 1, refused: [] })
}, 120_000)

test('what stands in a log of this server is taken by hand, whichever key signed it', async () => {
  const station = await foundBelow(city.serving, above, '枫桥站')
  await enterBelow(above)
  const sealed = await above.clerk.ask('GET', `/api/v1/calls/${call}/sealed`)
  await rotated(above)
  const body = { sealed: new TextDecoder().decode(sealed.bytes), owner: null }
  const taken = (await done(station.clerk.ask('POST', '/api/v1/calls-taken', { body }))).id
  const begun = await done(station.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  const { report } = await sendAnswer(station, begun.id)
  const file = (await station.clerk.ask('GET', `/api/v1/issued/${report}/file`)).bytes
  await rotated(station)
  const received = await done(above.clerk.ask('POST', '/api/v1/received', { file }))
  expect(received).toMatchObject({ growth: 'extends' })
}, 120_000)

test('the keys that are believed are those that entries name', async () => {
  const reports = await fsckOnce(city.serving)
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
})
