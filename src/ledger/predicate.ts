/** A plain operand: a literal, or `$field`, the value of that field of the same record. */
export type Operand = string | number | boolean

/** What one field must satisfy. A bare operand is equality; on a many-valued field: includes. */
export type FieldTest =
  | Operand
  | readonly Operand[]
  | { readonly atLeast: Operand }
  | { readonly atMost: Operand }
  | { readonly atLeast: Operand; readonly atMost: Operand }
  | { readonly before: Operand }
  | { readonly after: Operand }
  | { readonly includes: Operand }
  | { readonly exists: boolean }
  /** Number of values (people, choices, rows). */
  | { readonly count: NumberTest }
  /** Two counts of the same record compared, e.g. a quorum: present / due at least 2/3. */
  | { readonly ratio: { readonly of: Operand; readonly atLeast: number } }
  | { readonly some: Predicate }
  | { readonly every: Predicate }
  | { readonly first: Predicate }
  /** Another record answers this one: it points here through its field `via`. */
  | { readonly answeredBy: { readonly register: string; readonly via: string } }
  | { readonly not: FieldTest }

/** A number, or bounds. */
export type NumberTest = number | { readonly atLeast?: number; readonly atMost?: number }

/** One small closed grammar for figures, duties, checks and lists; several keys = all of them. */
export type Predicate =
  | { readonly all: readonly Predicate[] }
  | { readonly any: readonly Predicate[] }
  | { readonly not: Predicate }
  | { readonly [field: string]: FieldTest }
