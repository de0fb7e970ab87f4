import { expect, test } from 'vitest'
import { steersNothing } from './steers-nothing.ts'

test('nothing steers the terminal or turns the words around, and no word is lost', () => {
  const wiped = '3 处不同\u001b[2J\u001b[H\u009b2J全部核对，一致\b\b\r\u202e不\u2066'
  expect(steersNothing(wiped)).toBe('3 处不同[2J[H2J全部核对，一致不')
  const plain = '海棠市档案馆 ea10\n\t条目 5587，记录 4566 — 𠮷 é\n'
  expect(steersNothing(plain)).toBe(plain)
})
