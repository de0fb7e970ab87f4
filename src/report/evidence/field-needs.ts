import type { Duty } from '../../duty/duty.ts'
import { core } from '../../ledger/core-registers.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import { isObject } from '../../ledger/fields/field-kind.ts'
import type { FigureDefinition } from '../../ledger/figure.ts'
import type { Predicate } from '../../ledger/predicate.ts'
import type { Field, Register } from '../../ledger/register.ts'

/**
 * How much of a field a definition looks at: its value; only whether it is there and how many
 * values it has; or some columns of its rows.
 */
export type FieldNeed = 'value' | 'shape' | FieldNeeds

/** What is looked at, by field. */
export interface FieldNeeds extends ReadonlyMap<string, FieldNeed> {}

type Sink = Map<string, FieldNeed | Sink>

/** What definitions look at in the records of several registers. */
export class RecordNeeds {
  readonly #registers: ReadonlyMap<string, Register>
  readonly #fields = new Map<string, Sink>()
  readonly #years = new Map<string, Set<number>>()
  readonly #closed = new Set<string>()

  constructor(registers: ReadonlyMap<string, Register>) {
    this.#registers = registers
  }

  /** Fields by register; an empty map asks that the records exist, and nothing of them. */
  get fields(): ReadonlyMap<string, FieldNeeds> {
    return this.#fields as ReadonlyMap<string, FieldNeeds>
  }

  /** What must stay closed though a definition reads it: `talk`, `lecture.lecturer`. */
  get closed(): ReadonlySet<string> {
    return this.#closed
  }

  /** Years from which records of a register are looked at. */
  yearsOf(register: string): ReadonlySet<number> {
    return this.#years.get(register) ?? new Set()
  }

  /** Records of a register in a year, without any field of theirs. */
  records(register: string, year: number): void {
    const years = this.#years.get(register) ?? new Set()
    this.#years.set(register, years.add(year))
    if (!this.#fields.has(register)) this.#fields.set(register, new Map())
  }

  /** A field, or `rows.field`, with its value. `open` lets a person's id be seen. */
  value(register: string, path: string, { open = false }: { open?: boolean } = {}): void {
    const [outer = '', inner] = path.split('.')
    const scope = this.#scope(register)
    if (inner === undefined) this.#need(scope, outer, { need: 'value', open })
    else this.#need(this.#rows(scope, outer), inner, { need: 'value', open })
  }

  /** Everything a predicate looks at in a record of the register. */
  predicate(register: string, predicate: Predicate, years: readonly number[]): void {
    this.#predicate(this.#scope(register), predicate, years)
  }

  #scope(register: string): Scope {
    const declared = this.#registers.get(register)
    const sink = this.#fields.get(register) ?? new Map<string, FieldNeed | Sink>()
    this.#fields.set(register, sink)
    return {
      name: register,
      fields: declared?.fields ?? [],
      isRestricted: declared?.readers !== undefined,
      sink,
      outer: null,
    }
  }

  #rows(scope: Scope, field: string): Scope {
    const known = scope.sink.get(field)
    const sink: Sink = known instanceof Map ? known : new Map()
    // Whoever sees a field whole sees its rows too.
    if (known !== 'value') scope.sink.set(field, sink)
    const declared = scope.fields.find(({ id }) => id === field)
    if (declared?.readers !== undefined) this.#closed.add(`${scope.name}.${field}`)
    return {
      name: `${scope.name}.${field}`,
      fields: declared?.fields ?? [],
      isRestricted: scope.isRestricted,
      sink,
      outer: scope,
    }
  }

  #need(
    scope: Scope,
    field: string,
    { need, open = false }: { need: 'value' | 'shape'; open?: boolean },
  ): void {
    const declared = scope.fields.find(({ id }) => id === field)
    if (!declared) return
    const isPerson = declared.type === 'person' || declared.type === 'people'
    const isClosed = declared.readers !== undefined || (isPerson && need === 'value' && !open)
    if (scope.isRestricted) this.#closed.add(scope.name.split('.')[0] ?? '')
    else if (isClosed) this.#closed.add(`${scope.name}.${field}`)
    const known = scope.sink.get(field)
    if (known === undefined || need === 'value') scope.sink.set(field, need)
  }

  #predicate(scope: Scope, predicate: Predicate, years: readonly number[]): void {
    for (const [key, test] of Object.entries(predicate) as [string, unknown][]) {
      if (key === 'all' || key === 'any') {
        for (const one of test as readonly Predicate[]) this.#predicate(scope, one, years)
      } else if (key === 'not') this.#predicate(scope, test as Predicate, years)
      else this.#test({ scope, field: key, test, years })
    }
  }

  #test(given: Test): void {
    const { scope, field, test, years } = given
    if (!isObject(test)) {
      this.#need(scope, field, { need: 'value' })
      for (const one of Array.isArray(test) ? test : [test]) this.#operand(scope, one)
      return
    }
    for (const [operator, argument] of Object.entries(test)) {
      this.#operator({ ...given, operator, argument, years })
    }
  }

  #operator(given: Test & { readonly operator: string; readonly argument: unknown }): void {
    const { scope, field, operator, argument, years } = given
    switch (operator) {
      case 'exists':
      case 'count':
        return this.#need(scope, field, { need: 'shape' })
      case 'ratio': {
        const { of } = argument as { of: unknown }
        this.#amount(scope, field)
        if (typeof of === 'string' && of.startsWith('$')) this.#amount(scope, of.slice(1))
        return
      }
      case 'some':
      case 'every':
      case 'first':
        return this.#predicate(this.#rows(scope, field), argument as Predicate, years)
      case 'answeredBy': {
        const { register, via } = argument as { register: string; via: string }
        for (const year of years) this.records(register, year)
        return this.value(register, via)
      }
      case 'not':
        return this.#test({ ...given, test: argument })
      default:
        this.#need(scope, field, { need: 'value' })
        return this.#operand(scope, argument)
    }
  }

  /** Of a number the value counts, of many values how many there are. */
  #amount(scope: Scope, field: string): void {
    const declared = scope.fields.find(({ id }) => id === field)
    const many = declared !== undefined && isMany(declared)
    this.#need(scope, field, { need: many ? 'shape' : 'value' })
  }

  /** `$field` is looked for in the row first, then in the record. */
  #operand(scope: Scope, operand: unknown): void {
    if (typeof operand !== 'string' || !operand.startsWith('$')) return
    const field = operand.slice(1)
    this.#need(scope, field, { need: 'value' })
    if (scope.outer) this.#need(scope.outer, field, { need: 'value' })
  }
}

