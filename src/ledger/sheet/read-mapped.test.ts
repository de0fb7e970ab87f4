import { describe, expect, test } from 'vitest'
import type { Field, Register } from '../register/register.ts'
import { keyLabels } from './key-columns.ts'
import type { Answers, MappedTable, Mapping } from './mapping.ts'
import { proposeMapping } from './propose-mapping.ts'
import { readMapped } from './read-mapped.ts'
import { joinedShape, shapeOf } from './shape.ts'
import type { SheetTable } from './table.ts'
import { cellAddress } from './table.ts'

function field(id: string, type: Field['type'], zh: string, more: Partial<Field> = {}): Field {
  return { id, type, label: { zh, en: id }, required: false, ...more }
}

const register: Register = {
  id: 'meeting',
  label: { zh: '会议', en: 'Meetings' },
  date: 'heldOn',
  title: '{kind} {heldOn}',
  lateAfter: null,
  fields: [
    field('kind', 'choice', '会议类型', { of: 'kinds', required: true }),
    field('heldOn', 'date', '召开日期', { required: true }),
    field('chair', 'person', '主持人'),
    field('present', 'people', '出席', { required: true }),
    field('absent', 'rows', '缺席', {
      fields: [
        field('person', 'person', '人员', { required: true }),
        field('reason', 'choice', '原因', { of: 'reasons', required: true }),
      ],
    }),
    field('agenda', 'rows', '议题', {
      fields: [
        field('topic', 'text', '议题名称', { required: true }),
        field('outcome', 'text', '议定事项'),
      ],
    }),
    field('open', 'yesNo', '公开'),
  ],
  checks: [],
  columns: [],
}
const lists = new Map([
  ['kinds', [{ id: 'party', label: { zh: '党组会', en: 'Party group' } }]],
  ['reasons', [{ id: 'travel', label: { zh: '出差', en: 'Away' } }]],
])
const people = [
  { id: 'zhou', name: '周立新', titles: ['书记'] },
  { id: 'chen', name: '陈敏' },
  { id: 'li', name: '李静' },
]
const names = {
  person: (id: string) => people.find((one) => one.id === id)?.name ?? null,
  office: () => null,
  record: () => null,
  peopleCalled: (name: string) => people.filter((one) => one.name === name).map(({ id }) => id),
}
const context = { lists, names, people, today: '2025-12-31' }
const shape = shapeOf(register)

function table(...rows: readonly (readonly string[])[]): SheetTable {
  return {
    name: '台账',
    rows: rows.map((texts, row) =>
      texts.map((text, column) => ({ address: cellAddress({ row, column }), text })),
    ),
  }
}

function proposal(sheet: SheetTable, remembered: readonly Mapping[] = []) {
  const [best] = proposeMapping([sheet], [shape], { ...context, remembered })
  if (!best) throw new Error('nothing is proposed')
  return best
}

function read(sheet: SheetTable, answers: Answers = {}, more: Partial<Mapping> = {}): MappedTable {
  const work = readMapped(sheet, shape, { ...proposal(sheet).mapping, ...more, answers }, context)
  for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value
}

function asked({ questions }: MappedTable) {
  return questions.map((one) => [one.field, one.text, one.count])
}

const title = ['2025年度会议台账']
const header = ['序号', '会议时间', '会议类别', '主持', '参会人员']

