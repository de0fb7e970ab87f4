import { addDays, dayOf, weekday } from '../../ledger/day/day.ts'
import { isObject, own } from '../../ledger/fields/field-kind.ts'
import { daysInMonth } from '../../log/calendar-text.ts'
import type { DemoRandom } from './random.ts'
import type { Expr, Form, FormName } from './story.ts'
import { formOf } from './story.ts'
import { wrong } from './story-fault.ts'

/** A value while the story is played: people, offices and records stand for themselves by name. */
export type Item =
  | undefined
  | string
  | number
  | boolean
  | readonly Item[]
  | { readonly [key: string]: Item }

/** What a story may ask of the world: its lists, the calendar, chance, and what was told so far. */
export interface World {
  readonly lists: ReadonlyMap<string, readonly Item[]>
  readonly random: DemoRandom
  readonly isWorkday: (day: string) => boolean
  /** A row of a list by its `key`, or the values of a record that was told. */
  lookUp(name: string): Item
  /** The id of what is called so; undefined: nobody has spoken of it yet. */
  idOf(name: string): string | undefined
  /** The values of a register's records that stand, with their ids, in the order of telling. */
  recordsOf(register: string): readonly { readonly id: string; readonly values: Item }[]
  /** What is left of a list that is dealt. */
  readonly decks: Map<string, Item[]>
}

/** Names within reach, each worked out once, when it is first asked for. */
export class Scope {
  readonly world: World
  readonly #outer: Scope | null
  readonly #known = new Map<string, Item>()
  readonly #later = new Map<string, () => Item>()

  constructor(world: World, outer: Scope | null) {
    this.world = world
    this.#outer = outer
  }

  set(name: string, value: Item): this {
    this.#known.set(name, value)
    return this
  }

  later(name: string, value: () => Item): void {
    this.#later.set(name, value)
  }

