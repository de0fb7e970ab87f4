import { describe, expect, it } from 'vitest'
import { record, sampleContext, sampleDuty } from '../../tests/duty/sample-year.ts'
import { sampleRegisters } from '../../tests/ledger/sample-registers.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import { dueDays } from './due-days.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import type { DutyContext } from './standing.ts'
import { standingOf } from './standing.ts'

function meetingsOn(...days: string[]): LedgerRecord[] {
  return days.map((day) => record('meeting', day, { kind: 'secretary-meeting', heldOn: day }))
}

const perHalf: Requirement = { kind: 'quota', figure: 'held', atLeast: 2, per: 'half-year' }
const perYear: Requirement = { kind: 'quota', figure: 'held', atLeast: 4, per: 'year' }

function said(state: 'notDone' | 'notApplicable', period: string): LedgerRecord {
  return record('statement', '2025-06-30', { duty: 'd1', period, state, reason: '机构改革' })
}

describe('quota', () => {
  const cases: readonly [string, string, string[], string, string][] = [
    [
      'met at the count owed',
      '2025-12-31',
      ['2025-01-10', '2025-02-10', '2025-03-10', '2025-04-10'],
      'met',
      '2025年已完成',
    ],
    [
      'one short on the last day',
      '2025-12-31',
      ['2025-01-10', '2025-02-10', '2025-03-10'],
      'atRisk',
      '2025年已开展3次，应开展4次；按此进度到12月31日为3次；今天之后没有剩余工作日',
    ],
    [
      'one short a day later',
      '2026-01-01',
      ['2025-01-10', '2025-02-10', '2025-03-10'],
      'overdue',
      '2025年已开展3次，应开展4次',
    ],
    [
      'behind an even pace',
      '2025-07-02',
      ['2025-01-10'],
      'atRisk',
      '2025年已开展1次，应开展4次；按此进度到12月31日为1次；距时段结束还有130个工作日',
    ],
    [
      'even with the pace',
      '2025-09-30',
      ['2025-01-10', '2025-02-10', '2025-05-10'],
      'onTrack',
      '2025年已开展3次，应开展4次；按此进度到12月31日为4次；距时段结束还有66个工作日',
    ],
    [
      'nearly over, one missing',
      '2025-10-02',
      ['2025-01-10', '2025-02-10', '2025-05-10'],
      'atRisk',
      '2025年已开展3次，应开展4次；按此进度到12月31日为3次；距时段结束还有64个工作日',
    ],
    [
      'before the first is due',
      '2025-04-01',
      [],
      'onTrack',
      '2025年已开展0次，应开展4次；按此进度到12月31日为0次；距时段结束还有196个工作日',
    ],
    [
      'the first is due',
      '2025-04-02',
      [],
      'atRisk',
      '2025年已开展0次，应开展4次；按此进度到12月31日为0次；距时段结束还有195个工作日',
    ],
    [
      'dated in the future',
      '2025-04-02',
      ['2025-04-03'],
      'atRisk',
      '2025年已开展0次，应开展4次；按此进度到12月31日为0次；距时段结束还有195个工作日',
    ],
  ]
  it.each(cases)('%s', (_name, today, days, state, zh) => {
    const standing = standingOf(
      sampleDuty(perYear),
      sampleContext(today, { records: meetingsOn(...days) }),
    )
    expect([standing.state, standing.reason.zh]).toEqual([state, zh])
  })

  it('judges each window by itself', () => {
    const records = meetingsOn('2025-06-30', '2025-07-01', '2025-08-01')
    const standing = standingOf(sampleDuty(perHalf), sampleContext('2025-12-31', { records }))
    expect(standing.windows.map(({ period, state, done }) => [period, state, done])).toEqual([
      ['2025-H1', 'overdue', 1],
      ['2025-H2', 'met', 2],
    ])
    expect(standing.state).toBe('overdue')
    expect(standing.reason.zh).toBe('2025年上半年已开展1次，应开展2次')
    expect(standing.records).toEqual(records.map(({ id }) => id))
  })

  it('takes a named person at his word, unless it was done after all', () => {
    const given = { statements: [said('notApplicable', '2025')] }
    const standing = standingOf(sampleDuty(perHalf), sampleContext('2026-01-01', given))
    expect([standing.state, standing.reason.zh]).toEqual([
      'notApplicable',
      '2025年上半年不适用：机构改革',
    ])
    const notDone = { statements: [said('notDone', '2025-H1')] }
    const half = standingOf(sampleDuty(perHalf), sampleContext('2025-08-01', notDone))
    expect(half.windows.map(({ state }) => state)).toEqual(['notDone', 'onTrack'])
    expect(half.reason.en).toBe('not done in the first half of 2025: 机构改革')
    const done = { ...notDone, records: meetingsOn('2025-02-01', '2025-03-01') }
    expect(
      standingOf(sampleDuty(perHalf), sampleContext('2025-08-01', done)).windows[0]?.state,
    ).toBe('met')
  })
})

