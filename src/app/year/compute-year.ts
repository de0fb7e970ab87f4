import type { DutyStanding } from '../../duty/duty-standing.ts'
import { spanOf } from '../../ledger/day/period.ts'
import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { DateSpan } from '../../ledger/value.ts'
import type { DutyMatter } from '../../matter/duty-matter.ts'
import { lastSoonDay } from '../../matter/soon.ts'
import type { DutyOff } from '../../pack/pack.ts'
import { holidayNotices } from '../clock/holiday-notices.ts'
import type { Calendar } from '../ports/work-calendar-ports.ts'
import type { YearBook } from './year-book.ts'
import { mattersOf } from './year-matters.ts'

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
  /** Duties of the pack that do not bind the unit, and why. */
  readonly off: readonly {
    readonly duty: string
    readonly label: Label
    readonly why: DutyOff['why']
    readonly reason: Label
    readonly from: string
  }[]
  /**
   * Of each window the newest `windowRecordsMax` records, and none beside the windows: thousands
   * of ids would be sent with every look at the year.
   */
  readonly standings: readonly DutyStanding[]
  /**
   * What happened when: for each duty, the records behind it in each of the twelve months, and how
   * many of these were entered late.
   */
  readonly marks: readonly {
    readonly duty: string
    readonly months: readonly number[]
    readonly late: readonly number[]
  }[]
  readonly due: readonly { readonly duty: string; readonly on: string; readonly reason: Label }[]
  readonly fallsShort: readonly { readonly duty: string; readonly reason: Label }[]
}

// A book never changes, and everybody who may see the same shares one.
const kept = new WeakMap<YearBook, YearOverview>()

/** Computes the page of a year, as far as the readers of its book may see it. */
export function computeYear(book: YearBook, calendar: Calendar): YearOverview {
  const known = kept.get(book)
  if (known) return known
  const standings = book.standings()
  const { id, version, digest } = book.pack
  const made: YearOverview = {
    year: book.year,
    today: book.today,
    asOf: book.asOf,
    pack: { id, version, digest, isCurrent: book.isCurrentPack },
    notices: holidayNotices(calendar, countedDays(book, calendar)),
    off: [...book.pack.off.values()].map(({ duty: { id, label }, why, reason, from }) => ({
      duty: id,
      label,
      why,
      reason,
      from,
    })),
    standings: standings.map(lean),
    marks: standings.map((standing) => marksOf(standing, book)),
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

const keptMarks = new WeakMap<DutyStanding, YearOverview['marks'][number]>()

/** A standing goes from one book to the next as long as no record behind it moves. */
function marksOf(standing: DutyStanding, book: YearBook): YearOverview['marks'][number] {
  const marks = keptMarks.get(standing) ?? countMarks(standing, book)
  keptMarks.set(standing, marks)
  return marks
}

/**
 * A year's duty may be answered by records for another one; the grid has room for its own months,
 * and what was held a little later for this year stands in the last of them.
 */
function countMarks(standing: DutyStanding, book: YearBook): YearOverview['marks'][number] {
  const [months, late] = [new Array<number>(12).fill(0), new Array<number>(12).fill(0)]
  const ofYear = `${book.year}-`
  // Of a single window each record stands there once.
  const seen = standing.windows.length === 1 ? null : new Set<string>()
  for (const { records } of standing.windows) {
    for (const record of book.recordsBehind(records)) {
      if (seen?.has(record.id) === true) continue
      seen?.add(record.id)
      const day = book.dayCounted(record)
      if (!day?.startsWith(ofYear)) continue
      const nth = Number(day.slice(5, 7)) - 1
      months[nth] = (months[nth] ?? 0) + 1
      if (record.lateDays > 0) late[nth] = (late[nth] ?? 0) + 1
    }
  }
  return { duty: standing.duty, months, late }
}

function dueSoon(book: YearBook, calendar: Pick<Calendar, 'isWorkday'>): YearOverview['due'] {
  const last = lastSoonDay(book.today, calendar.isWorkday)
  return openAhead(book)
    .filter(({ due }) => due <= last)
    .flatMap(({ duty: id, due }) => {
      const duty = book.pack.duties.get(id)
      return duty ? [{ duty: id, on: due, reason: book.requirement(duty) }] : []
    })
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
}

/** Windows of duties that are open and not yet due. */
function openAhead(book: YearBook): readonly DutyMatter[] {
  return mattersOf(book).duties.filter(({ isOpen, due }) => isOpen && book.today <= due)
}

/**
 * The days among which working days are counted: those of the year and, while something of it may
 * be done until a day after its end, those of the next that are near.
 */
function countedDays(book: YearBook, calendar: Pick<Calendar, 'isWorkday'>): DateSpan {
  const { from, to } = spanOf(`${book.year}`)
  const soon = lastSoonDay(book.today, calendar.isWorkday)
  const isCountedOn = soon > to && openAhead(book).some(({ due }) => due > to)
  return { from, to: isCountedOn ? soon : to }
}
