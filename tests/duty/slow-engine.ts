import type { DutyState } from '../../src/duty/duty-standing.ts'
import type { Break, Window } from '../../src/duty/requirements/form.ts'

/**
 * Duties judged the slow, obvious way, from the rules as they are written in src/duty and
 * docs/decisions: it walks the days one by one with the calendar of the language and knows no
 * periods, no predicates and no figures. It shares nothing with the engine but names of states.
 */

/** Something that happened. */
export interface Fact {
  readonly id: string
  readonly day: string
  readonly kind: 'secretary-meeting' | 'committee'
  readonly live: boolean
  readonly office: string
  readonly chair: string
  readonly present: readonly string[]
  readonly minutes: number
  /** The fact that this one answers. */
  readonly follows: string | null
}

/** From one day to another, both included. */
export interface Days {
  readonly from: string
  readonly to: string
}

/** What every judgment is given. */
export interface World {
  readonly year: number
  readonly today: string
  readonly facts: readonly Fact[]
  /** What somebody said about the whole year, once it was heard. */
  readonly stated: 'notDone' | 'notApplicable' | null
  readonly holidays: ReadonlySet<string>
}

/** One window, and the state of the whole. */
export interface Slow {
  readonly done: number
  readonly owed: number
  readonly state: DutyState
}

const worstFirst: readonly DutyState[] = [
  'overdue',
  'notDone',
  'awaitingAttestation',
  'atRisk',
  'onTrack',
  'met',
  'notApplicable',
]

/** The state that most needs somebody. */
export function worst(windows: readonly Slow[]): DutyState {
  return worstFirst.find((one) => windows.some(({ state }) => state === one)) ?? 'notApplicable'
}

/** All days from one to another. */
export function daysFrom({ from, to }: Days): readonly string[] {
  const days: string[] = []
  for (let at = Date.parse(`${from}T00:00:00Z`); ; at += 86_400_000) {
    const day = new Date(at).toISOString().slice(0, 10)
    if (day > to) return days
    days.push(day)
  }
}

function daysOfYear(year: number): readonly string[] {
  return daysFrom({ from: `${year}-01-01`, to: `${year}-12-31` })
}

const monthsIn: Readonly<Record<Window, number>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
}

function windowsOf(year: number, per: Window): readonly (readonly string[])[] {
  const size = monthsIn[per]
  return Array.from({ length: 12 / size }, (_, nth) =>
    daysOfYear(year).filter((day) => Math.floor((Number(day.slice(5, 7)) - 1) / size) === nth),
  )
}

/** 29 February of a year that has none is the 28th. */
function dayIn(year: number, monthDay: string): string {
  const day = `${year}-${monthDay}`
  return monthDay === '02-29' && !daysOfYear(year).includes(day) ? `${year}-02-28` : day
}

