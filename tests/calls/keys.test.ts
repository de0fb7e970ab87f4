import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { goodPassword, untilCovered } from '../api/serving.ts'
import type { TwoLevels, Unit } from './two-levels.ts'
import { callOfYear, done, issueCall, item, sendAnswer, takeFirst } from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import { codesOf, exported, imported, keyOf, opened, resigned, twoServers } from './two-servers.ts'

// A unit whose key was rotated, and then lost, between two parcels; seen from both sides.

let both: TwoServers
let city: TwoLevels
let town: TwoLevels
let above: Unit
let below: Unit

beforeAll(async () => {
  both = await twoServers()
  ;({ city, town, above, below } = both)
})

afterAll(() => both.close())

const carry = async (from: TwoLevels, to: TwoLevels) => imported(to, await exported(from))
const items = [item({ label: '投入经费', kind: 'number', unit: '万元' })]
const ask = (title: string) => issueCall(above, callOfYear({ title, items }))
const stateOf = async (call: string) => {
  const view = await done(above.clerk.ask('GET', `/api/v1/calls/${call}`), 200)
  return view.addressees[0].state as string
}
const believed = async () => {
  const logs = await done(above.clerk.ask('GET', '/api/v1/watched-logs'), 200)
  return logs.find(({ origin }: { origin: string }) => origin === below.origin).vkey as string
}
/** The unit takes the call that waits, and answers it. */
const answer = async () => {
  const taken = await takeFirst(below)
  const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
  await sendAnswer(below, begun.id)
}
/** The disk with the key is gone; nothing is left that could sign for the new one. */
const loseKey = async ({ serving }: TwoLevels, unit: Unit) => {
  const { id } = (await unit.clerk.ask('GET', '/api/v1/session')).body.organisation
  rmSync(join(serving.data, 'keys', `${id}.log.skey`))
  const lost = { how: 'lost', reason: '磁盘损坏', actor: 'cli:test', pack: null } as const
  await serving.opened.ports.store.changeKeys(unit.org, lost)
}
const acceptKey = (by: Unit, key: { readonly origin: string; readonly vkey: string }) => {
  const body = { ...key, reason: '电话核实', password: goodPassword }
  return done(by.administrator.ask('POST', '/api/v1/watched-logs/key', { body }))
}

test('the key of the unit below is rotated: the body above follows, and a parcel of before counts no more', async () => {
  const call = await ask('轮换前后')
  await carry(city, town)
  await answer()
  // A stick that was still on its way when the key was rotated.
  const late = await exported(town)
  const rotation = { body: { reason: '例行更换', password: goodPassword } }
  await done(below.administrator.ask('POST', '/api/v1/log-keys', rotation))
  const before = await imported(city, await exported(town))
  expect(before).toMatchObject({ received: 1, faults: [] })
  expect(await believed()).toBe(await keyOf(town))
  expect(await stateOf(call)).toBe('answered')
  const came = await imported(city, late)
  expect(codesOf(came)).toEqual(['parcel.former-key'])
  expect(came.faults[0].hint.zh).toContain('请对方重新导出')
  // What the body above sends meanwhile reaches the unit as ever.
  await ask('轮换之后')
  expect(await carry(city, town)).toMatchObject({ faults: [] })
})

test('the key of the unit below is lost: nothing is believed until a person has accepted the new one', async () => {
  // Taken and answered under the old key, and not sent yet.
  await answer()
  // Signed by the key that somebody else may have found.
  const stolen = await exported(town)
  await loseKey(town, below)
  const old = await believed()
  const file = await exported(town)
  const now = await keyOf(town)
  expect(now).not.toBe(old)
  const refused = await imported(city, file)
  expect(codesOf(refused)).toEqual(['parcel.key'])
  expect(refused.faults[0].hint.zh).toContain('丢失过密钥')
  expect(await believed()).toBe(old)
  // The unit still takes what the body above sends: that one's key is the same.
  const call = await ask('丢失之后')
  expect(await carry(city, town)).toMatchObject({ faults: [] })
  await acceptKey(above, { origin: below.origin, vkey: now })
  // One that does not show how its log grew: what the old key signed waits, refused for now only.
  const unshown = await resigned(town, file, { contents: { growths: [] } })
  const waiting = codesOf(await imported(city, unshown))
  expect(waiting).toEqual(['parcel.unshown', 'received.old-key'])
  expect(opened(await exported(city)).parcel.contents.refused).toEqual([])
  // The very bundle that was refused is taken now, with the answer that was signed before.
  expect(await imported(city, file)).toMatchObject({ received: 1, faults: [] })
  await answer()
  // Whoever has the lost key can sign parcels, and none of them is taken.
  expect(codesOf(await imported(city, stolen))).toEqual(['parcel.former-key'])
  expect(await carry(town, city)).toMatchObject({ received: 1, faults: [] })
  expect(await stateOf(call)).toBe('answered')
})

test('the key of the body above is lost: of its calls of before those hold that had arrived', async () => {
  await ask('已经送达')
  await carry(city, town)
  const sealedOf = async (call: string) => {
    const told = await above.clerk.ask('GET', `/api/v1/calls/${call}/sealed`)
    return new TextDecoder().decode(told.bytes)
  }
  const call = await ask('没有送达')
  await untilCovered(city.serving, above.org)
  // Of a call that never went: as whoever finds the key could write others.
  const stray = await sealedOf(call)
  const { version } = (await above.clerk.ask('GET', `/api/v1/records/${call}`)).body
  const headers = { 'if-match': `"${version}"` }
  await done(above.first.ask('POST', `/api/v1/calls/${call}/withdraw`, { headers }))
  await loseKey(city, above)
  const file = await exported(city)
  expect(codesOf(await imported(town, file))).toEqual(['parcel.key'])
  await acceptKey(below, { origin: above.origin, vkey: await keyOf(city) })
  // From here on the tree that was seen is larger than the one of that call.
  expect(await imported(town, file)).toMatchObject({ faults: [] })
  const taking = { body: { sealed: stray, owner: null } }
  const refused = await below.clerk.ask('POST', '/api/v1/calls-taken', taking)
  expect([refused.status, refused.body.code]).toEqual([422, 'call.key'])
  await takeFirst(below)
})
