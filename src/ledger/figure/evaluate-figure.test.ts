import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Values } from '../value.ts'
import { checkFigure } from './check-figure.ts'
import { describeFigure } from './describe-figure.ts'
import type { FigureContext } from './evaluate-figure.ts'
import { evaluateFigure, liveOf, satisfyEach } from './evaluate-figure.ts'
import type { FigureDefinition } from './figure.ts'
import { figureText } from './figure-text.ts'
import type { Measure } from './measures/measure-kinds.ts'

const context: FigureContext = {
  registers: sampleRegisters,
  period: '2025',
  today: '2025-12-31',
  asOf: { size: 7, root: 'cm9vdA==' },
}

function record(
  id: string,
  occurredOn: string | null,
  values: Values = {},
  more = {},
): LedgerRecord {
  return sampleRecord({
    id,
    values: { kind: 'secretary-meeting', ...values },
    occurredOn,
    ...more,
  })
}

function figure(measure: Measure, more: Partial<FigureDefinition> = {}): FigureDefinition {
  return {
    id: 'f',
    label: { zh: '书记办公会', en: 'Meetings' },
    unit: { zh: '次', en: 'times' },
    measure,
    upward: false,
    phrases: [],
    ...more,
  }
}

const count = figure(
  { kind: 'count', register: 'meeting' },
  { where: { kind: 'secretary-meeting' } },
)
const yuan = (minor: number) => ({ minor, currency: 'CNY' }) as const

const records = [
  record('b', '2025-01-01', {
    chair: 'p1',
    present: ['p1', 'p2'],
    cost: yuan(10),
    length: 60,
    agenda: [{ topic: 'x' }, { topic: 'y' }],
  }),
  record('a', '2025-01-01', {
    chair: 'p2',
    present: ['p2'],
    cost: yuan(20),
    length: 30,
    agenda: [{ topic: 'x' }],
  }),
  record('c', '2025-12-31', { chair: 'p1', cost: yuan(30) }),
  record('before', '2024-12-31'),
  record('after', '2026-01-01'),
  record('undated', null),
  record('voided', '2025-05-05', {}, { state: 'void' }),
  record('elsewhere', '2025-05-05', {}, { register: 'leak-incident' }),
  record('other', '2025-05-05', { kind: 'committee' }),
]

