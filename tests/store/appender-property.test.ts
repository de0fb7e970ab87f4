import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { AppendRequest } from '../../src/append/append-request.ts'
import type { Random } from '../../src/append/effects.ts'
import type { Answer, BatchState } from '../../src/append/plan-batch.ts'
import { planBatch } from '../../src/append/plan-batch.ts'
import { prepareWrite } from '../../src/append/prepare-write.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { RecordHead } from '../../src/ledger/record/fold.ts'
import { hashFromBase64, toBase64 } from '../../src/log/base64.ts'
import { emptyRange } from '../../src/log/compact-range.ts'
import { leafHash } from '../../src/log/leaf.ts'
import { rootOfLeaves } from '../../src/log/merkle-tree.ts'
import { toUtf8 } from '../../src/log/utf8.ts'
import { finished } from '../finished.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

/** Counts instead of drawing, so that two runs draw the same. */
function countingRandom(): Random & { restart(): void } {
  let count = 0
  let run = 0
  return {
    bytes: (length) => nodeCrypto.sha256(toUtf8(`${run} ${(count += 1)}`)).slice(0, length),
    uuid: () => {
      const hex = Buffer.from(nodeCrypto.sha256(toUtf8(`u${run} ${(count += 1)}`))).toString('hex')
      return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, '$1-$2-$3-$4-$5')
    },
    restart: () => {
      count = 0
      run += 1
    },
  }
}

const random = countingRandom()
const twin = countingRandom()
let fixture: StoreFixture

beforeAll(async () => {
  fixture = await storeFixture({ random })
})

afterAll(() => fixture.close())

interface Command {
  /** Which of a few records; null makes a new one. */
  readonly slot: number | null
  readonly expected: number | null
  readonly kind: 'create' | 'correct' | 'void'
  readonly key: number | null
  readonly body: number
}

const command: fc.Arbitrary<Command> = fc.record({
  slot: fc.option(fc.nat(2), { freq: 4 }),
  expected: fc.option(fc.integer({ min: 1, max: 4 }), { freq: 3 }),
  kind: fc.constantFrom('create', 'correct', 'void'),
  key: fc.option(fc.nat(3)),
  body: fc.nat(1),
})

function requestOf(
  slots: readonly string[],
  { slot, expected, kind, key, body }: Command,
): AppendRequest {
  return meeting({
    kind,
    title: `b${body}`,
    record: slot === null ? null : (slots[slot] ?? null),
    expected: slot === null ? null : expected,
    values: { kind: 'x', heldOn: '2025-02-27', body },
    idempotency: key === null ? null : { key: `k${key}`, digest: `d${body}` },
  })
}

/** One write after another, each a batch of its own, over a state in memory. */
function serially(start: BatchState, requests: readonly AppendRequest[]): Ran {
  const records = new Map<string, RecordHead>()
  const answers = new Map<string, Answer>()
  const leaves: string[] = []
  let head = start.head
  const outcomes = requests.map((request): string => {
    const write = prepareWrite({ crypto: nodeCrypto, random: twin }, request)
    const plan = finished(planBatch(nodeCrypto, { ...start, head, records, answers }, [write]))
    head = plan.head
    const [outcome] = plan.outcomes
    if (outcome?.kind === 'refused') return outcome.faults.map((one) => one.code).join()
    if (outcome?.kind === 'repeated') return `repeated ${outcome.index}`
    const entry = outcome?.entry
    if (entry === undefined) throw new Error('no outcome')
    leaves.push(entry.leafText)
    const { idempotency } = request
    if (idempotency !== null) {
      answers.set(idempotency.key, { digest: idempotency.digest, index: entry.index })
    }
    const { record } = entry
    if (record !== null) {
      const hash = toBase64(entry.leafHash)
      const { register, version, firstEntry, firstRecordedAt } = record
      const head = { register, version, firstEntry, firstRecordedAt, leafHash: hash }
      records.set(record.id, head)
    }
    return `accepted ${entry.index} version ${record?.version}`
  })
  return { outcomes, leaves }
}

interface Ran {
  readonly outcomes: readonly string[]
  readonly leaves: readonly string[]
}

async function throughStore(org: number, bursts: readonly AppendRequest[][]): Promise<Ran> {
  const outcomes: string[] = []
  for (const burst of bursts) {
    const settled = await Promise.allSettled(
      burst.map((request) => fixture.store.append(org, request)),
    )
    for (const one of settled) {
      if (one.status === 'rejected') {
        if (!(one.reason instanceof Refusal)) throw one.reason
        outcomes.push(one.reason.faults.map((fault) => fault.code).join())
      } else if (one.value.repeated) outcomes.push(`repeated ${one.value.index}`)
      else outcomes.push(`accepted ${one.value.index} version ${one.value.record?.version}`)
    }
  }
  const entries = await fixture.store.read(org, (reader) => reader.entries({ from: 1, count: 999 }))
  return { outcomes, leaves: entries.map((entry) => entry.leafText) }
}

test('batches through the appender are as one write after another', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(command, { minLength: 1, maxLength: 30 }), { minLength: 1, maxLength: 4 }),
      async (bursts) => {
        const org = await foundUnit(fixture)
        const unit = (await fixture.store.organisations()).find((one) => one.id === org)
        const founding = await fixture.store.read(org, (reader) => reader.entry(0))
        random.restart()
        twin.restart()
        const slots = [1, 2, 3].map((n) => `00000000-0000-4000-8000-00000000000${n}`)
        const requests = bursts.map((burst) => burst.map((one) => requestOf(slots, one)))
        const ran = await throughStore(org, requests)
        const first = hashFromBase64(founding?.leafHash ?? '') ?? new Uint8Array()
        const start: BatchState = {
          org: unit?.publicId ?? '',
          now: fixture.clock.at,
          head: {
            range: { size: 1, hashes: [first] },
            recordedAt: founding?.leaf.recordedAt ?? '',
          },
          records: new Map(),
          answers: new Map(),
        }
        expect(ran).toEqual(serially(start, requests.flat()))
        const hashes = ran.leaves.map((leaf) => leafHash(nodeCrypto, toUtf8(leaf)))
        const position = await fixture.store.read(org, (reader) => reader.position())
        expect(position.size).toBe(hashes.length + 1)
        expect(position.root).toBe(toBase64(rootOfLeaves(nodeCrypto, [first, ...hashes])))
      },
    ),
    { numRuns: Number(process.env['TAIZHANG_PROPERTY_RUNS'] ?? 25) },
  )
}, 60_000)

test('an empty plan changes nothing', () => {
  const state: BatchState = {
    org: 'o',
    now: 0,
    head: { range: emptyRange, recordedAt: null },
    records: new Map(),
    answers: new Map(),
  }
  expect(finished(planBatch(nodeCrypto, state, [])).head).toEqual(state.head)
})
