import { core } from '../../ledger/core/core-registers.ts'
import { fieldKindOf } from '../../ledger/fields/field-kinds.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import type { Onlooker } from '../../ledger/predicate/operators/onlooker.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import { tellReads } from '../../ledger/predicate/predicate-reads.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { yearsPossible } from '../../ledger/record/year-of.ts'
import type { Field, Register } from '../../ledger/register/register.ts'

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

  /**
   * Whether a record is looked at: it may be for a year whose records are. Which year it is for
   * one of its fields may say, so what is dated near by has to be shown as well.
   */
  looksAt({ register, occurredOn }: Pick<LedgerRecord, 'register' | 'occurredOn'>): boolean {
    const years = this.#years.get(register)
    const possible = yearsPossible(this.#registers.get(register), occurredOn)
    return years !== undefined && possible.some((one) => years.has(one))
  }

  /** Whether all that another asks for is asked for here. */
  covers(other: RecordNeeds): boolean {
    return [...other.fields].every(([register, fields]) => {
      const own = this.fields.get(register)
      const years = this.#years.get(register)
      const asked = [...(other.#years.get(register) ?? [])]
      return (
        own !== undefined &&
        asked.every((year) => years?.has(year) ?? false) &&
        coversFields(own, fields)
      )
    })
  }

  /** Records of a register for a year, without any field of theirs but that which says so. */
  records(register: string, year: number): void {
    const years = this.#years.get(register) ?? new Set()
    this.#years.set(register, years.add(year))
    if (!this.#fields.has(register)) this.#fields.set(register, new Map())
    const yearOf = this.#registers.get(register)?.yearOf
    if (yearOf !== undefined) this.value(register, yearOf.field)
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
    tellReads(predicate, this.#onlooker(this.#scope(register), years))
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
    const isPerson = fieldKindOf(declared.type).names === 'person'
    const isClosed = declared.readers !== undefined || (isPerson && need === 'value' && !open)
    if (scope.isRestricted) this.#closed.add(scope.name.split('.')[0] ?? '')
    else if (isClosed) this.#closed.add(`${scope.name}.${field}`)
    const known = scope.sink.get(field)
    if (known === undefined || need === 'value') scope.sink.set(field, need)
  }

  #needAmount(scope: Scope, field: string): void {
    const declared = scope.fields.find(({ id }) => id === field)
    const many = declared !== undefined && isMany(declared)
    this.#need(scope, field, { need: many ? 'shape' : 'value' })
  }

  /** Tells what a predicate looks at to the scope it looks from. */
  #onlooker(scope: Scope, years: readonly number[]): Onlooker {
    return {
      value: (field) => this.#need(scope, field, { need: 'value' }),
      shape: (field) => this.#need(scope, field, { need: 'shape' }),
      amount: (field) => this.#needAmount(scope, field),
      operand: (operand) => {
        for (const { where, field } of spoken(operand, scope)) {
          this.#need(where, field, { need: 'value' })
        }
      },
      operandAmount: (operand) => {
        for (const { where, field } of spoken(operand, scope)) this.#needAmount(where, field)
      },
      rows: (field) => this.#onlooker(this.#rows(scope, field), years),
      answers: (register, via) => {
        for (const year of years) this.records(register, year)
        this.value(register, via)
      },
    }
  }
}

function coversFields(own: FieldNeeds, asked: FieldNeeds): boolean {
  return [...asked].every(([field, need]) => {
    const has = own.get(field)
    if (has === undefined || has === 'value') return has === 'value'
    if (need === 'value') return false
    return has === 'shape' ? need === 'shape' : need !== 'shape' && coversFields(has, need)
  })
}

interface Scope {
  readonly name: string
  readonly fields: readonly Field[]
  readonly isRestricted: boolean
  readonly sink: Sink
  readonly outer: Scope | null
}

/** Where `$field` may be meant: in the row, and where that has no such field in the record. */
function spoken(
  operand: unknown,
  scope: Scope,
): readonly { readonly where: Scope; readonly field: string }[] {
  if (typeof operand !== 'string' || !operand.startsWith('$')) return []
  const field = operand.slice(1)
  return [scope, scope.outer].flatMap((where) => (where === null ? [] : [{ where, field }]))
}

/** Whether a field holds several values, so that its payload has a shape of its own. */
function isMany(field: Pick<Field, 'type'>): boolean {
  return fieldKindOf(field.type).many
}

/** What a definition reads in a year, and in those before from which on it looks. */
export function addNeeds(needs: RecordNeeds, read: RegisterRead, year: number): void {
  const { register, where, asks, fields, since } = read
  const years = Array.from({ length: since + 1 }, (_, back) => year - back)
  for (const one of years) needs.records(register, one)
  for (const one of [...(where === undefined ? [] : [where]), ...asks]) {
    needs.predicate(register, one, spanOfAnswers(years))
  }
  for (const field of fields) needs.value(register, field)
}

/** A record may be answered in the year before or after its own. */
function spanOfAnswers(years: readonly number[]): number[] {
  return [...new Set(years.flatMap((year) => [year - 1, year, year + 1]))]
}

/** Numbers of earlier years that people stated, where a figure is compared with them. */
export function addBaselines(needs: RecordNeeds, year: number): void {
  const { id, names } = core.baseline
  for (const near of [year - 1, year, year + 1]) needs.records(id, near)
  for (const field of [names.figure, names.year, names.number, names.source]) needs.value(id, field)
}

/** What people said about duties; that somebody attested is what an attestation shows. */
export function addStatements(needs: RecordNeeds, year: number): void {
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
