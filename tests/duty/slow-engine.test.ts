import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { DutyContext } from '../../src/duty/duty-context.ts'
import type { Break, Window } from '../../src/duty/requirements/form.ts'
import type { Requirement } from '../../src/duty/requirements/requirement-kinds.ts'
import { standingOf } from '../../src/duty/standing.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { record, sampleContext, sampleDuty, statement } from './sample-year.ts'
import type { Days, Fact, Held, Slow, World } from './slow-engine.ts'
import {
  daysFrom,
  slowCap,
  slowDeadline,
  slowEveryone,
  slowForEach,
  slowHours,
  slowNotMore,
  slowQuota,
  slowSeason,
  slowTerm,
  slowWeeks,
  slowWithin,
  worst,
} from './slow-engine.ts'

const people = ['a', 'b', 'c']
const branches = ['b1', 'b2', 'b3']

/** Days on which a rule turns: two weeks before a date, a quarter or a half of a window, its ends. */
const edges = ['01-17', '02-07', '02-14', '02-28', '03-17', '03-31', '06-30', '07-01', '07-02']
const moreEdges = ['08-15', '08-16', '09-16', '09-30', '10-01', '11-15', '11-16', '12-17', '12-31']

/** Days of last year, of the year and of two weeks of the next. */
const yearArb = fc.constantFrom(2024, 2025, 2026, 2028)

const worldArb: fc.Arbitrary<World> = yearArb.chain((year) => {
  const days = daysFrom({ from: `${year}-01-01`, to: `${year}-12-31` })
  const lastYear = daysFrom({ from: `${year - 1}-01-01`, to: `${year - 1}-12-31` })
  const late = lastYear.slice(-30)
  const next = [`${year + 1}-01-01`, `${year + 1}-02-14`]
  const fact = fc.record({
    day: fc.oneof(
      { weight: 8, arbitrary: fc.constantFrom(...days) },
      { weight: 1, arbitrary: fc.constantFrom(...lastYear) },
      { weight: 1, arbitrary: fc.constantFrom(...late) },
    ),
    kind: fc.constantFrom<Fact['kind']>('secretary-meeting', 'secretary-meeting', 'committee'),
    live: fc.boolean().map((one) => one || year === 2025),
    office: fc.constantFrom(...branches),
    chair: fc.constantFrom(...people),
    present: fc.subarray(people),
    minutes: fc.constantFrom(30, 60, 90, 480, 960),
    follows: fc.option(fc.nat({ max: 39 }), { nil: null }),
  })
  return fc
    .record({
      today: fc.oneof(
        fc.constantFrom(...days),
        fc.constantFrom(...edgesOf(year)),
        fc.constantFrom(...next),
      ),
      facts: fc.array(fact, { maxLength: 40 }),
      stated: fc.constantFrom<World['stated']>(null, null, 'notDone', 'notApplicable'),
      holidays: fc.uniqueArray(fc.constantFrom(...days), { maxLength: 30 }),
    })
    .map(({ facts, holidays, ...rest }) => ({
      ...rest,
      year,
      holidays: new Set(holidays),
      facts: facts.map((one, nth) => ({
        ...one,
        id: `f${nth}`,
        follows: one.follows === null ? null : `f${one.follows}`,
      })),
    }))
})

function edgesOf(year: number): readonly string[] {
  return [...edges, ...moreEdges].map((day) => `${year}-${day}`)
}

function recordOf({ id, day, live, kind, minutes, follows, ...rest }: Fact): LedgerRecord {
  const values = { ...rest, kind, heldOn: day, length: minutes, follows }
  return { ...record('meeting', day, values), id, state: live ? 'live' : 'void' }
}

/** What the engine is given of a world. A statement is heard on the first day of the year. */
function contextOf(world: World, given: Partial<DutyContext>): DutyContext {
  const { year, today, facts, stated, holidays } = world
  const records = facts.map(recordOf)
  const said = stated === null ? [] : [statement(stated, String(year))]
  return sampleContext(today, {
    year,
    records: records.filter(({ occurredOn }) => occurredOn?.startsWith(`${year}-`)),
    lastYearRecords: records.filter(({ occurredOn }) => occurredOn?.startsWith(`${year - 1}-`)),
    statements: said.map((one) => ({ ...one, occurredOn: `${year}-01-01` })),
    isWorkday: (day) =>
      ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !holidays.has(day),
    ...given,
  })
}

