import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { holds } from '../predicate/evaluate.ts'
import type { Value } from '../value.ts'
import type { Derive } from './kept-lists.ts'
import {
  changedList,
  derivedList,
  deriveTogether,
  groupOf,
  idsOf,
  idsOfEach,
  recordsBehind,
  takeAsOrdered,
} from './kept-lists.ts'
import type { LedgerRecord } from './record.ts'
import { byDateThenId } from './record.ts'

const register = 'visit'

function visit(id: number, said: Value | undefined): LedgerRecord {
  return sampleRecord({
    id: `${id}`.padStart(8, '0'),
    register,
    values: said === undefined ? {} : { place: said },
    occurredOn: `2025-01-0${1 + (id % 9)}`,
    entry: id,
  })
}

function inOrder(records: readonly LedgerRecord[]): readonly LedgerRecord[] {
  const list = [...records].sort(byDateThenId)
  takeAsOrdered(register, list)
  return list
}

const place = fc.constantFrom('a', 'b', 'c')
const span = { from: '2025-01-01', to: '2025-01-31' }

test('a group has whatever a predicate over its text can hold of, also after changes', () => {
  const said = fc.oneof(
    { weight: 6, arbitrary: place },
    { weight: 2, arbitrary: fc.array(place, { maxLength: 3 }) },
    { weight: 2, arbitrary: fc.constantFrom(undefined, null, 3, true) },
    { weight: 1, arbitrary: fc.constant(span) },
  )
  const many = fc.array(said, { maxLength: 12 })
  fc.assert(
    fc.property(many, many, fc.nat(), (before, after, gone) => {
      const records = before.map((one, nth) => visit(nth, one))
      const come = after.map((one, nth) => visit(100 + nth, one))
      const first = inOrder(records)
      const asked = ['a', 'b', '2025-01-05']
      for (const text of asked) groupOf(first, 'place', text)
      const leaving = records.slice(0, records.length === 0 ? 0 : gone % records.length)
      const changed = changedList(first, { gone: leaving, come })
      for (const list of [first, changed]) {
        for (const text of asked) {
          const isMeant = (one: LedgerRecord) => holds({ place: text }, one, { today: '' })
          const group = groupOf(list, 'place', text)
          expect(group.filter(isMeant)).toEqual(list.filter(isMeant))
        }
      }
    }),
  )
})

test('where everybody says one text, others are left out', () => {
  const list = inOrder([visit(1, 'a'), visit(2, 'b'), visit(3, ['a', 'c'])])
  expect(groupOf(list, 'place', 'a').map(({ id }) => id)).toEqual(['00000001', '00000003'])
  expect(groupOf(list, 'place', 'd')).toEqual([])
  const changed = changedList(list, { gone: [], come: [visit(4, 'd')] })
  expect(groupOf(changed, 'place', 'd').map(({ id }) => id)).toEqual(['00000004'])
  // What no entry touched is the same list, and so is all that was derived of it.
  expect(groupOf(changed, 'place', 'b')).toBe(groupOf(list, 'place', 'b'))
})

test('what is derived together is what each would be by itself, and goes on with its list', () => {
  const said = ['a', 'b', 'c', undefined] as const
  const records = Array.from({ length: 1_000 }, (_, nth) => visit(nth, said[nth % 4]))
  const list = inOrder(records)
  const saying = (text: string): Derive => {
    return (record) => (record.values['place'] === text ? record : null)
  }
  const known = derivedList(list, 'a', saying('a'))
  deriveTogether(
    list,
    new Map([
      ['a', saying('b')],
      ['b', saying('b')],
      ['c', saying('c')],
    ]),
  )
  // What is known already is not made again, and what was made is not asked of anybody.
  expect(derivedList(list, 'a', never)).toBe(known)
  expect(derivedList(list, 'b', never)).toEqual(list.filter((one) => saying('b')(one)))
  expect(derivedList(list, 'c', never)).toEqual(list.filter((one) => saying('c')(one)))
  const changed = changedList(list, {
    gone: [records[1] as LedgerRecord],
    come: [visit(5_000, 'b')],
  })
  expect(derivedList(changed, 'b', never)).toEqual(changed.filter((one) => saying('b')(one)))
  expect(derivedList(changed, 'c', never)).toEqual(derivedList(list, 'c', never))
})

const never: Derive = () => {
  throw new Error('it is known already')
}

test('ids are taken of a list once, and lead back to it', () => {
  const list = inOrder([visit(1, 'a'), visit(2, 'b')])
  const ids = idsOf(list)
  expect(ids).toEqual(['00000001', '00000002'])
  expect(idsOf(list)).toBe(ids)
  expect(recordsBehind(ids)).toBe(list)
  expect(recordsBehind([...ids])).toBeNull()
})

test('ids of several lists lead back to their records, each once', () => {
  const [one, two, three] = [visit(1, 'a'), visit(2, 'b'), visit(3, 'c')]
  const [first, second] = [idsOf(inOrder([one, two])), idsOf(inOrder([two, three]))]
  const ids = idsOfEach([first, [], second])
  expect(ids).toEqual([one.id, two.id, three.id])
  expect(recordsBehind(ids)).toEqual([one, two, three])
  expect(idsOfEach([[], first])).toBe(first)
  expect(idsOfEach([])).toEqual([])
  expect(recordsBehind(idsOfEach([first, [three.id]]))).toBeNull()
})
