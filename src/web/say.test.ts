import { expect, test } from 'vitest'
import { fill } from './say.tsx'

test('what a text counts is said in the number that it has', () => {
  const text = '{count} {count:row is|rows are} like a record of {name}'
  const said = (count: number) => fill(text, { count, name: 'Meetings' })
  expect([0, 1, 2].map(said)).toEqual([
    '0 rows are like a record of Meetings',
    '1 row is like a record of Meetings',
    '2 rows are like a record of Meetings',
  ])
  expect(fill('{count} {other}', { count: 1 })).toBe('1 {other}')
})
