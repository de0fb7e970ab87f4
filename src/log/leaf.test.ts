import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import { canonicalJson } from './canonical-json.ts'
import type { Leaf } from './leaf.ts'
import { entryKinds, leafHash, leafText, parseLeaf } from './leaf.ts'
import { toUtf8 } from './utf8.ts'

const hash = toBase64(new Uint8Array(32).fill(7))

const sample: Leaf = {
  v: 1,
  org: '5f0c1d7e',
  pack: 'sha256:ab',
  kind: 'create',
  register: 'meeting',
  record: 'r-1',
  version: 1,
  prev: null,
  occurredOn: '2025-03-01',
  recordedAt: '2025-03-02T08:00:00.000Z',
  actor: 'p-9',
  payload: hash,
}

const name = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 })
const leaves: fc.Arbitrary<Leaf> = fc
  .record({
    org: name,
    pack: fc.option(name),
    kind: fc.constantFrom(...entryKinds),
    register: fc.option(name),
    record: name,
    version: fc.integer({ min: 1, max: 9 }),
    actor: name,
    occurredOn: fc.constantFrom(null, '2024-02-29'),
    payload: fc.uint8Array({ minLength: 32, maxLength: 32 }).map(toBase64),
    recordedAt: fc.constant('2025-03-02T08:00:00.000Z'),
  })
  .map((fields) => ({ v: 1, ...fields, prev: fields.version === 1 ? null : hash }))

test('the text is canonical JSON and reads back', () => {
  fc.assert(
    fc.property(leaves, (leaf) => {
      expect(leafText(leaf)).toBe(canonicalJson(leaf))
      expect(parseLeaf(toUtf8(leafText(leaf)))).toEqual({ ok: true, leaf })
    }),
  )
})

test('the known text of a leaf', () => {
  expect(leafText(sample)).toBe(
    '{"actor":"p-9","kind":"create","occurredOn":"2025-03-01","org":"5f0c1d7e",' +
      '"pack":"sha256:ab","payload":"BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc=",' +
      '"prev":null,"record":"r-1","recordedAt":"2025-03-02T08:00:00.000Z",' +
      '"register":"meeting","v":1,"version":1}',
  )
})

test('hashes as RFC 6962 does', () => {
  const known = '395aa064aa4c29f7010acfe3f25db9485bbd4b91897b6ad7ad547639252b4d56'
  const bytes = leafHash(nodeCrypto, new TextEncoder().encode('L123456'))
  expect(Buffer.from(bytes).toString('hex')).toBe(known)
})

const changes: readonly (readonly [string, object])[] = [
  ['leaf.v', { v: 2 }],
  ['leaf.org', { org: '' }],
  ['leaf.org', { org: 'a\nb' }],
  ['leaf.org', { org: 'x'.repeat(513) }],
  ['leaf.pack', { pack: 7 }],
  ['leaf.kind', { kind: 'delete' }],
  ['leaf.register', { register: '' }],
  ['leaf.record', { record: {} }],
  ['leaf.version', { version: 1.5 }],
  ['leaf.version', { version: 0 }],
  ['leaf.version', { record: null }],
  ['leaf.prev', { prev: hash }],
  ['leaf.prev', { version: 2, prev: null }],
  ['leaf.prev', { version: 2, prev: `${hash.slice(0, 42)}d=` }],
  ['leaf.occurredOn', { occurredOn: '2025-02-29' }],
  ['leaf.occurredOn', { occurredOn: '2025-13-01' }],
  ['leaf.recordedAt', { recordedAt: '2025-03-02T08:00:00Z' }],
  ['leaf.recordedAt', { recordedAt: '2025-03-02T24:00:00.000Z' }],
  ['leaf.recordedAt', { recordedAt: '2025-03-02T08:00:00.000+08:00' }],
  ['leaf.actor', { actor: null }],
  ['leaf.payload', { payload: 'short' }],
  ['leaf.keys', { note: 'more' }],
]

test.each(changes)('refuses with %s: %j', (reason, change) => {
  expect(parseLeaf(canonicalJson({ ...sample, ...change }))).toEqual({ ok: false, reason })
})

test.each([
  ['leaf.not-json', '{'],
  ['leaf.keys', 'null'],
  ['leaf.keys', '[]'],
  ['leaf.keys', '{"v":1}'],
  ['leaf.not-canonical', ` ${leafText(sample)}`],
  ['leaf.not-canonical', `\ufeff${leafText(sample)}`.slice(1).replace('"v":1', '"v":1.0')],
  ['leaf.not-json', `\ufeff${leafText(sample)}`],
  ['leaf.not-canonical', leafText(sample).replace('{', '{"v":1,')],
  ['leaf.not-canonical', leafText(sample).replace('p-9', '\\u0070-9')],
  ['leaf.too-long', ' '.repeat(65_536)],
])('refuses with %s', (reason, text) => {
  expect(parseLeaf(text)).toEqual({ ok: false, reason })
})

test('refuses bytes that are not UTF-8, and never throws', () => {
  expect(parseLeaf(Uint8Array.of(0x22, 0xff, 0x22))).toEqual({ ok: false, reason: 'leaf.not-utf8' })
  fc.assert(fc.property(fc.uint8Array(), (bytes) => !parseLeaf(bytes).ok))
  fc.assert(fc.property(fc.json(), (text) => !parseLeaf(text).ok))
})

test('will not write what it would not read', () => {
  expect(() => leafText({ ...sample, version: 0 })).toThrow('leaf.version')
})

test('every byte that changes is refused or changes the hash', () => {
  const bytes = toUtf8(leafText(sample))
  const before = toBase64(leafHash(nodeCrypto, bytes))
  for (let at = 0; at < bytes.length; at += 1) {
    const changed = Uint8Array.from(bytes)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(toBase64(leafHash(nodeCrypto, changed))).not.toBe(before)
  }
})

test('whatever is read is written back the same, however near to a leaf the text comes', () => {
  const text = leafText(sample)
  const character = fc.oneof(fc.constantFrom(...'"\\{},:01é\u007f\n '), fc.string({ maxLength: 2 }))
  fc.assert(
    fc.property(fc.nat(text.length), fc.nat(2), character, (at, drop, put) => {
      const near = text.slice(0, at) + put + text.slice(at + drop)
      const parsed = parseLeaf(near)
      if (parsed.ok) expect(canonicalJson(parsed.leaf)).toBe(near)
    }),
    { numRuns: 2000 },
  )
})
