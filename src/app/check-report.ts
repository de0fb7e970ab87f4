import type { DutyStanding } from '../duty/duty.ts'
import type { Carried, CheckedReading } from '../report/check/check-reading.ts'
import { checkReading } from '../report/check/check-reading.ts'
import { proposeFigures } from '../report/read/propose-figure.ts'
import { readReport } from '../report/read/read-report.ts'
import { refuseSecretText } from './refuse-secret-text.ts'
import type { YearBook } from './year-book.ts'

/**
 * Reads a report and holds every claim against the ledger of a year. Marked claims (`carried`)
 * name what they rest on; of others the wording proposes a figure, or nothing.
 */
export function checkReport(
  text: string,
  { book, carried }: { book: YearBook; carried?: Carried },
): CheckedReading {
  refuseSecretText(text)
  const reading = readReport(text)
  const wordings = [...book.pack.figures.values()].map(({ id, label, unit, phrases }) => ({
    figureId: id,
    label,
    unit: unit.zh,
    phrases,
  }))
  const proposals = proposeFigures(text, reading, wordings)
  return checkReading(
    reading,
    {
      figure: (id) => book.figure(id),
      standing: (duty) => book.standing(duty),
      recordEntry: (id) => book.record(id)?.entry ?? null,
      everyone: (figure) => everyoneStanding(book, figure),
      propose: ({ id }) => proposals.get(id) ?? null,
    },
    carried,
  )
}

function everyoneStanding(book: YearBook, figure: string): DutyStanding | null {
  const duty = [...book.pack.duties.values()].find(
    ({ require }) => require.kind === 'everyone' && require.figure === figure,
  )
  return duty ? book.standing(duty.id) : null
}
