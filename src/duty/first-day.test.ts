import { describe, expect, it } from 'vitest'
import { record, sampleContext, sampleDuty } from '../../tests/duty/sample-year.ts'
import type { DutyStanding } from './duty-standing.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import type { DutyContext } from './standing.ts'
import { standingOf } from './standing.ts'

// The ledger of a unit begins on a day of the year: nothing before it is owed.

const first = '2025-11-03'
const lastDay = '2025-12-31'
const after = '2026-01-05'

const meetings = (...days: string[]) =>
  days.map((day) => record('meeting', day, { kind: 'secretary-meeting', heldOn: day }))

function stands(
  require: Requirement,
  given: Partial<DutyContext> & { readonly since?: string | null } = {},
): DutyStanding {
  const { since = first, ...rest } = given
  const duty = { ...sampleDuty(require), ...(since === null ? {} : { since }) }
  return standingOf(duty, sampleContext(lastDay, { holders: () => ['p1', 'p2'], ...rest }))
}

const states = ({ windows }: DutyStanding) => windows.map(({ state }) => state)
const owed = ({ windows }: DutyStanding) => windows.map((one) => one.owed)

const quarterly: Requirement = { kind: 'quota', figure: 'held', atLeast: 1, per: 'quarter' }
const attested: Requirement = {
  kind: 'none',
  register: 'meeting',
  where: { kind: 'secretary-meeting' },
  attest: { per: 'quarter', by: 'lead' },
}

