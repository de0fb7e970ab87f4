import { describe, expect, it } from 'vitest'
import { judged, meetingOn } from '../../../tests/duty/sample-year.ts'
import type { DutyContext, Tenure } from '../duty-context.ts'
import type { Requirement } from './requirement-kinds.ts'

const rule: Requirement = { kind: 'hours', role: 'member', figures: ['time', 'more'], atLeast: 32 }
const roles = new Map([['member', { zh: '党员', en: 'Member' }]])

function tenures(...held: readonly Tenure[]): NonNullable<DutyContext['tenures']> {
  return () => held
}

const allYear = (person: string): Tenure => ({ person, from: '2019-01-01', to: '2025-12-31' })
const study = (minutes: number, present: readonly string[], day = '2025-02-01') =>
  meetingOn(day, { kind: 'secretary-meeting', length: minutes, present })

describe('hours per person', () => {
  const both = { tenures: tenures(allYear('a'), allYear('b')), roles }
  const cases: readonly [string, string, number, string, string][] = [
    ['all have them', '2025-03-01', 32 * 60, 'met', '党员共2人，2人已达到应有学时（全年32学时）'],
    [
      'half an hour short',
      '2026-01-01',
      31.5 * 60,
      'overdue',
      '党员共2人，1人已达到应有学时（全年32学时）',
    ],
    [
      'too early to tell',
      '2025-03-31',
      60,
      'onTrack',
      '党员共2人，1人已达到应有学时（全年32学时）；距时段结束还有197个工作日',
    ],
    [
      'behind the pace',
      '2025-07-02',
      15.5 * 60,
      'atRisk',
      '党员共2人，1人已达到应有学时（全年32学时）；按此进度到12月31日为1人；距时段结束还有130个工作日',
    ],
    [
      'on the pace',
      '2025-07-02',
      16.5 * 60,
      'onTrack',
      '党员共2人，1人已达到应有学时（全年32学时）；按此进度到12月31日为2人；距时段结束还有130个工作日',
    ],
    [
      'nearly over',
      '2025-10-02',
      31 * 60,
      'atRisk',
      '党员共2人，1人已达到应有学时（全年32学时）；按此进度到12月31日为2人；距时段结束还有64个工作日',
    ],
  ]
  it.each(cases)('%s', (_name, today, minutes, state, zh) => {
    const records = [study(32 * 60, ['b']), study(minutes, ['a'])]
    expect(judged(rule, today, { ...both, records })).toEqual([state, zh])
  })
  it('adds up several sums, each for whoever was there', () => {
    const learned = meetingOn('2025-02-01', {
      kind: 'committee',
      length: 12 * 60,
      present: ['a', 'b'],
    })
    const records = [study(20 * 60, ['a', 'b']), learned]
    expect(judged(rule, '2025-03-01', { ...both, records })[0]).toBe('met')
  })
  it('asks of joiners and leavers for their days only', () => {
    // 184 of 365 days: 16.13 hours, whole halves only: 16.
    const joiner = {
      tenures: tenures({ person: 'a', from: '2025-07-01', to: '2025-12-31' }),
      roles,
    }
    const with16 = [study(16 * 60, ['a'], '2025-07-01')]
    expect(judged(rule, '2026-01-01', { ...joiner, records: with16 })[0]).toBe('met')
    const short = [study(15.5 * 60, ['a'], '2025-07-01')]
    expect(judged(rule, '2026-01-01', { ...joiner, records: short })[0]).toBe('overdue')
    // What somebody learned before joining was not owed to this role.
    const before = [study(16 * 60, ['a'], '2025-06-30')]
    expect(judged(rule, '2026-01-01', { ...joiner, records: before })[0]).toBe('overdue')
    const twoPosts = {
      roles,
      tenures: tenures(
        { person: 'a', from: '2025-01-01', to: '2025-06-30' },
        { person: 'a', from: '2025-03-01', to: '2025-06-30' },
      ),
    }
    expect(judged(rule, '2026-01-01', { ...twoPosts, records: [study(15.5 * 60, ['a'])] })[0]).toBe(
      'met',
    )
  })
  it('asks of nobody where nobody holds the role', () => {
    expect(judged(rule, '2025-05-01', { roles })).toEqual(['notApplicable', '没有担任党员的人员'])
  })
})
