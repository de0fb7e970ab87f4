import type { Header } from './header-rows.ts'
import type { ColumnProposal } from './mapping.ts'
import type { NamedShape } from './shape-words.ts'
import type { SheetTable } from './table.ts'
import { isYearless, yearsIn } from './written-day.ts'

/** The one year that titles or the name of the sheet name; null: none, or several. */
export function titledYear(
  table: SheetTable,
  header: Header,
  titles: readonly string[],
): number | null {
  const above = table.rows
    .slice(0, Math.max(0, header.first))
    .flatMap((cells) => cells.map(({ text }) => text))
  for (const texts of [above, [table.name], titles]) {
    const years = new Set(texts.flatMap((text) => yearsIn(text)))
    if (years.size > 1) return null
    const [year] = years
    if (year !== undefined) return year
  }
  return null
}

/** Whole days that must agree before the others are taken to be of their year. */
const agreeingMin = 3

/** What the days of a table say of years: the only one there is, and whether some name none. */
export function yearsOf(
  { rows }: SheetTable,
  header: Header,
  { named, proposals }: { named: NamedShape; proposals: readonly ColumnProposal[] },
): { readonly only: number | null; readonly isYearless: boolean } {
  const columns = proposals.filter(({ use }) => {
    if (typeof use === 'string') return false
    return named.fields.find(({ id }) => id === use.field)?.field.type === 'date'
  })
  const years = new Map<number, number>()
  let lacks = false
  for (const cells of rows.slice(header.last + 1, header.last + 1 + daysRowsMax)) {
    for (const { at } of columns) {
      const text = cells[at]?.text.trim() ?? ''
      if (text === '' || text.length > dayCharactersMax) continue
      const [year] = yearsIn(text)
      if (year !== undefined) years.set(year, (years.get(year) ?? 0) + 1)
      else if (!lacks) lacks = isYearless(text)
    }
  }
  const [[only, count] = [null, 0]] = years
  return { only: years.size === 1 && count >= agreeingMin ? only : null, isYearless: lacks }
}

const dayCharactersMax = 40
/** Rows whose days are looked at; whoever reads the table holds every column to the year again. */
const daysRowsMax = 2000