describe('cap', () => {
  const cap: Requirement = { kind: 'cap', figure: 'held', atMost: 2, per: 'year' }
  const cases: readonly [string, string, string[], string, string][] = [
    [
      'at the limit',
      '2025-12-31',
      ['2025-01-10', '2025-12-10'],
      'onTrack',
      '2025年共2次，未超过上限2次',
    ],
    [
      'at the limit, year over',
      '2026-01-01',
      ['2025-01-10', '2025-12-10'],
      'met',
      '2025年共2次，未超过上限2次',
    ],
    [
      'one above',
      '2025-12-31',
      ['2025-01-10', '2025-12-10', '2025-12-11'],
      'notDone',
      '2025年共3次，超过上限2次',
    ],
    [
      'on the way above',
      '2025-06-01',
      ['2025-01-10', '2025-02-10'],
      'atRisk',
      '2025年共2次，未超过上限2次；按此进度到12月31日为4次',
    ],
    [
      'too early to tell',
      '2025-02-10',
      ['2025-01-10', '2025-02-10'],
      'onTrack',
      '2025年共2次，未超过上限2次',
    ],
  ]
  it.each(cases)('%s', (_name, today, days, state, zh) => {
    const records = meetingsOn(...days)
    const standing = standingOf(sampleDuty(cap), sampleContext(today, { records }))
    expect([standing.state, standing.reason.zh]).toEqual([state, zh])
    expect(standing.against).toEqual(state === 'notDone' ? [records[2]?.id] : [])
  })

  it('states money in yuan and counts it in fen', () => {
    const money: Requirement = { kind: 'cap', figure: 'spent', atMost: 1000, per: 'year' }
    const cost = (minor: number) =>
      record('meeting', '2025-05-01', {
        kind: 'secretary-meeting',
        cost: { minor, currency: 'CNY' },
      })
    const at = (minor: number) =>
      standingOf(sampleDuty(money), sampleContext('2026-02-01', { records: [cost(minor)] }))
    expect(at(100_000).state).toBe('met')
    expect([at(100_001).state, at(100_001).reason.zh]).toEqual([
      'notDone',
      '2025年共1,000.01元，超过上限1,000元',
    ])
  })
})

describe('not more than last year', () => {
  it('speaks of the number of last year, not of a limit', () => {
    const given = { records: meetingsOn('2025-01-01'), lastYearRecords: meetingsOn('2024-03-01') }
    const { reason } = standingOf(
      sampleDuty({ kind: 'notMoreThanLastYear', figure: 'held' }),
      sampleContext('2026-01-01', given),
    )
    expect(reason).toEqual({
      zh: '2025年共1次，未超过上年数1次',
      en: "1 time in 2025, within last year's 1 time",
    })
  })
  const rule: Requirement = { kind: 'notMoreThanLastYear', figure: 'held' }
  it('compares with the whole year before', () => {
    const lastYearRecords = meetingsOn('2024-03-01', '2024-12-31')
    const at = (count: number) => {
      const records = meetingsOn('2025-01-01', '2025-01-02', '2025-01-03').slice(0, count)
      return standingOf(sampleDuty(rule), sampleContext('2026-01-01', { records, lastYearRecords }))
        .state
    }
    expect([at(2), at(3)]).toEqual(['met', 'notDone'])
  })
  it('does not compare with nothing', () => {
    const standing = standingOf(
      sampleDuty(rule),
      sampleContext('2026-01-01', { lastYearRecords: [] }),
    )
    expect([standing.state, standing.reason.zh]).toEqual(['notApplicable', '2024年没有可比的记录'])
  })
  it('compares with a number stated for last year, and says that it was stated', () => {
    const said = { figure: 'held', year: 2024, number: 2, source: '2024年度报告' }
    const baselines = [record('baseline', '2025-01-10', said)]
    const at = (count: number) => {
      const records = meetingsOn('2025-01-01', '2025-01-02', '2025-01-03').slice(0, count)
      const given = { records, lastYearRecords: [], baselines }
      return standingOf(sampleDuty(rule), sampleContext('2026-01-01', given))
    }
    expect([at(2).state, at(3).state]).toEqual(['met', 'notDone'])
    expect(at(2).reason.zh).toBe('2025年共2次，未超过填报的上年基数2次')
  })
})