describe('evaluateFigure', () => {
  it('counts live records of the period, in order of date and id', () => {
    const value = evaluateFigure(count, records, context)
    expect(value).toEqual({
      figure: 'f',
      value: 3,
      unit: { zh: '次', en: 'times' },
      period: '2025',
      definition: {
        zh: '“会议”的记录数，条件：会议类型是书记办公会',
        en: "Number of records in “Meetings”, where the kind is Secretary's working meeting",
      },
      records: ['a', 'b', 'c'],
      asOf: context.asOf,
    })
    expect(figureText(value, 'zh')).toBe('3次')
  })

  it('counts nothing that has not happened yet', () => {
    const at = (today: string) => evaluateFigure(count, records, { ...context, today }).value
    expect([at('2025-12-30'), at('2025-12-31'), at('2026-05-01')]).toEqual([2, 3, 3])
  })

  it('counts one record once, by its newest version', () => {
    const newer = { ...record('a', '2025-02-01'), version: 2 }
    const value = evaluateFigure(count, [newer, ...records], context)
    expect(value.records).toEqual(['b', 'a', 'c'])
    const voided = { ...newer, version: 3, state: 'void' as const }
    expect(evaluateFigure(count, [...records, newer, voided], context).records).toEqual(['b', 'c'])
  })

  const where = { kind: 'secretary-meeting' }
  it('sums exactly, in fen and minutes', () => {
    const sum = evaluateFigure(
      figure({ kind: 'sum', register: 'meeting', field: 'cost' }, { where }),
      records,
      context,
    )
    expect([sum.value, sum.scale, figureText(sum, 'zh')]).toEqual([60, 'fen', '0.60元'])
    const time = evaluateFigure(
      figure({ kind: 'sum', register: 'meeting', field: 'length' }),
      records,
      context,
    )
    expect([time.value, figureText(time, 'zh')]).toEqual([90, '1小时30分钟'])
    const tenths = Array.from({ length: 10 }, (_, nth) =>
      record(`t${nth}`, '2025-01-01', { due: 0.1 }),
    )
    expect(
      evaluateFigure(figure({ kind: 'sum', register: 'meeting', field: 'due' }), tenths, context)
        .value,
    ).toBe(1)
  })

  it('measures in the other ways', () => {
    const value = (measure: Measure) => evaluateFigure(figure(measure, { where }), records, context)
    expect(value({ kind: 'distinct', register: 'meeting', field: 'present' }).value).toBe(2)
    expect(value({ kind: 'distinct', register: 'meeting', field: 'agenda.topic' }).value).toBe(2)
    expect(value({ kind: 'list', register: 'meeting' }).records).toEqual(['a', 'b', 'c'])
    const share = value({ kind: 'share', register: 'meeting', part: { chair: 'p1' } })
    expect([share.value, share.records, share.partRecords]).toEqual([
      { part: 2, whole: 3 },
      ['a', 'b', 'c'],
      ['b', 'c'],
    ])
    expect(figureText(share, 'zh')).toBe('66.7%（2/3）')
    const latest = value({ kind: 'latest', register: 'meeting' })
    expect([latest.value, latest.records, latest.latestOn]).toEqual([1, ['c'], '2025-12-31'])
    const none = evaluateFigure(figure({ kind: 'latest', register: 'meeting' }), [], context)
    expect([none.value, none.latestOn]).toEqual([0, null])
  })

  it('splits by window and by person', () => {
    const halves = evaluateFigure({ ...count, per: 'half-year' }, records, context).groups
    expect(halves).toEqual([
      { key: '2025-H1', value: 2, records: ['a', 'b'] },
      { key: '2025-H2', value: 1, records: ['c'] },
    ])
    const people = evaluateFigure(
      { ...count, per: 'person', by: 'present' },
      records,
      context,
    ).groups
    expect(people?.map(({ key, value }) => [key, value])).toEqual([
      ['p1', 1],
      ['p2', 2],
    ])
  })

  it('compares with the year before, where that is known', () => {
    const compared: FigureDefinition = { ...count, compare: 'last-year' }
    expect(evaluateFigure(compared, records, context).lastYear).toBe(null)
    const lastYearRecords = [record('before', '2024-12-31')]
    expect(evaluateFigure(compared, records, { ...context, lastYearRecords }).lastYear).toBe(1)
    expect(evaluateFigure(count, records, context)).not.toHaveProperty('lastYear')
    // Without any record of the register in that year there is no zero to compare with.
    expect(evaluateFigure(compared, records, { ...context, lastYearRecords: [] }).lastYear).toBe(
      null,
    )
    expect(describeFigure(compared, { registers: sampleRegisters }).zh).toContain('与上年比较')
  })

  it('takes a number stated by hand where last year has no record of the register', () => {
    const compared: FigureDefinition = { ...count, compare: 'last-year' }
    const stated = (id: string, values: Values, more = {}) =>
      record(id, '2025-02-01', values, { register: 'baseline', ...more })
    const said = { figure: 'f', year: 2024, number: 12, source: '2024年度报告' }
    const baselines = [
      stated('b1', { ...said, number: 99 }, { entry: 1 }),
      stated('b2', said, { entry: 2 }),
      stated('b3', { ...said, figure: 'other', number: 1 }, { entry: 3 }),
      stated('b4', { ...said, year: 2023, number: 1 }, { entry: 4 }),
      stated('b5', { ...said, number: 1 }, { entry: 5, state: 'void' }),
    ]
    const first = { ...context, lastYearRecords: [], baselines }
    expect(evaluateFigure(compared, records, first)).toMatchObject({
      lastYear: 12,
      lastYearStated: { record: 'b2', source: '2024年度报告' },
    })
    // A half-year has no number stated for it, and what was counted goes before what was stated.
    const half = evaluateFigure(compared, records, { ...first, period: '2025-H1' })
    expect(half.lastYear).toBe(null)
    const kept = [record('before', '2024-12-31', { kind: 'committee' })]
    const counted = evaluateFigure(compared, records, { ...first, lastYearRecords: kept })
    expect(counted.lastYear).toBe(0)
    expect(counted).not.toHaveProperty('lastYearStated')
  })

  it('counts what is in force on the last day, in whatever year it began', () => {
    const sent = (id: string, day: string, values: Values = {}) =>
      record(id, day, { kind: 'committee', ...values })
    const all = [
      sent('a', '2022-03-01', { office: 'west' }),
      sent('b', '2023-05-01', { endedOn: '2025-06-30' }),
      sent('c', '2024-05-01', { endedOn: '2025-12-31' }),
      sent('d', '2025-07-01', { office: 'east' }),
      sent('e', '2025-08-01', { office: 'east' }),
      sent('f', '2026-01-01'),
      record('g', '2025-01-01'),
    ]
    const of = (measure: Omit<Extract<Measure, { kind: 'inForce' }>, 'kind' | 'register'>) =>
      figure({ kind: 'inForce', register: 'meeting', ...measure }, { where: { kind: 'committee' } })
    const until = of({ until: 'endedOn' })
    expect(evaluateFigure(until, all, context).records).toEqual(['a', 'c', 'd', 'e'])
    const later = { ...context, today: '2026-02-01' }
    expect(evaluateFigure(until, all, later).records).toEqual(['a', 'c', 'd', 'e'])
    expect(evaluateFigure(until, all, { ...context, today: '2025-06-30' }).value).toBe(3)
    expect(evaluateFigure(until, all, { ...later, period: '2026' }).records).toEqual([
      'a',
      'd',
      'e',
      'f',
    ])
    // A successor takes the place, and without anything else the newest alone holds.
    const perOffice = of({ until: 'endedOn', newestPer: 'office' })
    expect(evaluateFigure(perOffice, all, context).records).toEqual(['a', 'c', 'e'])
    expect(evaluateFigure(of({}), all, context).records).toEqual(['e'])
    expect(describeFigure(perOffice, { registers: sampleRegisters }).zh).toBe(
      '当日有效的“会议”记录数（未到“endedOn”），同一“承办科室”只计最新一条，条件：会议类型是委务会',
    )
  })

  it('neither splits nor compares what is in force', () => {
    const of = figure({ kind: 'inForce', register: 'meeting', until: 'heldOn' })
    const codes = (more: Partial<FigureDefinition>) =>
      checkFigure({ ...of, ...more }, sampleRegisters).map(({ code }) => code)
    expect(codes({})).toEqual([])
    expect(codes({ compare: 'last-year' })).toEqual(['figure.state'])
    expect(codes({ per: 'month' })).toEqual(['figure.state'])
    const kind = { kind: 'inForce', register: 'meeting', until: 'kind' } as const
    expect(codes({ measure: kind })).toEqual(['figure.until.kind'])
  })

  it('agrees with a naive recount, in any order of the records', () => {
    const day = fc.tuple(
      fc.integer({ min: 2024, max: 2026 }),
      fc.integer({ min: 1, max: 12 }),
      fc.integer({ min: 1, max: 28 }),
    )
    const any = fc.record({
      id: fc.string({ minLength: 1, maxLength: 4 }),
      day: day.map((parts) => parts.map((part) => String(part).padStart(2, '0')).join('-')),
      kind: fc.constantFrom('secretary-meeting', 'committee'),
      state: fc.constantFrom('live', 'void'),
      cost: fc.integer({ min: 0, max: 1e9 }),
    })
    const period = fc.constantFrom('2025', '2025-H1', '2025-Q3', '2025-07')
    const today = '2025-10-15'
    fc.assert(
      fc.property(fc.uniqueArray(any, { selector: ({ id }) => id }), period, (rows, period) => {
        const given = rows.map(({ id, day, kind, state, cost }) =>
          record(id, day, { kind, cost: yuan(cost) }, { state }),
        )
        const months =
          { '2025': [1, 12], '2025-H1': [1, 6], '2025-Q3': [7, 9], '2025-07': [7, 7] }[period] ?? []
        const expected = rows.filter(({ day, kind, state }) => {
          const month = Number(day.slice(5, 7))
          const inside =
            day.startsWith('2025') && month >= (months[0] ?? 0) && month <= (months[1] ?? 0)
          return inside && day <= today && kind === 'secretary-meeting' && state === 'live'
        })
        const at = { ...context, today, period }
        const value = evaluateFigure(count, given, at)
        expect(value.value).toBe(expected.length)
        expect(new Set(value.records)).toEqual(new Set(expected.map(({ id }) => id)))
        expect(evaluateFigure(count, [...given].reverse(), at)).toEqual(value)
        const sum = figure(
          { kind: 'sum', register: 'meeting', field: 'cost' },
          { where: count.where ?? {} },
        )
        expect(evaluateFigure(sum, given, at).value).toBe(
          expected.reduce((total, { cost }) => total + cost, 0),
        )
        const months12 = evaluateFigure({ ...count, per: 'month' }, given, at).groups ?? []
        expect(months12.reduce((total, group) => total + group.value, 0)).toBe(expected.length)
      }),
    )
  })
})

it('counts the same of a list of which was found beforehand what satisfies each definition', () => {
  const kinds = ['secretary-meeting', 'committee', 'branch-group']
  const records = Array.from({ length: 700 }, (_, nth) =>
    record(`r${`${nth}`.padStart(4, '0')}`, `2025-0${1 + (nth % 9)}-11`, {
      kind: kinds[nth % kinds.length] ?? '',
      due: nth % 7,
    }),
  )
  const figures = [
    count,
    figure(
      { kind: 'list', register: 'meeting' },
      { where: { kind: 'committee', due: { atLeast: 4 } } },
    ),
    figure({ kind: 'count', register: 'meeting' }, { where: { heldOn: { before: '$today' } } }),
    figure({ kind: 'count', register: 'meeting' }, { where: { due: { atMost: 2 } } }),
  ]
  const found = [...records]
  const wheres = figures.map(({ where }) => where).filter((one) => one !== undefined)
  satisfyEach(wheres, liveOf('meeting', found))
  for (const one of figures) {
    expect(evaluateFigure(one, found, context)).toEqual(evaluateFigure(one, [...records], context))
  }
})
