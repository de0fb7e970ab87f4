import { readdirSync, readFileSync } from 'node:fs'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { canonicalJson, NotCanonical } from './canonical-json.ts'

const folder = new URL('../../tests/vectors/jcs/', import.meta.url)

test.each(readdirSync(new URL('input/', folder)))('RFC 8785 vector %s', (name) => {
  const input: unknown = JSON.parse(readFileSync(new URL(`input/${name}`, folder), 'utf8'))
  expect(canonicalJson(input)).toBe(readFileSync(new URL(`output/${name}`, folder), 'utf8'))
})

test('numbers are written as RFC 8785 appendix B asks', () => {
  expect(canonicalJson([-0, 1e21, 1e-7, 5e-324, 333333333.33333329, 1e20])).toBe(
    '[0,1e+21,1e-7,5e-324,333333333.3333333,100000000000000000000]',
  )
})

test.each([
  ['an infinite number', { a: [Number.POSITIVE_INFINITY] }, '/a/0'],
  ['not a number', Number.NaN, ''],
  ['undefined in an object', { 'a/b': undefined }, '/a~1b'],
  ['a hole in a list', [1, undefined], '/1'],
  ['a lone surrogate', { a: '\ud800' }, '/a'],
  ['a lone surrogate in a key', { '\udc00': 1 }, '/\udc00'],
  ['a bigint', 1n, ''],
  ['a date', new Date(0), ''],
  ['a map', { a: new Map() }, '/a'],
])('refuses %s', (_, value, place) => {
  expect(() => canonicalJson(value)).toThrow(expect.objectContaining({ place }) as NotCanonical)
})

test('refuses a cycle instead of running out of stack', () => {
  const cycle: unknown[] = []
  cycle.push(cycle)
  expect(() => canonicalJson(cycle)).toThrow(NotCanonical)
})

test('every character but a lone surrogate is written as JSON writes it', () => {
  for (let unit = 0; unit < 0x1_0000; unit += 1) {
    const text = `文${String.fromCharCode(unit)}a`
    if (unit >= 0xd800 && unit < 0xe000) expect(() => canonicalJson(text)).toThrow(NotCanonical)
    else if (canonicalJson(text) !== JSON.stringify(text)) expect(unit).toBe('written otherwise')
  }
  expect(canonicalJson('𠮷')).toBe('"𠮷"')
})

test('reads back as the same value and is a fixed point', () => {
  fc.assert(
    fc.property(fc.jsonValue({ stringUnit: 'binary' }), (value) => {
      const text = canonicalJson(value)
      // -0 has no JSON form of its own.
      expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)))
      expect(canonicalJson(JSON.parse(text))).toBe(text)
    }),
  )
})
