import { expect, test } from 'vitest'
import { demoRandom } from './random.ts'

const many = Array.from({ length: 500 }, (_, nth) => nth)

test('a number between two is every one of them, both ends included, and no other', () => {
  const random = demoRandom(5)
  const seen = new Set(many.map(() => random.between(3, 6)))
  expect([...seen].sort((a, b) => a - b)).toEqual([3, 4, 5, 6])
  expect(random.between(7, 7)).toBe(7)
})

test('the same seed and part give the same, another seed or part something else', () => {
  const drawn = (seed: number, part?: string) => {
    const random = demoRandom(seed, part)
    return many.map(() => random.next()).join()
  }
  expect(drawn(5, 'people')).toBe(drawn(5, 'people'))
  const all = [drawn(5), drawn(6), drawn(5, 'people'), drawn(5, 'visits'), drawn(6, 'visits')]
  expect(new Set(all).size).toBe(all.length)
})

test('what is picked of a list is of it, each once, in its order', () => {
  const random = demoRandom(5)
  for (const _ of many) {
    const some = random.some(many, 7)
    expect(new Set(some).size).toBe(7)
    expect([...some].sort((one, other) => one - other)).toEqual(some)
  }
  expect([...random.shuffled(many)].sort((one, other) => one - other)).toEqual(many)
  expect(new Set(many.map(() => random.pick(['a', 'b', 'c'])))).toEqual(new Set(['a', 'b', 'c']))
  expect(() => random.pick([])).toThrow('empty')
})

test('ids have the shape of a random one, and no two are alike', () => {
  const random = demoRandom(5)
  const ids = many.map(() => random.uuid())
  expect(new Set(ids).size).toBe(many.length)
  const shape = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/
  expect(ids.filter((one) => !shape.test(one))).toEqual([])
})
