import fc from 'fast-check'
import { describe, expect, it, test } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import { windowsOfYear } from '../day/period.ts'
import { evaluateFigure } from '../figure/evaluate-figure.ts'
import type { FigureDefinition } from '../figure/figure.ts'
import { checkRegister } from '../register/check-register.ts'
import type { Register, Registers, YearOf } from '../register/register.ts'
import type { Value, Values } from '../value.ts'
import { parseChanged, parseValues } from './parse-values.ts'
import type { LedgerRecord } from './record.ts'
import { dayCounted, guessedYear, yearFor, yearsPossible } from './year-of.ts'

const yearOf: YearOf = {
  field: 'forYear',
  asked: [{ where: { kind: 'committee' }, lastYearUntil: '02-29' }],
}
const plain: Register = {
  ...meeting,
  fields: [
    ...meeting.fields,
    { id: 'forYear', type: 'year', label: { zh: '所属年度', en: 'For the year' }, required: false },
  ],
}
const register: Register = { ...plain, yearOf }
const registers: Registers = {
  ...sampleRegisters,
  registers: new Map([...sampleRegisters.registers, [register.id, register]]),
}
const context = { lists: registers.lists, today: '2026-03-01' }

function held(on: string, values: Values = {}): LedgerRecord {
  return sampleRecord({
    id: `${on} ${JSON.stringify(values)}`,
    values: { kind: 'committee', heldOn: on, ...values },
    occurredOn: on,
  })
}

describe('the year a record is for', () => {
  it.each<[string, LedgerRecord, number, string]>([
    ['the one it says', held('2026-01-15', { forYear: 2025 }), 2025, '2025-12-31'],
    ['a later one that it says', held('2025-12-20', { forYear: 2026 }), 2026, '2026-01-01'],
    ['its own, which it says', held('2026-01-15', { forYear: 2026 }), 2026, '2026-01-15'],
    ['that of its day, where it says none', held('2026-01-15'), 2026, '2026-01-15'],
    [
      'that of its day, where the other is far',
      held('2026-01-15', { forYear: 2023 }),
      2026,
      '2026-01-15',
    ],
  ])('is %s', (_, record, year, day) => {
    expect(yearFor(register, record)).toBe(year)
    expect(dayCounted(register, record)).toBe(day)
    // A register, or a pack adopted before, that knows nothing of it goes by the day.
    expect(yearFor(plain, record)).toBe(Number(record.occurredOn?.slice(0, 4)))
    expect(dayCounted(plain, record)).toBe(record.occurredOn)
    expect(yearsPossible(register, record.occurredOn)).toContain(yearFor(register, record))
  })

  it('of a record without a day is none', () => {
    const record = { ...held('2026-01-15', { forYear: 2025 }), occurredOn: null }
    expect(yearFor(register, record)).toBeNull()
    expect(dayCounted(register, record)).toBeNull()
    expect(yearsPossible(register, null)).toEqual([])
  })
})

describe('the guess', () => {
  it.each<[string, number | null]>([
    ['2025-12-31', 2025],
    ['2026-01-01', 2025],
    ['2026-02-28', 2025],
    ['2026-03-01', 2026],
    ['2024-02-29', 2023],
    ['2024-03-01', 2024],
    ['soon', null],
  ])('for %s is %s', (heldOn, year) => {
    expect(guessedYear(register, { kind: 'committee', heldOn })).toBe(year)
  })

  it('is made of those only that are asked, and by the first rule that holds', () => {
    const values = { kind: 'secretary-meeting', heldOn: '2026-01-15' }
    expect(guessedYear(register, values)).toBeNull()
    const asked = [...yearOf.asked, { lastYearUntil: '01-10' }]
    expect(guessedYear({ ...register, yearOf: { ...yearOf, asked } }, values)).toBe(2026)
    expect(guessedYear(plain, { ...values, kind: 'committee' })).toBeNull()
  })
})

