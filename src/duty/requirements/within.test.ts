import { describe, expect, it } from 'vitest'
import {
  judged,
  meetingOn,
  record,
  sampleContext,
  sampleDuty,
  statement,
} from '../../../tests/duty/sample-year.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { dueDays } from '../due-days.ts'
import { standingOf } from '../standing.ts'
import type { Requirement } from './requirement-kinds.ts'

const rule: Requirement = {
  kind: 'within',
  workdays: 5,
  after: 'meeting',
  where: { kind: 'secretary-meeting' },
  register: 'meeting',
  via: 'follows',
}

function answer(day: string, to: LedgerRecord): LedgerRecord {
  return record('meeting', day, { kind: 'committee', heldOn: day, follows: to.id })
}

describe('within so many working days', () => {
  // A Friday: five working days later is the Friday after.
  const event = meetingOn('2025-03-07')
  const cases: readonly [string, string, string | null, string, string][] = [
    [
      'four left',
      '2025-03-10',
      null,
      'onTrack',
      '“会议”1条，0条在5个工作日内落实，下一条应于3月14日前落实',
    ],
    [
      'three left',
      '2025-03-11',
      null,
      'atRisk',
      '“会议”1条，0条在5个工作日内落实，下一条应于3月14日前落实',
    ],
    [
      'on the day',
      '2025-03-14',
      null,
      'atRisk',
      '“会议”1条，0条在5个工作日内落实，下一条应于3月14日前落实',
    ],
    [
      'a day later',
      '2025-03-15',
      null,
      'overdue',
      '“会议”1条，0条在5个工作日内落实，1条超期未落实',
    ],
    ['answered on the day', '2025-06-01', '2025-03-14', 'met', '“会议”1条，1条在5个工作日内落实'],
    [
      'answered later',
      '2025-06-01',
      '2025-03-17',
      'overdue',
      '“会议”1条，0条在5个工作日内落实，1条落实超过期限',
    ],
    [
      'answered tomorrow',
      '2025-03-14',
      '2025-03-15',
      'atRisk',
      '“会议”1条，0条在5个工作日内落实，下一条应于3月14日前落实',
    ],
  ]
  it.each(cases)('%s', (_name, today, day, state, zh) => {
    const records = day === null ? [event] : [event, answer(day, event)]
    expect(judged(rule, today, { records })).toEqual([state, zh])
  })

  it('says when nothing happened', () => {
    expect(judged(rule, '2025-12-31')).toEqual(['onTrack', '目前没有此类事项'])
    expect(judged(rule, '2026-01-01')).toEqual(['notApplicable', '本年没有此类事项'])
  })
  it('takes the first answer, and none that is void', () => {
    const [late, early] = [answer('2025-03-20', event), answer('2025-03-14', event)]
    expect(judged(rule, '2025-06-01', { records: [event, late, early] })[0]).toBe('met')
    const voided = { ...early, state: 'void' as const }
    expect(judged(rule, '2025-06-01', { records: [event, late, voided] })[0]).toBe('overdue')
  })
  it('follows the calendar of the organisation', () => {
    const isWorkday = (day: string) => day >= '2025-03-20'
    expect(judged(rule, '2025-03-24', { records: [event], isWorkday })[0]).toBe('atRisk')
    expect(judged(rule, '2025-03-25', { records: [event], isWorkday })[0]).toBe('overdue')
  })
  it('counts a case in the year in which it is due', () => {
    const december = meetingOn('2024-12-30')
    const given = { lastYearRecords: [december] }
    expect(judged(rule, '2025-02-01', given)[0]).toBe('overdue')
    const answered = { ...given, records: [answer('2025-01-06', december)] }
    expect(judged(rule, '2025-02-01', answered)[0]).toBe('met')
    expect(judged(rule, '2026-02-01', { records: [meetingOn('2025-12-30')] })[0]).toBe(
      'notApplicable',
    )
  })
  it('stands in the month of its day, which is due', () => {
    const duty = sampleDuty(rule)
    const standing = standingOf(duty, sampleContext('2025-03-10', { records: [event] }))
    expect(standing.windows.map(({ period, done, owed }) => [period, done, owed])).toEqual([
      ['2025-03', 0, 1],
    ])
    expect(dueDays(duty, 2025, standing)).toEqual([{ period: '2025-03', on: '2025-03-14' }])
    expect(dueDays(duty, 2025)).toEqual([])
    const given = { records: [event], statements: [statement('notApplicable', '2025-03')] }
    expect(judged(rule, '2025-06-01', given)[1]).toBe('2025年3月不适用：机构改革')
  })
})
