import fc from 'fast-check'
import { expect, test } from 'vitest'
import { KeptByBytes } from './kept-by-bytes.ts'

test('what was asked for longest ago goes first', () => {
  const kept = new KeptByBytes<string, number>(10)
  kept.set('a', 1, 4)
  kept.set('b', 2, 4)
  expect(kept.get('a')).toBe(1)
  kept.set('c', 3, 4)
  expect(kept.get('b')).toBeUndefined()
  expect([kept.get('a'), kept.get('c')]).toEqual([1, 3])
})

test('the newest stays whatever it takes, and alone', () => {
  const kept = new KeptByBytes<string, number>(10)
  kept.set('a', 1, 4)
  kept.set('b', 2, 400)
  expect([kept.get('a'), kept.get('b'), kept.size]).toEqual([undefined, 2, 1])
})

test('what is known later of a value counts, and of one that was replaced does not', () => {
  const kept = new KeptByBytes<string, object>(10)
  const [first, second] = [{}, {}]
  kept.set('a', first, 0)
  kept.set('b', second, 0)
  kept.weigh('b', first, 100)
  expect([kept.bytes, kept.size]).toEqual([0, 2])
  kept.weigh('b', second, 100)
  expect([kept.bytes, kept.size]).toEqual([100, 1])
})

test('whatever is done with it, it holds no more than its bound or one value', () => {
  const done = fc.record({
    key: fc.integer({ min: 0, max: 8 }),
    bytes: fc.integer({ min: 0, max: 60 }),
    act: fc.constantFrom('set' as const, 'get' as const, 'delete' as const),
  })
  fc.assert(
    fc.property(fc.array(done, { maxLength: 60 }), (all) => {
      const kept = new KeptByBytes<number, number>(100)
      const said = new Map<number, number>()
      for (const { key, bytes, act } of all) {
        if (act === 'get') kept.get(key)
        else if (act === 'delete') kept.delete(key)
        else {
          kept.set(key, bytes, bytes)
          said.set(key, bytes)
          expect(kept.get(key)).toBe(bytes)
        }
        expect(kept.bytes <= 100 || kept.size === 1).toBe(true)
        const there = [...said.keys()].flatMap((one) => kept.get(one) ?? [])
        expect(kept.bytes).toBe(there.reduce((sum, one) => sum + one, 0))
      }
    }),
  )
})