describe('a record that is written', () => {
  const kept = (values: Values, id?: string) =>
    parseValues(register, values, { ...context, ...(id === undefined ? {} : { id }) })

  it('gets the year that is guessed, where it says none', () => {
    const values = { kind: 'committee', heldOn: '2026-01-15' }
    expect(kept(values).values).toEqual({ ...values, forYear: 2025 })
    expect(kept({ ...values, forYear: '2026年' }).values).toEqual({ ...values, forYear: 2026 })
    expect(kept({ ...values, kind: 'secretary-meeting' }).values).not.toHaveProperty('forYear')
  })

  it('says the same when it is read again', () => {
    const { values = {} } = kept({ kind: 'committee', heldOn: '2026-01-15' })
    expect(kept(values).values).toEqual(values)
  })

  it('keeps what it said when it is corrected: a guess would move it silently', () => {
    const values = { kind: 'committee', heldOn: '2026-01-15' }
    expect(kept(values, 'r1').values).toEqual(values)
    const changed = { before: values, changed: { heldOn: '2026-01-16' } }
    expect(parseChanged(register, changed, context).values).toEqual({
      ...values,
      heldOn: '2026-01-16',
    })
  })

  it.each<[Value, string[]]>([
    [2025, []],
    [2027, []],
    [2024, ['record.year.far forYear']],
    [2028, ['record.year.far forYear']],
  ])('in 2026 for %s', (forYear, faults) => {
    const found = kept({ kind: 'committee', heldOn: '2026-01-15', forYear }).faults ?? []
    expect(found.map(({ code, at }) => `${code} ${at.join('.')}`)).toEqual(faults)
  })
})

test('a figure counts each record once, in the windows of the year that it is for', () => {
  const count: FigureDefinition = {
    id: 'count',
    label: { zh: '次数', en: 'Count' },
    unit: { zh: '次', en: 'times' },
    measure: { kind: 'count', register: 'meeting' },
    upward: false,
    phrases: [],
  }
  const day = fc
    .integer({ min: 0, max: 1500 })
    .map((days) => new Date(Date.UTC(2023, 6, 1 + days)).toISOString().slice(0, 10))
  const said = fc.record({ on: day, apart: fc.constantFrom(null, -2, -1, 0, 1, 2) })
  fc.assert(
    fc.property(fc.uniqueArray(said, { selector: ({ on }) => on, maxLength: 30 }), (all) => {
      const records = all.map(({ on, apart }) =>
        held(on, apart === null ? {} : { forYear: Number(on.slice(0, 4)) + apart }),
      )
      const at = { registers, today: '2030-01-01', asOf: { size: 0, root: '' } }
      const value = (period: string) =>
        Number(evaluateFigure(count, records, { ...at, period }).value)
      const years = Array.from({ length: 8 }, (_, nth) => 2021 + nth)
      expect(years.reduce((sum, year) => sum + value(`${year}`), 0)).toBe(records.length)
      for (const year of years) {
        for (const window of ['month', 'quarter', 'half-year'] as const) {
          const parts = windowsOfYear(year, window).map(value)
          expect(parts.reduce((sum, one) => sum + one, 0)).toBe(value(`${year}`))
        }
      }
    }),
  )
})

test('what is dated after today counts for no year yet', () => {
  const count = { kind: 'count', register: 'meeting' } as const
  const figure = {
    id: 'f',
    label: { zh: '次数', en: 'Count' },
    unit: { zh: '次', en: 'times' },
    measure: count,
    upward: false,
    phrases: [],
  }
  const records = [held('2026-01-15', { forYear: 2025 })]
  const value = (today: string) =>
    evaluateFigure(figure, records, {
      registers,
      period: '2025',
      today,
      asOf: { size: 0, root: '' },
    }).value
  expect(value('2026-01-14')).toBe(0)
  expect(value('2026-01-15')).toBe(1)
})

test.each<[string, Partial<Register>, string[]]>([
  ['stands', {}, []],
  ['names no field', { yearOf: { ...yearOf, field: 'forYer' } }, ['yearOf.field']],
  ['names a field of another kind', { yearOf: { ...yearOf, field: 'due' } }, ['yearOf.field']],
  ['lies in a restricted register', { readers: ['discipline'] }, ['yearOf.field']],
  [
    'asks of a field that is not there',
    { yearOf: { ...yearOf, asked: [{}, { where: { knd: 'committee' } }] } },
    ['yearOf.asked.1.where.knd'],
  ],
])('a yearOf that %s', (_, change, places) => {
  const faults = checkRegister({ ...register, ...change }, registers, { roles: ['discipline'] })
  expect(faults.map(({ at }) => at.join('.'))).toEqual(places)
})
