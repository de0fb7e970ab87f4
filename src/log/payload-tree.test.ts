import { createHash, createHmac } from 'node:crypto'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto as crypto } from '../adapters/crypto/node-crypto.ts'
import { toBase64 } from './base64.ts'
import type { Json } from './canonical-json.ts'
import type { SaltSource } from './field-salts.ts'
import { flattenFields, unflattenFields } from './flatten-fields.ts'
import type { Opening } from './opening.ts'
import { erasePayload, openFields, payloadOf, payloadRoot, readableFields } from './payload-tree.ts'
import { verifyOpening } from './verify/opening.ts'

const secret = new Uint8Array(32).fill(3)
const source = { secret, salts: 'shake256' } as const
const sources = fc.constantFrom<SaltSource>(source, { secret, salts: 'hmac' })

const meeting = {
  kind: 'secretary-meeting',
  heldOn: '2025-03-01',
  chair: 'p-1',
  present: ['p-1', 'p-2'],
  budget: { minor: 1200, currency: 'CNY' },
  agenda: [{ topic: '研究全面从严治党', themes: ['governance'] }, {}],
}

test('rows are flattened per cell, lists per element, with the shape of each container', () => {
  expect(flattenFields(meeting)).toEqual([
    { path: '#', value: ['agenda', 'budget', 'chair', 'heldOn', 'kind', 'present'] },
    { path: 'agenda/#', value: 2 },
    { path: 'agenda/0/#', value: ['themes', 'topic'] },
    { path: 'agenda/0/themes/#', value: 1 },
    { path: 'agenda/0/themes/0', value: 'governance' },
    { path: 'agenda/0/topic', value: '研究全面从严治党' },
    { path: 'agenda/1/#', value: [] },
    { path: 'budget', value: { minor: 1200, currency: 'CNY' } },
    { path: 'chair', value: 'p-1' },
    { path: 'heldOn', value: '2025-03-01' },
    { path: 'kind', value: 'secretary-meeting' },
    { path: 'present/#', value: 2 },
    { path: 'present/0', value: 'p-1' },
    { path: 'present/1', value: 'p-2' },
  ])
  expect(flattenFields({})).toEqual([{ path: '#', value: [] }])
})

test.each(['', '0', '9lives', 'a/b', '#', 'a#'])('%j is no field name', (name) => {
  expect(() => flattenFields({ [name]: 1 })).toThrow('not a field name')
})

const fieldName = fc.oneof(
  fc.stringMatching(/^[a-z][a-zA-Z0-9-]{0,8}$/),
  fc.constantFrom('会议', '__proto__', 'constructor', 'toString'),
)
const scalar = fc.oneof(
  fc.string({ unit: 'grapheme' }),
  fc.integer(),
  fc.boolean(),
  fc.constant(null),
)
const span = fc.record({ from: fc.string({ unit: 'grapheme' }), to: fc.integer() })
const cell = fc.oneof(scalar, span, fc.array(scalar, { maxLength: 12 }))
const row = fc.dictionary(fieldName, cell, { maxKeys: 4, noNullPrototype: true })
const value = fc.oneof(cell, fc.array(row, { maxLength: 12 }))
const values: fc.Arbitrary<Record<string, Json>> = fc.dictionary(fieldName, value, {
  maxKeys: 6,
  noNullPrototype: true,
})

test('unflattening is the inverse, in whatever order the leaves come', () => {
  fc.assert(
    fc.property(values, fc.infiniteStream(fc.nat()), (record, order) => {
      const fields = flattenFields(record)
      const keyed = fields.map((field) => ({ field, key: order.next().value as number }))
      const shuffled = keyed.sort((one, other) => one.key - other.key).map(({ field }) => field)
      expect(unflattenFields(shuffled)).toEqual(record)
    }),
  )
})

