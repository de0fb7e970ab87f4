import type { Duty, DutyStanding, DutyWindow } from '../duty/duty.ts'
import { addWorkdays } from '../duty/working-day.ts'
import { dueDays } from '../duty/due-days.ts'
import type { Label } from '../ledger/label.ts'
import { periodText } from '../ledger/period.ts'
import type { LogPosition } from '../ledger/figure.ts'
import type { Calendar } from './work-calendar-ports.ts'
import type { YearBook } from './year-book.ts'

/** Working days ahead that "due soon" looks. */
const dueWorkdays = 10

/** Records of one window that the page of the year names; the standing of the duty has them all. */
const windowRecordsMax = 100

/** The year on one page: where every duty stands, and what asks for attention. */
export interface YearOverview {
  readonly year: number
  /** The day it is judged on: of a year as it stood at a position, the day of that position. */
  readonly today: string
  readonly asOf: LogPosition
  /** The pack that the year is judged by, and whether it is the one in force. */
  readonly pack: {
    readonly id: string
    readonly version: string
    readonly digest: string
    readonly isCurrent: boolean
  }
  /** What must be told beside the year, e.g. that its holidays are not known. */
  readonly notices: readonly Label[]
  /**
   * Of each window the newest `windowRecordsMax` records, and none beside the windows: thousands
   * of ids would be sent with every look at the year.
   */
  readonly standings: readonly DutyStanding[]
  /** What happened when: for each duty, the records behind it in each of the twelve months. */
  readonly marks: readonly { readonly duty: string; readonly months: readonly number[] }[]
  readonly due: readonly { readonly duty: string; readonly on: string; readonly reason: Label }[]
  readonly fallsShort: readonly { readonly duty: string; readonly reason: Label }[]
  readonly waitsForMe: readonly {
    readonly duty: string
    readonly period: string
    readonly reason: Label
  }[]
  /** Attestations that this reader gave and that records have contradicted since. */
  readonly contradictedForMe: readonly {
    readonly duty: string
    readonly period: string
    readonly attestation: string
    readonly records: readonly string[]
    readonly reason: Label
  }[]
}

/** Computes the year page for one reader: `roles` and `person` are the reader's own. */
export function computeYear(
  book: YearBook,
  {
    calendar,
    roles,
    person,
  }: {
    readonly calendar: Pick<Calendar, 'isWorkday'>
    readonly roles: readonly string[]
    readonly person: string | null
  },
): YearOverview {
  const standings = book.standings()
  return {
    ...sameForAll(book, calendar),
    waitsForMe: standings.flatMap((standing) => waiting(standing, book, roles)),
    contradictedForMe: standings.flatMap((standing) => contradicted(standing, book, person)),
  }
}

type SameForAll = Omit<YearOverview, 'waitsForMe' | 'contradictedForMe'>

// A book never changes, and everybody who may see the same shares one.
const kept = new WeakMap<YearBook, SameForAll>()

/** What of the year does not depend on who among the readers of a book is asking. */
function sameForAll(book: YearBook, calendar: Pick<Calendar, 'isWorkday'>): SameForAll {
  const known = kept.get(book)
  if (known) return known
  const standings = book.standings()
  const { id, version, digest } = book.pack
  const made: SameForAll = {
    year: book.year,
    today: book.today,
    asOf: book.asOf,
    pack: { id, version, digest, isCurrent: book.isCurrentPack },
    notices: book.notices,
    standings: standings.map(lean),
    marks: standings.map((standing) => ({
      duty: standing.duty,
      months: recordsByMonth(standing, book),
    })),
    due: dueSoon(book, calendar),
    fallsShort: standings
      .filter(({ state }) => state === 'atRisk' || state === 'overdue')
      .map(({ duty, reason }) => ({ duty, reason })),
  }
  kept.set(book, made)
  return made
}

function lean(standing: DutyStanding): DutyStanding {
  return {
    ...standing,
    windows: standing.windows.map((window) => ({
      ...window,
      records: window.records.slice(-windowRecordsMax),
    })),
    records: [],
    against: standing.against.slice(0, windowRecordsMax),
  }
}

