import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Values } from '../value.ts'
import type { Merge } from './one-person.ts'
import { asOnePerson, mergesOfYear, onePersonOf } from './one-person.ts'

const ids = ['a', 'b', 'c', 'd', 'e', 'f'] as const
const merge = fc.record({
  person: fc.constantFrom(...ids),
  into: fc.constantFrom(...ids),
  from: fc.constantFrom('2024-05-01', '2025-12-31', '2026-01-01'),
}) satisfies fc.Arbitrary<Merge>

function record(values: Values, register = 'meeting'): LedgerRecord {
  return sampleRecord({ register, values })
}

test('whatever the merges, everybody has one end, which goes on as nobody else', () => {
  fc.assert(
    fc.property(fc.array(merge), (merges) => {
      const who = onePersonOf(merges)
      for (const id of ids) {
        const end = who.is(id)
        expect(who.is(end)).toBe(end)
        expect(who.merged.has(end)).toBe(false)
        expect(who.merged.has(id)).toBe(end !== id)
        expect(who.allOf(id)).toEqual(who.allOf(end))
        expect(who.allOf(id)[0]).toBe(end)
        expect(new Set(who.allOf(id))).toEqual(new Set(ids.filter((one) => who.is(one) === end)))
      }
    }),
  )
})

test('a merge of a merged person leads to the end, a ring merges nobody', () => {
  const of = (...pairs: readonly string[]) =>
    onePersonOf(pairs.map(([person = '', into = '']) => ({ person, into, from: '2025-01-01' })))
  expect(of('ab', 'bc').is('a')).toBe('c')
  expect(of('bc', 'ab').is('a')).toBe('c')
  expect(of('ab', 'ba').merged.size).toBe(0)
  expect(of('aa').merged.size).toBe(0)
  expect(of('ca', 'ab', 'ba').is('c')).toBe('c')
})

test('a year goes by the merges that begin in it or before', () => {
  const from = (day: string) => ({ person: 'a', into: 'b', from: day })
  const merges = [from('2024-05-01'), from('2025-12-31'), from('2026-01-01')]
  expect(mergesOfYear(merges, 2025)).toEqual(merges.slice(0, 2))
})

test('a record names whoever goes on, in every kind of field, and once where both stood', () => {
  const who = onePersonOf([{ person: 'a', into: 'b', from: '2025-01-01' }])
  const values = {
    chair: 'a',
    present: ['c', 'a', 'b'],
    absent: [
      { person: 'a', reason: 'ill' },
      { person: 'b', reason: 'ill' },
    ],
    length: 40,
    topic: 'about a',
  }
  expect(asOnePerson(record(values), who).values).toEqual({
    chair: 'b',
    present: ['c', 'b'],
    absent: [
      { person: 'b', reason: 'ill' },
      { person: 'b', reason: 'ill' },
    ],
    length: 40,
    topic: 'about a',
  })
  const other = record({ chair: 'c', present: ['c', 'b'] })
  expect(asOnePerson(other, who)).toBe(other)
  const merging = record({ person: 'a', into: 'b' }, 'merge')
  expect(asOnePerson(merging, who)).toBe(merging)
})
