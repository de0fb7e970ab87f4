import { expect, test } from 'vitest'
import type { Values } from '../value.ts'
import { laidDuties } from './laid-duties.ts'

let entries = 0

/** A record of a list that was taken: of duty `a` and `b`, unless said otherwise. */
function taken(takenOn: string, items: readonly Values[], more: Values = {}) {
  entries += 1
  const head = { sender: '市委', title: '清单', from: '2026-01-01', log: 'l', list: 'x' }
  return { firstEntry: entries, values: { ...head, takenOn, items, ...more } }
}

const row = (duty: string, more: Values = {}): Values => ({
  ...{ item: duty, title: duty, often: 'quarter', times: 1, duty, applies: true },
  ...more,
})

const spans = (records: Parameters<typeof laidDuties>[0]) =>
  laidDuties(records).map(({ duty, from, until }) => [duty, from, until])

test('a duty holds from the day of its list until its end, its own days going before', () => {
  const ends = { ends: '2027-12-31' }
  const records = [
    taken('2026-03-01', [row('a'), row('b', { from: '2026-04-01', ends: '2026-06-30' })], ends),
  ]
  expect(spans(records)).toEqual([
    ['a', '2026-01-01', '2027-12-31'],
    ['b', '2026-04-01', '2026-06-30'],
  ])
})

test('what a later version leaves out, or no longer applies, ends on the day before', () => {
  const first = taken('2026-03-01', [row('a'), row('b'), row('c')])
  const second = taken('2026-07-01', [row('a', { title: '新名' }), row('b', { applies: false })])
  expect(spans([first, second])).toEqual([
    ['a', '2026-01-01', null],
    ['b', '2026-01-01', '2026-06-30'],
    ['c', '2026-01-01', '2026-06-30'],
  ])
  expect(laidDuties([first, second])[0]?.title).toBe('新名')
  // As it stood before, nothing of the later version is in it: a year that is over keeps that.
  expect(spans([first])).toEqual(['a', 'b', 'c'].map((one) => [one, '2026-01-01', null]))
  // Laid anew, it is owed from the days that the list says then.
  const third = taken('2026-10-01', [row('a'), row('b', { from: '2026-10-01' })])
  expect(spans([first, second, third])).toContainEqual(['b', '2026-10-01', null])
})

test('what never applied is no duty, and two lists do not end each other', () => {
  const one = taken('2026-03-01', [row('a'), row('b', { applies: false, reason: '没有' })])
  const other = taken('2026-04-01', [row('z')], { list: 'y' })
  expect(spans([one, other])).toEqual([
    ['a', '2026-01-01', null],
    ['z', '2026-01-01', null],
  ])
  // A basis of its own goes with its own clause.
  const based = { basis: '《条例》', clause: '第一条' }
  const duties = laidDuties([
    taken('2026-03-01', [row('a'), row('b', { basis: '《通知》' })], based),
  ])
  expect(duties.map(({ basis, clause }) => [basis, clause])).toEqual([
    ['《条例》', '第一条'],
    ['《通知》', null],
  ])
})