test.each([
  [
    'two of one path',
    [
      { path: 'a', value: 1 },
      { path: 'a', value: 2 },
    ],
  ],
  [
    'a value that is a container too',
    [
      { path: 'a', value: 1 },
      { path: 'a/b', value: 2 },
    ],
  ],
  [
    'a container that is a value too',
    [
      { path: 'a/b', value: 1 },
      { path: 'a', value: 2 },
    ],
  ],
  [
    'a place beyond the count',
    [
      { path: 'a/#', value: 1 },
      { path: 'a/1', value: 2 },
    ],
  ],
  [
    'a place spelled twice',
    [
      { path: 'a/#', value: 9 },
      { path: 'a/01', value: 2 },
    ],
  ],
  [
    'a field that the shape does not name',
    [
      { path: '#', value: ['a'] },
      { path: 'b', value: 2 },
    ],
  ],
  ['a shape in the middle', [{ path: 'a/#/b', value: 1 }]],
  ['an empty step', [{ path: 'a//b', value: 1 }]],
  ['a shape of no kind', [{ path: 'a/#', value: 'x' }]],
])('leaves with %s do not fit together', (_, fields) => {
  expect(unflattenFields(fields)).toBeNull()
})

test.each([
  ['hmac', (path: string) => createHmac('sha256', secret).update(path).digest('base64')],
  [
    'shake256',
    (path: string) =>
      createHash('shake256', { outputLength: 64 })
        .update(secret)
        .digest()
        .subarray(path === 'a' ? 0 : 32, path === 'a' ? 32 : 64)
        .toString('base64'),
  ],
] as const)('the known root of a payload with salts by %s', (salts, saltOf) => {
  // Recomputed by hand from the formats: a change here breaks every log that exists.
  const payload = payloadOf({ secret, salts }, [
    { path: 'b', value: 2 },
    { path: 'a', value: '甲' },
  ])
  const utf8 = (text: string) => new TextEncoder().encode(text)
  const leaf = (path: string, json: string) => {
    const bytes = utf8(`["${path}",${json},"${saltOf(path)}"]`)
    return crypto.sha256(Buffer.concat([Buffer.of(0), bytes]))
  }
  const root = crypto.sha256(Buffer.concat([Buffer.of(1), leaf('a', '"甲"'), leaf('b', '2')]))
  expect(payloadRoot(crypto, payload)).toBe(toBase64(root))
})

test('opened fields verify, and show no other', () => {
  const payload = payloadOf(source, flattenFields(meeting))
  const root = payloadRoot(crypto, payload)
  const opened = openFields(crypto, payload, ['heldOn', 'present/#', 'heldOn'])
  if (!opened.ok) throw new Error(opened.reason)
  const carried = JSON.parse(JSON.stringify(opened.opening)) as Opening
  expect(verifyOpening(crypto, { root, opening: carried })).toEqual({
    ok: true,
    fields: [
      { path: 'heldOn', value: '2025-03-01' },
      { path: 'present/#', value: 2 },
    ],
  })
  expect(JSON.stringify(carried)).not.toContain('p-1')
  expect(openFields(crypto, payload, ['nothing'])).toEqual({ ok: false, reason: 'opening.absent' })
})

test('an opening that is changed anywhere is refused', () => {
  const payload = payloadOf(source, flattenFields(meeting))
  const root = payloadRoot(crypto, payload)
  const opened = openFields(crypto, payload, ['kind'])
  if (!opened.ok) throw new Error(opened.reason)
  const [field] = opened.opening.fields
  if (field === undefined) throw new Error('no field')
  const other = toBase64(new Uint8Array(32))
  const refusals: readonly [string, unknown][] = [
    ['inclusion.root', { ...field, value: 'other' }],
    ['inclusion.root', { ...field, path: 'kind2' }],
    ['inclusion.root', { ...field, salt: other }],
    ['opening.salt', { ...field, salt: 'x' }],
    ['opening.value', { ...field, value: '\ud800' }],
    ['opening.value', { path: field.path, salt: field.salt, index: 0, proof: [] }],
    ['inclusion.index', { ...field, index: 99 }],
    ['inclusion.index', { ...field, index: -1 }],
    ['inclusion.root', { ...field, proof: [other, ...field.proof.slice(1)] }],
    ['inclusion.proof-length', { ...field, proof: field.proof.slice(1) }],
    ['inclusion.hash-length', { ...field, proof: ['AAAA'] }],
    ['opening.form', { ...field, proof: 7 }],
    ['opening.form', null],
  ]
  for (const [reason, changed] of refusals) {
    const opening = { ...opened.opening, fields: [changed] } as unknown as Opening
    expect(verifyOpening(crypto, { root, opening })).toEqual({ ok: false, reason })
  }
  const twice = { ...opened.opening, fields: [field, field] }
  expect(verifyOpening(crypto, { root, opening: twice })).toEqual({
    ok: false,
    reason: 'opening.repeated',
  })
  expect(verifyOpening(crypto, { root: 'no', opening: twice })).toEqual({
    ok: false,
    reason: 'opening.root',
  })
})

