import { compareTexts } from '../../ledger/compare-texts.ts'
import { partsOf } from '../../ledger/day/day.ts'
import { isObject, own } from '../../ledger/fields/field-kind.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import {
  eventOf,
  factsOf,
  partPlayer,
  valuesOfFacts,
  withHeadCount,
} from '../../ledger/record/event.ts'
import { withYear } from '../../ledger/record/year-of.ts'
import type { Field, Register } from '../../ledger/register/register.ts'
import type { Playing } from '../../ledger/register/roles.ts'
import type { Value, Values } from '../../ledger/value.ts'
import type { PrepareCall } from '../calls/prepare-call.ts'
import type { PrepareDutyList } from '../duty-lists/prepare-duty-list.ts'
import type { DemoRandom } from './random.ts'
import { demoRandom } from './random.ts'
import type { Chapter, Story } from './read-story.ts'
import type {
  Correction,
  Expr,
  Pattern,
  StoryCall,
  StoryDutyList,
  StoryReport,
  Telling,
  Turn,
  Voiding,
} from './story.ts'
import type { StoryPlace } from './story-fault.ts'
import { at, StoryFault, wrong } from './story-fault.ts'
import type { Item, World } from './story-values.ts'
import {
  isSo,
  listOf,
  numberOf,
  Scope,
  textOf,
  valueOf,
  workdayAfter,
  workdayFrom,
} from './story-values.ts'

/** One write of the demo, ready to be carried out in order. */
export interface DemoWrite {
  /** `attest` creates an attestation; the others are what they say. */
  readonly kind: 'create' | 'correct' | 'void' | 'attest'
  readonly register: string
  /** Id of the record; a create gives it, later writes and `record` fields name it. */
  readonly record: string
  /** The whole record as it stands after the write; of a void, as it stood before. */
  readonly values: Values
  /** When the clerk wrote it, UTC ISO with milliseconds. */
  readonly recordedAt: string
  /** Person id of who wrote it. */
  readonly actor: string
  /** Of a late entry, a correction or a void. */
  readonly reason: string | null
  /** A sample that is drawn when the story comes to it; later writes keep it. */
  readonly draw?: DemoDraw
  /** Where the story tells it. */
  readonly told: StoryPlace
}

/** One step of a report, which the same use cases take as for whoever writes one. */
export interface DemoReportStep {
  readonly template: string
  /** The year that the report is about. */
  readonly year: number
  readonly step: 'begun' | StoryReport['steps'][number]['step']
  /** Person id of whoever takes it. */
  readonly by: string
  readonly reason: string | null
  /** When, UTC ISO with milliseconds. */
  readonly at: string
  /** Person id of who is to sign, and the day that stands on the report. */
  readonly issuer: string
  readonly dated: string
}

/** One step of a call, which the same use cases take as for whoever sends or answers one. */
export interface DemoCallStep {
  /** What the story names the call by. */
  readonly call: string
  readonly step: 'prepared' | StoryCall['steps'][number]['step']
  /** What is asked. */
  readonly asks: PrepareCall
  /** The call of the body above that it passes on; null: none. */
  readonly passes: string | null
  /** The unit below, as the story names it; of a sheet, the record of its body; null: neither. */
  readonly of: string | null
  /** Whose answer, of those below that unit; null: nobody's. */
  readonly about: string | null
  /** What is said by hand, by the label of what is asked. */
  readonly says: Readonly<Record<string, string>>
  readonly reason: string | null
  /** When, UTC ISO with milliseconds. */
  readonly at: string
}

/** One step of a duty list, which the same use cases take as for whoever sends or takes one. */
export interface DemoListStep {
  /** What the story names the list by. */
  readonly list: string
  readonly step: 'prepared' | StoryDutyList['steps'][number]['step']
  readonly says: PrepareDutyList
  /** The unit below that takes it, as the story names it; null: the body above. */
  readonly of: string | null
  /** By the title of a duty: the figure that counts it there, or why it does not apply. */
  readonly figures: Readonly<Record<string, string>>
  readonly refuses: Readonly<Record<string, string>>
  readonly tells: boolean
  /** When, UTC ISO with milliseconds. */
  readonly at: string
}

