import { expect, test } from 'vitest'
import { meeting } from '../../../tests/ledger/sample-registers.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { addNeeds, RecordNeeds } from './field-needs.ts'

const registers = new Map([[meeting.id, meeting]])

function needsOf(where: Predicate, since = 0): RecordNeeds {
  const needs = new RecordNeeds(registers)
  addNeeds(needs, { register: 'meeting', where, asks: [], fields: [], since }, 2025)
  return needs
}

function lookedAt(needs: RecordNeeds, register = 'meeting'): number[] {
  const years = [2023, 2024, 2025, 2026, 2027]
  return years.filter((year) => needs.looksAt({ register, occurredOn: `${year}-06-15` }))
}

// What evidence opens, everybody who holds the report may read: never more than was asked.
test.each<[string, Predicate, object]>([
  ['of what is counted, how many there are', { present: { count: 2 } }, { present: 'shape' }],
  ['of what must be there, that it is', { minutes: { exists: true } }, { minutes: 'shape' }],
  [
    'of a share of people, how many',
    { present: { ratio: { of: '$due', atLeast: 0.5 } } },
    {
      present: 'shape',
      due: 'value',
    },
  ],
  ['of what is compared, what it says', { due: { atLeast: 2 } }, { due: 'value' }],
  [
    'of rows, the column that is asked of',
    { agenda: { some: { themes: 'governance' } } },
    {
      agenda: new Map([['themes', 'value']]),
    },
  ],
])('opens %s', (_, where, opened) => {
  const { fields, closed } = needsOf(where)
  expect(Object.fromEntries(fields.get('meeting') ?? [])).toEqual(opened)
  expect([...closed]).toEqual([])
})

test.each<[string, Predicate, string]>([
  ['who somebody is', { chair: 'p1' }, 'meeting.chair'],
  ['what has readers of its own', { recorder: { exists: true } }, 'meeting.recorder'],
])('never opens %s', (_, where, closed) => {
  expect([...needsOf(where).closed]).toEqual([closed])
})

test('opens records of the years that are read, and answers of those beside them', () => {
  const answered: Predicate = { id: { answeredBy: { register: 'meeting', via: 'follows' } } }
  expect(lookedAt(needsOf({}))).toEqual([2025])
  expect(lookedAt(needsOf({}, 1))).toEqual([2024, 2025])
  expect(lookedAt(needsOf(answered))).toEqual([2024, 2025, 2026])
  expect(lookedAt(needsOf({}), 'visit')).toEqual([])
})