describe('a ledger that begins within the year', () => {
  it('leaves windows before the day, and asks of the one that it cuts by what is left', () => {
    const standing = stands(quarterly)
    expect(states(standing)).toEqual(['notApplicable', 'notApplicable', 'notApplicable', 'atRisk'])
    expect(owed(standing)).toEqual([0, 0, 0, 1])
    expect(standing.since).toBe(first)
    expect(standing.reason.zh).toMatch(/；自2025年11月3日（台账起始日）起要求$/)
    expect(standing.reason.en).toMatch(/; owed since 3 November 2025, the ledger’s first day$/)
  })

  it('says so of a season that it cuts, though all of it is owed as before', () => {
    const season = { kind: 'season', figure: 'held', atLeast: 1, from: '10-01' } as const
    const standing = stands({ ...season, to: '12-31' }, { today: after })
    expect([standing.state, ...owed(standing)]).toEqual(['overdue', 1])
    expect(standing.since).toBe(first)
    expect(standing.reason.zh).toMatch(/；自2025年11月3日（台账起始日）起要求$/)
    const begun = stands({ ...season, to: '12-31' }, { today: after, since: '2025-09-15' })
    expect(begun.since).toBeUndefined()
  })

  it('asks nothing of a quarter of which ten days are left', () => {
    const standing = stands(quarterly, { since: '2025-12-22' })
    expect([standing.state, ...owed(standing)]).toEqual(['notApplicable', 0, 0, 0, 0])
    expect(standing.reason.zh).toBe('台账自2025年12月22日起，余下时间短，不作要求')
  })

  it('counts what was done before the day, and takes nothing from a year kept wholly', () => {
    const some = stands(quarterly, { records: meetings('2025-02-10', '2025-11-20') })
    expect(states(some)).toEqual(['met', 'notApplicable', 'notApplicable', 'met'])
    expect(some.state).toBe('met')
    expect(some.since).toBe(first)
    const days = ['2025-02-10', '2025-05-10', '2025-08-10', '2025-11-20']
    const all = stands(quarterly, { records: meetings(...days) })
    expect([all.state, ...owed(all)]).toEqual(['met', 1, 1, 1, 1])
    expect(all.since).toBeUndefined()
  })

  it('asks nothing of the years before, and all of those after', () => {
    const before = stands(quarterly, { year: 2024 })
    expect([before.state, ...owed(before)]).toEqual(['notApplicable', 0, 0, 0, 0])
    expect(before.reason.zh).toBe('台账自2025年11月3日起，期限在此之前，不作要求')
    // Nor was a role held all year before there was a ledger.
    const vacant = { year: 2024, tenures: () => [] }
    const held = stands({ kind: 'held', role: 'lead' }, vacant)
    expect([held.state, ...owed(held)]).toEqual(['notApplicable', 0])
    expect(held.reason).toEqual(before.reason)
    const next = stands(quarterly, { year: 2026, today: '2026-12-31' })
    expect(owed(next)).toEqual([1, 1, 1, 1])
    expect(next.since).toBeUndefined()
  })

  const tenure = (role: string) => ({ kind: 'everyone' as const, role, figure: 'chaired' })
  const kinds: readonly [string, Requirement, string, string][] = [
    [
      'a day before it',
      { kind: 'deadline', figure: 'held', by: '03-31' },
      'overdue',
      'notApplicable',
    ],
    ['a day after it', { kind: 'deadline', figure: 'held', by: '11-30' }, 'overdue', 'overdue'],
    [
      'one day for good',
      { kind: 'task', figure: 'held', by: '2025-06-30' },
      'overdue',
      'notApplicable',
    ],
    [
      'a season before it',
      { kind: 'season', figure: 'held', atLeast: 1, from: '04-01', to: '06-30' },
      'overdue',
      'notApplicable',
    ],
    [
      'a season that it cuts',
      { kind: 'season', figure: 'held', atLeast: 1, from: '10-01', to: '12-31' },
      'overdue',
      'overdue',
    ],
    ['words for each quarter', attested, 'awaitingAttestation', 'awaitingAttestation'],
    [
      'every week',
      { kind: 'weekly', figure: 'held', atLeast: 1, except: [] },
      'overdue',
      'overdue',
    ],
    ['everyone once', { ...tenure('lead'), atLeast: 1 }, 'overdue', 'notApplicable'],
    ['everyone often', { ...tenure('lead'), atLeast: 12 }, 'overdue', 'overdue'],
    [
      'hours',
      { kind: 'hours', role: 'lead', figures: ['chaired'], atLeast: 32 },
      'overdue',
      'overdue',
    ],
    [
      'a term of which nothing is known',
      { kind: 'term', figure: 'held', years: 3 },
      'atRisk',
      'atRisk',
    ],
  ]
  it.each(kinds)('%s', (_name, require, always, since) => {
    expect(stands(require, { today: after, since: null }).state).toBe(always)
    expect(stands(require, { today: after }).state).toBe(since)
  })

  it('takes from nobody what was done before the day, nor asks whoever left before it', () => {
    const chairing = (...days: string[]) =>
      days.map((day) =>
        record('meeting', day, { kind: 'secretary-meeting', heldOn: day, chair: 'p1' }),
      )
    const tenures = () => [
      { person: 'p1', from: '2025-01-01', to: '2025-12-10' },
      { person: 'p2', from: '2025-01-01', to: lastDay },
      { person: 'p3', from: '2025-01-01', to: '2025-04-30' },
    ]
    const records = chairing('2025-01-10', '2025-02-10', '2025-03-10', '2025-03-20')
    const rule: Requirement = { ...tenure('lead'), atLeast: 4 }
    const given = { tenures, records, since: '2025-06-01' }
    const [window] = stands(rule, given).windows
    expect([window?.done, window?.owed]).toEqual([1, 2])
    const hours: Requirement = { kind: 'hours', role: 'lead', figures: ['chaired'], atLeast: 4 }
    const [inHours] = stands(hours, given).windows
    expect([inHours?.done, inHours?.owed]).toEqual([1, 2])
  })

  it('asks for words of the windows that are left', () => {
    expect(owed(stands(attested))).toEqual([0, 0, 0, 1])
    const told = stands(attested, { records: meetings('2025-02-10') })
    expect(states(told)[0]).toBe('notDone')
  })

  it('drops the weeks before it', () => {
    const weeks = stands({ kind: 'weekly', figure: 'held', atLeast: 1, except: [] })
    expect(owed(weeks).slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 0))
    expect(owed(weeks)[10]).toBe(4)
  })

  it('holds rules against the records since, and a role against the days since', () => {
    const must: Requirement = {
      kind: 'each',
      register: 'meeting',
      must: { cost: { exists: true } },
    }
    const early = meetings('2025-02-10')
    expect(stands(must, { records: early, since: null }).state).toBe('notDone')
    const since = stands(must, { records: early })
    expect(since.state).toBe('onTrack')
    expect(stands(must, { records: early, today: after }).reason.zh).toMatch(
      /^本年没有此类记录；自/,
    )
    const role: Requirement = { kind: 'held', role: 'lead' }
    const tenures = () => [{ person: 'p1', from: first, to: lastDay }]
    expect(stands(role, { tenures, since: null }).state).toBe('notDone')
    expect(stands(role, { tenures, today: after }).state).toBe('met')
  })

  it('tells the pace of a limit by its own days, and what it had before by none', () => {
    const most: Requirement = { kind: 'cap', figure: 'held', atMost: 4, per: 'year' }
    const november = meetings('2025-11-05', '2025-11-12', '2025-11-19')
    const given = { since: '2025-11-01', today: '2025-12-05', records: november }
    const standing = stands(most, given)
    expect([standing.state, standing.since]).toEqual(['atRisk', '2025-11-01'])
    expect(standing.reason.zh).toBe(
      '2025年共3次，未超过上限4次；按此进度到12月31日为5次；自2025年11月1日（台账起始日）起要求',
    )
    // One more that was entered of a day before foretells one more, not a faster pace.
    const more = stands(most, { ...given, records: [...meetings('2025-03-03'), ...november] })
    expect(more.reason.zh).toMatch(/按此进度到12月31日为6次；/)
    const early = stands(most, { ...given, today: '2025-11-05', records: meetings('2025-11-05') })
    expect(early.state).toBe('onTrack')
    // Once the year is over nothing of it is cut: what is within the limit is so of all of it.
    const over = stands(most, { ...given, today: after })
    expect([over.state, over.since]).toEqual(['met', undefined])
    expect(over.windows[0]?.from).toBe('2025-01-01')
  })

  it('compares with no year of which only a part is known', () => {
    const rule: Requirement = { kind: 'notMoreThanLastYear', figure: 'held' }
    const given = {
      year: 2026,
      today: '2026-12-31',
      records: meetings('2026-02-10', '2026-03-10'),
      lastYearRecords: meetings('2025-12-10'),
    }
    expect(stands(rule, { ...given, since: null }).state).toBe('notDone')
    const part = stands(rule, given)
    expect(part.state).toBe('notApplicable')
    expect(part.reason.zh).toMatch(/^2025年的台账不是全年，不作比较；/)
  })
})