type DemoListTold = Omit<StoryDutyList['steps'][number], 'step'> & Pick<DemoListStep, 'step'>

/** From where a sample is drawn. */
export interface DemoDraw {
  readonly from: string
  readonly period: string
  readonly count: number
  /** Once it was looked at: the problem that its first record turned out to be; empty: none. */
  readonly found?: string
}

/** What a story needs of the world. */
export interface PlaySettings {
  readonly seed: number
  /** The day on which it is heard: it is told up to the evening before. */
  readonly today: string
  /** Whether this day (`YYYY-MM-DD`) is a working day, holidays and make-up days counted. */
  readonly isWorkday: (day: string) => boolean
  readonly registers: ReadonlyMap<string, Register>
  readonly plays: Playing['plays']
  /** What the story names the units by that a call may ask. */
  readonly bodies: ReadonlySet<string>
}

/** The writes of a story in the order in which they were made, and what went wrong with it. */
export interface Played {
  readonly writes: readonly DemoWrite[]
  /** In their order, after the writes of their day. */
  readonly reportSteps: readonly DemoReportStep[]
  readonly callSteps: readonly DemoCallStep[]
  readonly listSteps: readonly DemoListStep[]
  readonly faults: readonly StoryFault[]
}

/**
 * Plays a story: the writes that its clerks made before today, in the order they made them. The
 * same seed and day give the same writes, ids and moments included. Reads no clock and no other
 * source of chance. Every year is played to its end and then cut off, so that what has happened
 * does not hang on what is still to come.
 */
export function playStory(story: Story, settings: PlaySettings): Played {
  const player = new Player(story, settings)
  for (const chapter of story.chapters) player.tellChapter(chapter)
  return player.played()
}

/** The years of a story by name, as they are counted from a day; the first is the first. */
export function yearsOf({ years }: Story, today: string): ReadonlyMap<string, number> {
  const { year } = partsOf(today)
  return new Map([...years].map(([name, after]) => [name, year + after]))
}

type Place = StoryPlace['path']

/** What a telling says, or the pattern that it follows, and where. */
interface Part {
  readonly part: Pattern
  readonly at: Place
}

class Player implements World {
  readonly lists: World['lists']
  readonly isWorkday: World['isWorkday']
  readonly decks: World['decks'] = new Map()
  random: DemoRandom
  /** What every telling may speak of: the day, and each year by its name. */
  readonly #known: Scope
  readonly #years: ReadonlyMap<string, number>
  readonly #settings: PlaySettings
  readonly #keyed: ReadonlyMap<string, Item>
  /** Ids by what tellings call a record, made when it is first spoken of. */
  readonly #ids = new Map<string, string>()
  readonly #spokenOf = new Map<string, StoryPlace>()
  readonly #standing = new Map<string, DemoWrite>()
  readonly #writes: DemoWrite[] = []
  readonly #reportSteps: DemoReportStep[] = []
  readonly #callSteps: DemoCallStep[] = []
  readonly #listSteps: DemoListStep[] = []
  readonly #chance: string
  readonly #faults: StoryFault[] = []
  #chapter: Chapter | null = null
  #place: StoryPlace
  #early = 0

