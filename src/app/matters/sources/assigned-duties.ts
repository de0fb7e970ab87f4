import { askedWord } from '../../../duty/asked-of.ts'
import { yearOf } from '../../../ledger/day/period.ts'
import type { DutyMatter } from '../../../matter/duty-matter.ts'
import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { booksAround } from '../../year/books-around.ts'
import type { YearBook } from '../../year/year-book.ts'
import { dutiesIn } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'

/**
 * Duties assigned to me that are due soon or overdue, each once, at the window that is due first.
 * What I am to attest is listed as that.
 */
export async function assignedDutiesWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session, taker, year, lastDay } = recipient
  const books = await booksAround(ports, session, year)
  const waiting = dutiesIn(year, books)
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .filter(({ duty }) => !isMyWord(recipient, duty))
  const first = new Map<string, DutyMatter>()
  for (const one of waiting) {
    const key = `duty ${one.duty} ${yearOf(one.period)}`
    const known = first.get(key)
    if (known === undefined || one.due < known.due) first.set(key, one)
  }
  return [...first].flatMap(([key, matter]) => waitingOf(key, matter, books))
}

function waitingOf(key: string, matter: DutyMatter, books: readonly YearBook[]): Waiting[] {
  const { duty, period, due, isLate } = matter
  const year = Number(yearOf(period))
  const book = books.find((one) => one.year === year)
  const standing = book?.standing(duty)
  const label = book?.pack.duties.get(duty)?.label
  if (!standing || !label) return []
  const asks = isLate ? 'overdue' : 'due'
  const place = { kind: 'window', year, duty, period } as const
  return [{ key, asks, title: label, about: standing.reason, due, place }]
}

function isMyWord({ session }: Recipient, duty: string): boolean {
  const require = session.pack.duties.get(duty)?.require
  const word = require && askedWord(require)
  return word ? session.actor.roles.includes(word.by) : false
}
