import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { meeting, sampleRegisters } from '../../../tests/ledger/sample-registers.ts'
import type { Choice } from '../choice.ts'
import type { Value } from '../value.ts'
import type { FieldShape } from './field-kind.ts'
import { fieldContext, fieldKindOf, fieldKinds } from './field-kinds.ts'

const people = new Map([
  ['p1', '张三'],
  ['p2', '李四'],
  ['p3', '王五'],
  ['p4', '王五'],
])
const names = {
  person: (id: string) => people.get(id) ?? null,
  office: (id: string) => (id === 'o1' ? '办公室' : null),
  record: (id: string) => (id === 'r1' ? '书记办公会 2025年3月1日' : null),
  peopleCalled: (name: string) =>
    [...people].filter(([, other]) => other === name).map(([id]) => id),
  officesCalled: (name: string) => (name === '办公室' ? ['o1'] : []),
  recordsTitled: (_register: string, title: string) =>
    title === '书记办公会 2025年3月1日' ? ['r1'] : [],
}
const instruments: readonly Choice[] = [
  { id: 'rules-2020', label: { zh: '《主体责任规定》', en: 'The rules' }, clauses: ['13', '5–8'] },
  { id: 'own-1', label: { zh: '《政法工作条例》', en: 'Regulations' } },
]
const lists = new Map<string, readonly Choice[]>([
  ...sampleRegisters.lists,
  ['instruments', instruments],
])
const context = fieldContext({ lists, names })

const hash = 'a'.repeat(64)
const ref = { sha256: hash, name: '会议纪要.docx', type: 'application/msword', bytes: 12 }

/** For each kind: what is sent, what is kept, how it reads; and what is refused, with its code. */
interface KindCases {
  readonly field: FieldShape
  readonly kept: readonly (readonly [unknown, Value, string?])[]
  readonly refused: readonly (readonly [unknown, string])[]
}

function ofMeeting(id: string, more: object = {}): FieldShape {
  const found = meeting.fields.find((one) => one.id === id)
  if (found === undefined) throw new Error(id)
  return { ...found, ...more }
}

function bare(type: string, more: object = {}): FieldShape {
  return { id: 'f', type, label: { zh: '字段', en: 'Field' }, required: false, ...more }
}

