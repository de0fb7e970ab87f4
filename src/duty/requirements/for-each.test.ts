import { describe, expect, it } from 'vitest'
import {
  judged,
  meetingOn,
  sampleContext,
  sampleDuty,
  statement,
} from '../../../tests/duty/sample-year.ts'
import { noNames } from '../../ledger/names.ts'
import { dueDays } from '../due-days.ts'
import type { DutyContext } from '../duty-context.ts'
import { standingOf } from '../standing.ts'
import type { ForEachRule } from './for-each.ts'
import type { Requirement } from './requirement-kinds.ts'

function each(require: ForEachRule['require']): Requirement {
  return { kind: 'forEach', office: 'branch', via: 'office', require }
}

const quarterly = each({ kind: 'quota', figure: 'held', atLeast: 1, per: 'quarter' })
const dated = each({ kind: 'deadline', figure: 'held', by: '03-31' })
const called: Readonly<Record<string, string>> = { b1: '一支部', b2: '二支部', b3: '三支部' }
const names = { ...noNames, office: (id: string) => called[id] ?? null }

/** Two branches all year, a third one from July on. */
const offices: DutyContext['offices'] = (kind, { to }) =>
  kind !== 'branch' ? [] : to >= '2025-07-01' ? ['b1', 'b2', 'b3'] : ['b1', 'b2']
const known = { offices, names }
const by = (office: string, day: string) => meetingOn(day, { office })

describe('for each office of a kind', () => {
  const cases: readonly [string, string, [string, string][], string, string][] = [
    [
      'all met',
      '2025-03-31',
      [
        ['b1', '2025-01-10'],
        ['b2', '2025-03-31'],
      ],
      'onTrack',
      '2025年第一季度2个党支部中2个已完成',
    ],
    [
      'one met twice, the other not',
      '2025-04-01',
      [
        ['b1', '2025-01-10'],
        ['b1', '2025-03-31'],
      ],
      'overdue',
      '2025年第一季度2个党支部中1个已完成，未完成：二支部',
    ],
    [
      'one on the last day',
      '2025-03-31',
      [['b1', '2025-01-10']],
      'atRisk',
      '2025年第一季度2个党支部中1个已完成，未完成：二支部；今天之后没有剩余工作日',
    ],
    [
      'without an office',
      '2025-04-01',
      [],
      'overdue',
      '2025年第一季度2个党支部中0个已完成，未完成：一支部、二支部',
    ],
  ]
  it.each(cases)('%s', (_name, today, held, state, zh) => {
    const records = [...held.map(([office, day]) => by(office, day)), meetingOn('2025-02-01')]
    expect(judged(quarterly, today, { ...known, records })).toEqual([state, zh])
  })

  it('is owed by whoever exists in the window', () => {
    const days = ['2025-01-10', '2025-04-10', '2025-07-10', '2025-10-10']
    const records = ['b1', 'b2'].flatMap((office) => days.map((day) => by(office, day)))
    const standing = standingOf(
      sampleDuty(quarterly),
      sampleContext('2026-01-01', { ...known, records }),
    )
    expect(standing.windows.map(({ done, owed }) => [done, owed])).toEqual([
      [2, 2],
      [2, 2],
      [2, 3],
      [2, 3],
    ])
    const all = [...records, by('b3', '2025-09-30'), by('b3', '2025-10-01')]
    expect(judged(quarterly, '2026-01-01', { ...known, records: all })).toEqual([
      'met',
      '3个党支部均已完成',
    ])
  })
  it('holds each office to a date', () => {
    const records = [by('b1', '2025-03-31'), by('b2', '2025-03-31'), by('b3', '2025-03-31')]
    expect(judged(dated, '2025-06-01', { ...known, records })[0]).toBe('met')
    const late = [...records.slice(1), by('b1', '2025-04-01')]
    expect(judged(dated, '2025-06-01', { ...known, records: late })[0]).toBe('overdue')
    expect(dueDays(sampleDuty(dated), 2025)).toEqual([{ period: '2025', on: '2025-03-31' }])
  })
  it('knows when the term of each ends', () => {
    const term = each({ kind: 'term', figure: 'held', years: 3 })
    const two = { names, offices: () => ['b1', 'b2'] }
    const earlierRecords = [by('b1', '2022-05-10'), by('b2', '2023-05-10')]
    const at = (today: string, records = [] as ReturnType<typeof by>[]) =>
      judged(term, today, { ...two, earlierRecords, records })
    expect(at('2025-02-08')).toEqual([
      'onTrack',
      '2025年1个党支部中0个已完成，未完成：一支部；距时段结束还有65个工作日',
    ])
    expect(at('2025-02-09')[0]).toBe('atRisk')
    expect(at('2025-05-11')[0]).toBe('overdue')
    expect(at('2025-05-11', [by('b1', '2025-05-10')])[0]).toBe('met')
    const duty = sampleDuty(term)
    const standing = standingOf(duty, sampleContext('2025-02-08', { ...two, earlierRecords }))
    expect(dueDays(duty, 2025, standing)).toEqual([{ period: '2025', on: '2025-05-10' }])
    const later = { ...two, earlierRecords: [by('b1', '2023-05-10'), by('b2', '2023-05-10')] }
    expect(judged(term, '2025-05-01', later)).toEqual(['notApplicable', '2个党支部本年均不需办理'])
  })
  it('takes a statement for all of them, and says when there is none', () => {
    const given = { ...known, statements: [statement('notApplicable', '2025-Q1')] }
    expect(judged(quarterly, '2025-04-02', given)[0]).toBe('onTrack')
    expect(judged(quarterly, '2025-04-02', {})).toEqual(['notApplicable', '本年没有党支部'])
  })
})

