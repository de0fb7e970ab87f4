import { widthOf } from '../../report/draft/title-lines.ts'
import { bodyChar, page, size } from './gbt9704.ts'

/** A column of a table across the page. */
export interface TableColumn {
  /** In twips. */
  readonly width: number
  /** 序号, a day, 办公室: on one line, in the middle of its column. */
  readonly isShort: boolean
}

/** How the cells of a table are set; widths in twips. */
interface CellType {
  /** Characters of a cell that is not broken; longer ones share what is left. */
  readonly unbroken: number
  /** One character: half a point is ten twips. */
  readonly char: number
  /** What the margins of a cell take, with some room for a face whose figures are wider. */
  readonly margins: number
  /** Part of a character between figures or Latin letters and Chinese: 6 月 30 日. */
  readonly jointAir: number
}

/** In Word, which sets the air itself. */
export const wordCells: CellType = {
  unbroken: 9,
  char: size.table * 10,
  margins: 340,
  jointAir: 0.25,
}

/**
 * In a PDF. The words of a sealed one are vouched for by setting it again to the same bytes: its
 * tables stay as they were first set.
 */
export const pdfCells: CellType = { unbroken: 8, char: bodyChar, margins: 520, jointAir: 0 }

const joint = /(?<=[!-~])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[!-~])/gu

/**
 * The columns of a table of these rows: short ones as wide as they ask, where that leaves room for
 * the others, and these by the length of what they say.
 */
export function tableColumns(
  rows: readonly (readonly string[])[],
  { unbroken, char, margins, jointAir }: CellType,
): readonly TableColumn[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const setWidth = (text: string) => widthOf(text) + jointAir * [...text.matchAll(joint)].length
  const asked = Array.from({ length: columns }, (_, at) => {
    const longest = rows.reduce((most, row) => Math.max(most, setWidth(row[at] ?? '')), 1)
    return { isShort: longest <= unbroken, width: longest * char + margins }
  })
  const whole = page.width - page.margin.left - page.margin.right
  const sum = (list: typeof asked) => list.reduce((total, { width }) => total + width, 0)
  const short = asked.filter(({ isShort }) => isShort)
  const long = asked.filter(({ isShort }) => !isShort)
  const keepsShort = long.length > 0 && sum(short) <= whole / 2
  const share = keepsShort ? (whole - sum(short)) / sum(long) : whole / sum(asked)
  return asked.map(({ isShort, width }) => ({
    isShort,
    width: Math.floor(keepsShort && isShort ? width : width * share),
  }))
}
