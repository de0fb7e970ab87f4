import { expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext } from '../../src/ledger/fields/field-kinds.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import { rowChanges } from '../../src/ledger/sheet/row-changes.ts'
import { cellText, writeTable } from '../../src/ledger/sheet/write-table.ts'
import type { Values } from '../../src/ledger/value.ts'
import { finished } from '../finished.ts'
import { meeting, sampleRegisters } from '../ledger/sample-registers.ts'
import { recordOf } from './generated-records.ts'

// A meeting with three items, and one with none, in a sheet in which each item has a row.
const names = { person: () => null, office: () => null, record: () => null }
const around = { lists: sampleRegisters.lists, names, today: '2025-12-31' }
const fields = meeting.fields.filter(({ id }) => ['kind', 'heldOn', 'due', 'agenda'].includes(id))
const agenda = ['一', '二', '三'].map((nth) => ({ topic: `议题${nth}`, themes: ['governance'] }))
const held: Values = { kind: 'secretary-meeting', heldOn: '2025-03-07', due: 3, agenda }
const plain: Values = { kind: 'secretary-meeting', heldOn: '2025-03-14' }

const records = [held, plain].map((values, nth) => recordOf(meeting, values, nth))
const how = { ...around, fields, lang: 'zh', items: 'agenda' } as const
const written = finished(writeTable(meeting, records, how))
const header = [...written.header]
const grid = written.rows.map((row) => row.map(cellText))

/** Where a row of the sheet says something. */
const column = (label: string) => header.indexOf(label)

function edited(row: number, label: string, text: string, from = grid): string[][] {
  return from.map((cells, at) => (at === row ? cells.with(column(label), text) : cells))
}

async function come(rows: readonly (readonly string[])[]) {
  const sheet = await readSheet(await writeCsv({ ...written, header, rows }))
  const read = finished(readTable(sheet, meeting, around))
  const context = fieldContext(around)
  const told = read.keyed.map((row) => {
    const seen = row.key.id.endsWith('0') ? held : plain
    const subject = { seen, now: seen, hidden: new Set<string>() }
    return rowChanges(row, subject, { zh: context, en: context })
  })
  const faults = [...read.faults, ...told.flatMap((one) => one.faults)]
  return {
    faults: faults.map(({ code, at }) => `${code} ${at[0]}`),
    changes: told.flatMap(({ changes }) => changes.map(({ field, after }) => [field.id, after])),
    fresh: read.rows.map(({ values }) => values),
  }
}

test('each item has a row that says the record, its version and which item it is', () => {
  expect(header).toEqual([
    ...['会议类型', '召开日期', '应到人数', '议题·议题名称', '议题·主题'],
    ...['记录号（勿改）', '版本（勿改）', '项号（勿改）'],
  ])
  expect(grid.map((row) => [row[3], row.at(-1)])).toEqual([
    ['议题一', '1'],
    ['议题二', '2'],
    ['议题三', '3'],
    ['', ''],
  ])
})

test('in any order, with rows left out, nothing is changed', async () => {
  const nothing = { faults: [], changes: [], fresh: [] }
  expect(await come(grid)).toEqual(nothing)
  expect(await come(grid.toReversed())).toEqual(nothing)
  expect(await come(grid.slice(1, 2))).toEqual(nothing)
})

test('an item is changed, emptied away, or added behind the others', async () => {
  const [one, two, three] = agenda
  const changed = await come(edited(1, '议题·议题名称', '改了的议题'))
  expect(changed.changes).toEqual([['agenda', [one, { ...two, topic: '改了的议题' }, three]]])
  const emptied = edited(1, '议题·主题', '', edited(1, '议题·议题名称', ''))
  expect((await come(emptied)).changes).toEqual([['agenda', [one, three]]])
  const added = edited(0, '项号（勿改）', '', edited(0, '议题·议题名称', '新议题'))
  expect((await come([...grid, added[0] ?? []])).changes).toEqual([
    ['agenda', [...agenda, { ...one, topic: '新议题' }]],
  ])
  const first = edited(3, '议题·议题名称', '补的议题')
  expect((await come(first)).changes).toEqual([['agenda', [{ topic: '补的议题' }]]])
})

test('what every row of a record says may be changed in one of them, not in two ways', async () => {
  expect(await come(edited(1, '应到人数', '5'))).toMatchObject({
    faults: [],
    changes: [['due', 5]],
  })
  const two = edited(2, '应到人数', '6', edited(1, '应到人数', '5'))
  expect((await come(two)).faults).toEqual(['sheet.row.says-two-things C4'])
})

test.each([
  ['an item that the record does not have', edited(1, '项号（勿改）', '9'), 'item-form'],
  ['an item that is no number', edited(1, '项号（勿改）', '二'), 'item-form H3'],
  ['an item twice', edited(1, '项号（勿改）', '1'), 'twice F3'],
  ['another version of the same record', edited(1, '版本（勿改）', '2'), 'twice F3'],
  ['an item of no record', edited(1, '记录号（勿改）', ''), 'no-id'],
])('%s is a fault', async (_, rows, code) => {
  expect((await come(rows)).faults).toEqual([expect.stringContaining(`sheet.key.${code}`)])
})

test('new rows are new records; a row that says an item only goes on with the one above', async () => {
  const told = await come([
    ...grid,
    ['书记办公会', '2025-04-01', '4', '新会第一题', '', '', '', ''],
    ['', '', '', '新会第二题；含｜符号', '', '', '', ''],
    ['书记办公会', '2025-04-08', '', '', '', '', '', ''],
  ])
  expect(told).toEqual({
    faults: [],
    changes: [],
    fresh: [
      {
        kind: 'secretary-meeting',
        heldOn: '2025-04-01',
        due: 4,
        agenda: [{ topic: '新会第一题' }, { topic: '新会第二题；含｜符号' }],
      },
      { kind: 'secretary-meeting', heldOn: '2025-04-08' },
    ],
  })
})