describe('deadline', () => {
  const rule: Requirement = { kind: 'deadline', figure: 'held', by: '01-31' }
  const cases: readonly [string, string | null, string, string][] = [
    ['2025-01-16', null, 'onTrack', '应于1月31日前完成，还有15天'],
    ['2025-01-17', null, 'atRisk', '应于1月31日前完成，还有14天'],
    ['2025-01-31', null, 'atRisk', '应于今天（1月31日）完成'],
    ['2025-02-01', null, 'overdue', '应于1月31日前完成，已超期1天'],
    ['2025-02-01', '2025-01-31', 'met', '已于1月31日完成'],
    ['2025-03-01', '2025-02-01', 'overdue', '已于2月1日完成，比期限1月31日晚1天'],
  ]
  it.each(cases)('on %s, done %s', (today, done, state, zh) => {
    const records = done === null ? [] : meetingsOn(done)
    const standing = standingOf(sampleDuty(rule), sampleContext(today, { records }))
    expect([standing.state, standing.reason.zh]).toEqual([state, zh])
  })
})

describe('each', () => {
  const rule: Requirement = {
    kind: 'each',
    register: 'meeting',
    where: { kind: 'secretary-meeting' },
    must: { agenda: { first: { themes: 'first-agenda' } } },
  }
  const good = record('meeting', '2025-02-01', {
    kind: 'secretary-meeting',
    agenda: [{ topic: 'a', themes: ['first-agenda'] }, { topic: 'b' }],
  })
  const bad = record('meeting', '2025-03-01', {
    kind: 'secretary-meeting',
    agenda: [{ topic: 'b' }, { topic: 'a', themes: ['first-agenda'] }],
  })
  const other = record('meeting', '2025-03-01', { kind: 'committee' })
  const at = (today: string, ...records: LedgerRecord[]) => {
    const { state, reason, against } = standingOf(
      sampleDuty(rule),
      sampleContext(today, { records }),
    )
    return [state, reason.zh, against]
  }
  it('holds every record to the rule', () => {
    expect(at('2025-06-01', good, other)).toEqual(['onTrack', '1条记录均符合', []])
    expect(at('2026-01-01', good, other)).toEqual(['met', '1条记录均符合', []])
    expect(at('2025-06-01', good, bad)).toEqual(['notDone', '2条记录中有1条不符合', [bad.id]])
    expect(at('2025-06-01', good, { ...bad, state: 'void' })[0]).toBe('onTrack')
    expect(at('2025-06-01', other)).toEqual(['onTrack', '目前没有此类记录', []])
    expect(at('2026-01-01', other)).toEqual(['notApplicable', '本年没有此类记录', []])
  })
  it('waits for answers until the year is over', () => {
    const answered: Requirement = {
      kind: 'each',
      register: 'meeting',
      must: { id: { answeredBy: { register: 'meeting', via: 'follows' } } },
    }
    const reply = record('meeting', '2025-04-01', { follows: good.id })
    const state = (today: string) =>
      standingOf(sampleDuty(answered), sampleContext(today, { records: [good, reply] }))
    expect([state('2025-06-01').state, state('2026-01-01').state]).toEqual(['atRisk', 'notDone'])
    expect(state('2025-06-01').against).toEqual([reply.id])
    const given = { records: [good, reply], answers: () => true }
    expect(standingOf(sampleDuty(answered), sampleContext('2026-01-01', given)).state).toBe('met')
  })
  it('asks nothing of what is not due yet, where the rule says so', () => {
    const inTime: Requirement = {
      kind: 'each',
      register: 'meeting',
      where: { heldOn: { before: '$today' } },
      must: { minutes: { exists: true } },
    }
    const due = record('meeting', '2025-05-01', { heldOn: '2025-06-02' })
    const state = (today: string) =>
      standingOf(sampleDuty(inTime), sampleContext(today, { records: [due] })).state
    expect([state('2025-06-02'), state('2025-06-03')]).toEqual(['onTrack', 'notDone'])
  })
})

