import type { Onlooker } from '../predicate/operators/onlooker.ts'
import type { Predicate } from '../predicate/predicate.ts'
import { tellReads } from '../predicate/predicate-reads.ts'
import type { FigureDefinition } from './figure.ts'
import { measureKindOf } from './measures/measure-kinds.ts'

/** What a definition reads in the records of one register: the one answer for everybody. */
export interface RegisterRead {
  readonly register: string
  /** Only records for which it holds matter; absent: every record. */
  readonly where?: Predicate
  /** What is asked of these records beside. */
  readonly asks: readonly Predicate[]
  /** Fields, or `rows.field`, whose values are taken. */
  readonly fields: readonly string[]
  /** The field of people by which it is split. */
  readonly by?: string
  /** How many years before the year in question it begins to look: 0 is that year alone. */
  readonly since: number
}

/** What a figure reads. */
export function readsOfFigure(figure: FigureDefinition): RegisterRead {
  const { measure, where, by, compare } = figure
  return {
    register: measure.register,
    ...(where === undefined ? {} : { where }),
    ...measureKindOf(measure).reads(measure),
    ...(by === undefined ? {} : { by }),
    since: measureKindOf(measure).looksBack ?? (compare === undefined ? 0 : 1),
  }
}

/** The years whose records a figure counts for a year, in order. */
export function yearsCounted({ measure }: FigureDefinition, year: number): readonly number[] {
  const { looksBack = 0 } = measureKindOf(measure)
  return Array.from({ length: looksBack + 1 }, (_, at) => year - looksBack + at)
}

/** Fields, as `agenda` and `agenda.topic`, by register. */
export type FieldPaths = ReadonlyMap<string, ReadonlySet<string>>

/** Every field that is looked at, by register: of the records read, and of those that answer. */
export function fieldsRead({ register, where = {}, asks, fields, by }: RegisterRead): FieldPaths {
  const found = new Map<string, Set<string>>([[register, new Set(fields)]])
  if (by !== undefined) found.get(register)?.add(by)
  const seen = new PathsSeen(found, register, null)
  for (const one of [where, ...asks]) tellReads(one, seen)
  return found
}

/** Registers whose records answer what a predicate asks (`answeredBy`). */
export function registersAnswering(predicate: Predicate): readonly string[] {
  const itself = ''
  const read = { register: itself, asks: [predicate], fields: [], since: 0 }
  return [...fieldsRead(read).keys()].filter((one) => one !== itself)
}

class PathsSeen implements Onlooker {
  readonly #found: Map<string, Set<string>>
  readonly #register: string
  /** The field whose rows are looked at; null: the record. */
  readonly #rows: string | null

  constructor(found: Map<string, Set<string>>, register: string, rows: string | null) {
    this.#found = found
    this.#register = register
    this.#rows = rows
  }

  value(field: string): void {
    this.#add(this.#register, this.#rows === null ? field : `${this.#rows}.${field}`)
  }

  shape(field: string): void {
    this.value(field)
  }

  amount(field: string): void {
    this.value(field)
  }

  operand(operand: unknown): void {
    if (typeof operand !== 'string' || !operand.startsWith('$')) return
    const field = operand.slice(1)
    this.value(field)
    // Where the row has no such field, that of the record is meant.
    this.#add(this.#register, field)
  }

  rows(field: string): Onlooker {
    this.value(field)
    return new PathsSeen(this.#found, this.#register, field)
  }

  answers(register: string, via: string): void {
    this.#add(register, via)
  }

  #add(register: string, path: string): void {
    const paths = this.#found.get(register) ?? new Set()
    this.#found.set(register, paths.add(path))
  }
}