describe('what cannot be decided', () => {
  const sheet = table(
    title,
    header,
    ['1', '3月5日', '党组会议', '周书记', '全体班子成员'],
    ['2', '7月下旬', '党组会', '周立新', '周立新、陈敏（出差）'],
    ['3', '4月1日', '班子会', '周立新', '全体班子成员'],
    ['4', '5月6日', '党组会', '周立新', '周立新 李 静'],
  )

  test('is asked once for all rows, and nothing is taken for it', () => {
    const said = read(sheet)
    expect(said.rows.map(({ state }) => state)).toEqual(['open', 'open', 'open', 'ready'])
    expect(asked(said)).toEqual([
      ['kind', '班子会', 1],
      ['heldOn', '7月下旬', 1],
      ['chair', '周书记', 1],
      ['present', '全体班子成员', 2],
      ['present', '陈敏（出差）', 1],
    ])
    expect(said.rows[3]?.values).toMatchObject({ heldOn: '2025-05-06', present: ['zhou', 'li'] })
    const [, day, chair] = said.questions
    expect(day?.options.map(({ id }) => id)).toEqual(['2025-07-21', '2025-07-31'])
    expect(chair?.likely).toEqual({ means: 'zhou' })
  })

  test('is read as answered, wherever it stands', () => {
    const said = read(sheet, {
      kind: { 班子会: { means: 'party' } },
      heldOn: { '7月下旬': { means: '2025-07-25' } },
      chair: { 周书记: { means: 'zhou' } },
      present: { 全体班子成员: { means: ['zhou', 'li'] }, '陈敏（出差）': 'nothing' },
    })
    expect(said.questions).toEqual([])
    expect(said.rows.map(({ state }) => state)).toEqual(['ready', 'ready', 'ready', 'ready'])
    expect(said.rows[0]?.values).toMatchObject({ chair: 'zhou', present: ['zhou', 'li'] })
    // Who was away after all is absent, with the reason that stood there.
    expect(said.rows[1]?.values).toMatchObject({
      heldOn: '2025-07-25',
      present: ['zhou'],
      absent: [{ person: 'chen', reason: 'travel' }],
    })
  })

  test('may be a whole field: given once, or asked', () => {
    const few = table(['会议时间', '参会人员'], ['2025.3.5', '周立新'], ['2025.4.1', '李静'])
    expect(proposal(few).missing).toEqual(['kind'])
    expect(asked(read(few))).toEqual([['kind', '', 2]])
    const answered = read(few, { kind: { '': { means: 'party' } } })
    expect(answered.rows.map(({ state }) => state)).toEqual(['ready', 'ready'])
    expect(read(few, {}, { given: { kind: 'party' } }).questions).toEqual([])
  })

  test('ticks alone do not say what their absence means', () => {
    const ticked = table([...header, '是否公开'], row('√'), row(''))
    expect(asked(read(ticked))).toEqual([['open', '', 1]])
    const [, second] = read(ticked, { open: { '': { means: 'false' } } }).rows
    expect(second?.values).toMatchObject({ open: false })
  })

  test('one outcome beside several topics is asked about for the column', () => {
    const [over, body] = [
      [...header, '议题', '议定事项'],
      ['1', '3月5日', '党组会', '周立新', '周立新', '1.甲事项\n2.乙事项', '同意'],
    ]
    const sheet = table(title, over, body)
    expect(asked(read(sheet))).toEqual([['agenda.outcome', '', 1]])
    const [one] = read(sheet, { 'agenda.outcome': { '': { means: 'last' } } }).rows
    expect(one?.values?.['agenda']).toEqual([
      { topic: '甲事项' },
      { topic: '乙事项', outcome: '同意' },
    ])
  })
})

function row(last: string): readonly string[] {
  return ['1', '2025.3.5', '党组会', '周立新', '周立新', last]
}

test('a year that nothing says is asked for, and a heading gives the month', () => {
  const sheet = table(header, ['三月份'], ['1', '5日', '党组会', '周立新', '周立新'])
  expect(proposal(sheet)).toMatchObject({ needsYear: true, mapping: { year: null } })
  const [one] = read(sheet, {}, { year: 2024 }).rows
  expect(one?.values).toMatchObject({ heldOn: '2024-03-05' })
  expect(read(sheet).rows[0]?.state).toBe('open')
})

test('the year of a title does not hold for a column whose days lie elsewhere', () => {
  const days = ['2019.3.5', '2020.4.1', '2021.5.6', '6月7日']
  const sheet = table(title, header, ...days.map((day) => ['1', day, '党组会', '', '李静']))
  expect(asked(read(sheet))).toEqual([['heldOn', '6月7日', 1]])
})

test('what was mapped before is proposed again for the same headers', () => {
  const sheet = table(title, header, ['1', '3月5日', '党组会', '周立新', '周立新'])
  const { mapping } = proposal(sheet)
  const columns = mapping.columns.map((one) =>
    one.header === '主持' ? { ...one, use: 'left-out' as const } : one,
  )
  const next = proposal(sheet, [{ ...mapping, columns }])
  expect(next.columns.every(({ why, sure }) => why === 'remembered' && sure)).toBe(true)
  expect(next.mapping.columns).toEqual(columns)
})

test('a sheet that was made here is known by its keys, and its rows are no new records', () => {
  const id = '0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11'
  const over = ['召开日期', '会议类型', '出席', keyLabels.id.zh, keyLabels.version.zh]
  const sheet = table(over, ['2025-03-05', '党组会', '周立新', id, '2'])
  const { isOwn, columns } = proposal(sheet)
  expect(isOwn).toBe(true)
  expect(columns.every(({ sure, why }) => sure && (why === 'name' || why === 'key'))).toBe(true)
  const said = read(sheet)
  expect(said).toMatchObject({ rows: [], questions: [], faults: [] })
  expect(said.keyed).toMatchObject([{ row: 2, key: { id, version: 2 } }])
})

