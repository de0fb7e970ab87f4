import type { ClientConfig, Pool, PoolClient } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { openPool } from '../../src/adapters/postgres/open-pool.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import type { Checkpointer } from '../../src/adapters/signing/checkpointer.ts'
import { createCheckpointer } from '../../src/adapters/signing/checkpointer.ts'
import type { Organisation } from '../../src/app/ports/store-ports.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

let fixture: StoreFixture
let superuser: Client
let unit: Organisation
let asSigner: ClientConfig
const opened: Checkpointer[] = []

beforeAll(async () => {
  fixture = await storeFixture()
  asSigner = await connectionAs(fixture.connection, 'signer')
  superuser = new Client(fixture.connection)
  await superuser.connect()
})

beforeEach(async () => {
  const id = await foundUnit(fixture)
  const found = (await fixture.store.organisations()).find((one) => one.id === id)
  if (!found) throw new Error('the unit was not founded')
  unit = found
})

afterAll(async () => {
  for (const one of opened) await one.close()
  await superuser.end()
  await fixture.close()
})

/** Where a signer is held up: before it sends such a statement for the nth time. */
interface Hold {
  readonly at: RegExp
  readonly nth: number
  readonly reached: Promise<void>
  here(): Promise<void>
  letGo(): void
}

function holdAt(at: RegExp, nth = 1): Hold {
  let begin = (): void => {}
  let letGo = (): void => {}
  const reached = new Promise<void>((resolve) => {
    begin = resolve
  })
  const gone = new Promise<void>((resolve) => {
    letGo = resolve
  })
  return {
    at,
    nth,
    reached,
    letGo,
    here: () => {
      begin()
      return gone
    },
  }
}

interface SignerOptions {
  readonly hold?: Hold
  readonly heldMsMax?: number
}

/** A signer of its own, as a process would have it; it can be held up once. */
function signer({ hold, heldMsMax = 60_000 }: SignerOptions = {}): Checkpointer {
  const pool = openPool(asSigner, { max: 2 })
  let seen = 0
  const slow = async (client: PoolClient): Promise<PoolClient> =>
    new Proxy(client, {
      get: (of, name) => {
        const value: unknown = Reflect.get(of, name, of)
        if (typeof value !== 'function') return value
        if (name !== 'query') return value.bind(of)
        return async (query: { text?: string } | string) => {
          const text = typeof query === 'string' ? query : (query.text ?? '')
          if (hold?.at.test(text) === true) {
            seen += 1
            if (seen === hold.nth) await hold.here()
          }
          return client.query(query as string)
        }
      },
    })
  const made = createCheckpointer({
    pool: new Proxy(pool, {
      get: (of, name) => {
        const value: unknown = Reflect.get(of, name, of)
        if (name === 'connect') return async () => slow(await pool.connect())
        return typeof value === 'function' ? value.bind(of) : value
      },
    }) as Pool,
    keysDir: fixture.keysDir,
    crypto: nodeCrypto,
    clock: fixture.clock,
    heldMsMax,
  })
  opened.push(made)
  return made
}

async function grow(entries: number): Promise<void> {
  await fixture.store.appendAll(
    unit.id,
    Array.from({ length: entries }, () => meeting()),
  )
}

function log() {
  return { ...unit, org: unit.id }
}

async function signedSizes(): Promise<number[]> {
  const { rows } = await superuser.query<{ size: string }>(
    'SELECT size FROM ledger.checkpoint WHERE org_id = $1 ORDER BY size',
    [unit.id],
  )
  return rows.map(({ size }) => Number(size))
}

async function faults(): Promise<readonly string[]> {
  const reports = await fsckOnce(fixture, { organisations: [unit.id] })
  return reports.flatMap((one) => one.faults).map((one) => one.text.en)
}

describe('two signers of one log', () => {
  test('one held up after reading stores nothing that the other has gone beyond', async () => {
    await grow(9)
    await signer().checkpoint(log())
    await grow(10)
    const hold = holdAt(/FROM ledger\.entry/)
    const slow = signer({ hold }).checkpoint(log())
    await hold.reached
    await grow(10)
    expect((await signer().checkpoint(log()))?.size).toBe(30)
    hold.letGo()
    expect((await slow)?.size).toBe(30)
    expect(await signedSizes()).toEqual([10, 30])
    await grow(5)
    expect((await signer().checkpoint(log()))?.size).toBe(35)
    expect(await faults()).toEqual([])
  })

  // First while working out, then under the lock: the second time is where it stores.
  const stops: readonly (readonly [string, RegExp])[] = [
    ['once it has the lock', /SELECT size, root, compact_range/],
    ['with everything sent but the commit', /^COMMIT$/],
  ]

  test.each(stops)('one that stops %s is thrown out, and wakes to nothing', async (_, at) => {
    await grow(9)
    const hold = holdAt(at, 2)
    const stopped = signer({ hold, heldMsMax: 1_000 }).checkpoint(log())
    stopped.catch(() => {})
    await hold.reached
    await grow(10)
    expect((await signer().checkpoint(log()))?.size).toBe(20)
    hold.letGo()
    await expect(stopped).rejects.toThrow(/idle-in-transaction|connection|commit/)
    expect(await signedSizes()).toEqual([20])
    expect(await faults()).toEqual([])
  })

  test('many at once, under writes, leave one sound log, and writes never wait for them', async () => {
    const others = Array.from({ length: 4 }, () => signer())
    let isOver = false
    const signing = others.map(async (one) => {
      while (!isOver) await one.checkpoint(log())
    })
    for (let round = 0; round < 40; round += 1) await grow(13)
    isOver = true
    await Promise.all(signing)
    expect((await signer().checkpoint(log()))?.size).toBe(1 + 40 * 13)
    expect(await faults()).toEqual([])
  }, 60_000)

  test('one that holds the lock lets writes through', async () => {
    const hold = holdAt(/^COMMIT$/, 2)
    const slow = signer({ hold }).checkpoint(log())
    await hold.reached
    await grow(3)
    hold.letGo()
    await slow
    expect(await signedSizes()).toEqual([1])
  })

  test('at a change of keys both signatures come from whoever is first', async () => {
    await fixture.checkpointNow(unit.id)
    const hold = holdAt(/FROM ledger\.entry/)
    await fixture.store.changeKeys(unit.id, {
      how: 'rotated',
      reason: '例行更换',
      actor: 'cli:test',
      pack: null,
    })
    const slow = signer({ hold }).checkpoint(log())
    await hold.reached
    expect((await signer().checkpoint(log()))?.size).toBe(2)
    await grow(1)
    hold.letGo()
    expect((await slow)?.size).toBe(2)
    expect((await signer().checkpoint(log()))?.size).toBe(3)
    expect(await faults()).toEqual([])
  })
})

