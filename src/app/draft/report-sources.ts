import { fieldContext, fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import { rowsOf } from '../../ledger/fields/rows/rows.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Field } from '../../ledger/register/register.ts'
import type { ReportSources } from '../../report/draft/report-sources.ts'
import { namesOf } from '../roster/roster.ts'
import type { YearBookWithWords } from '../year/year-book.ts'

/** What a report of the year is written from. Reports are Chinese documents. */
export function reportSources(
  book: YearBookWithWords,
  organisation: string,
  period = `${book.year}`,
): ReportSources {
  const { pack } = book
  const context = fieldContext({ lists: pack.lists, names: namesOf(book.roster) })
  const fieldAt = (register: string, path: string): readonly Field[] => {
    const [first = '', second] = path.split('.')
    const outer = pack.registers.get(register)?.fields.find((field) => field.id === first)
    const inner = outer?.fields?.find((field) => field.id === second)
    return [outer, inner].filter((field) => field !== undefined)
  }
  const fieldText = (record: LedgerRecord, path: string): string => {
    const [outer, inner] = fieldAt(record.register, path)
    if (!outer) return ''
    // The register was looked at when the record was found; a field of it may be closed by itself.
    const value = book.open(record).values[outer.id] ?? null
    if (!inner) return fieldKindOf(outer.type).text(value, outer, context, 'zh')
    return rowsOf(value)
      .map((row) => fieldKindOf(inner.type).text(row[inner.id] ?? null, inner, context, 'zh'))
      .filter((text) => text !== '')
      .join('、')
  }
  return {
    year: book.year,
    ...(period === `${book.year}` ? {} : { period }),
    asOf: book.asOf,
    organisation,
    words: pack.reportWords,
    figure: (id, year) => book.figure(id, year === book.year ? period : `${year}`),
    standing: (duty) => book.standing(duty),
    answer: (figure) => book.answer(figure),
    duties: () => [...pack.duties.values()],
    requirement: (duty) => pack.duties.get(duty)?.require.kind ?? null,
    record: (id) => book.record(id),
    registerOf: (figure) => pack.figures.get(figure)?.measure.register ?? '',
    recordsOf: (register, year) => book.recordsOf(register, year),
    fieldText,
    fieldLabel: (register, path) => fieldAt(register, path).at(-1)?.label.zh ?? path,
  }
}
