import { unhurried } from '../../append/unhurried.ts'
import { claimedAs } from '../../duty/asked-of.ts'
import { windowsOfYear } from '../../ledger/day/period.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import { measureKindOf } from '../../ledger/figure/measures/measure-kinds.ts'
import type { Carried, CheckedReading, CheckSources } from '../../report/check/check-reading.ts'
import { checkReading } from '../../report/check/check-reading.ts'
import type { ClaimKind } from '../../report/document.ts'
import { beforeAnnex } from '../../report/verify/annex.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { refuseSecretText } from '../records/refuse-secret-text.ts'
import type { YearBook, YearBookWithWords } from '../year/year-book.ts'
import { wordingsOf } from './wordings-of.ts'

/**
 * Reads a report and holds every claim against the ledger of a year. Marked claims (`carried`)
 * name what they rest on; of others the wording proposes a figure, a duty, a record, or nothing.
 */
export async function checkReport(
  { outside }: Pick<AppPorts, 'outside'>,
  { org }: Pick<Session, 'org'>,
  given: { text: string; book: YearBookWithWords; carried?: Carried },
): Promise<CheckedReading> {
  const { book, carried } = given
  refuseSecretText(given.text)
  // Of a file of ours the annex is no part of what was written.
  const text = carried?.carried ? beforeAnnex(given.text) : given.text
  const asked = { text, wordings: wordingsOf(book, text), year: book.year }
  const { reading, proposals } = await outside.read('text', asked, org.id)
  const sources: CheckSources = {
    figure: (id, part) => figureIn(book, id, part),
    standing: (duty) => book.standing(duty),
    answer: (figure) => book.answer(figure),
    claimedBy: (duty) => claimedOf(book, duty),
    recordDay: (id) => book.record(id)?.occurredOn ?? null,
    recordEntry: (id) => book.record(id)?.entry ?? null,
    propose: ({ id }) => proposals[id] ?? null,
  }
  return unhurried(checkReading(reading, sources, carried))
}

function figureIn(book: YearBook, id: string, part: string | null): FigureValue | null {
  const [, until] = /^01\/(\d{2})$/.exec(part ?? '') ?? []
  return until === undefined
    ? book.figure(id, periodOf(book, part))
    : firstMonths(book, id, Number(until))
}

/** A figure from January up to a month; null where its months do not add up. */
function firstMonths(book: YearBook, id: string, until: number): FigureValue | null {
  const definition = book.pack.figures.get(id)
  if (!definition || definition.per !== undefined) return null
  if (!measureKindOf(definition.measure).addsUp) return null
  const months = windowsOfYear(book.year, 'month')
    .slice(0, until)
    .map((period) => book.figure(id, period))
  const [first] = months
  if (!first || !months.every((one) => typeof one?.value === 'number')) return null
  return {
    ...first,
    period: `${first.period}/${String(until).padStart(2, '0')}`,
    value: months.reduce((sum, one) => sum + Number(one?.value ?? 0), 0),
    records: months.flatMap((one) => one?.records ?? []),
  }
}

function periodOf({ year }: YearBook, part: string | null): string {
  if (part === null) return `${year}`
  if (part === 'last') return `${year - 1}`
  return part === 'next' ? `${year + 1}` : `${year}-${part}`
}

function claimedOf({ pack }: YearBook, id: string): ClaimKind {
  const duty = pack.duties.get(id)
  return duty ? claimedAs(duty.require) : 'event'
}