const cases: { readonly [kind in keyof typeof fieldKinds]: KindCases } = {
  text: {
    field: bare('text', { min: 2, max: 5 }),
    kept: [
      ['  甲\u200b  乙\n', '甲 乙', '甲 乙'],
      ['甲\u202e乙\u2066\u0085丙', '甲乙丙'],
      [12345, '12345'],
      ['a\ud800bc', 'abc'],
      ['秘密工作', '秘密工作'],
    ],
    refused: [
      ['123456', 'field.text.too-long'],
      ['一', 'field.text.too-short'],
      [['a'], 'field.text.form'],
      [{}, 'field.text.form'],
      ['机密★', 'field.text.secret'],
    ],
  },
  longText: {
    field: bare('longText'),
    kept: [['甲\r\n乙 \u0000', '甲\n乙', '甲\n乙']],
    refused: [
      ['x'.repeat(20_001), 'field.text.too-long'],
      ['本件秘密 ★ 一年', 'field.text.secret'],
    ],
  },
  number: {
    field: bare('number', { min: 0, max: 5000, decimals: 1, unit: { zh: '人', en: 'people' } }),
    kept: [
      ['１，２００．５', 1200.5, '1,200.5人'],
      [0, 0, '0人'],
      ['5000.0', 5000, '5,000人'],
      [-0, 0],
      [0.1, 0.1],
    ],
    refused: [
      ['12.34', 'field.number.precision'],
      [-1, 'field.number.too-small'],
      [5000.1, 'field.number.too-large'],
      ['1e3', 'field.number.form'],
      ['12人左右', 'field.number.form'],
      [Number.NaN, 'field.number.form'],
      [true, 'field.number.form'],
      ['9'.repeat(30), 'field.number.form'],
    ],
  },
  year: {
    field: bare('year'),
    kept: [
      ['２０２５年度', 2025, '2025年'],
      [2025, 2025],
      ['2025 年', 2025],
    ],
    refused: [
      ['25', 'field.year.form'],
      [2025.5, 'field.year.form'],
      ['20255', 'field.year.form'],
      ['1899', 'field.year.form'],
      ['二〇二五年', 'field.year.form'],
      [true, 'field.year.form'],
    ],
  },
  money: {
    field: bare('money', { min: 0, max: 1_000_000 }),
    kept: [
      ['¥1,234.50', { minor: 123_450, currency: 'CNY' }, '1,234.50元'],
      [0.29, { minor: 29, currency: 'CNY' }, '0.29元'],
      ['1.2345万元', { minor: 1_234_500, currency: 'CNY' }, '12,345元'],
      [{ minor: 5, currency: 'CNY' }, { minor: 5, currency: 'CNY' }, '0.05元'],
    ],
    refused: [
      [{ minor: 5, currency: 'USD' }, 'field.money.currency'],
      [{ minor: 0.5, currency: 'CNY' }, 'field.number.form'],
      ['1.234', 'field.number.precision'],
      ['-1', 'field.number.too-small'],
      ['1亿元', 'field.number.too-large'],
    ],
  },
  date: {
    field: bare('date'),
    kept: [
      ['2025-1-5', '2025-01-05', '2025年1月5日'],
      ['２０２５年１月５日', '2025-01-05'],
      ['2025/12/31', '2025-12-31'],
      ['2025.2.8', '2025-02-08'],
      ['20240229', '2024-02-29'],
      ['5 January 2025', '2025-01-05'],
    ],
    refused: [
      ['2025-02-29', 'field.date.form'],
      ['2025-13-01', 'field.date.form'],
      ['0205-01-01', 'field.date.form'],
      ['2025-01', 'field.date.form'],
      [45000.5, 'field.date.form'],
      [{}, 'field.date.form'],
    ],
  },
  time: {
    field: bare('time'),
    kept: [
      ['9：5', '09:05', '09:05'],
      ['下午3点', '15:00'],
      ['9时30分', '09:30'],
      ['上午9点半', '09:30'],
      ['23:59', '23:59'],
      ['0930', '09:30'],
    ],
    refused: [
      ['24:00', 'field.time.form'],
      ['12:60', 'field.time.form'],
      [930, 'field.time.form'],
    ],
  },
  duration: {
    field: bare('duration', { max: 600 }),
    kept: [
      [90, 90, '1小时30分钟'],
      ['1:30', 90],
      ['1.5小时', 90],
      ['1小时30分', 90],
      ['45', 45, '45分钟'],
      ['2h', 120, '2小时'],
      ['1 h 30 min', 90],
    ],
    refused: [
      [601, 'field.number.too-large'],
      [-1, 'field.duration.form'],
      [1.5, 'field.duration.form'],
      ['long', 'field.duration.form'],
    ],
  },
  period: {
    field: bare('period'),
    kept: [
      [
        { from: '2025-3-1', to: '2025-3-5' },
        { from: '2025-03-01', to: '2025-03-05' },
      ],
      ['2025年3月1日至2025年3月5日', { from: '2025-03-01', to: '2025-03-05' }],
      ['2025-Q1', { from: '2025-01-01', to: '2025-03-31' }, '2025年1月1日至2025年3月31日'],
    ],
    refused: [
      [{ from: '2025-03-05', to: '2025-03-01' }, 'field.period.order'],
      [{ from: '2025-03-05' }, 'field.period.form'],
      ['2025-03-05', 'field.period.form'],
    ],
  },
  yesNo: {
    field: bare('yesNo'),
    kept: [
      [false, false, '否'],
      ['是', true, '是'],
      ['No', false],
    ],
    refused: [
      ['也许', 'field.yes-no.form'],
      [1, 'field.yes-no.form'],
    ],
  },
  choice: {
    field: ofMeeting('kind'),
    kept: [['committee', 'committee', '委务会']],
    refused: [
      ['party', 'field.choice.unknown'],
      ['委务会', 'field.choice.form'],
      [3, 'field.choice.form'],
      [['committee'], 'field.choice.form'],
    ],
  },
  choices: {
    field: ofMeeting('agenda').fields?.[1] ?? bare('choices'),
    kept: [
      [
        ['governance', 'first-agenda', 'governance'],
        ['governance', 'first-agenda'],
        '全面从严治党、第一议题',
      ],
      ['governance', ['governance']],
    ],
    refused: [
      [['governance', 'x'], 'field.choice.unknown'],
      [[1], 'field.choice.form'],
    ],
  },
  person: {
    field: bare('person'),
    kept: [['p1', 'p1', '张三']],
    refused: [
      ['p9', 'field.person.unknown'],
      ['张三', 'field.person.form'],
      ['../etc', 'field.person.form'],
    ],
  },
  people: {
    field: bare('people', { max: 2 }),
    kept: [[['p2', 'p1', 'p2'].slice(0, 2), ['p2', 'p1'], '李四、张三']],
    refused: [
      [['p1', 'p2', 'p3'], 'field.person.too-many'],
      [['p1', 'p9'], 'field.person.unknown'],
      [['p1', 7], 'field.person.form'],
    ],
  },
  office: {
    field: bare('office'),
    kept: [['o1', 'o1', '办公室']],
    refused: [['o2', 'field.office.unknown']],
  },
  offices: {
    field: bare('offices', { max: 2 }),
    kept: [
      [['o1', 'o1'], ['o1'], '办公室'],
      [['o1'], ['o1'], '办公室'],
    ],
    refused: [
      [['o1', 'o2'], 'field.office.unknown'],
      [['o1', 'o1', 'o1'], 'field.office.too-many'],
    ],
  },
  record: {
    field: ofMeeting('follows'),
    kept: [['r1', 'r1', '书记办公会 2025年3月1日']],
    refused: [['r2', 'field.record.unknown']],
  },
  rows: {
    field: ofMeeting('agenda', { max: 3 }),
    kept: [
      [
        [{ topic: ' 甲 ', themes: ['governance'] }, {}, { topic: '乙' }],
        [{ topic: '甲', themes: ['governance'] }, { topic: '乙' }],
        '甲｜全面从严治党；乙',
      ],
    ],
    refused: [
      [[{ themes: ['governance'] }], 'record.field.required'],
      [[{ topic: '甲', extra: 1 }], 'record.field.unknown'],
      [JSON.parse('[{"topic":"甲","__proto__":1}]'), 'record.field.unknown'],
      [['甲'], 'field.rows.form'],
      [{ topic: '甲' }, 'field.rows.form'],
      [Array.from({ length: 4 }, () => ({ topic: '甲' })), 'field.rows.too-many'],
    ],
  },
  file: {
    field: bare('file', { max: 2 }),
    kept: [
      [ref, [ref], '会议纪要.docx'],
      [[{ ...ref, name: '../a\u202e.docx' }], [{ ...ref, name: '.._a_.docx' }]],
    ],
    refused: [
      [{ ...ref, sha256: 'x' }, 'field.file.form'],
      [{ ...ref, bytes: -1 }, 'field.file.form'],
      [[1, 2, 3].map((nth) => ({ ...ref, sha256: String(nth).repeat(64) })), 'field.file.too-many'],
    ],
  },
  clause: {
    field: bare('clause'),
    kept: [
      ['rules-2020', { instrument: 'rules-2020', clause: null }, '《主体责任规定》'],
      [
        { instrument: 'rules-2020', clause: '第十三条' },
        { instrument: 'rules-2020', clause: '第十三条' },
        '《主体责任规定》第十三条（条款未核对）',
      ],
      ['rules-2020#7', { instrument: 'rules-2020', clause: '7' }, '《主体责任规定》第7条'],
      [
        'rules-2020#99',
        { instrument: 'rules-2020', clause: '99' },
        '《主体责任规定》第99条（条款未核对）',
      ],
      ['own-1#3', { instrument: 'own-1', clause: '3' }, '《政法工作条例》第3条（条款未核对）'],
    ],
    refused: [
      ['rules-1999', 'field.clause.form'],
      [{ clause: '1' }, 'field.clause.form'],
    ],
  },
}

