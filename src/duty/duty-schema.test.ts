import { describe, expect, it } from 'vitest'
import { readBy } from '../../tests/ledger/read-by.ts'
import { sampleRegisters } from '../../tests/ledger/sample-registers.ts'
import { weekdays } from '../ledger/day/late.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
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
    [
      { each: 'meeting', must: { open: true }, due: 'heldOn' },
      { kind: 'each', register: 'meeting', must: { open: true }, due: { field: 'heldOn' } },
    ],
    [
      { each: 'meeting', must: { open: true }, due: '12-31' },
      { kind: 'each', register: 'meeting', must: { open: true }, due: { by: '12-31' } },
    ],
    [
      { in: 'Q4', of: 'f' },
      { kind: 'season', figure: 'f', atLeast: 1, from: '10-01', to: '12-31' },
    ],
    [
      { in: '10-01 to 12-15', of: 'f', atLeast: 2 },
      { kind: 'season', figure: 'f', atLeast: 2, from: '10-01', to: '12-15' },
    ],
    [
      { atLeast: 1, of: 'f', per: 'week', except: ['01-20 to 02-10', '2025-10-01 to 2025-10-08'] },
      {
        kind: 'weekly',
        figure: 'f',
        atLeast: 1,
        except: [
          { from: '01-20', to: '02-10' },
          { from: '2025-10-01', to: '2025-10-08' },
        ],
      },
    ],
    [
      { within: '10 workdays', after: 'meeting', of: 'meeting', via: 'follows' },
      { kind: 'within', workdays: 10, after: 'meeting', register: 'meeting', via: 'follows' },
    ],
    [
      { everyone: 'member', atLeast: '32 hours', of: ['f', 'g'] },
      { kind: 'hours', role: 'member', figures: ['f', 'g'], atLeast: 32 },
    ],
    [
      { forEach: 'branch', atLeast: 1, of: 'f', per: 'quarter' },
      {
        kind: 'forEach',
        office: 'branch',
        via: 'office',
        require: { kind: 'quota', figure: 'f', atLeast: 1, per: 'quarter' },
      },
    ],
    [
      { forEach: 'branch', via: 'host', every: '3 years', of: 'f' },
      {
        kind: 'forEach',
        office: 'branch',
        via: 'host',
        require: { kind: 'term', figure: 'f', years: 3 },
      },
    ],
    [
      { every: '1 year', of: 'f' },
      { kind: 'term', figure: 'f', years: 1 },
    ],
    [
      { task: '2025-06-30', of: 'f' },
      { kind: 'task', figure: 'f', by: '2025-06-30' },
    ],
    [{ held: 'lead' }, { kind: 'held', role: 'lead' }],
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
    expect(places({ atLeast: 1, of: 'f', per: 'decade' })).toEqual(['require.per'])
    expect(places({ by: '02-30', of: 'f' })).toEqual(['require.by'])
    expect(places({ each: 'm', must: { a: { like: 1 } } })).toEqual(['require.must.a.like'])
    expect(places({ in: 'Q5', of: 'f' })).toEqual(['require.in'])
    expect(places({ in: '12-01 to 02-30', of: 'f' })).toEqual(['require.in'])
    expect(places({ in: '12-01 to 01-31', of: 'f' })).toEqual([])
    expect(places({ by: '01-31', of: 'f', for: 'next-year' })).toEqual(['require.for'])
    const week = { atLeast: 1, of: 'f', per: 'week' }
    expect(places({ ...week, except: ['12-20 to 01-10'] })).toEqual(['require.except.0'])
    expect(places({ ...week, except: ['2025-02-29 to 2025-03-01'] })).toEqual(['require.except.0'])
    const within = { after: 'm', of: 'm', via: 'v' }
    expect(places({ ...within, within: '10 days' })).toEqual(['require.within'])
    expect(places({ ...within, within: '251 workdays' })).toEqual(['require.within'])
    expect(places({ everyone: 'r', atLeast: '0 hours', of: 'f' })).toEqual(['require.atLeast'])
    expect(places({ every: '11 years', of: 'f' })).toEqual(['require.every'])
    expect(places({ task: '2025-02-29', of: 'f' })).toEqual(['require.task'])
    expect(places({ forEach: 'b', held: 'r' })).toEqual(['require.forEach'])
    expect(places({ forEach: 'b', atLeast: 0, of: 'f', per: 'year' })).toEqual(['require.atLeast'])
    expect(places({ each: 'm', must: { a: 1 }, due: '13-01' })).toEqual(['require.due'])
    const source = { instrument: 'x', tier: 'law', clause: '第三条' }
    expect(places({ by: '02-29', of: 'f' }, { source })).toEqual(['source.clause'])
  })
  it('is checked against its pack', () => {
    const state: FigureDefinition = {
      id: 'now',
      label: { zh: '在岗', en: 'In post' },
      unit: { zh: '人', en: 'people' },
      measure: { kind: 'inForce', register: 'meeting', until: 'heldOn' },
      upward: false,
      phrases: [],
    }
    const codes = (require: unknown) => {
      const { value } = read(require) as { value?: never }
      if (value === undefined) throw new Error('not read')
      const given = {
        registers: sampleRegisters,
        figures: new Map([[state.id, state]]),
        roles: ['lead'],
        instruments: ['own-rule'],
        parts: ['p'],
      }
      return checkDuty(value, given).map(({ code, at }) => `${code} ${at.join('.')}`)
    }
    expect(codes({ by: '01-31', of: 'f' })).toEqual(['figure.unknown require.of'])
    expect(codes({ atLeast: 1, of: 'now', per: 'year' })).toEqual(['duty.figure.state require.of'])
    expect(codes({ each: 'party', must: { a: 1 } })).toEqual(['register.unknown require.each'])
    expect(codes({ each: 'meeting', must: { a: 1 } })).toEqual([
      'predicate.field.unknown require.must.a',
    ])
    expect(codes({ none: 'leak-incident', attest: { per: 'year', by: 'x' } })).toEqual([
      'role.unknown require.attest.by',
    ])
    expect(codes({ none: 'leak-incident', attest: { per: 'year', by: 'lead' } })).toEqual([])
    expect(codes({ each: 'meeting', must: { open: true }, due: 'chair' })).toEqual([
      'field.unknown require.due',
    ])
    expect(codes({ held: 'x' })).toEqual(['role.unknown require.held'])
    const within = { within: '10 workdays', after: 'meeting', of: 'meeting' }
    expect(codes({ ...within, via: 'follows' })).toEqual([])
    expect(codes({ ...within, via: 'chair' })).toEqual(['field.unknown require.via'])
    expect(codes({ forEach: 'branch', by: '01-31', of: 'f' })).toEqual([
      'figure.unknown require.of',
      'office-kind.unknown require.forEach',
    ])
    expect(codes({ everyone: 'lead', atLeast: '32 hours', of: ['f', 'g'] })).toEqual([
      'figure.unknown require.of',
      'figure.unknown require.of',
    ])
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
