import { expect, test } from 'vitest'
import { watched } from '../../../tests/ledger/looked-at.ts'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { evaluateFigure } from './evaluate-figure.ts'
import type { FigureDefinition } from './figure.ts'
import type { Measure } from './measures/measure-kinds.ts'
import { measureKinds } from './measures/measure-kinds.ts'
import { fieldsRead, readsOfFigure, registersAnswering, yearsCounted } from './reads.ts'

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
  [
    { agenda: { every: { length: { ratio: { of: '$due', atLeast: 0.5 } } } } },
    ['agenda', 'agenda.due', 'agenda.length', 'due'],
  ],
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

// Who may see a figure and what evidence opens for it hang on what it says that it reads.
const figureOf = (measure: Measure, more: Partial<FigureDefinition> = {}): FigureDefinition => ({
  id: 'f',
  label: { zh: '数', en: 'Number' },
  unit: { zh: '个', en: 'items' },
  measure,
  upward: true,
  phrases: [],
  ...more,
})

const measured: readonly FigureDefinition[] = [
  figureOf({ kind: 'count', register: 'meeting' }, { where: { kind: 'committee' } }),
  figureOf({ kind: 'list', register: 'meeting' }, { where: { agenda: { count: { atLeast: 1 } } } }),
  figureOf({ kind: 'latest', register: 'meeting' }),
  figureOf({ kind: 'sum', register: 'meeting', field: 'length' }, { per: 'person', by: 'present' }),
  figureOf({ kind: 'distinct', register: 'meeting', field: 'chair' }, { compare: 'last-year' }),
  figureOf({ kind: 'share', register: 'meeting', part: { open: true } }),
  figureOf({ kind: 'inForce', register: 'meeting', until: 'heldOn', newestPer: 'length' }),
]

test('every measure is watched', () => {
  expect(measured.map(({ measure }) => measure.kind).sort()).toEqual(
    measureKinds.map(({ kind }) => kind).sort(),
  )
})

test.each(measured.map((one) => [one.measure.kind, one] as const))(
  'a figure by %s looks at what it says that it reads, and at nothing else',
  (_kind, figure) => {
    const seen = new Set<string>()
    const meetingIn = (year: number) =>
      watched(
        sampleRecord({
          id: `r${year}`,
          occurredOn: `${year}-05-06`,
          values: { kind: 'committee', chair: 'p1', present: ['p1'], length: year, open: true },
        }),
        ({ field, year: on }) => seen.add(`${field} ${on}`),
      )
    evaluateFigure(figure, yearsCounted(figure, 2025).map(meetingIn), {
      registers: sampleRegisters,
      period: '2025',
      today: '2025-12-31',
      asOf: { size: 1, root: '' },
      lastYearRecords: [meetingIn(2024)],
    })
    const read = readsOfFigure(figure)
    const years = Array.from({ length: read.since + 1 }, (_, back) => 2025 - back)
    const said = years.flatMap((year) =>
      [...(fieldsRead(read).get('meeting') ?? [])].map((field) => `${field} ${year}`),
    )
    expect([...seen].sort()).toEqual(said.sort())
  },
)
