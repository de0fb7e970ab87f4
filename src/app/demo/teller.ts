import { partsOf } from '../../ledger/day/day.ts'
import { isObject, own } from '../../ledger/fields/field-kind.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Playing } from '../../ledger/register/roles.ts'
import type { DemoRandom } from './random.ts'
import { demoRandom } from './random.ts'
import type { Story } from './read-story.ts'
import type { Expr } from './story.ts'
import type { StoryPlace } from './story-fault.ts'
import { at, StoryFault, wrong } from './story-fault.ts'
import type { Item, World } from './story-values.ts'
import { isSo, numberOf, Scope, textOf, valueOf, workdayFrom } from './story-values.ts'
import type { DemoWrite } from './told.ts'

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

/** The years of a story by name, as they are counted from a day; the first is the first. */
export function yearsOf({ years }: Story, today: string): ReadonlyMap<string, number> {
  const { year } = partsOf(today)
  return new Map([...years].map(([name, after]) => [name, year + after]))
}

/** The keys that lead to something in the file that is being told. */
export type Path = StoryPlace['path']

/**
 * Knows what has been told and says what is written means: a value, a day, the record that is
 * meant. What cannot be said stops with the place where it is written.
 */
export class Teller implements World {
  readonly settings: PlaySettings
  readonly years: ReadonlyMap<string, number>
  readonly lists: World['lists']
  readonly isWorkday: World['isWorkday']
  readonly decks: World['decks'] = new Map()
  readonly faults: StoryFault[] = []
  /** Each record as its last write left it, by id, in the order of telling. */
  readonly standing = new Map<string, DemoWrite>()
  random: DemoRandom
  /** What every telling may speak of: the day, and each year by its name. */
  readonly #known: Scope
  readonly #keyed: ReadonlyMap<string, Item>
  /** Ids by what tellings call a record, made when it is first spoken of. */
  readonly #ids = new Map<string, string>()
  readonly #spokenOf = new Map<string, StoryPlace>()
  readonly #chance: string
  #place: StoryPlace

  constructor(story: Story, settings: PlaySettings) {
    this.settings = settings
    this.years = yearsOf(story, settings.today)
    this.#known = new Scope(this, null).set('today', settings.today)
    for (const [name, year] of this.years) this.#known.set(name, year)
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

  /** Rows of a list; their texts may speak of the years. */
  #listed(id: string, rows: readonly Item[]): readonly Item[] {
    const rowOf = (row: Item) => valueOf(row as Expr, this.#known)
    return this.within(['lists', id], () => rows.map(rowOf))
  }

  lookUp(name: string): Item {
    const row = this.#keyed.get(name)
    return row ?? (this.standing.get(this.#ids.get(name) ?? name)?.values as Item)
  }

  idOf(name: string): string | undefined {
    return this.#ids.get(name)
  }

  recordsOf(register: string) {
    return [...this.standing.values()]
      .filter((one) => one.register === register && one.kind !== 'void')
      .map(({ record, values }) => ({ id: record, values: values as Item }))
  }

  /** The id of what is called so; made when it is first spoken of. */
  idFor(name: string): string {
    const id = this.#ids.get(name) ?? this.random.uuid()
    this.#ids.set(name, id)
    return id
  }

  /** The id of what a value stands for: the name of a record, a row with a key, or an id. */
  refer(value: Item): string {
    const name = textOf(value)
    if (this.standing.has(name)) return name
    if (!this.#spokenOf.has(name)) this.#spokenOf.set(name, this.#place)
    return this.idFor(name)
  }

  /** What was spoken of and never told. */
  neverTold(): readonly StoryFault[] {
    return [...this.#spokenOf]
      .filter(([name]) => !this.standing.has(this.idFor(name)))
      .map(([name, place]) => new StoryFault('nobody', name, place))
  }

  registerOf(id: string, path: Path): Register {
    return this.settings.registers.get(id) ?? this.within(path, () => wrong('register', id))
  }

  /** A chance of its own for each year of a file: a change in one leaves the others alone. */
  chances(file: string): ReadonlyMap<string, DemoRandom> {
    const drawnUnder = (name: string) => `${this.#chance} ${file} ${name}`.trimStart()
    return new Map(
      [...this.years.keys()].map((name) => [
        name,
        demoRandom(this.settings.seed, drawnUnder(name)),
      ]),
    )
  }

  /** What can be spoken of in one year. */
  inYear(name: string, path: Path): Scope {
    const year = this.years.get(name)
    if (year === undefined) return this.within([...path, 'years'], () => wrong('year', name))
    return new Scope(this, this.#known).set('year', year).set('yearName', name)
  }

  /** Names that something gives to values, each worked out when it is first asked for. */
  let(names: Readonly<Record<string, Expr>> | undefined, scope: Scope, path: Path): void {
    for (const [name, said] of Object.entries(names ?? {})) {
      scope.later(name, () => this.value(said, scope, [...path, 'let', name]))
    }
  }

  happens({ if: when }: { if?: Expr | undefined }, scope: Scope, path: Path): boolean {
    return when === undefined || isSo(this.value(when, scope, [...path, 'if']))
  }

  value(expr: Expr | undefined, scope: Scope, path: Path): Item {
    return this.within(path, () => valueOf(expr, scope))
  }

  text(expr: Expr, scope: Scope, path: Path): string {
    return this.within(path, () => textOf(valueOf(expr, scope)))
  }

  /** The same of what need not be said; null: it is not. */
  textIf(expr: Expr | undefined, scope: Scope, path: Path): string | null {
    return expr === undefined ? null : this.text(expr, scope, path)
  }

  number(expr: Expr, scope: Scope, path: Path): number {
    return this.within(path, () => numberOf(valueOf(expr, scope)))
  }

  /** The person, office or record that is meant. */
  who(expr: Expr, scope: Scope, path: Path): string {
    return this.refer(this.value(expr, scope, path))
  }

  /** A day, or the next on which work is done. */
  workday(expr: Expr, scope: Scope, path: Path): string {
    return workdayFrom(this.text(expr, scope, path), this)
  }

  /** The file that is being told. */
  get file(): string {
    return this.#place.file
  }

  /** Does what stands at a place of this file; what goes wrong has gone wrong there. */
  within<T>(path: Path, play: () => T): T {
    this.#place = { ...this.#place, path }
    return at(this.#place, play)
  }

  /** Tells what stands at a place; what goes wrong is kept, and the story goes on. */
  trying(place: StoryPlace, tell: () => void): void {
    this.#place = place
    try {
      at(place, tell)
    } catch (error) {
      if (!(error instanceof StoryFault)) throw error
      this.faults.push(error)
    }
  }
}

/** Arithmetic on a UTC instant given as text; reads no clock. */
export function addMinutes(instant: string, minutes: number): string {
  return new Date(Date.parse(instant) + Math.floor(minutes * 60_000)).toISOString()
}