function agrees(
  require: Requirement,
  { world, given = {} }: { world: World; given?: Partial<DutyContext> },
  slow: readonly Slow[],
): void {
  const { windows, state } = standingOf(sampleDuty(require), contextOf(world, given))
  const fast = windows.map(({ done, owed, state: one }) => ({ done, owed, state: one }))
  expect(fast).toEqual(slow)
  if (slow.length > 0) expect(state).toBe(worst(slow))
}

const perArb = fc.constantFrom<Window>('month', 'quarter', 'half-year', 'year')
const boundArb = fc.integer({ min: 1, max: 6 })
const byArb = fc.constantFrom('01-31', '02-28', '02-29', '03-31', '09-30', '12-31')
const seasonArb = fc.constantFrom<Days>(
  { from: '10-01', to: '12-31' },
  { from: '01-01', to: '06-30' },
  { from: '02-01', to: '02-29' },
  { from: '10-01', to: '12-15' },
  { from: '03-05', to: '03-05' },
)
const runs = { numRuns: 150 }

/** A stretch of days that may begin before the year and end after it. */
function spanArb(year: number): fc.Arbitrary<Days> {
  const days = daysFrom({ from: `${year - 1}-12-01`, to: `${year + 1}-01-31` })
  const dayArb = fc.oneof(fc.constantFrom(...days), fc.constantFrom(...edgesOf(year)))
  return fc
    .tuple(dayArb, dayArb)
    .map(([one, other]) => (one < other ? { from: one, to: other } : { from: other, to: one }))
}

const heldArb = worldArb.chain((world) =>
  fc.record({
    world: fc.constant(world),
    held: fc.array(
      fc.tuple(fc.constantFrom(...people), spanArb(world.year)).map(
        ([person, span]): Held => ({
          person,
          ...span,
        }),
      ),
      { maxLength: 5 },
    ),
  }),
)

const officesArb = worldArb.chain((world) =>
  fc.record({
    world: fc.constant(world),
    offices: fc
      .array(fc.tuple(fc.constantFrom(...branches), spanArb(world.year)), {
        minLength: 1,
        maxLength: 3,
      })
      .map((all) => new Map(all)),
  }),
)

/** Who held the role, as the roster tells it. */
const tenures = (all: readonly Held[]): Partial<DutyContext> => ({
  tenures: (_, span) => all.filter(({ from, to }) => from <= span.to && span.from <= to),
})

const lives = (offices: ReadonlyMap<string, Days>): Partial<DutyContext> => ({
  offices: (_, span) =>
    [...offices].filter(([, one]) => one.from <= span.to && span.from <= one.to).map(([id]) => id),
  officeDays: (id) => offices.get(id) ?? { from: '0001-01-01', to: '9999-12-31' },
})

