import type { Label } from '../../../ledger/label.ts'
import type { Matter } from '../../../matter/matter.ts'
import { isTurnOf, waits } from '../../../matter/matter.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { booksAround } from '../../year/books-around.ts'
import type { Behind, YearMatters } from '../../year/year-matters.ts'
import { mattersOf } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'
import { titling } from './record-title.ts'

const task: Label = { zh: '任务', en: 'A task of yours' }
const meeting: Label = {
  zh: '由您主持，还没有登记召开情况',
  en: 'You chair it, and nothing says yet that it was held',
}

/** Tasks of mine that are due soon or overdue. */
export function tasksWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  return waitingAmong(recipient, { among: ({ tasks }) => tasks, about: task })
}

/** Planned meetings that I chair, soon or past, that nobody has recorded as held. */
export function meetingsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  return waitingAmong(recipient, { among: ({ meetings }) => meetings, about: meeting })
}

async function waitingAmong(
  recipient: Recipient,
  given: {
    readonly among: (matters: YearMatters) => readonly Behind<Matter>[]
    readonly about: Label
  },
): Promise<readonly Waiting[]> {
  const { ports, session, year, taker, lastDay } = recipient
  const titleOf = await titling(recipient)
  return (await booksAround(ports, session, year))
    .flatMap((book) => given.among(mattersOf(book)).map((one) => ({ ...one, book })))
    .filter(({ matter }) => waits(matter, lastDay) && isTurnOf(matter, taker))
    .map(({ matter: { key, due, isLate }, record, book }) => ({
      key,
      asks: isLate ? 'overdue' : 'due',
      title: titleOf(record, book),
      about: given.about,
      due,
      place: { kind: 'record', register: record.register, record: record.id },
    }))
}
