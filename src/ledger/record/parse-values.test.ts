import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import { readableValues } from '../register/readable.ts'
import { titleOf } from '../register/title.ts'
import { parseValues } from './parse-values.ts'
import { wordsOfRecord } from './search-text.ts'

const context = { lists: sampleRegisters.lists, today: '2025-06-01' }
const good = {
  kind: 'secretary-meeting',
  heldOn: '2025-3-1',
  chair: 'p1',
  recorder: 'p2',
  present: ['p1', 'p2'],
  agenda: [{ topic: ' 研究 ', themes: ['governance'] }],
  cost: '1,200',
}

function faultsOf(raw: unknown): readonly string[] {
  const { faults = [] } = parseValues(meeting, raw, context)
  return faults.map(({ code, at }) => `${code} ${at.join('.')}`.trim())
}

describe('parseValues', () => {
  it('brings values into their stored form', () => {
    const { values } = parseValues(meeting, good, context)
    expect(values).toEqual({
      ...good,
      heldOn: '2025-03-01',
      agenda: [{ topic: '研究', themes: ['governance'] }],
      cost: { minor: 120_000, currency: 'CNY' },
    })
    expect(parseValues(meeting, values, context).values).toEqual(values)
  })

  it('finds every fault at once, each with its place', () => {
    const raw = {
      heldOn: '2025-02-30',
      present: ['p1', '../x'],
      agenda: [{ topic: 'a' }, { themes: ['nothing'] }],
      due: -1,
      extra: 1,
    }
    expect(faultsOf(raw)).toEqual([
      'record.field.unknown extra',
      'record.field.required kind',
      'field.date.form heldOn',
      'field.person.form present.1',
      'field.number.too-small due',
      'field.choice.unknown agenda.1.themes.0',
    ])
  })

  it('holds the checks of the register', () => {
    expect(faultsOf({ ...good, chair: 'p3' })).toEqual(['record.check.failed present'])
    expect(faultsOf({ ...good, chair: null })).toEqual([])
    const fault = parseValues(meeting, { ...good, chair: 'p3' }, context).faults?.[0]
    expect(fault?.text.zh).toBe('主持人应在出席人员中')
  })

  it('lets a least count bind an empty field', () => {
    const fields = meeting.fields.map((one) => (one.id === 'agenda' ? { ...one, min: 1 } : one))
    const strict = { ...meeting, fields }
    const codes = (agenda: unknown) =>
      parseValues(strict, { ...good, agenda }, context).faults?.map(({ code }) => code)
    expect(codes([])).toEqual(['record.field.too-few'])
    expect(codes(undefined)).toEqual(['record.field.too-few'])
    expect(codes([{ topic: 'a' }])).toBe(undefined)
  })

  it('says how many of what are missing, and of one that it is required', () => {
    const said = (min: number) => {
      const fields = meeting.fields.map((one) => (one.id === 'agenda' ? { ...one, min } : one))
      const { faults } = parseValues({ ...meeting, fields }, { ...good, agenda: [] }, context)
      return faults?.map(({ text }) => text.en)
    }
    expect(said(1)).toEqual(['“Agenda” is required'])
    expect(said(3)).toEqual(['“Agenda” needs at least 3 items'])
  })

  it('cannot be made to reach into objects', () => {
    const raw = JSON.parse('{"__proto__": {"kind": "committee"}, "constructor": 1}')
    expect(faultsOf(raw)).toContain('record.field.unknown __proto__')
    expect(faultsOf(raw)).toContain('record.field.required kind')
    expect(faultsOf(Object.create(good))).toContain('record.field.required kind')
    for (const one of [null, [], 'x', 3]) expect(faultsOf(one)).toEqual(['record.values.form'])
    expect(({} as { polluted?: unknown }).polluted).toBe(undefined)
  })

  it('names a limited number of unknown fields', () => {
    const many = Object.fromEntries(Array.from({ length: 1000 }, (_, nth) => [`x${nth}`, 1]))
    expect(faultsOf({ ...good, ...many })).toHaveLength(20)
  })

  it('never throws, and parsing twice is parsing once', () => {
    const cell = fc.oneof(fc.jsonValue(), fc.constantFrom(...Object.values(good)))
    const record = fc.dictionary(fc.constantFrom(...meeting.fields.map(({ id }) => id)), cell)
    fc.assert(
      fc.property(record, (raw) => {
        const parsed = parseValues(meeting, { ...good, ...raw }, context)
        if (parsed.values === undefined) return
        expect(parseValues(meeting, parsed.values, context)).toEqual(parsed)
      }),
    )
  })
})

describe('texts of a record', () => {
  const { values = {} } = parseValues(meeting, good, context)
  const names = { person: (id: string) => `${id}号`, office: () => null, record: () => null }
  it('make its title', () => {
    expect(titleOf(meeting, values, context)).toEqual({
      zh: '书记办公会 2025年3月1日',
      en: "Secretary's working meeting 1 March 2025",
    })
    expect(titleOf({ ...meeting, title: '{minutes}' }, values, context).zh).toBe('会议')
  })
  it('make its search text, without what only some may read', () => {
    const { search: text } = wordsOfRecord(meeting, values, { ...context, names })
    expect(text).toContain('书记办公会')
    expect(text).toContain('研究|全面从严治党')
    expect(text).toContain('p1号')
    const { search: hidden } = wordsOfRecord(meeting, { recorder: 'p2' }, { ...context, names })
    expect(hidden).toBe('会议 meetings')
  })
  it('are withheld from those who may not read them', () => {
    expect(readableValues(meeting, values, ['clerk']).withheld).toEqual(['recorder'])
    expect(readableValues(meeting, values, ['clerk']).values).not.toHaveProperty('recorder')
    expect(readableValues(meeting, values, ['discipline']).values).toEqual(values)
    const closed = { ...meeting, readers: ['leader'] }
    expect(readableValues(closed, values, ['clerk']).values).toEqual({})
    const fields = meeting.fields.map((one) =>
      one.id === 'agenda'
        ? {
            ...one,
            fields: one.fields?.map((inner) => ({
              ...inner,
              readers: inner.id === 'topic' ? ['leader'] : undefined,
            })),
          }
        : one,
    )
    const partly = readableValues({ ...meeting, fields } as typeof meeting, values, ['clerk'])
    expect(partly.withheld).toEqual(['recorder', 'agenda.topic'])
    expect(partly.values['agenda']).toEqual([{ themes: ['governance'] }])
  })
})
