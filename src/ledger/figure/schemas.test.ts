import { describe, expect, it } from 'vitest'
import { readBy } from '../../../tests/ledger/read-by.ts'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import { checkRegister } from '../register/check-register.ts'
import { registerSchema } from '../register/register-schema.ts'
import { checkFigure } from './check-figure.ts'
import type { FigureDefinition } from './figure.ts'
import { figureSchema } from './figure-schema.ts'

const label = { zh: '会议', en: 'Meetings' }
const raw = {
  id: 'meeting',
  label,
  date: 'heldOn',
  title: '{kind} {heldOn}',
  lateAfter: '5 workdays',
  fields: [
    { id: 'kind', type: 'choice', of: 'meeting-kinds', required: true, label },
    { id: 'heldOn', type: 'date', required: true, label },
    { id: 'chair', type: 'person', label },
    { id: 'present', type: 'people', max: 300, label },
    {
      id: 'agenda',
      type: 'rows',
      min: 1,
      label,
      fields: [{ id: 'topic', type: 'text', required: true, label }],
    },
  ],
  checks: [{ id: 'chair-is-present', must: { present: { includes: '$chair' } }, message: label }],
}

function placesOf(broken: object): readonly (readonly [string, string])[] {
  const { faults = [] } = readBy(registerSchema, { ...raw, ...broken }, { code: 'register' })
  return faults.map(({ code, at }) => [code, at.join('.')] as const)
}

describe('registerSchema', () => {
  it('reads the short form and fills in defaults', () => {
    const read = readBy(registerSchema, raw, { code: 'register' })
    if (read.faults !== undefined) throw new Error(JSON.stringify(read.faults))
    expect(read.value.lateAfter).toBe(5)
    expect(read.value.columns).toEqual(['kind', 'heldOn', 'chair', 'present'])
    expect(read.value.fields[2]?.required).toBe(false)
    expect('help' in read.value).toBe(false)
    expect(checkRegister(read.value, sampleRegisters, { roles: [] })).toEqual([])
  })

  it('names the place of each fault, in both languages', () => {
    expect(placesOf({ lateAfter: 'soon' })).toEqual([['register.custom', 'lateAfter']])
    expect(placesOf({ extra: 1 })).toEqual([['register.unrecognized-keys', '']])
    expect(placesOf({ fields: [{ id: 'a', type: 'txt', label }] })).toEqual([
      ['register.custom', 'fields.0.type'],
    ])
    expect(placesOf({ fields: [{ id: 'a', type: 'choice', label }] })).toEqual([
      ['register.invalid-type', 'fields.0.of'],
    ])
    expect(placesOf({ fields: [{ id: 'a', type: 'date', max: 3, label }] })).toEqual([
      ['register.unrecognized-keys', 'fields.0'],
    ])
    const inner = { id: 'b', type: 'text', min: -1, label }
    expect(placesOf({ fields: [{ id: 'a', type: 'rows', fields: [inner], label }] })).toEqual([
      ['register.too-small', 'fields.0.fields.0.min'],
    ])
    const rowsInRows = { id: 'b', type: 'rows', fields: [inner], label }
    expect(placesOf({ fields: [{ id: 'a', type: 'rows', fields: [rowsInRows], label }] })).toEqual([
      ['register.custom', 'fields.0.fields.0.type'],
    ])
    const must = { present: { contains: '$chair' } }
    expect(placesOf({ checks: [{ id: 'c', must, message: label }] })).toEqual([
      ['predicate.operator', 'checks.0.must.present.contains'],
    ])
    for (const id of ['__proto__', 'constructor', 'all', 'id', 'Kind', 'a-b']) {
      expect(placesOf({ fields: [{ id, type: 'text', label }] })[0]?.[1]).toBe('fields.0.id')
    }
    const { faults } = readBy(
      registerSchema,
      { ...raw, label: { zh: '会议' } },
      { code: 'register' },
    )
    expect(faults?.[0]).toMatchObject({ at: ['label', 'en'] })
  })
})

describe('checkRegister', () => {
  const codes = (broken: object) =>
    checkRegister({ ...meeting, ...broken }, sampleRegisters, { roles: ['discipline'] }).map(
      ({ code, at }) => `${code} ${at.join('.')}`,
    )
  it('accepts the sample', () => expect(codes({})).toEqual([]))
  it('names what the pack does not know', () => {
    expect(codes({ date: 'kind' })).toEqual(['register.date date'])
    expect(codes({ title: '{nothing}' })).toEqual(['register.field.unknown title'])
    expect(codes({ columns: ['kind', 'x'] })).toEqual(['register.field.unknown columns.1'])
    expect(codes({ readers: ['nobody'] })).toEqual(['role.unknown readers'])
    const checks = [{ id: 'c', must: { kind: 'party' }, message: label }]
    expect(codes({ checks })).toEqual(['predicate.operand.unknown checks.0.must.kind'])
  })
})