describe('none', () => {
  const rule: Requirement = {
    kind: 'none',
    register: 'leak-incident',
    attest: { per: 'quarter', by: 'confidentiality-lead' },
  }
  const attest = (period: string, givenOn: string) =>
    record('attestation', givenOn, { duty: 'd1', period, text: '', person: 'p1', givenOn })
  const at = (today: string, given: Partial<DutyContext>) =>
    standingOf(sampleDuty(rule), sampleContext(today, given))

  it('waits for a named person, however empty the register', () => {
    const standing = at('2025-04-01', {})
    expect(standing.windows.map(({ state }) => state)).toEqual([
      'awaitingAttestation',
      'onTrack',
      'onTrack',
      'onTrack',
    ])
    expect(standing.reason.zh).toBe('没有相关记录，2025年第一季度尚待书面确认')
    expect(at('2025-03-31', {}).state).toBe('onTrack')
  })
  it('accepts an attestation from the last day on, also in the next year', () => {
    const state = (period: string, givenOn: string, today: string) =>
      at(today, { attestations: [attest(period, givenOn)] }).windows.map((one) => one.state)
    expect(state('2025-Q1', '2025-03-30', '2025-04-02')[0]).toBe('awaitingAttestation')
    expect(state('2025-Q1', '2025-03-31', '2025-04-02')[0]).toBe('met')
    expect(state('2025-Q4', '2026-01-10', '2026-01-09')[3]).toBe('awaitingAttestation')
    expect(state('2025-Q4', '2026-01-10', '2026-01-10')[3]).toBe('met')
    expect(state('2025', '2026-01-10', '2026-01-10')).toEqual(['met', 'met', 'met', 'met'])
  })
  it('is contradicted by a record, earlier or later', () => {
    const incident = record('leak-incident', '2025-02-03', { what: 'x' })
    const given = { records: [incident], attestations: [attest('2025-Q1', '2025-03-31')] }
    const standing = at('2025-04-10', given)
    expect(standing.state).toBe('notDone')
    expect(standing.reason.zh).toBe('2025年第一季度有1条相关记录，与书面确认不符')
    expect(standing.against).toEqual([incident.id])
    const voided = { ...given, records: [{ ...incident, state: 'void' as const }] }
    expect(at('2025-04-10', voided).state).toBe('onTrack')
  })
})

describe('everyone', () => {
  const rule: Requirement = { kind: 'everyone', role: 'leader', figure: 'chaired', atLeast: 1 }
  const by = (chair: string) =>
    record('meeting', '2025-05-01', { kind: 'secretary-meeting', chair })
  const at = (today: string, records: LedgerRecord[], people = ['p1', 'p2']) =>
    standingOf(
      sampleDuty(rule),
      sampleContext(today, {
        records,
        holders: () => people,
        roles: new Map([['leader', { zh: '班子成员', en: 'leaders' }]]),
      }),
    )
  it('counts who has, and names nobody', () => {
    expect(at('2025-06-01', [by('p1')]).reason.zh).toBe(
      '班子成员共2人，1人已达到每人1次；距时段结束还有153个工作日',
    )
    expect(at('2025-06-01', [by('p1'), by('p9')]).state).toBe('onTrack')
    expect(at('2025-11-01', [by('p1')]).state).toBe('atRisk')
    expect(at('2026-01-01', [by('p1')]).state).toBe('overdue')
    expect(at('2025-06-01', [by('p1'), by('p2')]).state).toBe('met')
    expect(at('2025-06-01', [], []).state).toBe('notApplicable')
  })
  it('waits into the next year for what is for this one', () => {
    const until: Requirement = { ...rule, until: '02-29' }
    const meeting = sampleRegisters.registers.get('meeting')
    if (meeting === undefined) throw new Error('no register')
    const declared = { ...meeting, yearOf: { field: 'forYear', asked: [{}] } }
    const withYear = { ...sampleRegisters, registers: new Map([['meeting', declared]]) }
    const roles = new Map([['leader', { zh: '班子成员', en: 'leaders' }]])
    const given = { holders: () => ['p1'], roles, registers: withYear }
    const on = (today: string, records: LedgerRecord[]) =>
      standingOf(sampleDuty(until), sampleContext(today, { ...given, records })).state
    const late = record('meeting', '2026-02-10', {
      kind: 'secretary-meeting',
      chair: 'p1',
      forYear: 2025,
    })
    expect(on('2025-06-01', [])).toBe('onTrack')
    expect(on('2026-01-05', [])).toBe('atRisk')
    expect(on('2026-02-28', [])).toBe('atRisk')
    expect(on('2026-03-01', [])).toBe('overdue')
    expect(on('2026-03-01', [late])).toBe('met')
  })
  it('knows the least that anyone has who owes it', () => {
    expect(at('2026-01-01', [by('p1'), by('p1'), by('p2')]).least).toBe(1)
    expect(at('2026-01-01', [by('p1'), by('p9')]).least).toBe(0)
    expect(at('2026-01-01', [], [])).not.toHaveProperty('least')
  })
})