describe.each(Object.entries(cases))('field kind %s', (name, { field, kept, refused }) => {
  const kind = fieldKindOf(name)

  it('keeps what it can read, in one form', () => {
    for (const [raw, value, text] of kept) {
      expect(kind.parse(raw, field, context)).toEqual({ value })
      if (text !== undefined) expect(kind.text(value, field, context, 'zh')).toBe(text)
      expect(kind.parse(value, field, context), 'twice is once').toEqual({ value })
      expect(kind.text(value, field, context, 'en')).not.toBe('')
    }
  })

  it('refuses the rest with code and words in both languages', () => {
    for (const [raw, code] of refused) {
      const { faults } = kind.parse(raw, field, context)
      expect([raw, faults?.[0]?.code]).toEqual([raw, code])
      expect(faults?.every(({ text, hint }) => text.zh && text.en && hint.zh && hint.en)).toBe(true)
    }
  })

  it('takes nothing for empty', () => {
    for (const raw of [undefined, null, '', '  ', []]) {
      expect(kind.parse(raw, field, context)).toEqual({ value: null })
    }
    expect(kind.read(' ', field, context)).toEqual({ value: null })
    expect(kind.text(null, field, context, 'zh')).toBe('')
  })

  it('reads back what it writes in a sheet', () => {
    // A cell shows less of these than they hold.
    if (name === 'file') return
    for (const [, value] of kept) {
      for (const lang of ['zh', 'en'] as const) {
        const cell = kind.text(value, field, context, lang)
        expect(kind.read(cell, field, context)).toEqual({ value })
      }
    }
  })

  it('is no filter where its values have parts: no text is one of them', () => {
    const values = kept.flatMap(([, value]): readonly unknown[] =>
      Array.isArray(value) ? value : [value],
    )
    expect(kind.compared === null).toBe(values.some((one) => typeof one === 'object'))
  })

  it('never throws, and parsing twice is parsing once', () => {
    const json = fc.oneof(
      fc.jsonValue(),
      fc.string(),
      fc.double(),
      fc.constantFrom(...kept.map(([raw]) => raw)),
    )
    fc.assert(
      fc.property(json, (raw) => {
        const parsed = kind.parse(raw, field, context)
        if (parsed.faults !== undefined) return parsed.faults.length > 0
        expect(kind.parse(parsed.value, field, context)).toEqual(parsed)
        kind.text(parsed.value, field, context, 'zh')
        kind.read(String(raw), field, context)
        return true
      }),
      { numRuns: 200 },
    )
  })
})

describe('names in cells', () => {
  it('asks back for namesakes and strangers', () => {
    const person = fieldKindOf('person')
    expect(person.read('王五', bare('person'), context).faults?.[0]?.code).toBe(
      'field.person.ambiguous',
    )
    expect(person.read('p4', bare('person'), context)).toEqual({ value: 'p4' })
    expect(person.read('赵六', bare('person'), context).faults?.[0]?.code).toBe(
      'field.person.unknown',
    )
    const several = fieldKindOf('people').read('张三，李四', bare('people'), context)
    expect(several).toEqual({ value: ['p1', 'p2'] })
  })
})