test('erasing leaves the root, and all that is kept still opens', () => {
  fc.assert(
    fc.property(sources, values, fc.infiniteStream(fc.boolean()), (salted, record, picks) => {
      const payload = payloadOf(salted, flattenFields(record))
      const root = payloadRoot(crypto, payload)
      const names = Object.keys(record).filter(() => picks.next().value)
      const erased = erasePayload(crypto, payload, names)
      expect('secret' in erased).toBe(false)
      expect(payloadRoot(crypto, erased)).toBe(root)
      const kept = Object.fromEntries(
        Object.entries(record).filter(([name]) => !names.includes(name)),
      )
      const readable = readableFields(erased)
      expect({ ...unflattenFields(readable) }).toEqual({ ...kept })
      const opened = openFields(
        crypto,
        erased,
        readable.map(({ path }) => path),
      )
      if (!opened.ok) throw new Error(opened.reason)
      expect(verifyOpening(crypto, { root, opening: opened.opening }).ok).toBe(true)
      const again = erasePayload(crypto, erased, ['#'])
      expect(payloadRoot(crypto, again)).toBe(root)
    }),
  )
})

test('an erased field is gone with all under it', () => {
  const payload = payloadOf(source, flattenFields(meeting))
  const erased = erasePayload(crypto, payload, ['present', 'agenda/0/topic'])
  expect(JSON.stringify(erased)).not.toContain('p-2')
  expect(JSON.stringify(erased)).not.toContain('研究')
  expect(openFields(crypto, erased, ['present/#'])).toEqual({
    ok: false,
    reason: 'opening.erased',
  })
  expect(unflattenFields(readableFields(erased))).toEqual({
    kind: 'secretary-meeting',
    heldOn: '2025-03-01',
    chair: 'p-1',
    budget: { minor: 1200, currency: 'CNY' },
    agenda: [{ themes: ['governance'] }, {}],
  })
  expect(() => erasePayload(crypto, payload, ['nobody'])).toThrow(RangeError)
})

test('a payload cannot be built that could not be proved', () => {
  const field = { path: 'a', value: 1 }
  expect(() => payloadOf({ ...source, secret: new Uint8Array(31) }, [field])).toThrow(RangeError)
  expect(() => payloadOf(source, [field, field])).toThrow('one path')
  const many = Array.from({ length: 20_001 }, (_, at) => ({ path: `p${at}`, value: 1 }))
  expect(() => payloadOf(source, many)).toThrow(RangeError)
  const broken = { cells: [{ path: 'a', hash: 'x' }] }
  expect(() => payloadRoot(crypto, broken)).toThrow(TypeError)
})

test('an opening may be anything at all', () => {
  const root = toBase64(new Uint8Array(32))
  const field = fc.record(
    { path: fc.anything(), value: fc.anything(), salt: fc.anything(), index: fc.anything() },
    { requiredKeys: [] },
  )
  const odd = fc.oneof(
    fc.anything(),
    fc.record({ size: fc.anything(), fields: fc.anything() }),
    fc.record({ size: fc.nat(), fields: fc.array(field) }),
  )
  fc.assert(
    fc.property(odd, (opening) => {
      const verdict = verifyOpening(crypto, { root, opening: opening as Opening })
      expect(verdict.ok && verdict.fields.length > 0).toBe(false)
    }),
  )
})
