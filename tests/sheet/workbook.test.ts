import { Workbook } from '@cj-tech-master/excelts'
import { beforeAll, describe, expect, test } from 'vitest'
import { openArchive } from '../../src/adapters/office/open-archive.ts'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext, fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import type { Field, Register } from '../../src/ledger/register/register.ts'
import { writeTable } from '../../src/ledger/sheet/write-table.ts'
import type { Values } from '../../src/ledger/value.ts'
import { finished } from '../finished.ts'
import { meeting, sampleRegisters } from '../ledger/sample-registers.ts'
import { names, recordOf } from './generated-records.ts'

const people = Array.from({ length: 80 }, (_, nth) => `人员${nth + 1}号`)
const nobody = fieldContext({ lists: new Map() })
const many = { ...names, people: () => people }
const rate: Field = {
  id: 'rate',
  type: 'number',
  label: { zh: '到会率', en: 'Rate' },
  required: false,
  decimals: 1,
  unit: { zh: '%', en: '%' },
}
const register: Register = { ...meeting, fields: [...meeting.fields, rate] }
const values: Values = {
  kind: 'secretary-meeting',
  heldOn: '2025-03-07',
  startsAt: '09:30',
  length: 90,
  cost: { minor: 123_450, currency: 'CNY' },
  due: 12,
  rate: 92.5,
  open: true,
  chair: 'p1',
  minutes: '=1+1',
}

/** The parts of the exported file, and the sheet as another program reads it. */
async function exported(given: readonly Values[]) {
  const records = given.map((one, nth) => recordOf(register, one, nth))
  const around = { fields: register.fields, lists: sampleRegisters.lists, names: many }
  const table = finished(writeTable(register, records, { ...around, lang: 'zh' }))
  const bytes = await writeWorkbook(table)
  const archive = await openArchive(bytes)
  const part = async (name: string) => new TextDecoder().decode(await archive.read(name))
  const book = new Workbook()
  await book.xlsx.load(bytes)
  const sheet = book.worksheets[0]
  if (sheet === undefined) throw new Error('no sheet')
  const at = (label: string) => table.header.indexOf(label) + 1
  const cell = (label: string, row = 2) => sheet.getCell(row, at(label))
  return { bytes, table, book, sheet, cell, part }
}

let one: Awaited<ReturnType<typeof exported>>

beforeAll(async () => {
  one = await exported([values])
})

describe('an exported workbook', () => {
  test('keeps days, times, amounts and numbers as such, and texts as texts', () => {
    const { cell } = one
    const shown = (label: string) => [cell(label).value, cell(label).numFmt]
    expect(cell('召开日期').value).toEqual(new Date('2025-03-07T00:00:00Z'))
    expect(cell('召开日期').numFmt).toBe('yyyy"年"m"月"d"日"')
    expect(cell('开始时间').numFmt).toBe('hh:mm')
    expect(shown('会议时长')).toEqual([90, '#,##0"分钟"'])
    expect(shown('会议费用')).toEqual([1234.5, '#,##0.00"元"'])
    expect(shown('应到人数')).toEqual([12, '#,##0"人"'])
    expect(shown('到会率')).toEqual([92.5, '#,##0.0"%"'])
    expect(shown('会议纪要')).toEqual(['=1+1', '@'])
    expect(cell('公开').value).toBe('是')
  })

  test('offers closed lists, short ones by themselves, long ones from a hidden sheet', async () => {
    const { book, cell, bytes } = one
    expect(cell('公开', 900).dataValidation).toMatchObject({ type: 'list', formulae: ['"是,否"'] })
    expect(cell('会议类型').dataValidation).toMatchObject({
      formulae: [expect.stringMatching(/^"书记办公会,/)],
    })
    expect(cell('主持人').dataValidation).toMatchObject({ formulae: ['_options!$A$1:$A$80'] })
    const [, hidden] = book.worksheets
    expect(hidden?.state).toBe('hidden')
    expect(hidden?.getCell('A80').value).toBe('人员80号')
    expect((await readSheet(bytes)).rows[0]?.[0]?.text).toBe('会议类型')
  })

  test('lets everything be changed but keys and labels, without a password', async () => {
    const { cell, part } = one
    const sheet = await part('xl/worksheets/sheet1.xml')
    expect(sheet).toMatch(/<sheetProtection [^>]*sheet="1"/)
    expect(sheet).not.toMatch(/<sheetProtection [^>]*(?:hash|password)/i)
    const isLocked = (label: string, row: number) => cell(label, row).protection?.locked !== false
    expect([1, 2].map((row) => isLocked('会议类型', row))).toEqual([true, false])
    expect([1, 2].map((row) => isLocked('记录号（勿改）', row))).toEqual([true, true])
  })

  test('is printed on A4 across, the labels on each page, without the keys', async () => {
    const { sheet, part } = one
    expect(sheet.pageSetup).toMatchObject({ paperSize: 9, orientation: 'landscape' })
    expect(sheet.views[0]).toMatchObject({ state: 'frozen', ySplit: 1 })
    expect(sheet.headerFooter.oddFooter).toBe('&C&P / &N')
    const book = await part('xl/workbook.xml')
    expect(book).toMatch(/Print_Titles[^>]*>[^<]*\$1:\$1</)
    expect(book).toMatch(/Print_Area[^>]*>[^<]*!\$A:\$R</)
  })

  test('holds no formula', async () => {
    expect(await one.part('xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >/]/)
  })
})

test('a sheet without records is there to be filled in: nothing of it is protected', async () => {
  const { sheet, part, table } = await exported([])
  expect(table.header).not.toContain('记录号（勿改）')
  expect(await part('xl/worksheets/sheet1.xml')).not.toContain('sheetProtection')
  expect(sheet.getCell('B2').numFmt).toBe('yyyy"年"m"月"d"日"')
})

test('a number that a spreadsheet would round goes out as a text', async () => {
  const cost = { minor: 9_007_199_254_740_991, currency: 'CNY' } as const
  const { cell } = await exported([{ ...values, cost }])
  expect(cell('会议费用').value).toBe('90,071,992,547,409.91元')
})

test('a cell that shows a percentage says what it shows', async () => {
  const { book, cell } = await exported([values])
  const said: string[] = []
  for (const [number, numFmt] of [
    [0.29, '0%'],
    [0.925, '0.00%'],
    [1 / 8, '#,##0.0%;[Red]-0%'],
    [92.5, '#,##0.0"%"'],
    [0.5, '0.0\\%'],
  ] as const) {
    Object.assign(cell('到会率'), { value: number, numFmt })
    const { rows } = await readSheet(new Uint8Array(await book.xlsx.writeBuffer()))
    const column = rows[0]?.findIndex(({ text }) => text === '到会率') ?? -1
    said.push(rows[1]?.[column]?.text ?? '')
  }
  expect(said).toEqual(['29%', '92.5%', '12.5%', '92.5', '0.5'])
  const read = (text: string, field: Field) => fieldKindOf('number').read(text, field, nobody)
  expect(read('29%', rate)).toEqual({ value: 29 })
  expect(read('９２.5％', rate)).toEqual({ value: 92.5 })
  const { unit: _, ...bare } = rate
  expect(read('29%', bare).faults?.[0]?.code).toBe('field.number.form')
})
