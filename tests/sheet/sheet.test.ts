import { Workbook } from '@cj-tech-master/excelts'
import { expect, test } from 'vitest'
import { openArchive } from '../../src/adapters/office/open-archive.ts'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { Fault } from '../../src/ledger/fault.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import { cellAddress } from '../../src/ledger/sheet/table.ts'
import { writeTable } from '../../src/ledger/sheet/write-table.ts'
import type { Values } from '../../src/ledger/value.ts'
import { finished } from '../finished.ts'
import { sampleRecord } from '../ledger/sample-record.ts'
import { meeting, sampleRegisters } from '../ledger/sample-registers.ts'

const people = new Map([
  ['p1', '张明远'],
  ['p2', '李静'],
])
const names = {
  person: (id: string) => people.get(id) ?? null,
  office: () => null,
  record: () => null,
  peopleCalled: (name: string) => [...people].filter(([, one]) => one === name).map(([id]) => id),
}
const context = { lists: sampleRegisters.lists, names, today: '2025-12-31' }

const values: Values = {
  kind: 'secretary-meeting',
  heldOn: '2025-03-07',
  chair: 'p1',
  present: ['p1', 'p2'],
  due: 2,
  agenda: [
    { topic: '研究=全面从严治党', themes: ['governance'] },
    { topic: '+1 其他；二｜三|四\\' },
  ],
  minutes: '=HYPERLINK("http://example.org")\n第二行，有“引号”和"引号"',
}

function record(id: string): LedgerRecord {
  return sampleRecord({ id, values, entry: 1 })
}

const recordId = '0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11'
const fields = meeting.fields.filter((field) => Object.hasOwn(values, field.id))
const how = { fields, lists: sampleRegisters.lists, names, lang: 'zh' } as const
const written = finished(writeTable(meeting, [record(recordId)], how))

test.each([
  ['Excel', writeWorkbook],
  ['CSV', (table: typeof written) => writeCsv(table)],
])('what is exported to %s is read back as it was', async (_name, write) => {
  const sheet = await readSheet(await write(written))
  const read = finished(readTable(sheet, meeting, context))
  expect(read).toMatchObject({ faults: [], rows: [] })
  expect(read.keyed).toMatchObject([{ row: 2, key: { id: recordId, version: 1 } }])
  // Copied as a new row, without its keys, every value is read out of its cell again.
  const bare = { ...sheet, rows: sheet.rows.map((cells) => cells.slice(0, -2)) }
  const fresh = finished(readTable(bare, meeting, context))
  expect(fresh).toMatchObject({ faults: [], keyed: [] })
  expect(fresh.rows).toEqual([{ row: 2, at: 'A2', values, said: Object.keys(values) }])
})

test('an exported workbook holds no formula, whatever the texts begin with', async () => {
  const archive = await openArchive(await writeWorkbook(written))
  const sheet = new TextDecoder().decode(await archive.read('xl/worksheets/sheet1.xml'))
  expect(sheet).not.toMatch(/<f[ >/]/)
})

test.each(['=', '+', '-', '@', '＝', '＋', '－', '＠', '\t', '\r', '\n'])(
  'a CSV field that begins with %j is led by an apostrophe, and read back without',
  async (first) => {
    const text = `${first}SUM(A1)`
    const bytes = await writeCsv({
      ...written,
      header: ['会议类型', text],
      rows: [['书记办公会', text]],
    })
    const [, ...rows] = new TextDecoder().decode(bytes).split('书记办公会')
    expect(rows.join('')).toMatch(/^,"?'/)
    const told = new TextDecoder().decode(bytes).replace('\ufeff', '')
    expect(told).toMatch(/^会议类型,"?'/)
    expect(told).not.toMatch(/(?:^|,|\n)"?[=+\-@＝＋－＠\t]/)
  },
)

async function workbook(rows: unknown[][], change?: (sheet: Sheet) => void): Promise<Uint8Array> {
  const book = new Workbook()
  const sheet = book.addWorksheet('会议')
  for (const row of rows) sheet.addRow(row as string[])
  change?.(sheet)
  return new Uint8Array(await book.xlsx.writeBuffer())
}
type Sheet = ReturnType<Workbook['addWorksheet']>

async function faultsOf(bytes: Uint8Array): Promise<string[]> {
  const faults: readonly Fault[] = finished(
    readTable(await readSheet(bytes), meeting, context),
  ).faults
  return faults.map((one) => `${one.code} ${one.at[0] ?? ''}`)
}

const header = ['会议类型', '召开日期']

test('every wrong cell is named by its address, all at once', async () => {
  const bytes = await workbook([
    header,
    ['书记办公会', '三月七日'],
    ['茶话会', '2025.3.7'],
    ['书记办公会', new Date(Date.UTC(2025, 2, 7))],
  ])
  const faults = await faultsOf(bytes)
  expect(faults.map((one) => one.split(' ')[1])).toEqual(['B2', 'A3'])
})

test.each([
  ['an empty sheet', [[]], 'sheet.empty '],
  [
    'a column nobody knows',
    [
      [...header, '天气'],
      ['书记办公会', '2025-03-07', '晴'],
    ],
    'sheet.column.unknown C1',
  ],
  [
    'a column twice',
    [
      [...header, '召开日期'],
      ['书记办公会', '2025-03-07', '2025-03-07'],
    ],
    'sheet.column.double C1',
  ],
  [
    'a required column that is missing',
    [['会议类型'], ['书记办公会']],
    'sheet.column.missing heldOn',
  ],
])('%s has its sentence', async (_name, rows, expected) => {
  expect(await faultsOf(await workbook(rows))).toContain(expected)
})

test('a formula is not taken for a value, a merged header not for a label', async () => {
  const formula = await workbook([header, ['书记办公会', '']], (sheet) => {
    sheet.getCell('B2').value = { formula: 'TODAY()', result: 45_000 }
  })
  expect(await faultsOf(formula)).toEqual(['sheet.cell.formula B2'])
  const merged = await workbook([[...header, '主持人', ''], []], (sheet) => {
    sheet.mergeCells('C1:D1')
  })
  expect(await faultsOf(merged)).toContain('sheet.header.merged C1')
})

test('dates as text, with labels in English and columns in any order, are read', async () => {
  const rows = [
    ['Held on', 'Kind', ''],
    ['2025年3月7日', '书记办公会', ''],
    ['', '', ''],
  ]
  const read = finished(readTable(await readSheet(await workbook(rows)), meeting, context))
  expect(read).toMatchObject({ faults: [], rowCount: 1 })
  expect(read.rows[0]?.values).toEqual({ heldOn: '2025-03-07', kind: 'secretary-meeting' })
})

test('what is no sheet is refused with a code', async () => {
  const code = (bytes: Uint8Array) =>
    readSheet(bytes).then(
      () => 'read',
      (error: unknown) => (error instanceof Refusal ? error.faults[0]?.code : String(error)),
    )
  expect(await code(new Uint8Array())).toBe('file.empty')
  expect(await code(new TextEncoder().encode('PK\u0003\u0004'))).toBe('file.broken')
  expect(await code(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toBe('file.old-word')
})

test('addresses run past Z as in every sheet', () => {
  expect([0, 25, 26, 701, 702].map((column) => cellAddress({ row: 0, column }))).toEqual([
    'A1',
    'Z1',
    'AA1',
    'ZZ1',
    'AAA1',
  ])
})
