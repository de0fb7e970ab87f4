import { describe, expect, it } from 'vitest'
import {
  judged,
  meetingOn,
  sampleContext,
  sampleDuty,
  statement,
} from '../../../tests/duty/sample-year.ts'
import { dueDays } from '../due-days.ts'
import { standingOf } from '../standing.ts'
import type { Requirement } from './requirement-kinds.ts'

const q4: Requirement = { kind: 'season', figure: 'held', atLeast: 1, from: '10-01', to: '12-31' }
const spring: Requirement = {
  kind: 'season',
  figure: 'held',
  atLeast: 2,
  from: '02-29',
  to: '04-10',
}

describe('season', () => {
  const cases: readonly [string, Requirement, string, string[], string, string][] = [
    [
      'the day before it begins',
      q4,
      '2025-09-30',
      [],
      'onTrack',
      '应在2025年第四季度开展1次，时段尚未开始',
    ],
    [
      'held the day before',
      q4,
      '2025-10-01',
      ['2025-09-30'],
      'onTrack',
      '2025年第四季度已开展0次，应开展1次；时段以外另有1条记录；按此进度到12月31日为0次；距时段结束还有65个工作日',
    ],
    [
      'held on its first day',
      q4,
      '2025-10-01',
      ['2025-10-01'],
      'met',
      '2025年第四季度已开展1次，应开展1次',
    ],
    [
      'a quarter of it left',
      q4,
      '2025-12-08',
      [],
      'onTrack',
      '2025年第四季度已开展0次，应开展1次；按此进度到12月31日为0次；距时段结束还有17个工作日',
    ],
    [
      'less than that',
      q4,
      '2025-12-09',
      [],
      'atRisk',
      '2025年第四季度已开展0次，应开展1次；按此进度到12月31日为0次；距时段结束还有16个工作日',
    ],
    [
      'on its last day',
      q4,
      '2025-12-31',
      [],
      'atRisk',
      '2025年第四季度已开展0次，应开展1次；按此进度到12月31日为0次；今天之后没有剩余工作日',
    ],
    [
      'held on its last day',
      q4,
      '2026-01-01',
      ['2025-12-31'],
      'met',
      '2025年第四季度已开展1次，应开展1次',
    ],
    [
      'over',
      q4,
      '2026-01-01',
      ['2025-09-30'],
      'overdue',
      '2025年第四季度已开展0次，应开展1次；时段以外另有1条记录',
    ],
    [
      'from 28 February in a common year',
      spring,
      '2025-04-10',
      ['2025-02-28', '2025-04-10'],
      'met',
      '2025年2月28日至4月10日已开展2次，应开展2次',
    ],
    [
      'one day later',
      spring,
      '2025-04-11',
      ['2025-02-28', '2025-04-11'],
      'overdue',
      '2025年2月28日至4月10日已开展1次，应开展2次；时段以外另有1条记录',
    ],
  ]
  it.each(cases)('%s', (_name, rule, today, days, state, zh) => {
    expect(judged(rule, today, { records: days.map((day) => meetingOn(day)) })).toEqual([state, zh])
  })

  it('takes a named person at his word, of the season or of the year', () => {
    for (const period of ['2025-Q4', '2025', '2025-H2']) {
      const given = { statements: [statement('notApplicable', period)] }
      expect(judged(q4, '2026-01-01', given)[0]).toBe('notApplicable')
    }
    expect(
      judged(q4, '2026-01-01', { statements: [statement('notApplicable', '2025-Q3')] })[0],
    ).toBe('overdue')
  })

  it('is due on its last day and stands in its own months', () => {
    const duty = sampleDuty(q4)
    const [window] = standingOf(duty, sampleContext('2025-05-01')).windows
    expect([window?.period, window?.from, window?.to]).toEqual([
      '2025-Q4',
      '2025-10-01',
      '2025-12-31',
    ])
    expect(dueDays(duty, 2025)).toEqual([{ period: '2025-Q4', on: '2025-12-31' }])
    expect(dueDays(sampleDuty(spring), 2025)).toEqual([{ period: '2025', on: '2025-04-10' }])
  })
})
