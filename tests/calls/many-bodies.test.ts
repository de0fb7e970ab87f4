import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { issueCall } from '../../src/app/calls/issue-call.ts'
import { prepareCall } from '../../src/app/calls/prepare-call.ts'
import { exportBundle } from '../../src/app/exchange/export-bundle.ts'
import { withoutPasskey } from '../../src/app/people/passkey-signature.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { formatVerifierKey, verifierKey } from '../../src/log/verifier-key.ts'
import { untilCovered } from '../api/serving.ts'
import type { TwoLevels } from './two-levels.ts'
import { callOfYear, item, twoLevels } from './two-levels.ts'
import { enterBelow } from './two-servers.ts'

// A county has sixty bodies on servers of their own, and asks each of them twenty things.

const [bodies, calls] = [60, 20]

let city: TwoLevels
let session: Session

beforeAll(async () => {
  city = await twoLevels([])
  const { above } = city
  const { ports } = city.serving.opened
  for (let place = 1; place <= bodies; place += 1) {
    const log = `taizhang/${randomUUID()}`
    const jwk = generateKeyPairSync('ed25519').publicKey.export({ format: 'jwk' })
    const publicKey = new Uint8Array(Buffer.from(jwk.x ?? '', 'base64url'))
    const named = { name: log, use: 'note', publicKey } as const
    const key = formatVerifierKey(verifierKey(nodeCrypto, named))
    await enterBelow(above, { place, name: `第${place}镇`, log, key })
  }
  const org = await ports.organisations.of(above.org)
  if (!org) throw new Error('the body above is not there')
  const { person } = (await above.first.ask('GET', '/api/v1/session')).body
  const actor = { id: 'cli:test', person, roles: ['clerk', 'first-responsible'] }
  session = { org, pack: await ports.unitPacks.of(org), actor }
  const items = [item({ label: '次数', kind: 'number', unit: '次' })]
  for (let nth = 1; nth <= calls; nth += 1) {
    const { record } = await prepareCall(ports, session, callOfYear({ title: `第${nth}项`, items }))
    if (!record) throw new Error('a call was not prepared')
    const asked = { call: record.id, expected: record.version }
    await issueCall(ports, session, { ...asked, ...withoutPasskey })
  }
  await untilCovered(city.serving, above.org)
}, 240_000)

afterAll(() => city.close())

/** How many statements go to the database meanwhile. */
async function statementsOf(work: () => Promise<unknown>): Promise<number> {
  const { query } = Client.prototype
  let sent = 0
  Client.prototype.query = function (this: unknown, ...given: unknown[]): unknown {
    sent += 1
    return Reflect.apply(query, this, given)
  } as typeof query
  try {
    await work()
    return sent
  } finally {
    Client.prototype.query = query
  }
}

test('what all of them are sent is read once, and not once for each', async () => {
  const { ports } = city.serving.opened
  const sent = await statementsOf(async () => {
    const written = await exportBundle(ports, session, { to: null })
    expect(written).toMatchObject({ parcels: bodies, items: bodies * calls, left: 0 })
  })
  // Of each body: what it answered, what arrived from it, and which tree of ours it was sent.
  expect(sent).toBeLessThan(bodies * 12 + calls * 10)
}, 120_000)
