import { expect, test } from 'vitest'
import { steersNothing } from './steers-nothing.ts'

const wiped = '3 处不同\u001b[2J\u001b[H\u009b2J全部核对，一致\b\b\r\u202e不\u2066'

test('nothing steers the terminal or turns the words around, and what would is seen', () => {
  expect(steersNothing(wiped)).toBe(
    String.raw`3 处不同\u001b[2J\u001b[H\u009b2J全部核对，一致\u0008\u0008\u000d\u202e不\u2066`,
  )
  const plain = '海棠市档案馆 ea10\n\t条目 5587，记录 4566 — 𠮷 é\n'
  expect(steersNothing(plain)).toBe(plain)
})

test('what is printed as JSON says what it said', () => {
  expect(JSON.parse(steersNothing(JSON.stringify({ wiped }, null, 1)))).toEqual({ wiped })
})
