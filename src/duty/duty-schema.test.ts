import { describe, expect, it } from 'vitest'
import { readBy } from '../../tests/ledger/read-by.ts'
import { sampleRegisters } from '../../tests/ledger/sample-registers.ts'
import { weekdays } from '../ledger/late.ts'
import { checkDuty } from './check-duty.ts'
import { dutySchema } from './duty-schema.ts'
import { addWorkdays, workdayFrom } from './working-day.ts'

const label = { zh: '责任', en: 'Duty' }
const base = { id: 'd1', label, part: 'p', source: { instrument: 'own-rule', tier: 'own' } }

function read(require: unknown, more: object = {}) {
  return readBy(dutySchema, { ...base, ...more, require }, { code: 'duty' })
}

describe('dutySchema', () => {
  const forms: readonly [unknown, object][] = [
    [
      { atLeast: 1, of: 'f', per: 'half-year' },
      { kind: 'quota', figure: 'f', atLeast: 1, per: 'half-year' },
    ],
    [
      { atMost: 3, of: 'f', per: 'year' },
      { kind: 'cap', figure: 'f', atMost: 3, per: 'year' },
    ],
    [
      { by: '01-31', of: 'f' },
      { kind: 'deadline', figure: 'f', by: '01-31' },
    ],
    [
      { each: 'meeting', must: { open: true } },
      { kind: 'each', register: 'meeting', must: { open: true } },
    ],
    [
      { none: 'leak-incident', attest: { per: 'quarter', by: 'lead' } },
      { kind: 'none', register: 'leak-incident', attest: { per: 'quarter', by: 'lead' } },
    ],
    [
      { everyone: 'leader', atLeast: 1, of: 'f', per: 'year' },
      { kind: 'everyone', role: 'leader', figure: 'f', atLeast: 1 },
    ],
    [
      { notMoreThan: 'last-year', of: 'f' },
      { kind: 'notMoreThanLastYear', figure: 'f' },
    ],
  ]
  it.each(forms)('reads %j', (given, expected) => {
    const { value, faults } = read(given) as {
      value?: { require: unknown; source: unknown }
      faults?: unknown
    }
    expect(faults).toBe(undefined)
    expect(value?.require).toEqual(expected)
    expect(value?.source).toEqual({ ...base.source, clause: null, verified: false })
  })
  it('names what is wrong and where', () => {
    const places = (require: unknown, more = {}) =>
      (read(require, more).faults ?? []).map(({ at }) => at.join('.'))
    expect(places({})).toEqual(['require'])
    expect(places({ atLeast: 0, of: 'f', per: 'year' })).toEqual(['require.atLeast'])
    expect(places({ atLeast: 1, of: 'f', per: 'week' })).toEqual(['require.per'])
    expect(places({ by: '02-30', of: 'f' })).toEqual(['require.by'])
    expect(places({ each: 'm', must: { a: { like: 1 } } })).toEqual(['require.must.a.like'])
    const source = { instrument: 'x', tier: 'law', clause: '第三条' }
    expect(places({ by: '02-29', of: 'f' }, { source })).toEqual(['source.clause'])
  })
  it('is checked against its pack', () => {
    const codes = (require: unknown) => {
      const { value } = read(require) as { value?: never }
      if (value === undefined) throw new Error('not read')
      const given = {
        registers: sampleRegisters,
        figures: new Map(),
        roles: ['lead'],
        instruments: ['own-rule'],
        parts: ['p'],
      }
      return checkDuty(value, given).map(({ code, at }) => `${code} ${at.join('.')}`)
    }
    expect(codes({ by: '01-31', of: 'f' })).toEqual(['figure.unknown require.of'])
    expect(codes({ each: 'party', must: { a: 1 } })).toEqual(['register.unknown require.each'])
    expect(codes({ each: 'meeting', must: { a: 1 } })).toEqual([
      'predicate.field.unknown require.must.a',
    ])
    expect(codes({ none: 'leak-incident', attest: { per: 'year', by: 'x' } })).toEqual([
      'role.unknown require.attest.by',
    ])
    expect(codes({ none: 'leak-incident', attest: { per: 'year', by: 'lead' } })).toEqual([])
  })
})

describe('working days', () => {
  it('skip what the calendar closes', () => {
    expect(workdayFrom('2025-03-08', weekdays)).toBe('2025-03-10')
    expect(addWorkdays('2025-03-07', { count: 1, isWorkday: weekdays })).toBe('2025-03-10')
    expect(addWorkdays('2025-03-07', { count: 6, isWorkday: weekdays })).toBe('2025-03-17')
    expect(addWorkdays('2025-03-07', { count: 0, isWorkday: weekdays })).toBe('2025-03-07')
  })
})
