import { compareTexts } from '../../ledger/compare-texts.ts'
import { isObject } from '../../ledger/fields/field-kind.ts'
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
import type { Value, Values } from '../../ledger/value.ts'
import type { Chapter } from './read-story.ts'
import type { Correction, Expr, Pattern, Telling, Turn, Voiding } from './story.ts'
import { wrong } from './story-fault.ts'
import type { Item } from './story-values.ts'
import { listOf, Scope, textOf, workdayAfter, workdayFrom } from './story-values.ts'
import type { Path, Teller } from './teller.ts'
import { addMinutes } from './teller.ts'
import type { DemoWrite } from './told.ts'

/** What a telling says, or the pattern that it follows, and where. */
interface Part {
  readonly part: Pattern
  readonly at: Path
}

/** Where something is told. */
interface Spot {
  readonly scope: Scope
  readonly path: Path
}

/** Tells the records of one story: their writes, and what becomes of them later. */
export class RecordPlayer {
  /** In the order of telling, which is not that of their moments. */
  readonly writes: DemoWrite[] = []
  readonly #teller: Teller
  #early = 0

  constructor(teller: Teller) {
    this.#teller = teller
  }

  /** Once for each of what it is told for, in the order of the days. */
  tell(telling: Telling, chapter: Chapter, { scope: outer, path }: Spot): void {
    const teller = this.#teller
    const parts = this.#partsOf(telling, chapter, path)
    const told = this.#scopesOf(telling, parts, { scope: outer, path }).map((scope, nth) => {
      scope.set('nth', nth + 1)
      const on = textOf(teller.value(telling.on, scope, [...path, 'on']))
      return { scope: scope.set('on', on), on }
    })
    told
      .toSorted((one, other) => compareTexts(one.on, other.on))
      .forEach(({ scope }, nth) => {
        scope.set('number', nth + 1)
        if (!teller.happens(telling, scope, path)) return
        const inside = this.#create(telling, parts, { scope, path })
        for (const { part, at: here } of parts.toReversed()) {
          part.later?.forEach((turn, nthTurn) => {
            this.#turn(turn, chapter, { scope: inside, path: [...here, 'later', nthTurn] })
          })
        }
      })
  }

  #scopesOf(telling: Telling, parts: readonly Part[], { scope: outer, path }: Spot) {
    const teller = this.#teller
    const loops = Object.entries(telling.for ?? {})
    const scopes = loops.reduce<readonly Scope[]>(
      (all, [name, list]) =>
        all.flatMap((scope) =>
          teller
            .within([...path, 'for', name], () => listOf(list, scope))
            .map((item) => new Scope(teller, scope).set(name, item)),
        ),
      [new Scope(teller, outer)],
    )
    for (const scope of scopes) {
      for (const { part, at: here } of parts) teller.let(part.let, scope, here)
    }
    return scopes
  }

  /** The pattern that a telling follows, and then what it says itself. */
  #partsOf(telling: Telling, { patterns }: Chapter, path: Path): readonly Part[] {
    const own = { part: telling, at: path }
    const { like } = telling
    if (like === undefined) return [own]
    const part = patterns.get(like)
    if (!part) return this.#teller.within([...path, 'like'], () => wrong('pattern', like))
    return [{ part, at: ['patterns', like] }, own]
  }

  /** Writes the record; answers what can be spoken of from then on. */
  #create(telling: Telling, parts: readonly Part[], { scope, path }: Spot): Scope {
    const teller = this.#teller
    const register = teller.registerOf(telling.tell, [...path, 'tell'])
    const name = teller.textIf(telling.as, scope, [...path, 'as'])
    const record = name === null ? teller.random.uuid() : teller.idFor(name)
    if (teller.standing.has(record)) {
      return teller.within([...path, 'as'], () => wrong('double', name ?? ''))
    }
    const { draw } = telling
    const told = {
      values: withYear(register, this.#valuesOf(parts, register, scope)),
      recordedAt: this.#momentOf(telling, { scope, path }),
      actor: teller.who(telling.by, scope, [...path, 'by']),
    }
    this.#write({
      kind: telling.kind ?? 'create',
      register: register.id,
      record,
      ...this.#inEvent(telling, told, { register, scope, path }),
      reason: teller.textIf(telling.reason, scope, [...path, 'reason']),
      ...(draw && {
        draw: {
          from: draw.from,
          period: teller.text(draw.period, scope, [...path, 'draw', 'period']),
          count: teller.number(draw.count, scope, [...path, 'draw', 'count']),
        },
      }),
      told: { file: teller.file, path },
    })
    return new Scope(teller, scope).set('record', record)
  }

  /** What is told, as part of the event that it is one with. Chance has had its say before. */
  #inEvent(
    telling: Telling,
    told: Pick<DemoWrite, 'values' | 'recordedAt' | 'actor'>,
    { register, scope, path }: Spot & { register: Register },
  ): Pick<DemoWrite, 'values' | 'recordedAt' | 'actor'> {
    const teller = this.#teller
    const { settings, standing } = teller
    const here = [...path, 'with']
    const beside = teller.value(telling.with, scope, here)
    if (beside === undefined) return told
    const other = standing.get(teller.refer(beside))
    const part = partPlayer(settings, register.id)
    const root = other && partPlayer(settings, other.register)
    if (!other || !part || !root) return teller.within(here, () => wrong('nobody', 'with'))
    const shared = withHeadCount(factsOf(root, other.values), new Map())
    const said = Object.entries(valuesOfFacts(part, shared)).filter(([, value]) => value !== null)
    const event = eventOf(root, { id: other.record, values: other.values })
    return {
      values: { ...told.values, ...Object.fromEntries(said), [part.fields.event]: event },
      recordedAt: other.recordedAt,
      actor: other.actor,
    }
  }

  /** What becomes of what was told: another record, a correction, an end. */
  #turn(turn: Turn, chapter: Chapter, { scope, path }: Spot): void {
    const teller = this.#teller
    if ('tell' in turn) return this.tell(turn, chapter, { scope, path })
    if (!teller.happens(turn, scope, path)) return
    const before = teller.standing.get(teller.who(turn.of ?? '$record', scope, [...path, 'of']))
    if (!before) return teller.within([...path, 'of'], () => wrong('nobody', String(turn.of)))
    this.#write({
      ...before,
      ...('void' in turn
        ? { kind: 'void' as const }
        : this.#changed(turn, { before, scope, path })),
      ...this.#said(turn, { before, scope, path }),
    })
  }

  #changed(turn: Correction, { before, scope, path }: Spot & { before: DemoWrite }) {
    const teller = this.#teller
    const register = teller.registerOf(before.register, path)
    const change = this.#stored(turn.correct, { register, scope, path: [...path, 'correct'] })
    const found = teller.value(turn.found, scope, [...path, 'found'])
    const { draw } = before
    return {
      kind: 'correct' as const,
      values: { ...before.values, ...change },
      ...(draw &&
        found !== undefined && {
          draw: { ...draw, found: found === 'none' ? '' : teller.refer(found) },
        }),
    }
  }

  #said(turn: Correction | Voiding, { before, scope, path }: Spot & { before: DemoWrite }) {
    const teller = this.#teller
    const planned = this.#moment(teller.text(turn.on, scope, [...path, 'on']), 0)
    return {
      // A correction never comes before what it corrects.
      recordedAt: planned > before.recordedAt ? planned : addMinutes(before.recordedAt, 7),
      actor: teller.who(turn.by, scope, [...path, 'by']),
      reason: teller.text(turn.reason, scope, [...path, 'reason']),
      told: { file: teller.file, path },
    }
  }

  #write(write: DemoWrite): void {
    this.writes.push(write)
    this.#teller.standing.set(write.record, write)
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

  /** The values of a record as they are stored: what stands for a record becomes its id. */
  #stored(
    given: Readonly<Record<string, Expr>>,
    { register, scope, path }: Spot & { register: Register },
  ): Values {
    const teller = this.#teller
    const values: Record<string, Value> = {}
    for (const [id, expr] of Object.entries(given)) {
      const field = register.fields.find((one) => one.id === id)
      const here = [...path, id]
      if (!field) return teller.within(here, () => wrong('field', id))
      const value = teller.value(expr, scope, here)
      if (value === undefined || (Array.isArray(value) && value.length === 0)) continue
      values[id] = teller.within(here, () => this.#asStored(field, value))
    }
    return values
  }

  #asStored(field: Field, value: Item): Value {
    const { names, many } = fieldKindOf(field.type)
    const items = Array.isArray(value) ? value : [value]
    if (field.fields !== undefined) return items.map((row) => this.#storedRow(field, row))
    if (names === undefined || names === 'file') return value as Value
    return many ? items.map((one) => this.#teller.refer(one)) : this.#teller.refer(value)
  }

  #storedRow({ fields = [] }: Field, row: Item): Values {
    const cells = Object.entries(isObject(row) ? row : {}).map(([id, value]) => {
      const field = fields.find((one) => one.id === id) ?? wrong('field', id)
      return [id, this.#asStored(field, value as Item)] as const
    })
    return Object.fromEntries(cells)
  }

  #momentOf(telling: Telling, { scope, path }: Spot): string {
    const on = textOf(scope.get('on'))
    // One second after the other before office hours: an office comes before its people.
    if (telling.early === true) {
      return addMinutes(`${workdayFrom(on, this.#teller)}T00:30:00.000Z`, ++this.#early / 60)
    }
    const { after = { $between: [0, 3] } } = telling
    return this.#moment(on, this.#teller.number(after, scope, [...path, 'after']))
  }

  /**
   * A moment of office hours (09:00 to 17:30 in China, 01:00 to 09:30 UTC) some days later; what
   * happens on a day off is written down on the next day of work.
   */
  #moment(day: string, after: number): string {
    const { random } = this.#teller
    const on = after === 0 ? workdayFrom(day, this.#teller) : workdayAfter(day, after, this.#teller)
    const minute = after === 0 ? random.between(360, 500) : random.between(0, 500)
    return addMinutes(`${on}T01:00:00.000Z`, minute + random.next())
  }
}
