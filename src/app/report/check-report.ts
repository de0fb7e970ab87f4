import { claimedAs } from '../../duty/asked-of.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Carried, CheckedReading } from '../../report/check/check-reading.ts'
import { checkReading } from '../../report/check/check-reading.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseSecretText } from '../records/refuse-secret-text.ts'
import type { YearBook } from '../year/year-book.ts'

/**
 * Reads a report and holds every claim against the ledger of a year. Marked claims (`carried`)
 * name what they rest on; of others the wording proposes a figure, or nothing.
 */
export async function checkReport(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Pick<Session, 'org'>,
  { text, book, carried }: { text: string; book: YearBook; carried?: Carried },
): Promise<CheckedReading> {
  refuseSecretText(text)
  const wordings = [...book.pack.figures.values()].map(({ id, label, unit, phrases }) => ({
    figureId: id,
    label,
    unit: unit.zh,
    phrases,
  }))
  const { reading, proposals } = await outside.read('text', { text, wordings }, org.id)
  return checkReading(
    reading,
    {
      figure: (id, ahead = 0) => book.figure(id, `${book.year + ahead}`),
      standing: (duty) => book.standing(duty),
      recordEntry: (id) => book.record(id)?.entry ?? null,
      answer: (figure) => book.answer(figure),
      everyone: (figure) => everyoneStanding(book, figure),
      propose: ({ id }) => proposals[id] ?? null,
    },
    carried,
  )
}

function everyoneStanding(book: YearBook, figure: string): DutyStanding | null {
  const duty = [...book.pack.duties.values()].find(
    ({ require }) =>
      claimedAs(require) === 'everyone' &&
      readsOfDuty(require, book.pack.figures)?.some((one) => one.figure === figure),
  )
  return duty ? book.standing(duty.id) : null
}