  get(name: string): Item {
    if (this.#known.has(name)) return this.#known.get(name)
    const make = this.#later.get(name)
    if (make) {
      const value = make()
      this.#known.set(name, value)
      return value
    }
    return this.#outer ? this.#outer.get(name) : wrong('name', name)
  }
}

/** Works a value out. */
export function valueOf(expr: Expr | undefined, scope: Scope): Item {
  if (expr === undefined || typeof expr === 'number' || typeof expr === 'boolean') return expr
  if (typeof expr === 'string') {
    return expr.startsWith('$') ? follow(expr.slice(1), scope) : filled(expr, scope)
  }
  if (Array.isArray(expr)) {
    return expr.map((one: Expr) => valueOf(one, scope)).filter((one) => one !== undefined)
  }
  const name = formOf(expr)
  if (name !== null) return evaluate(name, expr as never, scope)
  const row = Object.entries(expr).map(([key, one]) => [key, valueOf(one, scope)] as const)
  return Object.fromEntries(row.filter(([, value]) => value !== undefined))
}

/** `a.b.0`: a name, then keys and places; `?` at the end: it need not be there. */
function follow(path: string, scope: Scope): Item {
  const optional = path.endsWith('?')
  const [first = '', ...steps] = (optional ? path.slice(0, -1) : path).split('.')
  let here = scope.get(first)
  for (const step of steps) {
    const inside = typeof here === 'string' ? scope.world.lookUp(here) : here
    here = Array.isArray(inside)
      ? (inside as readonly Item[]).at(Number(step))
      : isObject(inside)
        ? (own(inside, step) as Item)
        : undefined
    if (here === undefined) return optional ? undefined : wrong('name', path)
  }
  return here
}

/** `{path}`, `{year-1}` of a number, `{nth:3}` with at least three digits. */
const place = /\{([^{}:+-]+)([+-]\d+)?(?::(\d))?\}/g

function filled(text: string, scope: Scope): string {
  return text.replaceAll(place, (_, path: string, more?: string, digits?: string) => {
    const item = follow(path, scope)
    const shown = more === undefined ? item : numberOf(item) + Number(more)
    return textOf(shown).padStart(Number(digits ?? 0), '0')
  })
}

/** The text, number or day that is meant. Throws where it is something else. */
export function textOf(item: Item): string {
  if (typeof item === 'string' || typeof item === 'number') return String(item)
  const key = isObject(item) ? own(item, 'key') : undefined
  return typeof key === 'string' ? key : wrong('text', JSON.stringify(item) ?? '')
}

export function numberOf(item: Item): number {
  return typeof item === 'number' ? item : wrong('number', JSON.stringify(item) ?? '')
}

/** Whether it is so: there, not no, not none. */
export function isSo(item: Item): boolean {
  return Array.isArray(item) ? item.length > 0 : Boolean(item)
}

/** A list by its name, a number as so many, or a list that was worked out. */
export function listOf(expr: Expr, scope: Scope): readonly Item[] {
  if (typeof expr === 'string' && !expr.startsWith('$')) {
    return scope.world.lists.get(expr) ?? wrong('list', expr)
  }
  const value = valueOf(expr, scope)
  if (typeof value === 'number') return Array.from({ length: value }, (_, at) => at + 1)
  return Array.isArray(value) ? value : wrong('list', JSON.stringify(value) ?? '')
}

type Where = Readonly<Record<string, Expr>> | undefined

function matching(items: readonly Item[], where: Where, scope: Scope): readonly Item[] {
  const wanted = Object.entries(where ?? {}).map(
    ([key, one]) => [key, valueOf(one, scope)] as const,
  )
  return items.filter((item) =>
    wanted.every(([key, value]) => {
      const here = isObject(item) ? (own(item, key) as Item) : undefined
      return isMeant(here, value, scope) || (Array.isArray(here) && here.includes(value))
    }),
  )
}

/** The same, or what stands for it in a record: of a row with a key, its id. */
function isMeant(here: Item, value: Item, { world }: Scope): boolean {
  const key = keyOf(value)
  return here === value || (typeof key === 'string' && here === world.idOf(key))
}

/** Working days of a month. */
function workdaysOf(month: { year: number; month: number }, { isWorkday }: World): string[] {
  const days = Array.from({ length: daysInMonth(month) }, (_, at) =>
    dayOf({ ...month, day: at + 1 }),
  )
  return days.filter(isWorkday)
}

/** The day `count` working days later (earlier when negative). */
export function workdayAfter(day: string, count: number, { isWorkday }: World): string {
  let here = day
  for (let left = Math.abs(count); left > 0; ) {
    here = addDays(here, Math.sign(count))
    if (isWorkday(here)) left--
  }
  return here
}

/** The day itself where it is one of work, otherwise the next that is. */
export function workdayFrom(day: string, world: World): string {
  return workdayAfter(addDays(day, -1), 1, world)
}

type Evaluators = { readonly [Name in FormName]: (form: Form<Name>, scope: Scope) => Item }

function evaluate<Name extends FormName>(name: Name, form: Form<Name>, scope: Scope): Item {
  return (evaluators as { readonly [key: string]: (form: never, scope: Scope) => Item })[name]?.(
    form as never,
    scope,
  )
}

const evaluators: Evaluators = {
  pick: ({ $pick: pick, where }, scope) => {
    const items = matching(listOf(pick, scope), where, scope)
    const name = typeof pick === 'string' ? pick : JSON.stringify(pick)
    return items.length === 0 ? wrong('empty', name) : scope.world.random.pick(items)
  },
  some: ({ $some: some, count, where }, scope) =>
    scope.world.random.some(
      matching(listOf(some, scope), where, scope),
      numberOf(valueOf(count, scope)),
    ),
  deal: ({ $deal: deal, count }, scope) => {
    const { decks, random } = scope.world
    const all = listOf(deal, scope)
    const many = count === undefined ? 1 : numberOf(valueOf(count, scope))
    const left = decks.get(deal) ?? []
    const deck = left.length < many ? [...random.shuffled(all)] : left
    const dealt = deck.splice(0, many)
    decks.set(deal, deck)
    return count === undefined ? dealt[0] : dealt
  },
  turn: ({ $turn: turn }, scope) => {
    const items = listOf(turn, scope)
    return items[(numberOf(scope.get('nth')) - 1) % items.length]
  },
  all: ({ $all: all, where, on }, scope) => {
    const items = matching(listOf(all, scope), where, scope)
    const dated = items.some((one) => isObject(one) && ('from' in one || 'to' in one))
    if (!dated) return items
    const day = textOf(on === undefined ? scope.get('on') : valueOf(on, scope))
    return items.filter((one) => holdsOn(one, day))
  },
  between: ({ $between: [from, to], times }, scope) => {
    const [least, most] = [numberOf(valueOf(from, scope)), numberOf(valueOf(to, scope))]
    const factor = times === undefined ? 1 : numberOf(valueOf(times, scope))
    return scope.world.random.between(least, most) * factor
  },
  chance: ({ $chance: chance }, scope) => scope.world.random.chance(chance),
  sum: ({ $sum: sum }, scope) =>
    sum.map((one) => numberOf(valueOf(one, scope))).reduce((one, other) => one + other, 0),
  product: ({ $product: product }, scope) =>
    product.map((one) => numberOf(valueOf(one, scope))).reduce((one, other) => one * other, 1),
  count: ({ $count: count }, scope) => listOf(count, scope).length,
  same: ({ $same: [one, other] }, scope) => valueOf(one, scope) === valueOf(other, scope),
  earlier: ({ $earlier: [one, other] }, scope) =>
    textOf(valueOf(one, scope)) < textOf(valueOf(other, scope)),
  not: ({ $not: not }, scope) => !isSo(valueOf(not, scope)),
  if: (form, scope) => valueOf(isSo(valueOf(form.$if, scope)) ? form.yes : form.no, scope),
  case: (form, scope) => valueOf(form.of[textOf(valueOf(form.$case, scope))] ?? form.else, scope),
  workday: ({ $workday: workday, month }, scope) => {
    const year = numberOf(scope.get('year'))
    const inMonth = month === undefined ? scope.get('month') : valueOf(month, scope)
    const days = workdaysOf({ year, month: numberOf(inMonth) }, scope.world)
    const wanted = valueOf(workday, scope)
    if (wanted === 'any') return scope.world.random.pick(days)
    const nth = numberOf(wanted)
    return days.at(nth > 0 ? nth - 1 : nth) ?? wrong('workday', String(nth))
  },
  after: ({ $after: after, days, workdays }, scope) => {
    const day = textOf(valueOf(after, scope))
    const moved = days === undefined ? day : addDays(day, numberOf(valueOf(days, scope)))
    return workdays === undefined
      ? moved
      : workdayAfter(moved, numberOf(valueOf(workdays, scope)), scope.world)
  },
  weeks: ({ except }, scope) => lastWorkdays(except, scope),
  attendance: ({ $attendance: attendance, always }, scope) =>
    attend(listOf(attendance, scope), always === undefined ? [] : listOf(always, scope), scope),
  rows: ({ $rows: rows, as }, scope) =>
    listOf(rows, scope).map((one) => valueOf(as, new Scope(scope.world, scope).set('row', one))),
  join: ({ $join: join }, scope) => [
    ...new Map(join.flatMap((one) => listOf(one, scope)).map((one) => [keyOf(one), one])).values(),
  ],
  text: ({ $text: text, by }, scope) => listOf(text, scope).map(textOf).join(by),
  find: (form, scope) => found(form, scope),
}

function keyOf(item: Item): Item {
  return isObject(item) && 'key' in item ? (item['key'] as Item) : item
}

function holdsOn(item: Item, day: string): boolean {
  const span = isObject(item) ? item : {}
  return String(span['from'] ?? '0000') <= day && day <= String(span['to'] ?? '9999')
}

function lastWorkdays(except: Expr | undefined, scope: Scope): readonly string[] {
  const year = numberOf(scope.get('year'))
  const off = except === undefined ? [] : listOf(except, scope)
  const days = Array.from({ length: 12 }, (_, at) =>
    workdaysOf({ year, month: at + 1 }, scope.world),
  )
    .flat()
    .filter((day) => weekday(day) <= 5 && !off.some((span) => holdsOn(span, day)))
  return days.filter((day, nth) => {
    const next = days[nth + 1]
    return next === undefined || next > addDays(day, 7 - weekday(day))
  })
}

/** Most come: never fewer than three quarters, always the ones named. */
function attend(due: readonly Item[], always: readonly Item[], { world }: Scope): Item {
  const kept = new Set(always.map(keyOf))
  const absentMost = Math.floor(due.length / 4)
  const absent = new Set<Item>()
  for (const one of world.random.shuffled(due)) {
    if (absent.size < absentMost && !kept.has(keyOf(one)) && world.random.chance(0.08))
      absent.add(one)
  }
  return {
    present: due.filter((one) => !absent.has(one)),
    absent: due.filter((one) => absent.has(one)),
  }
}

function found({ $find: find, where, day, from, before, which }: Form<'find'>, scope: Scope): Item {
  const since = from === undefined ? '' : textOf(valueOf(from, scope))
  const until = before === undefined ? '9999' : textOf(valueOf(before, scope))
  const matches = scope.world
    .recordsOf(find)
    .map(({ id, values }) => ({ id, on: isObject(values) ? own(values, day) : undefined, values }))
    .filter(({ on }) => typeof on === 'string' && since <= on && on < until)
    .filter(({ values }) => matching([values], where, scope).length > 0)
    .toSorted((one, other) => (String(one.on) < String(other.on) ? -1 : 1))
  return matches.at(which === 'first' ? 0 : -1)?.id
}
