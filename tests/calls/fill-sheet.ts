import type { Worksheet } from '@cj-tech-master/excelts'
import { Workbook } from '@cj-tech-master/excelts'

/** An answer sheet as somebody hands it back: `change` does to it what they did. */
export async function changedSheet(
  empty: Uint8Array,
  change: (sheet: Worksheet) => void,
): Promise<Uint8Array> {
  const book = new Workbook()
  await book.xlsx.load(empty)
  const [sheet] = book.worksheets
  if (!sheet) throw new Error('a workbook has a sheet')
  change(sheet)
  return new Uint8Array(await book.xlsx.writeBuffer())
}

/** Fills in what is said to each thing asked, by what names it. */
export function filledSheet(
  empty: Uint8Array,
  answers: Readonly<Record<string, string | number | Date | { formula: string; result: number }>>,
): Promise<Uint8Array> {
  return changedSheet(empty, (sheet) => {
    for (const [item, said] of Object.entries(answers)) {
      const cell = lineOf(sheet, item).getCell(5)
      // A day that is copied out of another sheet brings its look along.
      if (said instanceof Date) cell.style = { ...cell.style, numFmt: 'yyyy-mm-dd' }
      cell.value = said
    }
  })
}

/** The line of one thing asked. */
export function lineOf(sheet: Worksheet, item: string) {
  for (let row = 1; row <= sheet.rowCount; row += 1) {
    if (sheet.getRow(row).getCell(1).text === item) return sheet.getRow(row)
  }
  throw new Error(`no line of ${item}`)
}
