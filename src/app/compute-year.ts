import type { DutyStanding, DutyWindow } from '../duty/duty.ts'
import { addWorkdays } from '../duty/working-day.ts'
import { dayInYearText } from '../ledger/day.ts'
import { both } from '../ledger/label.ts'
import type { Label } from '../ledger/label.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import { windowsOfYear } from '../ledger/period.ts'
import type { Calendar } from './app-ports.ts'
import { rosterRegisters } from './roster.ts'
import type { YearBook } from './year-book.ts'

const dueWithinWorkdays = 10
// What the reports name as a burden: 文山会海.
const meetingRegister = 'meeting'
const documentRegister = 'document'

/** The year on one page, for the reader of the book. `roles` are the reader's own. */
export function computeYear(
  book: YearBook,
  { calendar, roles }: { calendar: Pick<Calendar, 'isWorkday'>; roles: readonly string[] },
) {
  const { year } = book
  const standings = book.standings()
  const soon = { count: dueWithinWorkdays, isWorkday: calendar.isWorkday }
  const until = addWorkdays(book.today, soon)
  return {
    year,
    today: book.today,
    standings,
    due: standings.flatMap((one) => dueSoon(one, { today: book.today, until })),
    fallsShort: standings
      .filter(({ state }) => state === 'atRisk' || state === 'overdue')
      .map(({ duty, reason }) => ({ duty, reason })),
    waitsForMe: standings.flatMap((one) => waiting(book, one, roles)),
    burden: windowsOfYear(year, 'month').map((month) => burdenOf(book, month)),
    lateness: windowsOfYear(year, 'month').map((month) => latenessOf(book, month)),
  }
}

function dueSoon(
  { duty, windows }: DutyStanding,
  { today, until }: { today: string; until: string },
): readonly { readonly duty: string; readonly on: string; readonly reason: Label }[] {
  return windows
    .filter((one) => isOpen(one) && one.to >= today && one.to <= until)
    .map((one) => ({
      duty,
      on: one.to,
      reason: both((lang) => {
        const by = dayInYearText(one.to, lang)
        return lang === 'zh'
          ? `${by}前还差 ${Math.max(0, one.owed - one.done)}`
          : `${Math.max(0, one.owed - one.done)} still owed by ${by}`
      }),
    }))
}

function isOpen({ state, done, owed }: DutyWindow): boolean {
  return (state === 'onTrack' || state === 'atRisk') && done < owed
}

// Only whom the duty names is asked; the first responsible person may step in, nobody waits for it.
function waiting(
  book: YearBook,
  { duty: id, windows, reason }: DutyStanding,
  roles: readonly string[],
) {
  const require = book.pack.duties.get(id)?.require
  if (require?.kind !== 'none' || !roles.includes(require.attest.by)) return []
  return windows
    .filter((one) => one.state === 'awaitingAttestation')
    .map(({ period }) => ({ duty: id, period, reason }))
}

function burdenOf(book: YearBook, month: string) {
  const last = `${book.year - 1}${month.slice(4)}`
  const count = (register: string, of: string) =>
    book.recordsOf(register, Number(of.slice(0, 4))).filter((one) => isIn(one, of)).length
  return {
    month,
    meetings: count(meetingRegister, month),
    meetingsLast: count(meetingRegister, last),
    documents: count(documentRegister, month),
    documentsLast: count(documentRegister, last),
  }
}

function latenessOf(book: YearBook, month: string) {
  const facts = [...book.pack.registers.values()].filter(
    ({ id, lateAfter }) =>
      lateAfter !== null && !(rosterRegisters as readonly string[]).includes(id),
  )
  const records = facts.flatMap(({ id }) => book.recordsOf(id).filter((one) => isIn(one, month)))
  const late = records.filter((one) => one.lateDays > 0).length
  return { month, inTime: records.length - late, late }
}

function isIn({ occurredOn }: LedgerRecord, month: string): boolean {
  return occurredOn?.startsWith(month) === true
}