/** A year's duty may be answered by records of another one; the grid has room for its own months. */
function recordsByMonth(standing: DutyStanding, book: YearBook): readonly number[] {
  const months = Array.from({ length: 12 }, () => 0)
  for (const id of new Set(standing.windows.flatMap(({ records }) => records))) {
    const day = book.record(id)?.occurredOn
    if (!day?.startsWith(`${book.year}-`)) continue
    const nth = Number(day.slice(5, 7)) - 1
    months[nth] = (months[nth] ?? 0) + 1
  }
  return months
}

function dueSoon(book: YearBook, calendar: Pick<Calendar, 'isWorkday'>): YearOverview['due'] {
  const { isWorkday } = calendar
  const last = addWorkdays(book.today, { count: dueWorkdays, isWorkday })
  return [...book.pack.duties.values()]
    .flatMap((duty) =>
      dueDays(duty, book.year, book.standing(duty.id)).map((due) => ({ duty, ...due })),
    )
    .filter(({ on }) => book.today <= on && on <= last)
    .filter(({ duty, period }) => isOpen(windowOf(book, duty, period)))
    .map(({ duty, on }) => ({ duty: duty.id, on, reason: book.requirement(duty) }))
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

function windowOf(book: YearBook, duty: Duty, period: string): DutyWindow | undefined {
  const standing = book.standing(duty.id)
  return standing?.windows.find((one) => one.period === period) ?? standing?.windows[0]
}

function isOpen(window: DutyWindow | undefined): boolean {
  return window !== undefined && window.state !== 'met' && window.state !== 'notApplicable'
}

/** Windows whose attestation this reader is the one to give. */
function waiting(
  standing: DutyStanding,
  book: YearBook,
  roles: readonly string[],
): YearOverview['waitsForMe'] {
  const require = book.pack.duties.get(standing.duty)?.require
  if (require?.kind !== 'none') return []
  const { by } = require.attest
  const isMine = roles.includes(by)
  // Nobody would see what waits for a role that nobody holds: whoever answers for the year does.
  if (!isMine && !(roles.includes(answersForTheYear) && isVacant(book, by))) return []
  return standing.windows
    .filter(({ state }) => state === 'awaitingAttestation')
    .map(({ period }) => ({
      duty: standing.duty,
      period,
      reason: isMine ? awaitsText(period) : vacantText(book, by),
    }))
}

const answersForTheYear = 'first-responsible'

function isVacant({ roster, today }: YearBook, role: string): boolean {
  const holds = ({ from, to }: { from: string; to: string | null }) =>
    from <= today && (to === null || today <= to)
  return (
    !roster.memberships.some((one) => one.roles.includes(role) && holds(one)) &&
    !roster.posts.some((one) => one.role === role && holds(one))
  )
}

function vacantText({ pack }: YearBook, role: string): Label {
  const label = pack.roles.find(({ id }) => id === role)?.label ?? { zh: role, en: role }
  return {
    zh: `待${label.zh}书面确认，但现在无人担任，请先明确人选`,
    en: `It awaits ${label.en}, and nobody holds that role: name somebody first`,
  }
}

function awaitsText(period: string): Label {
  const { zh, en } = periodText(period)
  return {
    zh: `${zh}没有相关记录，待书面确认没有发生`,
    en: `nothing was recorded in ${en}; it awaits the statement that nothing happened`,
  }
}

/** Windows that this person attested and that a record speaks against. */
function contradicted(
  standing: DutyStanding,
  book: YearBook,
  person: string | null,
): YearOverview['contradictedForMe'] {
  if (person === null) return []
  return standing.windows
    .filter(({ state }) => state === 'notDone')
    .flatMap(({ period, records }) => {
      const given = book.attestation(standing.duty, period)
      if (given === null || ![given.person, given.standingInFor].includes(person)) return []
      const { record: attestation } = given
      return [{ duty: standing.duty, period, attestation, records, reason: againstText(period) }]
    })
}

function againstText(period: string): Label {
  const { zh, en } = periodText(period)
  return {
    zh: `您确认${zh}没有发生，之后有记录与此不符，请核对`,
    en: `you attested that nothing happened in ${en}; a record says otherwise, please look again`,
  }
}
