import { afterAll, beforeAll, expect, test } from 'vitest'
import { issueCall } from '../../src/app/calls/issue-call.ts'
import { prepareCall } from '../../src/app/calls/prepare-call.ts'
import { withoutPasskey } from '../../src/app/people/passkey-signature.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { callOfYear, done, item, takeFirst } from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import { exported, imported, opened, twoServers } from './two-servers.ts'

// A body above with many offices asks more often than one page of records holds, one parcel brings
// items, and a program of before could name calls in force.

const calls = 501

let both: TwoServers

beforeAll(async () => {
  both = await twoServers()
  const { city, above } = both
  const { ports } = city.serving.opened
  const org = await ports.organisations.of(above.org)
  if (!org) throw new Error('the body above is not there')
  const { person } = (await above.first.ask('GET', '/api/v1/session')).body
  const session: Session = {
    org,
    pack: await ports.unitPacks.of(org),
    actor: { id: 'cli:test', person, roles: ['clerk', 'first-responsible'] },
  }
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  for (let nth = 1; nth <= calls; nth += 1) {
    const body = callOfYear({ title: `第${nth}项`, items })
    const { record } = await prepareCall(ports, session, body)
    if (!record) throw new Error('a call was not prepared')
    const asked = { call: record.id, expected: record.version }
    await issueCall(ports, session, { ...asked, ...withoutPasskey })
  }
}, 240_000)

afterAll(() => both.close())

test('the list of calls comes page by page, and leaves none out', async () => {
  const seen = new Set<string>()
  let after: string | null = null
  do {
    const query: string = after === null ? '' : `?after=${encodeURIComponent(after)}`
    const page = await done(both.above.clerk.ask('GET', `/api/v1/calls${query}`), 200)
    for (const { id, standing } of page.calls) {
      seen.add(id)
      expect(standing).toEqual({ asked: 1, states: { notDelivered: 1 }, overdue: 0 })
    }
    after = page.next
  } while (after !== null)
  expect(seen.size).toBe(calls)
})

test('each of them reaches the unit, and stays in force there', async () => {
  const { city, town, below } = both
  const first = await exported(city)
  expect(opened(first).parcel.contents.inForce).toHaveLength(calls)
  expect(await imported(town, first)).toMatchObject({ kept: 500, faults: [] })
  await imported(city, await exported(town))
  expect(await imported(town, await exported(city))).toMatchObject({ kept: 1, faults: [] })
  const offered = await done(below.clerk.ask('GET', '/api/v1/calls-offered'), 200)
  expect(offered).toHaveLength(calls)
})

test('that one of them was taken comes up, however many were asked', async () => {
  const { city, town, below } = both
  await takeFirst(below)
  const came = await imported(city, await exported(town))
  expect(came).toMatchObject({ kept: 1, faults: [] })
}, 60_000)