test('a table that says nothing of its columns is proposed by content, and never as sure', () => {
  const sheet = table(
    ['2025.3.5', '党组会', '周立新'],
    ['2025.4.1', '党组会', '李静'],
    ['2025.5.6', '党组会', '周立新'],
  )
  const { mapping, columns } = proposal(sheet)
  expect(mapping.header).toEqual({ first: 0, last: 0 })
  expect(columns.some(({ sure, use }) => sure && typeof use === 'object')).toBe(false)
  expect(columns[0]?.use).toEqual({ field: 'heldOn' })
})

test('several registers in one sheet are one shape, without what joins them', () => {
  const office: Register = {
    ...register,
    id: 'office',
    label: { zh: '科室与支部', en: 'Offices' },
    title: '{name}',
    fields: [field('name', 'text', '名称', { required: true }), field('parent', 'office', '上级')],
  }
  const parse = () => ({ values: {} })
  const both = joinedShape({ id: 'roster', label: { zh: '花名册', en: 'Roster' } }, [office], parse)
  expect(both.fields.map(({ id }) => id)).toEqual(['office.name'])
  const [best] = proposeMapping([table(['科室', '备注'], ['办公室', ''])], [both], context)
  expect(best?.columns[0]).toMatchObject({ use: { field: 'office.name' }, sure: true })
})

test('a post in brackets tells two people of one name apart', () => {
  const two = [
    { id: 'deputy', name: '陈敏（馆领导）', titles: ['党组成员、副馆长'] },
    { id: 'clerk', name: '陈敏（宣教股）', titles: ['一级科员'] },
  ]
  const peopleCalled = (name: string) => (name === '陈敏' ? two.map(({ id }) => id) : [])
  const person = (id: string) => two.find((one) => one.id === id)?.name ?? null
  const own = { ...context, people: two, names: { ...names, person, peopleCalled } }
  const sheet = table(
    ['会议类型', '召开日期', '主持人', '出席'],
    ['党组会', '2025-03-05', '陈敏（副馆长）', '陈敏（一级科员）'],
    ['党组会', '2025-03-06', '陈敏（馆长）', '陈敏（副馆长）'],
  )
  const { mapping } = proposal(sheet)
  const work = readMapped(sheet, shape, mapping, own)
  let step = work.next()
  while (step.done !== true) step = work.next()
  const { rows, questions } = step.value
  expect(rows[0]).toMatchObject({ faults: [] })
  expect(rows[0]?.values).toMatchObject({ chair: 'deputy', present: ['clerk'] })
  expect(questions).toMatchObject([{ field: 'chair', text: '陈敏（馆长）' }])
  expect(questions[0]?.options.map(({ id }) => id)).toEqual(['deputy', 'clerk'])
})

test('people together are proposed by their posts, and one answer says who was away', () => {
  const posts = [
    { id: 'zhou', name: '周立新', titles: ['党组书记、馆长'] },
    { id: 'chen', name: '陈敏', titles: ['党组成员'] },
    { id: 'li', name: '李静', titles: ['股长'] },
  ]
  const rows = [
    ['会议类型', '召开日期', '主持人', '出席', '缺席'],
    ['党组会', '2025-03-05', '周立新', '全体班子成员', '小敏（出差）'],
    ['党组会', '2025-03-06', '周立新', '周立新、小敏、全体股长', '无'],
    ['党组会', '2025-03-07', '周立新', '周立新、陈敏', '李静（出差）'],
  ]
  const own = { ...context, people: posts }
  const readAs = (answers: Answers) => {
    const work = readMapped(
      table(...rows),
      shape,
      { ...proposal(table(...rows)).mapping, answers },
      own,
    )
    for (let step = work.next(); ; step = work.next()) if (step.done === true) return step.value
  }
  const { questions } = readAs({})
  expect(questions.map(({ field, text, likely }) => [field, text, likely])).toEqual([
    ['present', '全体班子成员', { means: ['zhou', 'chen'] }],
    ['present', '小敏', undefined],
    ['present', '全体股长', { means: ['li'] }],
    ['absent', '小敏', undefined],
  ])
  const said = readAs({
    present: {
      全体班子成员: { means: ['zhou'] },
      小敏: { means: ['chen'] },
      全体股长: { means: ['li'] },
    },
    absent: { 小敏: { means: ['chen'] } },
  })
  expect(said.rows.map(({ values }) => values)).toMatchObject([
    { present: ['zhou'], absent: [{ person: 'chen', reason: 'travel' }] },
    { present: ['zhou', 'chen', 'li'] },
    { absent: [{ person: 'li', reason: 'travel' }] },
  ])
})
