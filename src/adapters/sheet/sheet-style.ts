import type { Style } from '@cj-tech-master/excelts'

/** Tells a spreadsheet that what is typed here is text, also when it looks like a number. */
export const textFormat = '@'

/** The number that a spreadsheet knows A4 by. */
export const a4 = 9

/** How labels of columns look. */
export const headStyle: Partial<Style> = {
  font: { bold: true },
  alignment: { vertical: 'middle', wrapText: true },
  fill: { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFF2F0EB' } },
  border: { bottom: { style: 'thin', color: { argb: 'FF8A8A8A' } } },
}

/** What a spreadsheet says of a value that a drop-down does not offer. */
export const notOffered = {
  errorTitle: '不在列表中 / Not in the list',
  error: '请从下拉列表中选择。 / Choose from the list.',
}

/** Excel takes 31 characters and none of these in the name of a sheet. */
const sheetNameCharsMax = 31

/** The name of a sheet, as Excel takes it. */
export function sheetName(name: string): string {
  const plain = name.replace(/[\\/?*[\]:']/g, ' ').trim()
  return plain.slice(0, sheetNameCharsMax) || 'Taizhang'
}

/** A workbook reads `_x0041_` in a text as the letter A unless its first mark is itself so written. */
export function plainText(text: string): string {
  return text.replace(/_(?=x[0-9A-Fa-f]{4}_)/g, '_x005F_')
}
