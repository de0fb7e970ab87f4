import { widthOf } from '../../report/draft/title-lines.ts'
import { bodyChar, page } from '../docx/gbt9704.ts'

/** Characters of a cell that is not broken: 序号, a day. Longer ones share what is left. */
const unbroken = 8
/** What the margins of a cell take, and the air between figures and characters. */
const cellMargins = 520

/**
 * The words of a sealed PDF are vouched for by setting it again to the same bytes: its tables stay
 * as they were first set; the Word file's are of `docx/table-columns.ts`.
 *
 * Widths of the columns of a table across the page, in twips: short ones as they ask, where that
 * leaves room for the others, and these by the length of what they say.
 */
export function columnWidths(rows: readonly (readonly string[])[]): number[] {
  const columns = rows.reduce((most, row) => Math.max(most, row.length), 0)
  const asked = Array.from({ length: columns }, (_, at) => {
    const longest = rows.reduce((most, row) => Math.max(most, widthOf(row[at] ?? '')), 1)
    return { isShort: longest <= unbroken, width: longest * bodyChar + cellMargins }
  })
  const whole = page.width - page.margin.left - page.margin.right
  const sum = (list: typeof asked) => list.reduce((total, { width }) => total + width, 0)
  const short = asked.filter(({ isShort }) => isShort)
  const long = asked.filter(({ isShort }) => !isShort)
  const keepsShort = long.length > 0 && sum(short) <= whole / 2
  const share = keepsShort ? (whole - sum(short)) / sum(long) : whole / sum(asked)
  return asked.map(({ isShort, width }) =>
    Math.floor(keepsShort && isShort ? width : width * share),
  )
}
