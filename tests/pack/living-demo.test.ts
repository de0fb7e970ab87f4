import { beforeAll, describe, expect, it } from 'vitest'
import { chineseCalendar } from '../../src/adapters/calendar/chinese-calendar.ts'
import type { DemoWrite } from '../../src/app/demo/told.ts'
import type { DutyState } from '../../src/duty/duty-standing.ts'
import { addWorkdays } from '../../src/duty/working-day.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoWrites, recordsAfter, standingsOf } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

/** Days on which opening the demo could hurt, and some on which anybody might. */
const days = [
  '2026-01-01',
  '2026-02-03',
  '2024-02-29',
  '2026-07-15',
  '2027-10-01',
  '2026-12-31',
] as const

const isWorkday = chineseCalendar.isWorkday

let pack: Pack
const told = new Map<string, readonly DemoWrite[]>()

beforeAll(async () => {
  pack = await governancePack()
  for (const today of days) told.set(today, await demoWrites(pack, { seed: 1, today }))
})

/** The day of a moment where the demo unit lives. */
const dayOf = (moment: string) =>
  new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)

const writesOn = (today: string) => told.get(today) ?? []
const createdOn = (today: string) =>
  writesOn(today).filter(({ kind }) => kind === 'create' || kind === 'attest')

function occurredOn({ register, values }: DemoWrite): string {
  return String(values[pack.registers.get(register)?.date ?? ''])
}

/** Every day that stands in a record, wherever in it. */
function daysIn(values: DemoWrite['values']): readonly string[] {
  return [...JSON.stringify(values).matchAll(/"(\d{4}-\d{2}-\d{2})"/g)].map((hit) => hit[1] ?? '')
}

/** What lies ahead by its nature: when something is due, planned, or comes to its end. */
const ahead: ReadonlySet<string> = new Set([
  'due',
  'dueOn',
  'plannedFor',
  'expiresOn',
  'startsOn',
  'planDue',
  'reportDue',
  'concentratedUntil',
  'concludeBy',
  'lookBackDue',
])

/** A record without what lies ahead by its nature. */
function happened(values: DemoWrite['values']): DemoWrite['values'] {
  const kept = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(kept)
      : typeof value === 'object' && value !== null
        ? Object.fromEntries(
            Object.entries(value)
              .filter(([id]) => !ahead.has(id))
              .map(([id, inner]) => [id, kept(inner)]),
          )
        : value
  return kept(values) as DemoWrite['values']
}

describe.each(days)('the demo opened on %s', (today) => {
  const year = Number(today.slice(0, 4))

  it('is told up to the evening before, and no day of it lies ahead that should not', () => {
    const writes = writesOn(today)
    expect(writes.filter(({ recordedAt }) => dayOf(recordedAt) >= today)).toEqual([])
    expect(dayOf(writes.at(-1)?.recordedAt ?? '') >= addDays(today, -3)).toBe(true)
    const early = writes.filter(({ values, recordedAt }) =>
      daysIn(happened(values)).some((day) => day > dayOf(recordedAt)),
    )
    expect(early.map(({ register, values }) => [register, happened(values)])).toEqual([])
  })

  it('has two full years, and as much of this one as is over', () => {
    const ofYear = (wanted: number) =>
      createdOn(today).filter((one) => occurredOn(one).startsWith(String(wanted))).length
    for (const full of [year - 2, year - 1]) {
      expect(ofYear(full), String(full)).toBeGreaterThan(1300)
      expect(ofYear(full), String(full)).toBeLessThan(1700)
    }
    const share = (Date.parse(today) - Date.parse(`${year}-01-01`)) / (365 * 86_400_000)
    expect(ofYear(year)).toBeLessThanOrEqual(1700 * share + 150)
    expect(ofYear(year)).toBeGreaterThanOrEqual(1000 * share)
  })

  it('was written within days of what happened, on days of work, some of it late and with a reason', () => {
    const late = createdOn(today).filter(({ reason }) => reason !== null)
    expect(late.length).toBeGreaterThan(3)
    const wrong = createdOn(today)
      .filter(({ reason, register }) => reason === null && register !== 'planned-meeting')
      .filter((one) => !['person', 'office', 'post', 'membership'].includes(one.register))
      .filter(
        (one) => dayOf(one.recordedAt) > addWorkdays(occurredOn(one), { count: 8, isWorkday }),
      )
    expect(wrong.map(({ register, recordedAt }) => [register, recordedAt])).toEqual([])
    const off = writesOn(today).filter(({ recordedAt }) => !isWorkday(dayOf(recordedAt)))
    expect(off).toEqual([])
  })

  it('waits for somebody: something is ahead, at risk or late, planned, and to be put right', () => {
    const records = recordsAfter(pack, writesOn(today)).filter(({ state }) => state === 'live')
    const states = (of: number) =>
      new Set(standingsOf(pack, records, { year: of, today }).map(({ state }) => state))
    const now = new Set([...states(year), ...states(year - 1)])
    const wanted: readonly DutyState[] = ['met', 'onTrack', 'atRisk', 'overdue', 'notDone']
    for (const state of [...wanted, 'awaitingAttestation' as const]) expect(now).toContain(state)
    const still = (register: string, isOpen: (one: LedgerRecord) => boolean) =>
      records.filter((one) => one.register === register && isOpen(one)).length
    expect(still('planned-meeting', ({ values }) => String(values['plannedFor']) > today)).toBe(3)
    expect(still('problem', ({ values }) => values['closedOn'] === undefined)).toBeGreaterThan(5)
    expect(still('inspection', ({ values }) => values['result'] === undefined)).toBeGreaterThan(0)
    const isOpen = ({ values }: LedgerRecord) => values['doneOn'] === undefined
    if (today.slice(5) > '02-20' && today.slice(5) < '12-20') {
      expect(still('plan-item', isOpen)).toBeGreaterThan(20)
      expect(still('plan-item', (one) => !isOpen(one))).toBeGreaterThan(20)
    }
  })
})

it('the same seed and day tell the same, and a later day changes nothing but what is under way', async () => {
  expect(await demoWrites(pack, { seed: 1, today: '2026-07-15' })).toEqual(writesOn('2026-07-15'))
  const past = (today: string) =>
    new Set(
      writesOn(today)
        .filter(({ recordedAt }) => recordedAt < '2026-01-01')
        .map((write) =>
          JSON.stringify([write.kind, write.register, write.recordedAt, write.record]),
        ),
    )
  const [early, later] = [past('2026-07-15'), past('2026-12-31')]
  const moved = [...early].filter((one) => !later.has(one))
  expect(early.size).toBeGreaterThan(3500)
  expect(moved.length).toBeLessThan(80)
})
