import fc from 'fast-check'
import { expect, test } from 'vitest'
import { nodeCrypto } from '../../adapters/crypto/node-crypto.ts'
import type { SaltScheme } from '../field-salts.ts'
import { openJointly } from '../open-jointly.ts'
import { erasePayload, payloadOf, payloadRoot } from '../payload-tree.ts'
import { verifyJointOpening } from './joint-opening.ts'

const payloads = fc
  .tuple(
    fc.uint8Array({ minLength: 32, maxLength: 32 }),
    fc.constantFrom<SaltScheme>('hmac', 'shake256'),
    fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 40 }),
  )
  .map(([secret, salts, paths]) =>
    payloadOf(
      { secret, salts },
      paths.map((path, at) => ({ path, value: at })),
    ),
  )

test('whatever is opened is proved, and nothing else comes along', () => {
  fc.assert(
    fc.property(payloads, fc.array(fc.nat(45)), (payload, picks) => {
      const paths = new Set(picks.map((pick) => payload.fields[pick]?.path ?? 'absent'))
      const opening = openJointly(nodeCrypto, payload, paths)
      const root = payloadRoot(nodeCrypto, payload)
      const verdict = verifyJointOpening(nodeCrypto, { root, opening })
      expect(verdict).toEqual({
        ok: true,
        fields: payload.fields.filter(({ path }) => paths.has(path)),
      })
    }),
  )
})

test('an erased field is left out and the others still open', () => {
  const payload = payloadOf({ secret: new Uint8Array(32), salts: 'shake256' }, [
    { path: 'a', value: 1 },
    { path: 'b', value: 2 },
  ])
  const erased = erasePayload(nodeCrypto, payload, ['a'])
  const opening = openJointly(nodeCrypto, erased, new Set(['a', 'b']))
  const root = payloadRoot(nodeCrypto, payload)
  expect(verifyJointOpening(nodeCrypto, { root, opening })).toEqual({
    ok: true,
    fields: [{ path: 'b', value: 2 }],
  })
})

test('no value, salt, place, size or hash can be changed, added or left out', () => {
  fc.assert(
    fc.property(payloads, fc.nat(39), fc.nat(7), (payload, pick, how) => {
      const { path } = payload.fields[pick % payload.fields.length] ?? { path: '' }
      const whole = openJointly(nodeCrypto, payload, new Set([path]))
      const [field] = whole.fields
      if (!field) throw new Error('nothing was opened')
      const hash = Buffer.alloc(32, 7).toString('base64')
      const changed = [
        { ...whole, fields: [{ ...field, value: 'other' }] },
        { ...whole, fields: [{ ...field, path: `${path}x` }] },
        { ...whole, fields: [{ ...field, salt: hash }] },
        { ...whole, hashes: [...whole.hashes, hash] },
        { ...whole, hashes: whole.hashes.length ? whole.hashes.slice(1) : [hash] },
        { ...whole, fields: [field, { ...field, path: 'zzzz', index: field.index + 1 }] },
        { ...whole, fields: [] },
        { ...whole, size: 0 },
      ][how]
      const root = payloadRoot(nodeCrypto, payload)
      if (!changed) throw new Error('no such change')
      expect(verifyJointOpening(nodeCrypto, { root, opening: changed }).ok).toBe(false)
    }),
  )
})

test.each([
  null,
  3,
  {},
  { size: 1e9, fields: [], hashes: [] },
  { size: 2, fields: [1], hashes: [] },
])('what is no opening is refused: %j', (opening) => {
  const root = Buffer.alloc(32).toString('base64')
  const verdict = verifyJointOpening(nodeCrypto, { root, opening: opening as never })
  expect(verdict).toMatchObject({ ok: false })
})
