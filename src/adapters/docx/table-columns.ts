import { widthOf } from '../../report/draft/title-lines.ts'
import { page, size } from './gbt9704.ts'

/** A column of a table across the page. */
export interface TableColumn {
  /** In twips. */
  readonly width: number
  /** 序号, a day, 办公室: on one line, in the middle of its column. */
  readonly isShort: boolean
}

/** Characters of a cell that is not broken; longer ones share what is left. */
const unbroken = 9
/** One character of a table is half a point times its size, and a point twenty twips. */
const char = size.table * 10
/** What the margins of a cell take, with some room for a face whose figures are wider. */
const cellMargins = 340
/** Word sets a quarter of a character between figures or Latin letters and Chinese: 6 月 30 日. */
const joint = /(?<=[!-~])(?=\p{Script=Han})|(?<=\p{Script=Han})(?=[!-~])/gu
const jointAir = 0.25

/**
 * The columns of a table of these rows: short ones as wide as they ask, where that leaves room for
 * the others, and these by the length of what they say.
 */
export function tableColumns(rows: readonly (readonly string[])[]): readonly TableColumn[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const asked = Array.from({ length: columns }, (_, at) => {
    const longest = rows.reduce((most, row) => Math.max(most, setWidth(row[at] ?? '')), 1)
    return { isShort: longest <= unbroken, width: longest * char + cellMargins }
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

/** Characters that a line takes as it is set. */
function setWidth(text: string): number {
  return widthOf(text) + jointAir * [...text.matchAll(joint)].length
}