describe('the engine judges as the slow one does:', () => {
  it('quotas', () => {
    const check = (world: World, bound: number, per: Window) => {
      const rule: Requirement = { kind: 'quota', figure: 'held', atLeast: bound, per }
      agrees(rule, { world }, slowQuota({ bound, per }, world))
    }
    fc.assert(fc.property(worldArb, boundArb, perArb, check), runs)
  })
  it('caps', () => {
    const check = (world: World, bound: number, per: Window) => {
      const rule: Requirement = { kind: 'cap', figure: 'held', atMost: bound, per }
      agrees(rule, { world }, slowCap({ bound, per }, world))
    }
    fc.assert(fc.property(worldArb, boundArb, perArb, check), runs)
  })
  it('deadlines', () => {
    const check = (world: World, by: string) => {
      agrees({ kind: 'deadline', figure: 'held', by }, { world }, slowDeadline(by, world))
    }
    fc.assert(fc.property(worldArb, byArb, check), runs)
  })
  it('seasons', () => {
    const check = (world: World, season: Days, bound: number) => {
      const rule: Requirement = { kind: 'season', figure: 'held', atLeast: bound, ...season }
      agrees(rule, { world }, slowSeason({ bound, ...season }, world))
    }
    fc.assert(fc.property(worldArb, seasonArb, boundArb, check), runs)
  })
  it('weeks', () => {
    const breaks: readonly Break[] = [
      { from: '01-20', to: '02-10' },
      { from: '02-28', to: '03-03' },
      { from: '07-01', to: '07-31' },
      { from: '10-01', to: '10-08' },
    ]
    const check = (world: World, except: readonly Break[], bound: number) => {
      const rule: Requirement = { kind: 'weekly', figure: 'held', atLeast: bound, except }
      agrees(rule, { world }, slowWeeks({ bound, except }, world))
    }
    const few = fc.integer({ min: 1, max: 2 })
    fc.assert(fc.property(worldArb, fc.subarray([...breaks]), few, check), runs)
  })
  it('answers within some working days', () => {
    const check = (world: World, workdays: number) => {
      const where = { kind: 'secretary-meeting' }
      const both = { after: 'meeting', register: 'meeting', via: 'follows' }
      agrees({ kind: 'within', workdays, where, ...both }, { world }, slowWithin(workdays, world))
    }
    fc.assert(fc.property(worldArb, fc.constantFrom(1, 5, 10, 30), check), runs)
  })
  it('everyone in a role', () => {
    const check = (given: { world: World; held: readonly Held[] }, bound: number) => {
      const rule: Requirement = {
        kind: 'everyone',
        role: 'leader',
        figure: 'chaired',
        atLeast: bound,
      }
      const slow = slowEveryone({ bound, held: given.held }, given.world)
      agrees(rule, { world: given.world, given: tenures(given.held) }, slow)
    }
    fc.assert(fc.property(heldArb, fc.integer({ min: 1, max: 4 }), check), runs)
  })
  it('hours of everyone in a role', () => {
    const check = (given: { world: World; held: readonly Held[] }, bound: number) => {
      const rule: Requirement = {
        kind: 'hours',
        role: 'member',
        figures: ['time', 'more'],
        atLeast: bound,
      }
      const slow = slowHours({ bound, held: given.held }, given.world)
      agrees(rule, { world: given.world, given: tenures(given.held) }, slow)
    }
    fc.assert(fc.property(heldArb, fc.constantFrom(1, 8, 32, 40), check), runs)
  })
  it('no more than last year', () => {
    const check = (world: World) => {
      agrees({ kind: 'notMoreThanLastYear', figure: 'held' }, { world }, slowNotMore(world))
    }
    fc.assert(fc.property(worldArb, check), runs)
  })
  it('terms of several years', () => {
    const check = (world: World, years: number) => {
      agrees({ kind: 'term', figure: 'held', years }, { world }, slowTerm(years, world))
    }
    fc.assert(fc.property(worldArb, fc.integer({ min: 1, max: 3 }), check), runs)
  })
  it('quotas of each office', () => {
    type Given = { world: World; offices: ReadonlyMap<string, Days> }
    const check = ({ world, offices }: Given, bound: number, per: Window) => {
      const require = { kind: 'quota' as const, figure: 'held', atLeast: bound, per }
      const slow = slowForEach(offices, (one, life) => slowQuota({ bound, per }, one, life), {
        world,
        windows: per,
      })
      const rule: Requirement = { kind: 'forEach', office: 'branch', via: 'office', require }
      fc.pre(existsInYear(offices, world.year))
      agrees(rule, { world, given: lives(offices) }, slow)
    }
    fc.assert(fc.property(officesArb, boundArb, perArb, check), runs)
  })
  it('seasons, dates and terms of each office', () => {
    type Given = { world: World; offices: ReadonlyMap<string, Days> }
    const check = ({ world, offices }: Given, season: Days, by: string, years: number) => {
      fc.pre(existsInYear(offices, world.year))
      const each = (
        require: Extract<Requirement, { kind: 'forEach' }>['require'],
        judge: (one: World, life: Days) => readonly Slow[],
      ) => {
        const rule: Requirement = { kind: 'forEach', office: 'branch', via: 'office', require }
        const slow = slowForEach(offices, judge, { world, windows: 'year' })
        agrees(rule, { world, given: lives(offices) }, slow)
      }
      const one = { figure: 'held', atLeast: 1 }
      each({ kind: 'deadline', figure: 'held', by }, (office, life) =>
        slowDeadline(by, office, life),
      )
      each({ kind: 'term', figure: 'held', years }, (office, life) => slowTerm(years, office, life))
      if (season.from === '10-01' && season.to === '12-31') return
      if (season.from === '01-01' || season.to === '02-29') return
      each({ kind: 'season', ...one, ...season }, (office, life) =>
        slowSeason({ bound: 1, ...season }, office, life),
      )
    }
    const years = fc.integer({ min: 1, max: 2 })
    fc.assert(fc.property(officesArb, seasonArb, byArb, years, check), runs)
  })
})

function existsInYear(offices: ReadonlyMap<string, Days>, year: number): boolean {
  return [...offices.values()].some(
    ({ from, to }) => from <= `${year}-12-31` && `${year}-01-01` <= to,
  )
}
