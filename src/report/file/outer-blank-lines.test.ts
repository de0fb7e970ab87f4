import fc from 'fast-check'
import { expect, test } from 'vitest'
import { withoutOuterBlankLines } from './outer-blank-lines.ts'

test('it cuts what the pattern of blank lines names', () => {
  const text = fc.string({ unit: fc.constantFrom('\n', ' ', '\t', '　', '字', 'x'), maxLength: 12 })
  fc.assert(
    fc.property(text, (given) => {
      const expected = given.replace(/^([^\S\n]*\n)+|(\n[^\S\n]*)+$/g, '')
      const { text: kept, cut } = withoutOuterBlankLines(given)
      expect(kept).toBe(expected)
      expect(given.slice(cut, cut + kept.length)).toBe(kept)
    }),
  )
})

test('a million empty lines inside a text cost no more than its length', () => {
  const text = `甲${'\n'.repeat(1_000_000)}乙`
  expect(withoutOuterBlankLines(text)).toEqual({ text, cut: 0 })
})
