/** A plain operand: a literal, or `$field`, the value of that field of the same record. */
export type Operand = string | number | boolean

/**
 * What an operator takes, by its name in a predicate. Each operator is a value of its own in
 * `operators/`; `operators.ts` there does not compile while one of these is missing.
 */
export interface Arguments {
  readonly atLeast: Operand
  readonly atMost: Operand
  readonly before: Operand
  readonly after: Operand
  readonly includes: Operand
  readonly exists: boolean
  /** Number of values (people, choices, rows). */
  readonly count: NumberTest
  /** Two counts of the same record compared, e.g. a quorum: present / due at least 2/3. */
  readonly ratio: { readonly of: Operand; readonly atLeast: number }
  readonly some: Predicate
  readonly every: Predicate
  readonly first: Predicate
  /** Another record answers this one: it points here through its field `via`. */
  readonly answeredBy: { readonly register: string; readonly via: string }
  readonly not: FieldTest
}

/** The name of an operator in a predicate. */
export type OperatorName = keyof Arguments

/**
 * What one field must satisfy: every operator named. A bare operand is equality; on a many-valued
 * field: includes. A list: one of them.
 */
export type FieldTest = Operand | readonly Operand[] | Partial<Arguments>

/** A number, or bounds. */
export type NumberTest = number | { readonly atLeast?: number; readonly atMost?: number }

/** One small closed grammar for figures, duties, checks and lists; several keys = all of them. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly [field: string]: FieldTest }
