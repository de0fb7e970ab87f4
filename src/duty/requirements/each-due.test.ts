import { describe, expect, it } from 'vitest'
import { judged, meetingOn, sampleContext, sampleDuty } from '../../../tests/duty/sample-year.ts'
import { standingOf } from '../standing.ts'
import type { Requirement } from './requirement-kinds.ts'

const byField: Requirement = {
  kind: 'each',
  register: 'meeting',
  must: { minutes: { exists: true } },
  due: { field: 'deadline' },
}
const byYearEnd: Requirement = { ...byField, due: { by: '12-31' } }

describe('a rule with a day until which it may be kept', () => {
  const open = meetingOn('2025-05-01', { deadline: '2025-06-10' })
  const kept = meetingOn('2025-05-02', { deadline: '2025-06-10', minutes: '…' })
  const cases: readonly [string, Requirement, string, string, string][] = [
    ['four days left', byField, '2025-06-06', 'onTrack', '2条记录中1条已符合，1条未到期限'],
    ['three days left', byField, '2025-06-07', 'atRisk', '2条记录中1条已符合，1条未到期限'],
    ['on the day', byField, '2025-06-10', 'atRisk', '2条记录中1条已符合，1条未到期限'],
    ['a day later', byField, '2025-06-11', 'notDone', '2条记录中有1条不符合'],
    [
      'until the end of the year',
      byYearEnd,
      '2025-12-31',
      'atRisk',
      '2条记录中1条已符合，1条未到期限',
    ],
    ['a day after', byYearEnd, '2026-01-01', 'notDone', '2条记录中有1条不符合'],
  ]
  it.each(cases)('%s', (_name, rule, today, state, zh) => {
    expect(judged(rule, today, { records: [open, kept] })).toEqual([state, zh])
  })
  it('speaks against nothing that is open, and for what is kept', () => {
    const at = (today: string) =>
      standingOf(sampleDuty(byField), sampleContext(today, { records: [open, kept] }))
    expect(at('2025-06-10')).toMatchObject({ records: [kept.id], against: [] })
    expect(at('2025-06-11').against).toEqual([open.id])
    expect(at('2025-06-10').windows[0]?.dueOn).toBe('2025-06-10')
  })
  it('waits into the next year where the day lies there', () => {
    const late = meetingOn('2025-12-20', { deadline: '2026-01-10' })
    expect(judged(byField, '2026-01-05', { records: [late] })[0]).toBe('onTrack')
    expect(judged(byField, '2026-01-11', { records: [late] })[0]).toBe('notDone')
    const none = meetingOn('2025-12-20')
    expect(judged(byField, '2025-12-21', { records: [none] })[0]).toBe('notDone')
  })
  it('speaks of one record as one', () => {
    const english = (today: string, record = open) =>
      standingOf(sampleDuty(byField), sampleContext(today, { records: [record] })).reason.en
    expect(english('2025-06-11')).toBe('the only record does not keep the rule')
    expect(english('2025-06-11', kept)).toBe('the only record keeps the rule')
  })
})
