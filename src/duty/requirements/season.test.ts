import { describe, expect, it } from 'vitest'
import {
  dutyRegisters,
  judged,
  meetingOn,
  sampleContext,
  sampleDuty,
  sampleFigures,
  statement,
} from '../../../tests/duty/sample-year.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { Registers } from '../../ledger/register/register.ts'
import { checkDuty } from '../check-duty.ts'
import { describeRequirement } from '../describe-requirement.ts'
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

const around = {
  figures: sampleFigures,
  roles: [],
  instruments: ['own-rule'],
  parts: ['p'],
}

describe('a season that ends in the year after', () => {
  const winter: Requirement = { ...q4, to: '02-29' }
  const life = (heldOn: string, forYear: number) => meetingOn(heldOn, { forYear })
  const withYear = { ...dutyRegisters, registers: new Map(dutyRegisters.registers) }
  const meeting = dutyRegisters.registers.get('meeting')
  if (meeting === undefined) throw new Error('no register')
  withYear.registers.set('meeting', { ...meeting, yearOf: { field: 'forYear', asked: [{}] } })

  it.each<[string, number, string, LedgerRecord[], string, string]>([
    [
      'is open in January',
      2025,
      '2026-01-05',
      [],
      'onTrack',
      '2025年10月1日至2026年2月28日已开展0次，应开展1次；按此进度到2月28日为0次；距时段结束还有39个工作日',
    ],
    [
      'is at risk when little of it is left',
      2025,
      '2026-02-10',
      [],
      'atRisk',
      '2025年10月1日至2026年2月28日已开展0次，应开展1次；按此进度到2月28日为0次；距时段结束还有13个工作日',
    ],
    [
      'is met on its last day',
      2025,
      '2026-02-28',
      [life('2026-02-28', 2025)],
      'met',
      '2025年10月1日至2026年2月28日已开展1次，应开展1次',
    ],
    [
      'does not count what is for the year after',
      2025,
      '2026-03-01',
      [life('2026-01-20', 2026)],
      'overdue',
      '2025年10月1日至2026年2月28日已开展0次，应开展1次',
    ],
    [
      'does not count what came after it, and says so',
      2025,
      '2026-03-05',
      [life('2026-03-05', 2025)],
      'overdue',
      '2025年10月1日至2026年2月28日已开展0次，应开展1次；时段以外另有1条记录',
    ],
    [
      'takes in the leap day',
      2023,
      '2024-02-29',
      [life('2024-02-29', 2023)],
      'met',
      '2023年10月1日至2024年2月29日已开展1次，应开展1次',
    ],
    [
      'is over on the first of March of a leap year',
      2023,
      '2024-03-01',
      [],
      'overdue',
      '2023年10月1日至2024年2月29日已开展0次，应开展1次',
    ],
  ])('%s', (_, year, today, records, state, sentence) => {
    const given = { year, registers: withYear, records }
    expect(judged(winter, today, given)).toEqual([state, sentence])
  })

  it('is due on the last day of February, in common and in leap years', () => {
    const due = (year: number) => dueDays(sampleDuty(winter), year)
    expect(due(2025)).toEqual([{ period: '2025', on: '2026-02-28' }])
    expect(due(2027)).toEqual([{ period: '2027', on: '2028-02-29' }])
  })

  it('is said in words, and asked only of a register that says which year a record is for', () => {
    const words = (registers: Registers) =>
      describeRequirement(winter, { ...sampleContext(''), registers })
    expect(words(withYear)).toEqual({
      zh: '每年10月1日至次年2月底不少于1次：召开书记办公会',
      en: "Secretary's meetings held: at least 1 time every year from 1 October to the end of February of the next",
    })
    const faults = (registers: Registers, require: Requirement) =>
      checkDuty(sampleDuty(require), { ...around, registers }).map(
        ({ code, at }) => `${code} ${at.join('.')}`,
      )
    expect(faults(withYear, winter)).toEqual([])
    expect(faults(dutyRegisters, winter)).toEqual(['duty.year require.in'])
    expect(faults(dutyRegisters, q4)).toEqual([])
    const report: Requirement = { kind: 'deadline', figure: 'held', by: '01-31', for: 'last-year' }
    expect(faults(dutyRegisters, report)).toEqual(['duty.year require.for'])
    expect(faults(withYear, report)).toEqual([])
  })
})

describe('a day by which what is for the year before is owed', () => {
  const report: Requirement = { kind: 'deadline', figure: 'held', by: '01-31', for: 'last-year' }
  it.each<[string, string, LedgerRecord[], string, string]>([
    ['in time', '2025-02-01', [meetingOn('2025-01-31')], 'met', '已于1月31日完成'],
    [
      'late',
      '2025-03-01',
      [meetingOn('2025-02-01')],
      'overdue',
      '已于2月1日完成，比期限1月31日晚1天',
    ],
    [
      'in the year before',
      '2025-03-01',
      [meetingOn('2024-12-30')],
      'met',
      '已于2024年12月30日完成',
    ],
    ['not at all', '2025-01-20', [], 'atRisk', '应于1月31日前完成，还有11天'],
  ])('%s', (_, today, before, state, sentence) => {
    const meeting = dutyRegisters.registers.get('meeting')
    if (meeting === undefined) throw new Error('no register')
    const declared = { ...meeting, yearOf: { field: 'forYear', asked: [{}] } }
    const registers = { ...dutyRegisters, registers: new Map([['meeting', declared]]) }
    const lastYearRecords = before.map((one) => ({
      ...one,
      values: { ...one.values, forYear: 2024 },
    }))
    // What is for the year itself does not answer for the one before.
    const records = [meetingOn('2025-01-02')]
    expect(judged(report, today, { registers, records, lastYearRecords })).toEqual([
      state,
      sentence,
    ])
  })
})
