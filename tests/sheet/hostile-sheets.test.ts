import { expect, test } from 'vitest'
import { readReportFile } from '../../src/adapters/office/read-report-file.ts'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { largeClaims, oneCell, wideTable, workbook } from '../outside/hostile-files.ts'
import { processorTime } from '../processor-time.ts'

async function told(bytes: Uint8Array): Promise<string> {
  try {
    const { rows } = await readSheet(bytes)
    return `${rows.length} rows`
  } catch (error) {
    if (error instanceof Refusal) return error.faults[0]?.code ?? ''
    throw error
  }
}

// Read cell by cell of what is claimed, each of these takes minutes or for ever.
test.each(Object.entries(largeClaims))('%s costs what is there', async (_name, bytes) => {
  const spentMs = processorTime()
  expect(await told(bytes)).toMatch(/^(\d rows|file\.too-many-cells)$/)
  expect(spentMs()).toBeLessThan(10_000)
})

test('a far cell is read with its address, and nothing in between', async () => {
  const sheet = workbook(`<sheetData>${oneCell('B2')}${oneCell('C90000')}</sheetData>`)
  const { rows } = await readSheet(sheet)
  expect(rows.map((row) => row.map(({ address, text }) => `${address}${text}`))).toEqual([
    ['A2', 'B21'],
    ['A90000', 'B90000', 'C900001'],
  ])
})

test('whatever a cell holds becomes text', async () => {
  const cells =
    '<c t="s"><v>0</v></c><c t="s"><v>9</v></c><c t="e"><v>#DIV/0!</v></c><c t="b"><v>1</v></c>' +
    '<c t="inlineStr"><is><r><t>甲</t></r><r><t>乙</t></r></is></c><c><v>1.50</v></c>' +
    '<c t="str"><f>A1</f><v>丙</v></c><c><f>1</f></c><c t="e"><f>1/0</f><v>#DIV/0!</v></c>'
  const strings = '<si><r><t>红</t></r><r><t>头</t></r><rPh sb="0" eb="1"><t>hong</t></rPh></si>'
  const { rows } = await readSheet(
    workbook(`<sheetData><row>${cells}</row></sheetData>`, { strings }),
  )
  expect(rows[0]?.map(({ text, oddity }) => `${text}${oddity ? ` ${oddity}` : ''}`)).toEqual([
    '红头',
    '',
    '#DIV/0! error',
    'true',
    '甲乙',
    '1.5',
    '丙 formula',
    '= formula',
    '#DIV/0! formula',
  ])
})

test('rows and cells without addresses follow one another', async () => {
  const row = '<row><c><v>1</v></c><c/><c><v>2</v></c></row>'
  const { rows } = await readSheet(workbook(`<sheetData>${row}${row}</sheetData>`))
  expect(rows.map((cells) => cells.map(({ address }) => address))).toEqual([
    ['A1', 'B1', 'C1'],
    ['A2', 'B2', 'C2'],
  ])
})

test.each([
  [
    'a,b\r\n"x ""y"", z",2\r\n',
    [
      ['a', 'b'],
      ['x "y", z', '2'],
    ],
  ],
  [
    'a,\n,b',
    [
      ['a', ''],
      ['', 'b'],
    ],
  ],
  ['"1\n2",3', [['1\n2', '3']]],
  ['a,', [['a', '']]],
])('CSV %j is read by its rules', async (text, expected) => {
  const { rows } = await readSheet(new TextEncoder().encode(text))
  expect(rows.map((cells) => cells.map((cell) => cell.text))).toEqual(expected)
})

test.each([
  ['rows without end', 'a,b\n'.repeat(120_000), 'file.too-many-cells'],
  ['cells without end', `${'a,'.repeat(900)}\n`.repeat(1200), 'file.too-many-cells'],
  ['a quotation without end', `"${'a,b\n'.repeat(1000)}`, 'file.broken'],
  ['rows of tabs without end', 'a\tb\tc\n'.repeat(120_000), 'file.too-many-cells'],
])('%s are refused', async (_name, text, code) => {
  expect(await told(new TextEncoder().encode(text))).toBe(code)
})

test('short lines that belong to one row of a text table are joined in one go', async () => {
  const text = `一\t二\t三\t四\t五\n${'a\n'.repeat(60_000)}1\t2\t3\t4\t5`
  const spentMs = processorTime()
  expect(await told(new TextEncoder().encode(text))).toMatch(/rows/)
  expect(spentMs()).toBeLessThan(10_000)
})

async function readMs(bytes: Uint8Array): Promise<number> {
  const times: number[] = []
  for (let round = 0; round < 3; round++) {
    const spentMs = processorTime()
    await readReportFile(bytes)
    times.push(spentMs())
  }
  return Math.min(...times)
}

test('a table of Word with four times the cells takes about four times as long', async () => {
  const [small, large] = [wideTable(10_000), wideTable(40_000)]
  await readMs(small)
  // The square would be sixteen times.
  expect(await readMs(large)).toBeLessThan(9 * (await readMs(small)) + 50)
})
