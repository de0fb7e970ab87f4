import { expect, test } from 'vitest'
import * as fc from 'fast-check'
import { ed25519Signer, nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { startLogCheck } from './fsck-log.ts'
import type { LogFinding, StoredLeaf } from './fsck-log.ts'
import { leafBytes, leafHash } from './leaf.ts'
import type { Leaf } from './leaf.ts'
import { rootOfLeaves } from './merkle-tree.ts'
import { signCheckpoint } from './sign-checkpoint.ts'
import { verifierKey } from './verifier-key.ts'

const org = '5f0c'
const origin = 'taizhang/5f0c'
const signer = ed25519Signer(new Uint8Array(32).fill(61))
const trust = {
  origin,
  logKeys: [verifierKey(crypto, { name: origin, use: 'note', publicKey: signer.publicKey })],
}

interface Stored extends StoredLeaf {
  readonly index: number
  readonly storedHash: Uint8Array
}

function stored(index: number, leaf: Leaf): Stored {
  const bytes = leafBytes(leaf)
  return { index, bytes, storedHash: leafHash(crypto, bytes) }
}

const base: Omit<Leaf, 'kind' | 'recordedAt'> = {
  v: 1,
  org,
  pack: null,
  register: null,
  record: null,
  version: 0,
  prev: null,
  occurredOn: null,
  actor: 'p-1',
  payload: toBase64(new Uint8Array(32)),
}

const momentOf = (index: number) => new Date(1_740_000_000_000 + index * 1000).toISOString()

// Three records, each created, corrected twice and voided, in turn.
function goodLog(): Stored[] {
  const log = [stored(0, { ...base, kind: 'found', recordedAt: momentOf(0) })]
  const heads = new Map<string, string>()
  for (let index = 1; index <= 12; index += 1) {
    const version = Math.ceil(index / 3)
    const record = `r-${index % 3}`
    const entry = stored(index, {
      ...base,
      kind: version === 1 ? 'create' : version === 4 ? 'void' : 'correct',
      register: 'meeting',
      record,
      version,
      prev: heads.get(record) ?? null,
      occurredOn: '2025-03-01',
      recordedAt: momentOf(index),
    })
    heads.set(record, toBase64(entry.storedHash))
    log.push(entry)
  }
  return log
}

const log = goodLog()

function checkpointOf(size: number): string {
  const root = rootOfLeaves(
    crypto,
    log.slice(0, size).map(({ storedHash }) => storedHash),
  )
  return signCheckpoint(crypto, { origin, size, root }, signer)
}

const checkpoints = [checkpointOf(13), checkpointOf(0), checkpointOf(1), checkpointOf(7)]

function check(entries: readonly StoredLeaf[], notes: readonly string[] = checkpoints) {
  const found: LogFinding[] = []
  const run = startLogCheck(crypto, {
    org,
    trust,
    checkpoints: notes,
    report: (one) => found.push(one),
  })
  for (const entry of entries) run.feed(entry)
  return { ...run.finish(), found }
}

const codes = (entries: readonly StoredLeaf[], notes?: readonly string[]) =>
  check(entries, notes).found.map((one) =>
    one.at === 'entry' ? `${one.index} ${one.code}` : `at ${one.size} ${one.code}`,
  )

test('a good log has no finding', () => {
  expect(check(log)).toMatchObject({ found: [], findings: 0, size: 13 })
  expect(codes(log.map(({ bytes }) => ({ bytes })))).toEqual([])
  expect(check([], [])).toMatchObject({ size: 0, findings: 0 })
})

function changed(index: number, leaf: object, { rehash }: { rehash: boolean }): Stored[] {
  return log.map((entry) => {
    if (entry.index !== index) return entry
    const old = JSON.parse(new TextDecoder().decode(entry.bytes)) as Leaf
    const again = stored(index, { ...old, ...leaf })
    return rehash ? again : { ...again, storedHash: entry.storedHash }
  })
}

test('a changed entry is one finding, at its index', () => {
  expect(codes(changed(5, { actor: 'p-2' }, { rehash: false }))).toEqual(['5 entry.hash'])
})

test('a changed entry with its hash made to fit is found by its record and the checkpoints', () => {
  expect(codes(changed(5, { actor: 'p-2' }, { rehash: true }))).toEqual([
    'at 7 checkpoint.root',
    '8 entry.prev',
    'at 13 checkpoint.root',
  ])
  const { found } = check(changed(5, { actor: 'p-2' }, { rehash: true }))
  expect(found[0]).toMatchObject({ detail: '1' })
})

test('each kind of wrong entry has its name', () => {
  const only = (index: number, leaf: object) =>
    codes(changed(index, leaf, { rehash: true }), []).filter((one) => one.startsWith(`${index} `))
  expect(only(12, { org: 'other' })).toEqual(['12 entry.other-org'])
  expect(only(12, { kind: 'found' })).toEqual(['12 entry.found'])
  expect(only(0, { kind: 'adopt' })).toEqual(['0 entry.found'])
  expect(only(12, { recordedAt: momentOf(3) })).toEqual(['12 entry.recorded-at'])
  expect(only(12, { version: 9 })).toEqual(['12 entry.version'])
  expect(only(12, { register: 'study' })).toEqual(['12 entry.register'])
  expect(only(12, { record: 'r-new' })).toEqual(['12 entry.version', '12 entry.prev'])
  expect(only(12, { prev: base.payload })).toEqual(['12 entry.prev'])
  const junk = log.map((one) => (one.index === 4 ? { ...one, bytes: Uint8Array.of(1) } : one))
  expect(codes(junk)).toEqual(['4 entry.hash', '4 entry.leaf'])
})

test('a missing entry, a repeated one, an exchange and a cut', () => {
  const without = log.filter(({ index }) => index !== 4)
  expect(codes(without)).toEqual([
    '4 entry.missing',
    'at 7 checkpoint.unchecked',
    'at 13 checkpoint.unchecked',
  ])
  const [first, ...rest] = log
  if (first === undefined) throw new Error('empty')
  expect(codes([first, first, ...rest])).toEqual(['0 entry.repeated'])
  expect(codes(log.slice(0, 10))).toEqual(['at 13 checkpoint.beyond-log'])
  const exchanged = log.map((one) => log[one.index === 8 ? 9 : one.index === 9 ? 8 : one.index])
  const renumbered = exchanged.flatMap((one, index) =>
    one === undefined ? [] : [{ ...one, index }],
  )
  expect(codes(renumbered)).toEqual(['9 entry.recorded-at', 'at 13 checkpoint.root'])
})

test('a checkpoint by a stranger is named and the others still serve', () => {
  const forged = signCheckpoint(
    crypto,
    { origin, size: 13, root: new Uint8Array(32) },
    ed25519Signer(new Uint8Array(32).fill(62)),
  )
  expect(codes(log, ['junk', forged, ...checkpoints])).toEqual([
    'at null checkpoint.note',
    'at null checkpoint.note',
  ])
  const resigned = signCheckpoint(crypto, { origin, size: 7, root: new Uint8Array(32) }, signer)
  expect(codes(log, [...checkpoints, resigned])).toEqual(['at 7 checkpoint.root'])
})

test('every byte that changes, in bytes or hash, is found at its index', () => {
  fc.assert(
    fc.property(
      fc.nat(log.length - 1),
      fc.nat(),
      fc.integer({ min: 1, max: 255 }),
      fc.boolean(),
      (index, at, mask, inHash) => {
        const entries = log.map((one) => {
          if (one.index !== index) return one
          const target = Uint8Array.from(inHash ? one.storedHash : one.bytes)
          target[at % target.length] = (target[at % target.length] ?? 0) ^ mask
          return inHash ? { ...one, storedHash: target } : { ...one, bytes: target }
        })
        const { found } = check(entries)
        expect(found).toContainEqual(expect.objectContaining({ at: 'entry', index }))
      },
    ),
    { numRuns: 1000 },
  )
})
