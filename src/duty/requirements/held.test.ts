import { describe, expect, it } from 'vitest'
import { judged, sampleDuty, statement } from '../../../tests/duty/sample-year.ts'
import { dueDays } from '../due-days.ts'
import { gapsIn } from './held.ts'
import type { Requirement } from './requirement-kinds.ts'

const rule: Requirement = { kind: 'held', role: 'staff' }
const roles = new Map([['staff', { zh: '专职党务工作者', en: 'Full-time Party-affairs staff' }]])

describe('a role held all year', () => {
  const cases: readonly [string, string, [string, string][], string, string][] = [
    [
      'on every day so far',
      '2025-06-01',
      [['2019-01-01', '2025-12-31']],
      'onTrack',
      '专职党务工作者一直有人担任',
    ],
    [
      'on every day of the year',
      '2026-01-01',
      [['2019-01-01', '2025-12-31']],
      'met',
      '专职党务工作者一直有人担任',
    ],
    [
      'one after the other',
      '2026-01-01',
      [
        ['2025-03-02', '2025-12-31'],
        ['2019-01-01', '2025-03-01'],
      ],
      'met',
      '专职党务工作者一直有人担任',
    ],
    [
      'a day between them',
      '2026-01-01',
      [
        ['2019-01-01', '2025-03-01'],
        ['2025-03-03', '2025-12-31'],
      ],
      'notDone',
      '专职党务工作者有1天无人担任，最近为3月2日',
    ],
    [
      'until yesterday',
      '2025-06-02',
      [['2019-01-01', '2025-06-01']],
      'notDone',
      '专职党务工作者有1天无人担任，最近为6月2日',
    ],
    [
      'from the second day on',
      '2025-06-01',
      [['2025-01-02', '2025-12-31']],
      'notDone',
      '专职党务工作者有1天无人担任，最近为1月1日',
    ],
    [
      'by nobody, on the first day',
      '2025-01-01',
      [],
      'atRisk',
      '专职党务工作者有1天无人担任，最近为1月1日',
    ],
    ['by nobody', '2025-01-03', [], 'notDone', '专职党务工作者有3天无人担任，最近为1月1日至1月3日'],
  ]
  it.each(cases)('%s', (_name, today, spans, state, zh) => {
    const tenures = () => spans.map(([from, to], nth) => ({ person: `p${nth}`, from, to }))
    expect(judged(rule, today, { tenures, roles })).toEqual([state, zh])
  })
  it('takes a statement, and has no day on which it is due', () => {
    const given = { roles, statements: [statement('notApplicable', '2025')] }
    expect(judged(rule, '2025-06-01', given)[0]).toBe('notApplicable')
    expect(dueDays(sampleDuty(rule), 2025)).toEqual([])
  })
  it('knows the days that overlapping spans leave', () => {
    const span = { from: '2025-01-01', to: '2025-01-10' }
    const covered = [
      { from: '2025-01-02', to: '2025-01-06' },
      { from: '2025-01-03', to: '2025-01-04' },
      { from: '2025-01-09', to: '2025-02-01' },
    ]
    expect(gapsIn(span, covered)).toEqual([
      { from: '2025-01-01', to: '2025-01-01' },
      { from: '2025-01-07', to: '2025-01-08' },
    ])
  })
})