describe('figureSchema', () => {
  const given = { id: 'held', unit: '次', count: 'meeting', label }
  const read = (more: object) => readBy(figureSchema, { ...given, ...more }, { code: 'figure' })
  it('reads the short form', () => {
    expect(read({ where: { kind: 'committee' } })).toEqual({
      value: {
        id: 'held',
        unit: { zh: '次', en: 'times' },
        label,
        measure: { kind: 'count', register: 'meeting' },
        where: { kind: 'committee' },
        upward: false,
        phrases: [],
      },
    })
  })
  it('wants exactly one measure, known units, and no person upward', () => {
    expect(read({ list: 'meeting' }).faults?.[0]?.text.en).toContain('exactly one')
    expect(read({ unit: 'x' }).faults?.[0]?.at).toEqual(['unit'])
    expect(read({ per: 'person' }).faults?.[0]?.at).toEqual(['by'])
    expect(read({ per: 'person', by: 'chair', upward: true }).faults?.[0]?.at).toEqual(['upward'])
  })
  it('is told which fields its measure can look at', () => {
    const told = (measure: object) => {
      const { value } = read({ count: undefined, ...measure }) as { value?: FigureDefinition }
      if (value === undefined) throw new Error('no figure')
      return checkFigure(value, sampleRegisters).map(({ at, text, hint }) => [
        at.join('.'),
        text.en,
        hint.en.slice(0, 30),
      ])
    }
    const register = 'meeting'
    expect(told({ sum: { register, field: 'kind' } })).toEqual([
      [
        'sum.field',
        '“kind” is a field of type choice; here it must be a number, money or a duration',
        'Possible are due, cost, length',
      ],
    ])
    expect(told({ distinct: { register, field: 'kinds' } })).toEqual([
      ['distinct.field', '“Meetings” has no field “kinds”', 'Possible are kind, heldOn, cha'],
    ])
    expect(told({ distinct: { register, field: 'agenda' } })).toEqual([
      [
        'distinct.field',
        '“agenda” is a field of type rows; here it must be of single values (of rows, name one of the columns)',
        'Possible are kind, heldOn, cha',
      ],
    ])
    expect(told({ inForce: { register, newestPer: 'chairs' } })).toEqual([
      ['inForce.newestPer', '“Meetings” has no field “chairs”', 'Possible are kind, heldOn, cha'],
    ])
  })
  it('is checked against its register', () => {
    const check = (more: object) => {
      const { value, faults } = read(more) as { value?: never; faults?: never }
      if (value === undefined) throw new Error(JSON.stringify(faults))
      return checkFigure(value, sampleRegisters).map(({ code, at }) => `${code} ${at.join('.')}`)
    }
    expect(check({})).toEqual([])
    expect(check({ count: 'party' })).toEqual(['register.unknown count'])
    expect(check({ count: undefined, sum: { register: 'meeting', field: 'kind' } })).toEqual([
      'figure.field.kind sum.field',
    ])
    expect(check({ count: undefined, sum: { register: 'meeting', field: 'cost' } })).toEqual([])
    expect(
      check({ count: undefined, distinct: { register: 'meeting', field: 'agenda.topic' } }),
    ).toEqual([])
    expect(check({ per: 'person', by: 'kind' })).toEqual(['figure.by.kind by'])
    expect(check({ where: { kinds: 'x' } })).toEqual(['predicate.field.unknown where.kinds'])
    expect(check({ where: { kind: { atLeast: 2 } } })).toEqual([
      'predicate.operator.illegal where.kind.atLeast',
    ])
    expect(check({ where: { heldOn: { after: '2025-1-1' } } })).toEqual([
      'predicate.operand.unknown where.heldOn.after',
    ])
    expect(check({ where: { agenda: { some: { theme: 'x' } } } })).toEqual([
      'predicate.field.unknown where.agenda.some.theme',
    ])
    expect(check({ where: { id: { answeredBy: { register: 'meeting', via: 'kind' } } } })).toEqual([
      'predicate.via.unknown where.id.answeredBy.via',
    ])
  })
})