interface Scope {
  readonly name: string
  readonly fields: readonly Field[]
  readonly isRestricted: boolean
  readonly sink: Sink
  readonly outer: Scope | null
}

interface Test {
  readonly scope: Scope
  readonly field: string
  readonly test: unknown
  readonly years: readonly number[]
}

/** Whether a field holds several values, so that its payload has a shape of its own. */
export function isMany(field: Pick<Field, 'type'>): boolean {
  return fieldKindOf(field.type).many
}

/** What a figure looks at in the records of these years. */
export function addFigureNeeds(
  needs: RecordNeeds,
  { measure, where }: FigureDefinition,
  years: readonly number[],
): void {
  const { register } = measure
  for (const year of years) needs.records(register, year)
  if (where !== undefined) needs.predicate(register, where, spanOfAnswers(years))
  switch (measure.kind) {
    case 'sum':
    case 'distinct':
      return needs.value(register, measure.field)
    case 'share':
      return needs.predicate(register, measure.part, spanOfAnswers(years))
    case 'count':
    case 'list':
    case 'latest':
      return
  }
}

/** A record may be answered in the year before or after its own. */
function spanOfAnswers(years: readonly number[]): number[] {
  return [...new Set(years.flatMap((year) => [year - 1, year, year + 1]))]
}

/**
 * What a duty looks at in a year, where its state follows from records alone; false where it
 * rests on the roster or on working days too, which stay with the keeper.
 */
export function addDutyNeeds(
  needs: RecordNeeds,
  { require }: Duty,
  { year, figures }: { year: number; figures: ReadonlyMap<string, FigureDefinition> },
): boolean {
  switch (require.kind) {
    case 'quota':
    case 'cap':
    case 'deadline':
    case 'season':
    case 'task':
    case 'notMoreThanLastYear': {
      const figure = figures.get(require.figure)
      if (!figure) return false
      addFigureNeeds(
        needs,
        figure,
        require.kind === 'notMoreThanLastYear' ? [year, year - 1] : [year],
      )
      break
    }
    case 'each': {
      const { register, where, must, due } = require
      needs.records(register, year)
      if (where !== undefined) needs.predicate(register, where, spanOfAnswers([year]))
      needs.predicate(register, must, spanOfAnswers([year]))
      if (due && 'field' in due) needs.value(register, due.field)
      break
    }
    case 'none': {
      const { register, where } = require
      needs.records(register, year)
      if (where !== undefined) needs.predicate(register, where, spanOfAnswers([year]))
      break
    }
    default:
      return false
  }
  addStatements(needs, year)
  return true
}

/** What people said about duties; that somebody attested is what an attestation shows. */
function addStatements(needs: RecordNeeds, year: number): void {
  const { statement, attestation } = core
  for (const near of [year - 1, year, year + 1]) {
    needs.records(statement.id, near)
    needs.records(attestation.id, near)
  }
  const { duty, period, state, office } = statement.names
  for (const field of [duty, period, state, office]) needs.value(statement.id, field)
  for (const field of [duty, period, attestation.names.givenOn, office]) {
    needs.value(attestation.id, field)
  }
  needs.value(attestation.id, attestation.names.person, { open: true })
}
