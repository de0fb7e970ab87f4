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

const rule: Requirement = { kind: 'term', figure: 'held', years: 3 }

describe('terms of several years', () => {
  const cases: readonly [string, string, string | null, string | null, string, string][] = [
    [
      '91 days before its end',
      '2025-02-08',
      '2022-05-10',
      null,
      'onTrack',
      '2025年5月10日届满，还有91天',
    ],
    ['90 days before', '2025-02-09', '2022-05-10', null, 'atRisk', '2025年5月10日届满，还有90天'],
    ['on its last day', '2025-05-10', '2022-05-10', null, 'atRisk', '2025年5月10日届满，还有0天'],
    ['a day later', '2025-05-11', '2022-05-10', null, 'overdue', '已于2025年5月10日届满，超期1天'],
    [
      'renewed on its last day',
      '2025-06-01',
      '2022-05-10',
      '2025-05-10',
      'met',
      '已于2025年5月10日办理',
    ],
    [
      'renewed a day late',
      '2025-06-01',
      '2022-05-10',
      '2025-05-11',
      'overdue',
      '已于2025年5月11日办理，比届满晚1天',
    ],
    [
      'ends with the year',
      '2025-06-01',
      '2022-12-31',
      null,
      'onTrack',
      '2025年12月31日届满，还有213天',
    ],
    [
      'ends a day after the year',
      '2025-06-01',
      '2023-01-01',
      null,
      'notApplicable',
      '2026年1月1日届满，本年不需办理',
    ],
    [
      'renewed before it was due',
      '2025-06-01',
      '2023-01-01',
      '2025-05-01',
      'met',
      '已于2025年5月1日办理',
    ],
    [
      'ended years ago',
      '2025-01-01',
      '2020-05-10',
      null,
      'overdue',
      '已于2023年5月10日届满，超期602天',
    ],
    ['nothing is known', '2025-06-01', null, null, 'atRisk', '尚无记录，无法推算届满日期'],
    ['the first that is known', '2025-06-01', null, '2025-05-11', 'met', '已于2025年5月11日办理'],
  ]
  it.each(cases)('%s', (_name, today, before, held, state, zh) => {
    const given = {
      earlierRecords: before === null ? [] : [meetingOn(before)],
      records: held === null ? [] : [meetingOn(held)],
    }
    expect(judged(rule, today, given)).toEqual([state, zh])
  })
  it('counts from the newest record, of last year too', () => {
    const given = {
      earlierRecords: [meetingOn('2021-05-10')],
      lastYearRecords: [meetingOn('2024-05-10')],
    }
    expect(judged(rule, '2025-06-01', given)[0]).toBe('notApplicable')
    expect(judged({ ...rule, years: 1 }, '2025-06-01', given)[0]).toBe('overdue')
  })
  it('is due when the term ends; a named person may say why not', () => {
    const earlierRecords = [meetingOn('2022-05-10')]
    const duty = sampleDuty(rule)
    const standing = standingOf(duty, sampleContext('2025-02-01', { earlierRecords }))
    expect(dueDays(duty, 2025, standing)).toEqual([{ period: '2025', on: '2025-05-10' }])
    const given = { earlierRecords, statements: [statement('notApplicable', '2025')] }
    expect(judged(rule, '2025-06-01', given)[0]).toBe('notApplicable')
  })
})
