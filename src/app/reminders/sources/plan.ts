import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { Matter } from '../../../matter/matter.ts'
import { booksAround } from '../../year/books-around.ts'
import { mattersOf } from '../../year/year-matters.ts'
import type { YearMatters } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'

/** Tasks of mine that are due soon or overdue. */
export function tasksWaiting(recipient: Recipient): Promise<readonly string[]> {
  return waitingAmong(recipient, ({ tasks }) => tasks.map(({ matter }) => matter))
}

/** Planned meetings that I chair, soon or past, that nobody has recorded as held. */
export function meetingsWaiting(recipient: Recipient): Promise<readonly string[]> {
  return waitingAmong(recipient, ({ meetings }) => meetings.map(({ matter }) => matter))
}

async function waitingAmong(
  recipient: Recipient,
  among: (matters: YearMatters) => readonly Matter[],
): Promise<readonly string[]> {
  const { ports, session, year, taker, lastDay } = recipient
  return (await booksAround(ports, session, year))
    .flatMap((book) => among(mattersOf(book)))
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .map(({ key }) => key)
}
