import { expect, test } from 'vitest'
import { textOf, textOrEmpty, valueAt } from './read-value.ts'
import type { Values } from './value.ts'

test('what every object has by nature is nobody’s value', () => {
  const values: Values = { place: '三楼' }
  expect(valueAt(values, 'place')).toBe('三楼')
  for (const field of ['constructor', 'toString', '__proto__', undefined]) {
    expect(valueAt(values, field)).toBeUndefined()
  }
})

test('an empty text is none', () => {
  expect([textOf(''), textOf(3), textOf(null), textOf('三楼')]).toEqual([null, null, null, '三楼'])
  expect([textOrEmpty(undefined), textOrEmpty('三楼')]).toEqual(['', '三楼'])
})
