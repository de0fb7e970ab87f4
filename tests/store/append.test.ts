import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { Random } from '../../src/append/effects.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { keysInForce } from '../../src/log/announced-keys.ts'
import { fromBase64, hashFromBase64 } from '../../src/log/base64.ts'
import { toUtf8 } from '../../src/log/utf8.ts'
import { parseVerifierKey } from '../../src/log/verifier-key.ts'
import { verifyCheckpoint } from '../../src/log/verify/checkpoint.ts'
import { verifyInclusion } from '../../src/log/verify/inclusion.ts'
import { verifyReceipt } from '../../src/log/verify/receipt.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { systemRandom } from './fixture-requests.ts'
import { fsckOnce } from './fsck-once.ts'

let fixture: StoreFixture
let org: number

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
})

afterAll(() => fixture.close())

async function codesOf(work: Promise<unknown>): Promise<readonly string[]> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof Refusal)) throw error
  return error.faults.map((one) => one.code)
}

describe('a write', () => {
  test('is read back as the record it makes, with its entry and a receipt that holds', async () => {
    const appended = await fixture.store.append(org, meeting())
    const [record, entry, keys] = await fixture.store.read(org, async (reader) => [
      await reader.record(appended.record?.id ?? ''),
      await reader.entry(appended.index),
      await reader.keys(),
    ])
    expect(record).toEqual(appended.record)
    expect(record).toMatchObject({ version: 1, state: 'live', occurredOn: '2025-02-27' })
    expect(entry?.leafHash).toBe(appended.leafHash)
    expect(entry?.values).toEqual(meeting().values)
    const key = parseVerifierKey(nodeCrypto, keysInForce(keys, appended.index + 1).receipt)
    const verdict = verifyReceipt(nodeCrypto, appended.receipt, {
      origin: (await fixture.store.organisations())[0]?.origin ?? '',
      keys: key.ok ? [key.key] : [],
      entry: toUtf8(entry?.leafText ?? ''),
    })
    expect(verdict.ok).toBe(true)
  })

  test('with the version it saw makes the next one; with an old one it is refused', async () => {
    const first = await fixture.store.append(org, meeting())
    const record = first.record?.id ?? null
    const correct = { ...meeting(), kind: 'correct', record, expected: 1 } as const
    const second = await fixture.store.append(org, correct)
    expect(second.record).toMatchObject({ version: 2, firstEntry: first.index })
    expect(await codesOf(fixture.store.append(org, correct))).toEqual(['write.stale'])
    const versions = await fixture.store.read(org, (reader) => reader.versions(record ?? ''))
    expect(versions.map((one) => one.leaf.version)).toEqual([1, 2])
    expect(versions[1]?.leaf.prev).toBe(first.leafHash)
  })

  test('with a key that was answered gets the same answer; another body is refused', async () => {
    const request = meeting({ idempotency: { key: 'k1', digest: 'd1' } })
    const first = await fixture.store.append(org, request)
    const again = await fixture.store.append(org, request)
    expect(again).toEqual({ ...first, repeated: true })
    const other = meeting({ idempotency: { key: 'k1', digest: 'd2' } })
    expect(await codesOf(fixture.store.append(org, other))).toEqual(['write.key-reused'])
  })

  test('that the database cannot hold spares its neighbours', async () => {
    const neighbours = [meeting(), meeting({ title: 'a\0b' }), meeting()]
    const settled = await Promise.allSettled(
      neighbours.map((request) => fixture.store.append(org, request)),
    )
    expect(settled.map((one) => one.status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
  })

  test('about a record that is not there is refused', async () => {
    const correct = meeting({ kind: 'correct', record: crypto.randomUUID(), expected: 1 })
    expect(await codesOf(fixture.store.append(org, correct))).toEqual(['record.unknown'])
  })

  test('never looks older than the one before, though the clock was set back', async () => {
    const first = await fixture.store.append(org, meeting())
    fixture.clock.at -= 86_400_000
    const second = await fixture.store.append(org, meeting())
    fixture.clock.at += 86_400_000
    expect(second.recordedAt).toBe(first.recordedAt)
  })
})

describe('a group of writes', () => {
  test('is written whole or not at all, with every fault told', async () => {
    const before = await fixture.store.read(org, (reader) => reader.position())
    const wrong = meeting({ kind: 'correct', record: crypto.randomUUID(), expected: 1 })
    const group = [meeting(), wrong, meeting(), wrong]
    expect(await codesOf(fixture.store.appendAll(org, group))).toHaveLength(2)
    expect(await fixture.store.read(org, (reader) => reader.position())).toEqual(before)
    const many = await fixture.store.appendAll(
      org,
      Array.from({ length: 1500 }, () => meeting()),
    )
    expect(many.at(-1)?.index).toBe(before.size + 1499)
  })

  test('of many is one group, though its first are sent before its last are prepared', async () => {
    const [made] = await fixture.store.appendAll(org, [meeting()])
    const corrected = (expected: number, heldOn: string) =>
      meeting({
        kind: 'correct',
        record: made?.record?.id ?? '',
        expected,
        occurredOn: heldOn,
        values: { kind: 'secretary-meeting', heldOn },
      })
    const keyed = meeting({ idempotency: { key: 'group', digest: 'd' } })
    const some = Array.from({ length: 700 }, () => meeting())
    const group = [
      ...[corrected(1, '2025-02-26'), keyed, ...some],
      ...[corrected(2, '2025-02-25'), keyed, ...some, corrected(3, '2025-02-24')],
    ]
    const before = await fixture.store.read(org, (reader) => reader.position())
    const refused = await fixture.store
      .appendAll(org, [...group, corrected(9, '2025-02-23'), ...some, corrected(9, '2025-02-22')])
      .catch((error: unknown) => error)
    const faults = refused instanceof Refusal ? refused.faults : []
    expect(faults.map(({ code, at }) => [code, at])).toEqual([
      ['write.stale', [group.length]],
      ['write.stale', [group.length + some.length + 1]],
    ])
    const unkeepable = meeting({ values: { kind: 'x', heldOn: '\u0000' } })
    expect(await codesOf(fixture.store.appendAll(org, [...group, unkeepable]))).toEqual([
      'write.values',
    ])
    expect(await fixture.store.read(org, (reader) => reader.position())).toEqual(before)
    const appended = await fixture.store.appendAll(org, group)
    expect(appended.at(-1)).toMatchObject({
      index: before.size + group.length - 2,
      record: { version: 4, occurredOn: '2025-02-24' },
    })
    expect(appended[703]).toMatchObject({ repeated: true, index: appended[1]?.index })
    const [report] = await fsckOnce(fixture, { organisations: [org] })
    expect(report?.faults).toEqual([])
  })

  test('of many is prepared with pauses, in which others are served', async () => {
    let turn = 0
    const turnsSeen = new Set<number>()
    const random: Random = {
      ...systemRandom,
      bytes: (count) => {
        turnsSeen.add(turn)
        return systemRandom.bytes(count)
      },
    }
    const { store, close } = await fixture.reopen({ random })
    let ticking: NodeJS.Immediate
    const tick = () => {
      turn += 1
      ticking = setImmediate(tick)
    }
    ticking = setImmediate(tick)
    try {
      const appended = await store.appendAll(
        org,
        Array.from({ length: 600 }, () => meeting()),
      )
      expect(appended.map(({ index }) => index - (appended[0]?.index ?? 0))).toEqual(
        appended.map((_, at) => at),
      )
    } finally {
      clearImmediate(ticking)
      await close()
    }
    expect(turnsSeen.size).toBeGreaterThan(2)
  })
})

describe('a checkpoint', () => {
  test('is signed by the log, and proves every entry and every older checkpoint', async () => {
    const older = await fixture.checkpointNow(org)
    await fixture.store.appendAll(
      org,
      Array.from({ length: 300 }, () => meeting()),
    )
    const newer = await fixture.checkpointNow(org)
    const origin = (await fixture.store.organisations())[0]?.origin ?? ''
    const size = newer?.size ?? 0
    await fixture.store.read(org, async (reader) => {
      const key = parseVerifierKey(nodeCrypto, keysInForce(await reader.keys(), size).log)
      const logKeys = key.ok ? [key.key] : []
      const verdict = verifyCheckpoint(nodeCrypto, newer?.note ?? '', { origin, logKeys })
      expect(verdict.ok).toBe(true)
      for (const index of [0, 1, 255, 256, size - 1]) {
        const entry = await reader.entry(index)
        const proof = await reader.inclusion({ index, size })
        const proved = verifyInclusion(nodeCrypto, {
          index,
          size,
          root: hashFromBase64(newer?.root ?? '') ?? new Uint8Array(),
          leafHash: fromBase64(entry?.leafHash ?? '') ?? new Uint8Array(),
          proof: proof.map((one) => fromBase64(one) ?? new Uint8Array()),
        })
        expect(proved.ok).toBe(true)
      }
      const proof = await reader.consistency({ from: older?.size ?? 0, to: size })
      expect(proof.length).toBeGreaterThan(0)
    })
  })
})