describe('an office that is founded or dissolved within the year', () => {
  const days: Readonly<Record<string, { from: string; to: string }>> = {
    b1: { from: '2019-01-01', to: '9999-12-31' },
    b2: { from: '2019-01-01', to: '2025-07-01' },
    b3: { from: '2025-07-02', to: '9999-12-31' },
  }
  const reorganised: Partial<DutyContext> = {
    names,
    offices: (_, span) =>
      Object.entries(days)
        .filter(([, one]) => one.from <= span.to && span.from <= one.to)
        .map(([id]) => id),
    officeDays: (office) => days[office] ?? { from: '0001-01-01', to: '9999-12-31' },
  }
  const yearly = each({ kind: 'quota', figure: 'held', atLeast: 2, per: 'year' })
  const rows = (require: Requirement, today: string, records: ReturnType<typeof by>[]) => {
    const context = sampleContext(today, { ...reorganised, records })
    return standingOf(sampleDuty(require), context).windows.map(({ done, owed, state }) => [
      done,
      owed,
      state,
    ])
  }

  it('owes by the year what falls to its days, from half of them on', () => {
    // b2 was there for 182 of 365 days and owes nothing; b3, for 183, owes one of two.
    const records = [by('b1', '2025-02-01'), by('b1', '2025-03-01'), by('b3', '2025-12-31')]
    expect(rows(yearly, '2026-01-01', records)).toEqual([[2, 2, 'met']])
    const context = { ...reorganised, records: records.slice(0, 2) }
    expect(judged(yearly, '2026-01-01', context)).toEqual([
      'overdue',
      '2025年2个党支部中1个已完成，未完成：三支部；另有1个因设立、撤销不作要求',
    ])
  })
  it('owes nothing in a window of which it saw less than half', () => {
    const all = ['2025-01-02', '2025-04-02', '2025-07-31', '2025-10-02']
    const records = [
      ...all.map((day) => by('b1', day)),
      ...['2025-02-02', '2025-05-02'].map((day) => by('b2', day)),
      ...['2025-08-02', '2025-11-02'].map((day) => by('b3', day)),
    ]
    // b2 lives for one day of the third quarter.
    expect(rows(quarterly, '2026-01-01', records)).toEqual([
      [2, 2, 'met'],
      [2, 2, 'met'],
      [2, 2, 'met'],
      [2, 2, 'met'],
    ])
  })
  it('cannot make up what it owed once it is dissolved', () => {
    const half = each({ kind: 'quota', figure: 'held', atLeast: 1, per: 'half-year' })
    const records = [by('b1', '2025-01-02')]
    expect(rows(half, '2025-06-30', records)[0]).toEqual([1, 2, 'atRisk'])
    expect(rows(half, '2025-07-01', records)[0]).toEqual([1, 2, 'overdue'])
  })
  it('owes by a day on which it exists', () => {
    const records = [by('b1', '2025-03-01')]
    expect(rows(dated, '2025-04-01', records)).toEqual([[1, 2, 'overdue']])
    const autumn = each({ kind: 'deadline', figure: 'held', by: '09-30' })
    expect(judged(autumn, '2025-10-01', { ...reorganised, records })[1]).toContain('三支部')
    expect(rows(autumn, '2025-10-01', [...records, by('b3', '2025-09-01')])).toEqual([
      [2, 2, 'met'],
    ])
  })
  it('owes no renewal of a term that it did not live to the end of', () => {
    const term = each({ kind: 'term', figure: 'held', years: 3 })
    const earlierRecords = [by('b1', '2023-05-10'), by('b2', '2022-07-03')]
    const given = { ...reorganised, earlierRecords, records: [by('b3', '2025-07-02')] }
    expect(judged(term, '2025-12-31', given)[0]).toBe('met')
  })
})

describe('a statement that names one office', () => {
  const about = (office: string): Partial<DutyContext> => {
    const said = statement('notApplicable', '2025-Q1')
    return { ...known, statements: [{ ...said, values: { ...said.values, office } }] }
  }
  it('speaks for that office alone', () => {
    const given = { ...about('b2'), records: [by('b1', '2025-01-10')] }
    const standing = standingOf(sampleDuty(quarterly), sampleContext('2025-04-01', given))
    expect(standing.windows[0]).toMatchObject({ state: 'met', done: 1, owed: 1 })
    expect(judged(quarterly, '2025-04-01', { ...about('b2'), records: [] })).toEqual([
      'overdue',
      '2025年第一季度1个党支部中0个已完成，未完成：一支部',
    ])
  })
  it('says nothing about a duty of the whole unit', () => {
    const whole: Requirement = { kind: 'quota', figure: 'held', atLeast: 1, per: 'quarter' }
    expect(judged(whole, '2025-04-01', about('b2'))[0]).toBe('overdue')
  })
})