describe('everyone who joined or left', () => {
  const two: Requirement = { kind: 'everyone', role: 'leader', figure: 'chaired', atLeast: 2 }
  const roles = new Map([['leader', { zh: '班子成员', en: 'leaders' }]])
  const on = (day: string) => record('meeting', day, { kind: 'secretary-meeting', chair: 'p1' })
  const at = (today: string, span: readonly [string, string], ...days: string[]) => {
    const tenures = () => [{ person: 'p1', from: span[0], to: span[1] }]
    const given = { tenures, roles, records: days.map(on) }
    const { state, reason, windows } = standingOf(sampleDuty(two), sampleContext(today, given))
    return [state, windows[0]?.done, windows[0]?.owed, reason.zh]
  }
  const part = '；其中1人任职不满全年，按任职天数折算'
  const cases: readonly [string, string, readonly [string, string], string[], unknown[]][] = [
    [
      'joined in November: too briefly to owe one of two',
      '2026-01-01',
      ['2025-11-03', '2025-12-31'],
      [],
      ['notApplicable', 0, 0, '班子成员1人任职时间短，本年不作要求'],
    ],
    [
      'left in February',
      '2025-06-01',
      ['2020-01-01', '2025-02-10'],
      [],
      ['notApplicable', 0, 0, '班子成员1人任职时间短，本年不作要求'],
    ],
    [
      'one day short of half a year',
      '2026-01-01',
      ['2025-07-03', '2025-12-31'],
      [],
      ['notApplicable', 0, 0, '班子成员1人任职时间短，本年不作要求'],
    ],
    [
      'half of the year and a day: one of two',
      '2026-01-01',
      ['2025-07-02', '2025-12-31'],
      ['2025-07-02'],
      ['met', 1, 1, `班子成员共1人，1人已达到每人2次${part}`],
    ],
    [
      'done before joining does not count',
      '2026-01-01',
      ['2025-07-02', '2025-12-31'],
      ['2025-07-01'],
      ['overdue', 0, 1, `班子成员共1人，0人已达到每人2次${part}`],
    ],
    [
      'left without it: it cannot be made up',
      '2025-10-01',
      ['2020-01-01', '2025-09-30'],
      ['2025-10-01'],
      [
        'overdue',
        0,
        1,
        `班子成员共1人，0人已达到每人2次${part}；1人离任时未达到；距时段结束还有65个工作日`,
      ],
    ],
    [
      'on the last day in the role',
      '2025-09-30',
      ['2020-01-01', '2025-09-30'],
      [],
      ['onTrack', 0, 1, `班子成员共1人，0人已达到每人2次${part}；距时段结束还有66个工作日`],
    ],
  ]
  it.each(cases)('%s', (_name, today, span, days, expected) => {
    expect(at(today, span, ...days)).toEqual(expected)
  })
  it('counts two posts in a row as one time in the role', () => {
    const tenures = () => [
      { person: 'p1', from: '2024-01-01', to: '2025-05-31' },
      { person: 'p1', from: '2025-06-01', to: '2025-12-31' },
    ]
    const given = { tenures, roles, records: [on('2025-02-01'), on('2025-08-01')] }
    const { reason } = standingOf(sampleDuty(two), sampleContext('2026-01-01', given))
    expect(reason).toEqual({
      zh: '班子成员共1人，1人已达到每人2次',
      en: '1 of 1 in the role leaders have at least 2 times',
    })
  })
})

describe('days of a year', () => {
  it('names the last day of each window', () => {
    expect(dueDays(sampleDuty(perHalf), 2025).map(({ on }) => on)).toEqual([
      '2025-06-30',
      '2025-12-31',
    ])
  })
})