  constructor(story: Story, settings: PlaySettings) {
    this.#settings = settings
    this.#years = yearsOf(story, settings.today)
    this.#known = new Scope(this, null).set('today', settings.today)
    for (const [name, year] of this.#years) this.#known.set(name, year)
    // The same few hundred days are asked for many times.
    const known = new Map<string, boolean>()
    this.isWorkday = (day) => {
      const is = known.get(day) ?? settings.isWorkday(day)
      known.set(day, is)
      return is
    }
    this.#chance = story.chance
    this.random = demoRandom(settings.seed, story.chance)
    this.#place = { file: story.file, path: [] }
    this.lists = new Map([...story.lists].map(([id, rows]) => [id, this.#listed(id, rows)]))
    this.#keyed = new Map(
      [...this.lists.values()].flat().flatMap((row) => {
        const key = isObject(row) ? own(row, 'key') : undefined
        return typeof key === 'string' ? [[key, row] as const] : []
      }),
    )
  }

  lookUp(name: string): Item {
    const row = this.#keyed.get(name)
    return row ?? (this.#standing.get(this.#ids.get(name) ?? name)?.values as Item)
  }

  idOf(name: string): string | undefined {
    return this.#ids.get(name)
  }

  recordsOf(register: string) {
    return [...this.#standing.values()]
      .filter((one) => one.register === register && one.kind !== 'void')
      .map(({ record, values }) => ({ id: record, values: values as Item }))
  }

  /** Rows of a list; their texts may speak of the years. */
  #listed(id: string, rows: readonly Item[]): readonly Item[] {
    const rowOf = (row: Item) => valueOf(row as Expr, this.#known)
    return this.#at(['lists', id], () => rows.map(rowOf))
  }

  /** Each chapter has chance of its own in each year: a change in one leaves the others alone. */
  tellChapter(chapter: Chapter): void {
    this.#chapter = chapter
    const chance = new Map(
      [...this.#years.keys()].map((name) => [
        name,
        demoRandom(this.#settings.seed, `${this.#chance} ${chapter.file} ${name}`.trimStart()),
      ]),
    )
    const inItsYears = <T extends Telling | StoryReport | StoryCall | StoryDutyList>(
      key: 'tellings' | 'reports' | 'calls' | 'dutyLists',
      all: readonly T[],
      tell: (one: T, scope: Scope, path: Place) => void,
    ): void =>
      all.forEach((one, nth) => {
        const path = [key, nth]
        for (const name of one.years ?? this.#years.keys()) {
          this.#trying({ file: chapter.file, path }, () => {
            const year = this.#years.get(name)
            if (year === undefined) return this.#at([...path, 'years'], () => wrong('year', name))
            this.random = chance.get(name) ?? this.random
            const scope = new Scope(this, this.#known).set('year', year).set('yearName', name)
            tell(one, scope, path)
          })
        }
      })
    inItsYears('tellings', chapter.tellings, (one, scope, path) => this.#tellAll(one, scope, path))
    inItsYears('reports', chapter.reports, (one, scope, path) => this.#report(one, scope, path))
    inItsYears('calls', chapter.calls, (one, scope, path) => this.#call(one, scope, path))
    inItsYears('dutyLists', chapter.dutyLists, (one, scope, path) =>
      this.#dutyList(one, scope, path),
    )
  }

  played(): Played {
    for (const [name, place] of this.#spokenOf) {
      if (!this.#standing.has(this.#idFor(name)))
        this.#faults.push(new StoryFault('nobody', name, place))
    }
    const end = new Date(`${this.#settings.today}T00:00:00.000+08:00`).toISOString()
    const before = <T>(all: readonly T[], momentOf: (one: T) => string) =>
      all
        .filter((one) => momentOf(one) < end)
        .toSorted((one, other) => compareTexts(momentOf(one), momentOf(other)))
    return {
      writes: before(this.#writes, ({ recordedAt }) => recordedAt),
      reportSteps: before(this.#reportSteps, ({ at: moment }) => moment),
      callSteps: before(this.#callSteps, ({ at: moment }) => moment),
      listSteps: before(this.#listSteps, ({ at: moment }) => moment),
      faults: this.#faults,
    }
  }

  #trying(place: StoryPlace, tell: () => void): void {
    this.#place = place
    try {
      at(place, tell)
    } catch (error) {
      if (!(error instanceof StoryFault)) throw error
      this.#faults.push(error)
    }
  }

  /** Once for each of what it is told for, in the order of the days. */
  #tellAll(telling: Telling, outer: Scope, path: Place): void {
    const told = this.#scopesOf(telling, outer, path).map((scope, nth) => {
      scope.set('nth', nth + 1)
      const on = textOf(this.#value(telling.on, scope, [...path, 'on']))
      return { scope: scope.set('on', on), on }
    })
    told
      .toSorted((one, other) => compareTexts(one.on, other.on))
      .forEach(({ scope }, nth) => {
        scope.set('number', nth + 1)
        if (this.#happens(telling, scope, path)) this.#tell(telling, scope, path)
      })
  }

  #scopesOf(telling: Telling, outer: Scope, path: Place): readonly Scope[] {
    const loops = Object.entries(telling.for ?? {})
    const scopes = loops.reduce<readonly Scope[]>(
      (all, [name, list]) =>
        all.flatMap((scope) =>
          this.#at([...path, 'for', name], () => listOf(list, scope)).map((item) =>
            new Scope(this, scope).set(name, item),
          ),
        ),
      [new Scope(this, outer)],
    )
    const parts = this.#partsOf(telling, path)
    for (const scope of scopes) {
      for (const { part, at: here } of parts) {
        for (const [name, expr] of Object.entries(part.let ?? {})) {
          scope.later(name, () => this.#value(expr, scope, [...here, 'let', name]))
        }
      }
    }
    return scopes
  }

  /** The pattern that a telling follows, and then what it says itself. */
  #partsOf(telling: Telling, path: Place): readonly Part[] {
    const own = { part: telling, at: path }
    const { like } = telling
    if (like === undefined) return [own]
    const part = this.#chapter?.patterns.get(like)
    if (!part) return this.#at([...path, 'like'], () => wrong('pattern', like))
    return [{ part, at: ['patterns', like] }, own]
  }

  #tell(telling: Telling, scope: Scope, path: Place): void {
    const register = this.#registerOf(telling.tell, [...path, 'tell'])
    const name = telling.as === undefined ? null : this.#text(telling.as, scope, [...path, 'as'])
    const record = name === null ? this.random.uuid() : this.#idFor(name)
    if (this.#standing.has(record)) this.#at([...path, 'as'], () => wrong('double', name ?? ''))
    const { draw, reason } = telling
    const parts = this.#partsOf(telling, path)
    const told = {
      values: withYear(register, this.#valuesOf(parts, register, scope)),
      recordedAt: this.#momentOf(telling, scope, path),
      actor: this.#refer(this.#value(telling.by, scope, [...path, 'by'])),
    }
    this.#write({
      kind: telling.kind ?? 'create',
      register: register.id,
      record,
      ...this.#inEvent(telling, told, { register, scope, path }),
      reason: reason === undefined ? null : this.#text(reason, scope, [...path, 'reason']),
      ...(draw && {
        draw: {
          from: draw.from,
          period: this.#text(draw.period, scope, [...path, 'draw', 'period']),
          count: this.#number(draw.count, scope, [...path, 'draw', 'count']),
        },
      }),
      told: { file: this.#place.file, path },
    })
    const inside = new Scope(this, scope).set('record', record)
    for (const { part, at: here } of parts.toReversed()) {
      part.later?.forEach((turn, nth) => this.#turn(turn, inside, [...here, 'later', nth]))
    }
  }

  /** A report and its steps: each in the evening of its day, when the records of the day are in. */
  #report(report: StoryReport, outer: Scope, path: Place): void {
    const scope = new Scope(this, outer)
    for (const [name, said] of Object.entries(report.let ?? {})) {
      scope.later(name, () => this.#value(said, scope, [...path, 'let', name]))
    }
    if (!this.#happens(report, scope, path)) return
    const personIn = (who: Expr, here: Place) => this.#refer(this.#value(who, scope, here))
    const common = {
      template: report.write,
      year: this.#number(report.about, scope, [...path, 'about']),
      issuer: personIn(report.issuer, [...path, 'issuer']),
      dated: this.#text(report.dated, scope, [...path, 'dated']),
    }
    const begun = { step: 'begun' as const, on: report.on, by: report.by, reason: undefined }
    const all = [begun, ...report.steps].map((one, nth) => ({ one, nth }))
    for (const { one, nth } of all) {
      const here = nth === 0 ? path : [...path, 'steps', nth - 1]
      const on = workdayFrom(this.#text(one.on, scope, [...here, 'on']), this)
      const { reason } = one
      this.#reportSteps.push({
        ...common,
        step: one.step,
        by: personIn(one.by, [...here, 'by']),
        reason: reason === undefined ? null : this.#text(reason, scope, [...here, 'reason']),
        // 18:00 in China; those of one day follow each other.
        at: addMinutes(`${on}T10:00:00.000Z`, this.#reportSteps.length),
      })
    }
  }

  /** A call and its steps: each in the evening of its day, after the reports. */
  #call(call: StoryCall, outer: Scope, path: Place): void {
    const scope = new Scope(this, outer)
    for (const [name, said] of Object.entries(call.let ?? {})) {
      scope.later(name, () => this.#value(said, scope, [...path, 'let', name]))
    }
    const asks = this.#asked(call, scope, path)
    const prepared = {
      step: 'prepared' as const,
      on: call.on,
      of: undefined,
      about: undefined,
      says: undefined,
      reason: undefined,
    }
    const all = [prepared, ...call.steps].map((one, nth) => ({ one, nth }))
    for (const { one, nth } of all) {
      const here = nth === 0 ? path : [...path, 'steps', nth - 1]
      const { step, of, about, says = {}, reason } = one
      const on = workdayFrom(this.#text(one.on, scope, [...here, 'on']), this)
      this.#callSteps.push({
        ...{ call: call.call, step, asks, passes: call.passes ?? null },
        about: about === undefined ? null : this.#bodyOf(step, about, [...here, 'about']),
        of: of === undefined ? null : this.#bodyOf(step, of, [...here, 'of']),
        says: Object.fromEntries(
          Object.entries(says).map(([label, said]) => [
            label,
            this.#text(said, scope, [...here, 'says', label]),
          ]),
        ),
        reason: reason === undefined ? null : this.#text(reason, scope, [...here, 'reason']),
        // 18:30 in China.
        at: addMinutes(`${on}T10:30:00.000Z`, this.#callSteps.length),
      })
    }
  }

  #asked({ asks, items }: StoryCall, scope: Scope, path: Place): PrepareCall {
    const said = (name: keyof StoryCall['asks']) => {
      const value = asks[name]
      return value === undefined ? null : this.#text(value, scope, [...path, 'asks', name])
    }
    return {
      title: said('title') ?? '',
      period: said('period') ?? '',
      due: said('due') ?? '',
      basis: said('basis'),
      clause: said('clause'),
      ends: said('ends'),
      note: said('note'),
      items: items.map(({ label, kind, figure = null, unit = null, choices = null }) => ({
        ...{ item: null, label, kind, figure, unit, choices, again: null },
      })),
      to: null,
    }
  }

  /** A duty list and its steps: each in the evening of its day, after the calls. */
  #dutyList(list: StoryDutyList, scope: Scope, path: Place): void {
    const said = (name: keyof StoryDutyList['says']) => {
      const value = list.says[name]
      return value === undefined ? null : this.#text(value, scope, [...path, 'says', name])
    }
    const says: PrepareDutyList = {
      ...{ title: said('title') ?? '', basis: said('basis'), clause: said('clause') },
      ...{ from: said('from') ?? '', ends: said('ends'), note: said('note') },
      items: list.items.map(({ title, often, times = null, by = null, officeKind = null }) => ({
        ...{ item: null, title, often, times, by, officeKind },
        ...{ basis: null, clause: null, from: null, ends: null },
      })),
      to: null,
    }
    const prepared: DemoListTold = { step: 'prepared', on: list.on }
    for (const [nth, one] of [prepared, ...list.steps].entries()) {
      const here = nth === 0 ? path : [...path, 'steps', nth - 1]
      const { step, of, figures = {}, refuses = {}, tells = false } = one
      const on = workdayFrom(this.#text(one.on, scope, [...here, 'on']), this)
      this.#listSteps.push({
        ...{ list: list.list, step, says, figures, refuses, tells },
        of: of === undefined ? null : this.#bodyOf('taken', of, [...here, 'of']),
        // 19:30 in China.
        at: addMinutes(`${on}T11:30:00.000Z`, this.#listSteps.length),
      })
    }
  }

  /** A unit below; of a sheet, the body without a log that was told before. */
  #bodyOf(step: DemoCallStep['step'], of: string, path: Place): string {
    if (step === 'filled') return this.#at(path, () => this.#refer(of))
    return this.#settings.bodies.has(of) ? of : this.#at(path, () => wrong('nobody', of))
  }

  /** What is told, as part of the event that it is one with. Chance has had its say before. */
  #inEvent(
    telling: Telling,
    told: Pick<DemoWrite, 'values' | 'recordedAt' | 'actor'>,
    { register, scope, path }: { register: Register; scope: Scope; path: Place },
  ): Pick<DemoWrite, 'values' | 'recordedAt' | 'actor'> {
    const beside = this.#value(telling.with, scope, [...path, 'with'])
    if (beside === undefined) return told
    const other = this.#standing.get(this.#refer(beside))
    const part = partPlayer(this.#settings, register.id)
    const root = other && partPlayer(this.#settings, other.register)
    if (!other || !part || !root) return this.#at([...path, 'with'], () => wrong('nobody', 'with'))
    const shared = withHeadCount(factsOf(root, other.values), new Map())
    const said = Object.entries(valuesOfFacts(part, shared)).filter(([, value]) => value !== null)
    const event = eventOf(root, { id: other.record, values: other.values })
    return {
      values: { ...told.values, ...Object.fromEntries(said), [part.fields.event]: event },
      recordedAt: other.recordedAt,
      actor: other.actor,
    }
  }

  /** What the pattern says, where the telling does not say otherwise. */
  #valuesOf(parts: readonly Part[], register: Register, scope: Scope): Values {
    const own = parts.at(-1)?.part.values ?? {}
    const stored = parts.map(({ part, at: here }) => {
      const given = Object.entries(part.values).filter(
        ([id]) => part.values === own || !Object.hasOwn(own, id),
      )
      return this.#stored(Object.fromEntries(given), { register, scope, path: [...here, 'values'] })
    })
    return Object.fromEntries(stored.flatMap((one) => Object.entries(one)))
  }

  #turn(turn: Turn, scope: Scope, path: Place): void {
    if ('tell' in turn) return this.#tellAll(turn, scope, path)
    if (!this.#happens(turn, scope, path)) return
    const before = this.#standing.get(
      this.#refer(this.#value(turn.of ?? '$record', scope, [...path, 'of'])),
    )
    if (!before) return this.#at([...path, 'of'], () => wrong('nobody', String(turn.of)))
    this.#write({
      ...before,
      ...('void' in turn
        ? { kind: 'void' as const }
        : this.#changed(turn, { before, scope, path })),
      ...this.#said(turn, { before, scope, path }),
    })
  }

  #changed(turn: Correction, given: { before: DemoWrite; scope: Scope; path: Place }) {
    const { before, scope, path } = given
    const register = this.#registerOf(before.register, path)
    const change = this.#stored(turn.correct, { register, scope, path: [...path, 'correct'] })
    const found = this.#value(turn.found, scope, [...path, 'found'])
    const { draw } = before
    return {
      kind: 'correct' as const,
      values: { ...before.values, ...change },
      ...(draw &&
        found !== undefined && {
          draw: { ...draw, found: found === 'none' ? '' : this.#refer(found) },
        }),
    }
  }

  #said(turn: Correction | Voiding, given: { before: DemoWrite; scope: Scope; path: Place }) {
    const { before, scope, path } = given
    const planned = this.#moment(this.#text(turn.on, scope, [...path, 'on']), 0)
    return {
      // A correction never comes before what it corrects.
      recordedAt: planned > before.recordedAt ? planned : addMinutes(before.recordedAt, 7),
      actor: this.#refer(this.#value(turn.by, scope, [...path, 'by'])),
      reason: this.#text(turn.reason, scope, [...path, 'reason']),
      told: { file: this.#place.file, path },
    }
  }

  #happens({ if: when }: { if?: Expr | undefined }, scope: Scope, path: Place): boolean {
    return when === undefined || isSo(this.#value(when, scope, [...path, 'if']))
  }

  #write(write: DemoWrite): void {
    this.#writes.push(write)
    this.#standing.set(write.record, write)
  }

  /** The values of a record as they are stored: what stands for a record becomes its id. */
  #stored(
    given: Readonly<Record<string, Expr>>,
    { register, scope, path }: { register: Register; scope: Scope; path: Place },
  ): Values {
    const values: Record<string, Value> = {}
    for (const [id, expr] of Object.entries(given)) {
      const field = register.fields.find((one) => one.id === id)
      const here = [...path, id]
      if (!field) return this.#at(here, () => wrong('field', id))
      const value = this.#value(expr, scope, here)
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
      values[id] = this.#at(here, () => this.#asStored(field, value))
    }
    return values
  }

  #asStored(field: Field, value: Item): Value {
    const { names, many } = fieldKindOf(field.type)
    const items = Array.isArray(value) ? value : [value]
    if (field.fields !== undefined) return items.map((row) => this.#storedRow(field, row))
    if (names === undefined || names === 'file') return value as Value
    return many ? items.map((one) => this.#refer(one)) : this.#refer(value)
  }

  #storedRow({ fields = [] }: Field, row: Item): Values {
    const cells = Object.entries(isObject(row) ? row : {}).map(([id, value]) => {
      const field = fields.find((one) => one.id === id) ?? wrong('field', id)
      return [id, this.#asStored(field, value as Item)] as const
    })
    return Object.fromEntries(cells)
  }

  /** The id of what a value stands for: the name of a record, a row with a key, or an id. */
  #refer(value: Item): string {
    const name = textOf(value)
    if (this.#standing.has(name)) return name
    if (!this.#spokenOf.has(name)) this.#spokenOf.set(name, this.#place)
    return this.#idFor(name)
  }

  #idFor(name: string): string {
    const id = this.#ids.get(name) ?? this.random.uuid()
    this.#ids.set(name, id)
    return id
  }

  #registerOf(id: string, path: Place): Register {
    return this.#settings.registers.get(id) ?? this.#at(path, () => wrong('register', id))
  }

  #momentOf(telling: Telling, scope: Scope, path: Place): string {
    const on = textOf(scope.get('on'))
    // One second after the other before office hours: an office comes before its people.
    if (telling.early === true) {
      return addMinutes(`${workdayFrom(on, this)}T00:30:00.000Z`, ++this.#early / 60)
    }
    const { after = { $between: [0, 3] } } = telling
    return this.#moment(on, this.#number(after, scope, [...path, 'after']))
  }

  /**
   * A moment of office hours (09:00 to 17:30 in China, 01:00 to 09:30 UTC) some days later; what
   * happens on a day off is written down on the next day of work.
   */
  #moment(day: string, after: number): string {
    const on = after === 0 ? workdayFrom(day, this) : workdayAfter(day, after, this)
    const minute = after === 0 ? this.random.between(360, 500) : this.random.between(0, 500)
    return addMinutes(`${on}T01:00:00.000Z`, minute + this.random.next())
  }

  #value(expr: Expr | undefined, scope: Scope, path: Place): Item {
    return this.#at(path, () => valueOf(expr, scope))
  }

  #text(expr: Expr, scope: Scope, path: Place): string {
    return this.#at(path, () => textOf(valueOf(expr, scope)))
  }

  #number(expr: Expr, scope: Scope, path: Place): number {
    return this.#at(path, () => numberOf(valueOf(expr, scope)))
  }

  #at<T>(path: Place, play: () => T): T {
    this.#place = { ...this.#place, path }
    return at(this.#place, play)
  }
}

/** Arithmetic on a UTC instant given as text; reads no clock. */
function addMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + Math.floor(minutes * 60_000)).toISOString()
}
