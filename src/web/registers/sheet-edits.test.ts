import { describe, expect, test } from 'vitest'
import type { RecordView } from '../../api/contract/record.ts'
import { fieldContext } from '../../ledger/fields/field-kinds.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { CellEdit } from './sheet-edits.ts'
import {
  copiedText,
  editAt,
  editedSheet,
  fieldsIn,
  newRows,
  pastedCells,
  rowsElsewhere,
  withCells,
  withoutRows,
} from './sheet-edits.ts'

const field = (id: string, type: Field['type'], zh: string): Field => ({
  id,
  type,
  label: { zh, en: id },
  required: true,
})
const register: Register = {
  id: 'rule',
  label: { zh: '制度建设', en: 'Rules' },
  date: 'decidedOn',
  title: '{title}',
  lateAfter: null,
  fields: [field('decidedOn', 'date', '印发日期'), field('title', 'text', '制度名称')],
  checks: [],
  columns: [],
}
const record = (id: string, version: number, title: string): RecordView => ({
  id,
  register: 'rule',
  version,
  state: 'live',
  values: { decidedOn: '2026-03-01', title },
  occurredOn: '2026-03-01',
  firstRecordedAt: '2026-03-01T01:00:00Z',
  recordedAt: '2026-03-01T01:00:00Z',
  lateDays: 0,
  lateReason: null,
  entry: 1,
  firstEntry: 1,
  title,
  withheld: [],
})
const around = { context: fieldContext({ lists: new Map() }), lang: 'zh' } as const
const edit = (row: string, of: string, text: string, over: Partial<CellEdit> = {}): CellEdit => {
  return { row, field: of, text, before: '', version: row.startsWith('+') ? null : 1, ...over }
}

describe('what was typed', () => {
  test('is forgotten when a cell says again what it said, with the version that was looked at', () => {
    const typed = withCells({}, [edit('a', 'title', '乙', { before: '甲' })])
    expect(fieldsIn(typed, 'a')).toEqual(['title'])
    expect(withCells(typed, [edit('a', 'title', '甲', { before: '甲' })])).toEqual({})
  })

  test('keeps the version that was looked at first', () => {
    const typed = withCells({}, [edit('a', 'title', '乙', { before: '甲' })])
    const later = withCells(typed, [edit('a', 'decidedOn', '3月2日', { version: 2 })])
    expect(editAt(later, { row: 'a', field: '' })).toBe('1')
  })

  test('new rows stand in their order, also the tenth, and can be taken out', () => {
    const typed = withCells(
      {},
      ['+10', '+2', '+1'].map((row) => edit(row, 'title', row)),
    )
    expect(newRows(typed)).toEqual(['+1', '+2', '+10'])
    expect(newRows(withoutRows(typed, ['+1']))).toEqual(['+2', '+10'])
  })

  test('stays when other rows are written, also of a record that is not listed', () => {
    const typed = withCells(
      {},
      ['a', 'b', '+1'].map((row) => edit(row, 'title', '改')),
    )
    const listed = [record('a', 1, '甲')]
    expect(rowsElsewhere(typed, listed)).toEqual(['b'])
    const rest = withoutRows(typed, editedSheet(register, listed, typed, around).rows)
    expect(rest).toEqual({ 'b/title': '改', 'b/': '1' })
  })
})

test('a sheet holds what was changed, under which version, and finds its cells again', async () => {
  const records = [record('a', 3, '甲'), record('b', 1, '乙'), record('c', 1, '丙')]
  const edits = withCells({}, [
    edit('a', 'title', '=甲', { before: '甲', version: 2 }),
    edit('c', 'decidedOn', '3月2日', { before: '2026-03-01' }),
    edit('+1', 'title', '一、"丁"'),
  ])
  const sheet = editedSheet(register, records, edits, around)
  const lines = (await sheet.file.bytes.text()).replace('\ufeff', '').trim().split('\r\n')
  expect(lines).toEqual([
    '印发日期,制度名称,记录号（勿改）,版本（勿改）',
    "2026年3月1日,'=甲,a,2",
    '3月2日,丙,c,1',
    ',"一、""丁""",,',
  ])
  expect(sheet.placeOf('B2')).toEqual({ row: 'a', field: 'title' })
  expect(sheet.placeOf('A4')).toEqual({ row: '+1', field: 'decidedOn' })
  expect(sheet.rowOf(3)).toBe('c')
  expect(sheet.placeOf('A9')).toBeNull()
})

test('a range goes to the clipboard and comes back as it was', () => {
  const rows = [
    ['甲', '两行\n文字', '有"引号"'],
    ['', '乙', ''],
  ]
  expect(pastedCells(copiedText(rows))).toEqual(rows)
  expect(pastedCells('a\tb\r\nc\td\r\n')).toEqual([
    ['a', 'b'],
    ['c', 'd'],
  ])
})
