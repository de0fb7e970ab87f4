import { expect, test } from 'vitest'
import type { Predicate } from './predicate.ts'
import { fieldsRead, registersAnswering } from './reads.ts'

function pathsOf(where: Predicate, register = 'meeting'): readonly string[] {
  const read = { register: 'meeting', where, asks: [], fields: [], since: 0 }
  return [...(fieldsRead(read).get(register) ?? [])].sort()
}

test.each<[Predicate, readonly string[]]>([
  [{}, []],
  [{ kind: 'committee' }, ['kind']],
  [{ kind: ['committee', '$other'] }, ['kind', 'other']],
  [
    { any: [{ kind: 'a' }, { not: { open: true } }], all: [{ chair: 'p' }] },
    ['chair', 'kind', 'open'],
  ],
  [{ heldOn: { atLeast: '2025-01-01', before: '$closedOn' } }, ['closedOn', 'heldOn']],
  [{ present: { count: { atLeast: 2 } }, minutes: { exists: true } }, ['minutes', 'present']],
  [{ present: { ratio: { of: '$due', atLeast: 0.5 } } }, ['due', 'present']],
  [{ present: { not: { includes: '$chair' } } }, ['chair', 'present']],
  // Inside a row `$field` may mean one of the row or of the record.
  [
    { agenda: { some: { themes: 'a', speaker: '$chair' } } },
    ['agenda', 'agenda.chair', 'agenda.speaker', 'agenda.themes', 'chair'],
  ],
  [{ agenda: { first: { topic: { exists: true } } } }, ['agenda', 'agenda.topic']],
])('%j reads %j', (predicate, paths) => {
  expect(pathsOf(predicate)).toEqual(paths)
})

test('records that answer are read in their own register', () => {
  const predicate: Predicate = {
    any: [{ id: { not: { answeredBy: { register: 'plan-item', via: 'problem' } } } }],
  }
  expect(registersAnswering(predicate)).toEqual(['plan-item'])
  expect(pathsOf(predicate, 'plan-item')).toEqual(['problem'])
  expect(registersAnswering({ kind: 'committee' })).toEqual([])
})

test('what is taken, asked and split by is read too', () => {
  const read = {
    register: 'meeting',
    asks: [{ open: true }],
    fields: ['agenda.length'],
    by: 'present',
    since: 1,
  }
  expect([...(fieldsRead(read).get('meeting') ?? [])].sort()).toEqual([
    'agenda.length',
    'open',
    'present',
  ])
})