describe('a log whose tiles are wrong is healed from its leaves', () => {
  const wrongs: readonly (readonly [string, string])[] = [
    ['an edge tile that is too short', 'UPDATE ledger.tile SET hashes = substr(hashes, 1, 64)'],
    ['tiles of nothing', "UPDATE ledger.tile SET hashes = ''"],
    ['tiles with a tail', 'UPDATE ledger.tile SET hashes = hashes || substr(hashes, 1, 96)'],
    [
      'a garbled edge tile',
      'UPDATE ledger.tile SET hashes = overlay(hashes PLACING substr(hashes, 3, 9) FROM 11)',
    ],
    ['missing tiles', 'DELETE FROM ledger.tile'],
  ]

  test.each(wrongs)('%s, at the next checkpoint', async (_, sql) => {
    await grow(299)
    const one = signer()
    await one.checkpoint(log())
    const edgeOnly = sql.startsWith('DELETE') ? '' : ' AND (level, index) IN ((0, 1), (1, 0))'
    await superuser.query(`${sql} WHERE org_id = $1${edgeOnly}`, [unit.id])
    expect(await faults()).not.toEqual([])
    await grow(1)
    expect((await one.checkpoint(log()))?.size).toBe(301)
    expect(await faults()).toEqual([])
  })

  test('also far from the edge and with nothing new to sign, when a signer first looks', async () => {
    await grow(599)
    await signer().checkpoint(log())
    const where = 'WHERE org_id = $1 AND level = 0'
    await superuser.query(`DELETE FROM ledger.tile ${where} AND index = 0`, [unit.id])
    await superuser.query(
      `UPDATE ledger.tile SET hashes = substr(hashes, 1, 3200) ${where} AND index = 1`,
      [unit.id],
    )
    expect(await faults()).toHaveLength(2)
    expect((await signer().checkpoint(log()))?.size).toBe(600)
    expect(await faults()).toEqual([])
    expect(await signedSizes()).toEqual([600])
  })

  test('and so is a checkpoint whose own edge is damaged', async () => {
    await grow(20)
    await signer().checkpoint(log())
    await superuser.query("UPDATE ledger.checkpoint SET compact_range = '' WHERE org_id = $1", [
      unit.id,
    ])
    await grow(1)
    expect((await signer().checkpoint(log()))?.size).toBe(22)
  })

  test('but not where the leaves no longer give the root that was signed', async () => {
    await grow(20)
    await signer().checkpoint(log())
    await superuser.query('DELETE FROM ledger.tile WHERE org_id = $1', [unit.id])
    // Leaf, hash and head changed together: nothing but the signature knows better.
    await superuser.query(
      `UPDATE ledger.entry SET leaf = l.leaf, leaf_hash = sha256('\\x00' || convert_to(l.leaf, 'UTF8'))
       FROM (SELECT regexp_replace(leaf, '"actor":"[^"]*"', '"actor":"cli:else"') AS leaf
             FROM ledger.entry WHERE org_id = $1 AND index = 3) l
       WHERE org_id = $1 AND index = 3`,
      [unit.id],
    )
    await grow(1)
    await expect(signer().checkpoint(log())).rejects.toThrow('signed is another root')
    const { rows } = await superuser.query('SELECT FROM ledger.tile WHERE org_id = $1', [unit.id])
    expect(rows).toHaveLength(0)
  })
})

test('a store that wrote nothing signs nothing; a server signs what others left', async () => {
  await grow(3)
  const reading = await fixture.reopen({ checkpointAfterMs: 10 })
  await reading.store.read(unit.id, (reader) => reader.position())
  await reading.close()
  expect(await signedSizes()).toEqual([])
  const serving = await fixture.reopen({ checkpointAfterMs: 10, signsAtStart: true })
  await expect.poll(signedSizes).toEqual([4])
  await serving.close()
  const writing = await fixture.reopen({ checkpointAfterMs: 60_000 })
  await writing.store.append(unit.id, meeting())
  await writing.close()
  expect(await signedSizes()).toEqual([4, 5])
})
