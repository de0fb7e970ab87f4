import { afterAll, beforeAll, expect, test } from 'vitest'
import { sendingsOf } from '../../src/app/exchange/export-bundle.ts'
import { writeBundle } from '../../src/app/exchange/write-bundle.ts'
import { waitForCheckpoint } from '../../src/app/log/covering-checkpoint.ts'
import type { AppPorts } from '../../src/app/ports/app-ports.ts'
import { untilCovered } from '../api/serving.ts'
import { callOfYear, issueCall, item } from './two-levels.ts'
import type { TwoServers } from './two-servers.ts'
import { imported, twoServers } from './two-servers.ts'

// The keys of a log are replaced while a parcel is being filled from it.

let both: TwoServers

beforeAll(async () => {
  both = await twoServers()
})

afterAll(() => both.close())

async function rotate(): Promise<void> {
  const { city, above } = both
  const { store } = city.serving.opened.ports
  const rotated = { how: 'rotated', reason: '例行更换', actor: 'cli:test', pack: null } as const
  await store.changeKeys(above.org, rotated)
  await untilCovered(city.serving, above.org)
}

/** The same ports, and how often they were asked; before the `nth` time something else happens. */
function interrupted(ports: AppPorts, nth: number, happens: () => Promise<void>) {
  let asked = 0
  const stopping = <T extends object>(port: T): T =>
    new Proxy(port, {
      get: (all, name) => {
        const work: unknown = Reflect.get(all, name)
        if (typeof work !== 'function') return work
        return async (...given: unknown[]) => {
          asked += 1
          if (asked === nth) await happens()
          return Reflect.apply(work, all, given)
        }
      },
    })
  const { store, exchange, received } = ports
  const held = {
    store: stopping(store),
    exchange: stopping(exchange),
    received: stopping(received),
  }
  return { ports: { ...ports, ...held }, asked: () => asked }
}

test('whenever a key is replaced while a parcel is filled, all that it brings is believed', async () => {
  const { city, town, above } = both
  const { ports } = city.serving.opened
  const org = await ports.organisations.of(above.org)
  if (org === null) throw new Error('the body above is not there')
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  let moments = 0
  for (let nth = 1; nth <= moments + 1; nth += 1) {
    await issueCall(above, callOfYear({ title: `第${nth}次`, items }))
    await untilCovered(city.serving, above.org)
    const sendings = await sendingsOf(ports, { org }, null)
    const one = interrupted(ports, nth, rotate)
    const { bytes } = await waitForCheckpoint(() => writeBundle(one.ports, sendings))
    if (nth === 1) moments = one.asked()
    expect(await imported(town, bytes), `before ${nth}`).toMatchObject({ kept: 1, faults: [] })
  }
  // The log is read, the parcel signed, and what was sent remembered.
  expect(moments).toBeGreaterThan(3)
}, 240_000)
