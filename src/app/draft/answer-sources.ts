import { core, coreValues } from '../../ledger/core/core-registers.ts'
import { textOf } from '../../ledger/read-value.ts'
import type { Below } from '../../report/call/below.ts'
import { belowValue, isBelowFigure } from '../../report/call/below.ts'
import type { ReportSources } from '../../report/draft/report-sources.ts'
import { belowAt, passedOnOf } from '../calls/passed-on.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import type { YearBookWithWords } from '../year/year-book.ts'
import { reportSources } from './report-sources.ts'

/** What an answer is written from: the ledger, and what was collected at the same position. */
export interface AnswerSources {
  readonly book: YearBookWithWords
  readonly sources: ReportSources
}

/**
 * What the answer to a call that was taken is written from: figures over the period of the call,
 * and where it was passed on, what the bodies below answered.
 */
export async function answerSources(
  { store, yearBooks }: Pick<AppPorts, 'store' | 'yearBooks'>,
  session: Session,
  { taken, year }: { readonly taken: string; readonly year: number },
): Promise<AnswerSources> {
  for (let tries = 1; tries <= triesMax; tries += 1) {
    const book = await yearBooks.withWords(session, year)
    const found = await store.read(session.org.id, async (reader) => {
      const record = await reader.record(taken)
      const said = coreValues(core.callTaken, record?.values ?? {})
      const passedOn = await passedOnOf(reader, textOf(said.digest) ?? '')
      const below = passedOn && (await belowAt(reader, passedOn, book.asOf.size))
      return { period: textOf(said.period) ?? `${year}`, below, isMoved: passedOn && !below }
    })
    const { period, below, isMoved } = found
    if (isMoved) continue
    const sources = reportSources(book, session.org.name.zh, period)
    return { book, sources: below ? counting(sources, below) : sources }
  }
  throw new Error(`the log grew whenever the answer to ${taken} was read`)
}

/** An arrival that comes between two reads makes both begin again; more do not come so fast. */
const triesMax = 20

function counting(sources: ReportSources, below: Below): ReportSources {
  return {
    ...sources,
    figure: (id, year) =>
      isBelowFigure(id) ? belowValue(below, id, sources.asOf) : sources.figure(id, year),
  }
}
