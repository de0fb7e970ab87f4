import { expect, it } from 'vitest'
import { judged, meetingOn, sampleDuty, statement } from '../../../tests/duty/sample-year.ts'
import { dueDays } from '../due-days.ts'
import type { Requirement } from './requirement-kinds.ts'

const rule: Requirement = { kind: 'task', figure: 'held', by: '2025-06-30' }

const cases: readonly [string, string, string | null, string, string][] = [
  ['15 days left', '2025-06-15', null, 'onTrack', '应于6月30日前完成，还有15天'],
  ['14 days left', '2025-06-16', null, 'atRisk', '应于6月30日前完成，还有14天'],
  ['a day too late', '2025-07-01', null, 'overdue', '应于6月30日前完成，已超期1天'],
  ['done on the day', '2025-07-01', '2025-06-30', 'met', '已于6月30日完成'],
  ['done a day late', '2025-07-02', '2025-07-01', 'overdue', '已于7月1日完成，比期限6月30日晚1天'],
]
it.each(cases)('a task: %s', (_name, today, day, state, zh) => {
  const records = day === null ? [] : [meetingOn(day)]
  expect(judged(rule, today, { records })).toEqual([state, zh])
})

it('a task is owed once, in the year of its day, and may be done before', () => {
  expect(judged(rule, '2026-03-01', { year: 2026 })).toEqual([
    'notApplicable',
    '期限为2025年6月30日，不在本年',
  ])
  expect(judged(rule, '2025-03-01', { lastYearRecords: [meetingOn('2024-12-01')] })[0]).toBe('met')
  // Older records are known where the term of another duty runs over them; a task reads none.
  expect(judged(rule, '2025-03-01', { earlierRecords: [meetingOn('2023-12-31')] })[0]).toBe(
    'onTrack',
  )
  expect(judged(rule, '2025-07-01', { statements: [statement('notDone', '2025')] })[0]).toBe(
    'notDone',
  )
  expect(dueDays(sampleDuty(rule), 2025)).toEqual([{ period: '2025', on: '2025-06-30' }])
  expect(dueDays(sampleDuty(rule), 2026)).toEqual([])
})
