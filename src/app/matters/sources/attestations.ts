import { askedWord } from '../../../duty/asked-of.ts'
import { periodText } from '../../../ledger/day/period.ts'
import type { Label } from '../../../ledger/label.ts'
import type { AttestationMatter } from '../../../matter/attestation.ts'
import { isTurnOf } from '../../../matter/matter.ts'
import type { Waiting } from '../../../matter/waiting.ts'
import { booksAround } from '../../year/books-around.ts'
import type { YearBook } from '../../year/year-book.ts'
import { mattersOf } from '../../year/year-matters.ts'
import type { Recipient } from '../recipient.ts'

/** Statements asked of me, and mine that records now speak against; of two years. */
export async function attestationsWaiting(recipient: Recipient): Promise<readonly Waiting[]> {
  const { ports, session, year, taker } = recipient
  return (await booksAround(ports, session, year)).flatMap((book) =>
    mattersOf(book)
      .attestations.filter((one) => isTurnOf(one, taker))
      .map((one) => waitingOf(book, one, taker.roles)),
  )
}

function waitingOf(book: YearBook, matter: AttestationMatter, roles: readonly string[]): Waiting {
  const { key, duty, period, record } = matter
  return {
    key,
    asks: 'attest',
    title: book.pack.duties.get(duty)?.label ?? { zh: duty, en: duty },
    about: record === null ? askedFor(book, matter, roles) : againstText(period),
    due: null,
    place: { kind: 'window', year: book.year, duty, period },
  }
}

/** The word that is asked for, as the reader is told: their own, or one whose role is vacant. */
function askedFor(book: YearBook, matter: AttestationMatter, roles: readonly string[]): Label {
  const require = book.pack.duties.get(matter.duty)?.require
  const word = require && askedWord(require)
  if (!word) throw new Error(`duty ${matter.duty} asks for no word`)
  const { by } = word
  return roles.includes(by) ? awaitsText(matter.period) : vacantText(book, { by, matter })
}

function vacantText(
  { pack }: YearBook,
  { by, matter }: { readonly by: string; readonly matter: AttestationMatter },
): Label {
  const label = pack.roles.find(({ id }) => id === by)?.label ?? { zh: by, en: by }
  const { zh, en } = periodText(matter.period)
  return {
    zh: `${zh}待${label.zh}书面确认，但现在无人担任，请先明确人选`,
    en: `For ${en} it awaits ${label.en}, and nobody holds that role: name somebody first`,
  }
}

function awaitsText(period: string): Label {
  const { zh, en } = periodText(period)
  return {
    zh: `${zh}没有相关记录，待书面确认没有发生`,
    en: `Nothing was recorded in ${en}; it awaits the statement that nothing happened`,
  }
}

function againstText(period: string): Label {
  const { zh, en } = periodText(period)
  return {
    zh: `您确认${zh}没有发生，之后有记录与此不符，请核对`,
    en: `You attested that nothing happened in ${en}; a record says otherwise, please look again`,
  }
}