function works(day: string, { holidays }: World): boolean {
  return ![0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !holidays.has(day)
}

/** Live facts of the kind that the rules count, up to today, earliest first. */
function counted(world: World, among: readonly string[], facts = world.facts): readonly Fact[] {
  const days = new Set(among)
  return facts
    .filter(({ kind, live, day }) => kind === 'secretary-meeting' && live && days.has(day))
    .filter(({ day }) => day <= world.today)
    .toSorted((one, other) => (one.day < other.day ? -1 : 1))
}

/** The greatest whole number whose `parts`-fold is no more than `of`. */
function wholes(of: number, parts: number): number {
  let count = 0
  while ((count + 1) * parts <= of) count += 1
  return count
}

/** What falls to some of the days of a window. */
function share(bound: number, { held, all }: { held: number; all: number }): number {
  if (held === all) return bound
  const part = wholes(bound * held, all)
  return part === 0 && held * 2 >= all ? 1 : part
}

function atLeastState(
  { days, done, owed }: { days: readonly string[]; done: number; owed: number },
  { today, stated }: World,
): DutyState {
  if (owed === 0) return 'notApplicable'
  if (done >= owed) return 'met'
  if (stated !== null) return stated
  if ((days.at(-1) ?? '') < today) return 'overdue'
  const gone = days.filter((day) => day <= today).length
  const dueByNow = wholes(owed * gone, days.length)
  const nearlyOver = (days.length - gone) * 4 < days.length
  return done < dueByNow || nearlyOver ? 'atRisk' : 'onTrack'
}

/** A window with a lower bound, of the whole unit or of what exists on `life` only. */
function atLeast(
  { all, bound, life }: { all: readonly string[]; bound: number; life: Days | null },
  world: World,
): Slow {
  const days = life === null ? all : all.filter((day) => life.from <= day && day <= life.to)
  const owed = share(bound, { held: days.length, all: all.length })
  const done = counted(world, all).length
  return { done, owed, state: atLeastState({ days, done, owed }, world) }
}

export function slowQuota(
  { bound, per }: { bound: number; per: Window },
  world: World,
  life: Days | null = null,
): readonly Slow[] {
  return windowsOf(world.year, per).map((all) => atLeast({ all, bound, life }, world))
}

export function slowSeason(
  { bound, from, to }: { bound: number } & Days,
  world: World,
  life: Days | null = null,
): readonly Slow[] {
  const all = daysFrom({ from: dayIn(world.year, from), to: dayIn(world.year, to) })
  return [atLeast({ all, bound, life }, world)]
}

export function slowDeadline(by: string, world: World, life: Days | null = null): readonly Slow[] {
  const { year, today, stated } = world
  const last = dayIn(year, by)
  if (life !== null && (last < life.from || life.to < last)) {
    return [{ done: 0, owed: 0, state: 'notApplicable' }]
  }
  const first = counted(world, daysOfYear(year))[0]
  if (first) return [{ done: 1, owed: 1, state: first.day <= last ? 'met' : 'overdue' }]
  const near = daysFrom({ from: today, to: last }).length - 1 <= 14
  const silent = today > last ? 'overdue' : near ? 'atRisk' : 'onTrack'
  return [{ done: 0, owed: 1, state: stated ?? silent }]
}

function underBound(days: readonly string[], bound: number, world: World): Slow {
  const { today, stated } = world
  const done = counted(world, days).length
  const judge = (): DutyState => {
    if (done > bound) return 'notDone'
    if (stated === 'notApplicable') return 'notApplicable'
    if ((days.at(-1) ?? '') < today) return 'met'
    const gone = days.filter((day) => day <= today).length
    if (gone === days.length || gone * 4 < days.length) return 'onTrack'
    return wholes(done * days.length, gone) > bound ? 'atRisk' : 'onTrack'
  }
  return { done, owed: bound, state: judge() }
}

export function slowCap(
  { bound, per }: { bound: number; per: Window },
  world: World,
): readonly Slow[] {
  return windowsOf(world.year, per).map((days) => underBound(days, bound, world))
}

export function slowNotMore(world: World): readonly Slow[] {
  const before = new Set(daysOfYear(world.year - 1))
  const known = world.facts.some(({ live, day }) => live && before.has(day))
  const days = daysOfYear(world.year)
  if (known) return [underBound(days, counted(world, [...before]).length, world)]
  return [{ done: counted(world, days).length, owed: 0, state: 'notApplicable' }]
}

export function slowWeeks(
  { bound, except }: { bound: number; except: readonly Break[] },
  world: World,
): readonly Slow[] {
  const days = daysOfYear(world.year)
  const months = Array.from({ length: 12 }, (): Slow[] => [])
  const silent = { ...world, stated: null }
  days.forEach((monday, at) => {
    if (new Date(`${monday}T00:00:00Z`).getUTCDay() !== 1 || at + 6 >= days.length) return
    const week = days.slice(at, at + 7)
    const isFree = (day: string) =>
      except.some(({ from, to }) => dayIn(world.year, from) <= day && day <= dayIn(world.year, to))
    if (!week.some((day) => works(day, world) && !isFree(day))) return
    const done = counted(world, week).length
    const state = atLeastState({ days: week, done, owed: bound }, silent)
    months[Number((week[6] ?? '').slice(5, 7)) - 1]?.push({ done, owed: bound, state })
  })
  return months.map((weeks): Slow => {
    const done = weeks.filter(({ state }) => state === 'met').length
    const all = { done, owed: weeks.length }
    if (done === weeks.length) return { ...all, state: done === 0 ? 'notApplicable' : 'met' }
    return { ...all, state: world.stated ?? worst(weeks) }
  })
}

/** Each secretary's meeting is followed within so many working days; months with a case. */
export function slowWithin(workdays: number, world: World): readonly Slow[] {
  const { year, today, facts, stated } = world
  const heard = facts.filter(({ live, day }) => live && day <= today)
  const near = new Set([...daysOfYear(year - 1), ...daysOfYear(year)])
  const months = Array.from({ length: 12 }, (): Slow[] => [])
  for (const { id, day, kind } of heard) {
    if (kind !== 'secretary-meeting' || !near.has(day)) continue
    const after = daysFrom({ from: day, to: `${year + 2}-12-31` })
      .slice(1)
      .filter((one) => works(one, world))
    const due = after[workdays - 1] ?? ''
    if (!due.startsWith(`${year}-`)) continue
    const answer = heard
      .filter(({ follows, day: on }) => follows === id && near.has(on))
      .map((one) => one.day)
      .sort()[0]
    const left = daysFrom({ from: today, to: due })
      .slice(1)
      .filter((one) => works(one, world)).length
    const waiting = today > due ? 'overdue' : left <= 3 ? 'atRisk' : 'onTrack'
    const state = answer === undefined ? waiting : answer <= due ? 'met' : 'overdue'
    const done = answer === undefined ? 0 : 1
    months[Number(due.slice(5, 7)) - 1]?.push({ done, owed: 1, state })
  }
  return months
    .filter((cases) => cases.length > 0)
    .map((cases) => {
      const state = worst(cases)
      const done = cases.reduce((sum, one) => sum + one.done, 0)
      return { done, owed: cases.length, state: state === 'met' ? state : (stated ?? state) }
    })
}

/** Somebody in a role, by days. */
export interface Held extends Days {
  readonly person: string
}

/** The days of the year on which each person held the role. */
function roleDays(held: readonly Held[], year: number): ReadonlyMap<string, readonly string[]> {
  const people = [...new Set(held.map(({ person }) => person))]
  return new Map(
    people
      .map((person): [string, readonly string[]] => [
        person,
        daysOfYear(year).filter((day) =>
          held.some((one) => one.person === person && one.from <= day && day <= one.to),
        ),
      ])
      .filter(([, days]) => days.length > 0),
  )
}

interface Account {
  readonly owed: number
  readonly has: number
  readonly left: boolean
}

function peopleState(
  accounts: readonly Account[],
  world: World,
  isBehind: (short: boolean) => boolean,
): readonly Slow[] {
  const { year, today, stated } = world
  const owing = accounts.filter(({ owed }) => owed > 0)
  const short = owing.filter(({ has, owed }) => has < owed)
  const [done, owed] = [owing.length - short.length, owing.length]
  const days = daysOfYear(year)
  const gone = days.filter((day) => day <= today).length
  const judge = (): DutyState => {
    if (owed > 0 && short.length === 0) return 'met'
    if (stated !== null) return stated
    if (owed === 0) return 'notApplicable'
    if (today > `${year}-12-31` || short.some(({ left }) => left)) return 'overdue'
    return (days.length - gone) * 4 < days.length || isBehind(true) ? 'atRisk' : 'onTrack'
  }
  return [{ done, owed, state: judge() }]
}

/** Whether somebody left the role, within the year and before today. */
function hasLeft(days: readonly string[], { year, today }: World): boolean {
  const last = days.at(-1) ?? ''
  return last < today && last < `${year}-12-31`
}

export function slowEveryone(
  { bound, held }: { bound: number; held: readonly Held[] },
  world: World,
): readonly Slow[] {
  const all = daysOfYear(world.year).length
  const accounts = [...roleDays(held, world.year)].map(([person, days]) => ({
    owed: share(bound, { held: days.length, all }),
    has: counted(world, days).filter(({ chair }) => chair === person).length,
    left: hasLeft(days, world),
  }))
  return peopleState(accounts, world, () => false)
}

/** Hours of two figures: time in secretary's meetings, and in those of the committee. */
export function slowHours(
  { bound, held }: { bound: number; held: readonly Held[] },
  world: World,
): readonly Slow[] {
  const { year, today, facts } = world
  const all = daysOfYear(year)
  const accounts = [...roleDays(held, year)].map(([person, days]) => ({
    owed: wholes(bound * days.length * 2, all.length) / 2,
    has:
      facts
        .filter(({ live, day, present }) => live && day <= today && present.includes(person))
        .filter(({ day }) => days.includes(day))
        .reduce((sum, { minutes }) => sum + minutes, 0) / 60,
    left: hasLeft(days, world),
  }))
  const gone = all.filter((day) => day <= today).length
  const behind = accounts.some(({ owed, has }) => owed > 0 && has * all.length < owed * gone)
  return peopleState(accounts, world, () => gone * 4 >= all.length && behind)
}

export function slowTerm(years: number, world: World, life: Days | null = null): readonly Slow[] {
  const { year, today, stated, facts } = world
  const days = [...new Set(facts.map(({ day }) => day))]
  const known = counted(world, days)
  const mine = known.filter(({ day }) => day.startsWith(`${year}-`))
  const last = known.findLast(({ day }) => day < `${year}-01-01`)?.day
  const due = last === undefined ? null : dayIn(Number(last.slice(0, 4)) + years, last.slice(5))
  const [first] = mine
  if (first) {
    return [{ done: 1, owed: 1, state: due === null || first.day <= due ? 'met' : 'overdue' }]
  }
  const end = `${year}-12-31`
  const dissolved = life !== null && life.to <= end && (due === null || life.to < due)
  if (dissolved || (due !== null && due > end)) {
    return [{ done: 0, owed: 0, state: 'notApplicable' }]
  }
  const judge = (): DutyState => {
    if (stated !== null) return stated
    if (due === null) return 'atRisk'
    if (today > due) return 'overdue'
    return daysFrom({ from: today, to: due }).length - 1 <= 90 ? 'atRisk' : 'onTrack'
  }
  return [{ done: 0, owed: 1, state: judge() }]
}

/** Judges each office by itself and puts the windows together. */
export function slowForEach(
  offices: ReadonlyMap<string, Days>,
  judge: (world: World, life: Days) => readonly Slow[],
  { world, windows }: { world: World; windows: Window },
): readonly Slow[] {
  const judged = [...offices].map(([office, life]) => ({
    life,
    slow: judge({ ...world, facts: world.facts.filter((fact) => fact.office === office) }, life),
  }))
  return windowsOf(world.year, windows).map((days, nth) => {
    const [from = '', to = ''] = [days[0], days.at(-1)]
    const parts = judged
      .filter(({ life }) => life.from <= to && from <= life.to)
      .flatMap(({ slow }) => slow[nth] ?? [])
    const owing = parts.filter(({ state }) => state !== 'notApplicable')
    const done = owing.filter((one) => one.done >= one.owed).length
    return { done, owed: owing.length, state: worst(parts) }
  })
}
