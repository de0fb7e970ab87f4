import { describe, expect, it } from 'vitest'
import {
  judged,
  meetingOn,
  sampleContext,
  sampleDuty,
  statement,
} from '../../../tests/duty/sample-year.ts'
import { addDays } from '../../ledger/day/day.ts'
import { weekdays } from '../../ledger/day/late.ts'
import { dueDays } from '../due-days.ts'
import { standingOf } from '../standing.ts'
import type { Break } from './form.ts'
import type { Requirement } from './requirement-kinds.ts'
import { weeksOwed } from './weekly.ts'

function weekly(except: readonly Break[] = [], atLeast = 1): Requirement {
  return { kind: 'weekly', figure: 'held', atLeast, except }
}

/** A meeting on every Monday from one to another. */
function mondays(from: string, count: number) {
  return Array.from({ length: count }, (_, nth) => meetingOn(addDays(from, nth * 7)))
}

describe('the weeks of a year', () => {
  const weeks = (except: readonly Break[], year = 2025) => weeksOwed({ year, except }, weekdays)
  it('lie wholly in it', () => {
    expect(weeks([])[0]).toEqual({ from: '2025-01-06', to: '2025-01-12' })
    expect(weeks([]).at(-1)).toEqual({ from: '2025-12-22', to: '2025-12-28' })
    // 2024 begins on a Monday, and 2028 ends on a Sunday.
    expect(weeks([], 2024)[0]?.from).toBe('2024-01-01')
    expect(weeks([], 2028).at(-1)?.to).toBe('2028-12-31')
  })
  it('are left out when no working day is left outside the breaks', () => {
    const all = weeks([]).length
    expect(weeks([{ from: '01-06', to: '01-10' }])).toHaveLength(all - 1)
    expect(weeks([{ from: '01-06', to: '01-09' }])).toHaveLength(all)
    expect(weeks([{ from: '2025-01-06', to: '2025-01-17' }])).toHaveLength(all - 2)
    expect(weeks([{ from: '2024-01-06', to: '2024-01-17' }])).toHaveLength(all)
    const closed = (day: string) => weekdays(day) && !(day >= '2025-10-01' && day <= '2025-10-08')
    const given = { year: 2025, except: [{ from: '10-09', to: '10-10' }] }
    expect(weeksOwed(given, closed)).toHaveLength(all - 1)
  })
})

describe('weekly', () => {
  const none: Break[] = [{ from: '02-01', to: '12-31' }]
  const cases: readonly [string, string, number, string, string][] = [
    ['all weeks so far', '2025-01-20', 3, 'onTrack', '3周中3周已开展'],
    ['all weeks of the year', '2025-02-03', 4, 'met', '4周中4周已开展'],
    ['this week open, early', '2025-01-22', 2, 'onTrack', '2周中2周已开展'],
    ['this week open, nearly over', '2025-01-25', 2, 'atRisk', '2周中2周已开展'],
    ['on its Sunday', '2025-01-26', 2, 'atRisk', '2周中2周已开展'],
    [
      'on the Monday after',
      '2025-01-27',
      2,
      'overdue',
      '3周中2周已开展，最近未开展的一周为1月20日至1月26日',
    ],
  ]
  it.each(cases)('%s', (_name, today, count, state, zh) => {
    expect(judged(weekly(none), today, { records: mondays('2025-01-06', count) })).toEqual([
      state,
      zh,
    ])
  })
  it('names the weeks of a month that have begun without it', () => {
    const records = [...mondays('2025-01-06', 2), meetingOn('2025-01-30')]
    const given = sampleContext('2025-02-05', { records })
    const [january, february, march] = standingOf(sampleDuty(weekly()), given).windows
    expect(january?.weeksMissing).toEqual([{ from: '2025-01-20', to: '2025-01-26' }])
    // The week of 30 January ends in February, where it counts; that of the day has begun.
    expect(february?.weeksMissing).toEqual([{ from: '2025-02-03', to: '2025-02-09' }])
    expect(march?.weeksMissing).toEqual([])
  })
  it('counts so many in each week', () => {
    const records = mondays('2025-01-06', 3)
    const twice = [...records, meetingOn('2025-01-12'), meetingOn('2025-01-19')]
    const given = { records: [...twice, meetingOn('2025-01-26')] }
    expect(judged(weekly(none, 2), '2025-01-27', given)[0]).toBe('onTrack')
    expect(judged(weekly(none, 2), '2025-01-27', { records: twice })[0]).toBe('overdue')
  })
  it('stands by the month in which a week ends', () => {
    const records = mondays('2025-01-06', 4)
    const standing = standingOf(sampleDuty(weekly(none)), sampleContext('2026-01-01', { records }))
    expect(
      standing.windows.slice(0, 3).map(({ done, owed, state }) => [done, owed, state]),
    ).toEqual([
      [3, 3, 'met'],
      [1, 1, 'met'],
      [0, 0, 'notApplicable'],
    ])
  })
  it('takes a statement about the month', () => {
    const statements = [
      statement('notApplicable', '2025-01'),
      statement('notApplicable', '2025-02'),
    ]
    expect(judged(weekly(none), '2025-03-01', { statements })).toEqual([
      'notApplicable',
      '2025年1月不适用：机构改革',
    ])
  })
  it('tells a week explained by a statement from one that is simply missing', () => {
    const records = [...mondays('2025-01-06', 1), ...mondays('2025-01-20', 2)]
    const given = { records, statements: [statement('notApplicable', '2025-01')] }
    expect(judged(weekly(none), '2025-02-03', given)).toEqual([
      'met',
      '4周中3周已开展，1周已作说明',
    ])
    const short = { ...given, records: records.slice(0, 2) }
    expect(judged(weekly(none), '2025-02-03', short)).toEqual([
      'overdue',
      '4周中2周已开展，1周已作说明，最近未开展的一周为1月27日至2月2日',
    ])
  })
  it('is due on the Sunday of the week that is open', () => {
    const duty = sampleDuty(weekly(none))
    const standing = standingOf(duty, sampleContext('2025-01-08'))
    expect(dueDays(duty, 2025, standing)[0]).toEqual({ period: '2025-01', on: '2025-01-12' })
  })
  it('was due on the last Sunday of a month whose weeks are over, and not on its last day', () => {
    const duty = sampleDuty(weekly(none))
    // Monday, the last day but four of January; the week that is open ends in February.
    const given = { records: mondays('2025-01-06', 2) }
    const standing = standingOf(duty, sampleContext('2025-01-27', given))
    expect(standing.windows[0]?.state).toBe('overdue')
    expect(dueDays(duty, 2025, standing)[0]).toEqual({ period: '2025-01', on: '2025-01-26' })
  })
})
