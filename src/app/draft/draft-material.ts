import { answersAmong } from '../../ledger/predicate/answers.ts'
import { playersOf } from '../../ledger/register/roles.ts'
import { standingIn } from '../../matter/problem.ts'
import type { OpenProblem, ProblemMaterial } from '../../report/draft/problem-material.ts'
import { problemMaterial } from '../../report/draft/problem-material.ts'
import type { YearBook, YearBookWithWords } from '../year/year-book.ts'
import { reportSources } from './report-sources.ts'

/** What the year offers for the part of its report on problems, as this reader may see it. */
export function materialOf(
  book: YearBookWithWords,
  organisation: string,
): readonly ProblemMaterial[] {
  const late = [...book.pack.registers.keys()]
    .flatMap((register) => book.recordsOf(register))
    .filter(({ lateDays }) => lateDays > 0).length
  return problemMaterial(reportSources(book, organisation), { problems: openProblems(book), late })
}

/** Problems found in the year that are still open and that no report names. */
function openProblems(book: YearBook): readonly OpenProblem[] {
  const { today } = book
  return playersOf(book.pack, 'problem').flatMap(({ register, fields }) => {
    const records = book.recordsOf(register.id)
    const context = { today, answers: answersAmong(records, { today }) }
    return records
      .filter(({ values }) => fields.inReport === undefined || values[fields.inReport] !== true)
      .filter((record) => standingIn(register.stages, record, context).isOpen)
      .map((record) => {
        const title = book.open(record).values[fields.title]
        return { record, title: typeof title === 'string' ? title : '' }
      })
  })
}
