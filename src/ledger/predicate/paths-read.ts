import type { Onlooker } from './operators/onlooker.ts'
import type { Predicate } from './predicate.ts'
import { tellReads } from './predicate-reads.ts'

/** Fields, as `agenda` and `agenda.topic`, by register. */
export type FieldPaths = ReadonlyMap<string, ReadonlySet<string>>

/**
 * Every field that predicates look at, by register: those of the register that they are asked of,
 * beside `known` ones, and the links of those whose records answer.
 */
export function pathsRead(
  register: string,
  predicates: readonly Predicate[],
  known: readonly string[] = [],
): FieldPaths {
  const found = new Map<string, Set<string>>([[register, new Set(known)]])
  const seen = new PathsSeen(found, register, null)
  for (const one of predicates) tellReads(one, seen)
  return found
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

  operandAmount(operand: unknown): void {
    this.operand(operand)
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
