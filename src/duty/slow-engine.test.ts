import fc from 'fast-check'
import { expect, it } from 'vitest'
import { meetingOn, sampleContext, sampleDuty, statement } from '../../tests/duty/sample-year.ts'
import type { LedgerRecord } from '../ledger/record.ts'
import type { Break, DutyState, Requirement, Window } from './duty.ts'
import { standingOf } from './standing.ts'

/**
 * The engine against a slow, obvious one: it walks the days of the year one by one with the
 * calendar of the language, and knows no periods, no predicates and no figures.
 */
interface Slow {
  readonly done: number
  readonly owed: number
  readonly state: DutyState
}

const monthsOf: Readonly<Record<Window, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
}

function daysOf(year: number): readonly string[] {
  const days: string[] = []
  for (let at = Date.UTC(year, 0, 1); new Date(at).getUTCFullYear() === year; at += 86_400_000) {
    days.push(new Date(at).toISOString().slice(0, 10))
  }
  return days
}

function slowState(given: {
  readonly days: readonly string[]
  readonly done: number
  readonly owed: number
  readonly today: string
  readonly stated: DutyState | null
}): DutyState {
  const { days, done, owed, today, stated } = given
  if (done >= owed) return 'met'
  if (stated !== null) return stated
  if ((days.at(-1) ?? '') < today) return 'overdue'
  const gone = days.filter((day) => day <= today).length
  let dueByNow = 0
  while ((dueByNow + 1) * days.length <= owed * gone) dueByNow += 1
  const nearlyOver = (days.length - gone) * 4 < days.length
  return done < dueByNow || nearlyOver ? 'atRisk' : 'onTrack'
}

function counted(records: readonly LedgerRecord[], days: readonly string[], today: string): number {
  return records.filter(
    ({ occurredOn, state, values }) =>
      occurredOn !== null &&
      days.includes(occurredOn) &&
      occurredOn <= today &&
      state === 'live' &&
      values['kind'] === 'secretary-meeting',
  ).length
}

function slowQuota(
  { atLeast, per, year }: { atLeast: number; per: Window; year: number },
  records: readonly LedgerRecord[],
  { today, stated }: { today: string; stated: DutyState | null },
): readonly Slow[] {
  const days = daysOf(year)
  const size = monthsOf[per]
  return Array.from({ length: 12 / size }, (_, nth) => {
    const mine = days.filter((day) => Math.floor((Number(day.slice(5, 7)) - 1) / size) === nth)
    const done = counted(records, mine, today)
    return {
      done,
      owed: atLeast,
      state: slowState({ days: mine, done, owed: atLeast, today, stated }),
    }
  })
}

function slowWeeks(
  { atLeast, except, year }: { atLeast: number; except: readonly Break[]; year: number },
  records: readonly LedgerRecord[],
  { today, holidays }: { today: string; holidays: ReadonlySet<string> },
): readonly Slow[] {
  const days = daysOf(year)
  const owedByMonth = Array.from({ length: 12 }, (): Slow[] => [])
  days.forEach((monday, at) => {
    if (new Date(`${monday}T00:00:00Z`).getUTCDay() !== 1 || at + 6 >= days.length) return
    const week = days.slice(at, at + 7)
    const works = week.filter((day) => {
      const weekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
      const monthDay = day.slice(5)
      const free = except.some(({ from, to }) => from <= monthDay && monthDay <= to)
      return !weekend && !holidays.has(day) && !free
    })
    if (works.length === 0) return
    const done = counted(records, week, today)
    const state = slowState({ days: week, done, owed: atLeast, today, stated: null })
    owedByMonth[Number((week[6] ?? '').slice(5, 7)) - 1]?.push({ done, owed: atLeast, state })
  })
  return owedByMonth.map((weeks) => {
    const done = weeks.filter(({ state }) => state === 'met').length
    const worst = (['overdue', 'atRisk', 'onTrack', 'met'] as const).find((one) =>
      weeks.some(({ state }) => state === one),
    )
    return { done, owed: weeks.length, state: worst ?? 'notApplicable' }
  })
}

const yearArb = fc.constantFrom(2024, 2025, 2026, 2028)

/** A year, a day on which it is judged, and meetings on its days: some of another kind, some void. */
const caseArb = yearArb.chain((year) => {
  const days = daysOf(year)
  const near = [...days, `${year + 1}-01-01`, `${year + 1}-01-31`]
  const one = fc.record({
    day: fc.constantFrom(...days),
    kind: fc.constantFrom('secretary-meeting', 'secretary-meeting', 'committee'),
    void: fc.boolean(),
  })
  return fc.record({
    year: fc.constant(year),
    today: fc.constantFrom(...near),
    meetings: fc.array(one, { maxLength: 60 }),
    holidays: fc.uniqueArray(fc.constantFrom(...days), { maxLength: 40 }),
  })
})

function recordsOf(
  meetings: readonly { readonly day: string; readonly kind: string; readonly void: boolean }[],
): readonly LedgerRecord[] {
  return meetings.map(({ day, kind, void: gone }) => ({
    ...meetingOn(day, { kind }),
    state: gone ? ('void' as const) : ('live' as const),
  }))
}

function engine(
  require: Requirement,
  given: Parameters<typeof sampleContext>[1] & { readonly today: string },
): readonly Slow[] {
  const { windows } = standingOf(sampleDuty(require), sampleContext(given.today, given))
  return windows.map(({ done, owed, state }) => ({ done, owed, state }))
}

it('judges quotas as the slow engine does', () => {
  const windowArb = fc.constantFrom<Window>('month', 'quarter', 'half-year', 'year')
  const statedArb = fc.constantFrom<'notDone' | 'notApplicable' | null>(
    null,
    null,
    'notDone',
    'notApplicable',
  )
  const all = [caseArb, windowArb, fc.integer({ min: 1, max: 9 }), statedArb] as const
  fc.assert(
    fc.property(...all, ({ year, today, meetings }, per, atLeast, stated) => {
      const records = recordsOf(meetings)
      // A statement counts from the day it was made, which the sample puts early in 2025.
      const heard = stated !== null && today >= '2025-01-02' ? stated : null
      const statements = stated === null ? [] : [statement(stated, String(year))]
      const fast = engine(
        { kind: 'quota', figure: 'held', atLeast, per },
        {
          year,
          today,
          records,
          statements,
        },
      )
      expect(fast).toEqual(slowQuota({ atLeast, per, year }, records, { today, stated: heard }))
    }),
    { numRuns: 300 },
  )
})

it('judges weeks as the slow engine does', () => {
  const breaks: readonly Break[] = [
    { from: '01-20', to: '02-10' },
    { from: '02-28', to: '03-03' },
    { from: '07-01', to: '07-31' },
    { from: '10-01', to: '10-08' },
  ]
  const all = [caseArb, fc.subarray([...breaks]), fc.integer({ min: 1, max: 3 })] as const
  fc.assert(
    fc.property(...all, ({ year, today, meetings, holidays }, except, atLeast) => {
      const records = recordsOf(meetings)
      const closed = new Set(holidays)
      const isWorkday = (day: string) =>
        ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !closed.has(day)
      const fast = engine(
        { kind: 'weekly', figure: 'held', atLeast, except },
        {
          year,
          today,
          records,
          isWorkday,
        },
      )
      const slow = slowWeeks({ atLeast, except, year }, records, { today, holidays: closed })
      expect(fast).toEqual(slow)
    }),
    { numRuns: 100 },
  )
})
