import { askedWord } from '../../../duty/asked-of.ts'
import { isTurnOf, waits } from '../../../matter/matter.ts'
import { yearOf } from '../../../ledger/period.ts'
import { booksAround } from '../../year/books-around.ts'
import { dutiesIn } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'

/** Duties assigned to me that are due soon or overdue. What I am to attest is counted as that. */
export async function assignedDutiesWaiting(recipient: Recipient): Promise<readonly string[]> {
  const { ports, session, taker, year, lastDay } = recipient
  return dutiesIn(year, await booksAround(ports, session, year))
    .filter((one) => waits(one, lastDay) && isTurnOf(one, taker))
    .filter(({ duty }) => !isMyWord(recipient, duty))
    .map(({ duty, period }) => `duty ${duty} ${yearOf(period)}`)
}

function isMyWord({ session }: Recipient, duty: string): boolean {
  const require = session.pack.duties.get(duty)?.require
  const word = require && askedWord(require)
  return word ? session.actor.roles.includes(word.by) : false
}
