import { compareTexts } from '../../compare-texts.ts'
import { isMoney } from '../../fields/money/money.ts'
import { isSpan } from '../../fields/period/period.ts'
import { valueAt } from '../../read-value.ts'
import type { Value, Values } from '../../value.ts'
import type { Operand } from '../predicate.ts'

/** What a predicate is asked of. A record that is not stored yet has no id. */
export interface Subject {
  readonly id: string | null
  readonly values: Values
}

/** What the evaluator may look at beside the record itself. */
export interface EvaluateContext {
  /** Operand `$today`. */
  readonly today: string
  /** Live records that point to `record` through their field `via`; absent: none are known. */
  readonly answers?: (query: { register: string; via: string; record: string }) => boolean
}

/** What is in sight where a predicate is asked. */
export interface Scope {
  /** The fields in sight: the record's, or the row's. */
  readonly values: Values
  /** The record's fields, to which `$field` falls back inside a row. */
  readonly outer: Values
  readonly subject: Subject
  readonly context: EvaluateContext
}

/** A literal, `$today`, or the value of a field of the row or the record. */
export function operand(given: Operand, scope: Scope): Value | undefined {
  if (typeof given !== 'string' || !given.startsWith('$')) return given
  const field = given.slice(1)
  if (field === 'today') return scope.context.today
  const inSight = valueAt(scope.values, field)
  return inSight === undefined ? valueAt(scope.outer, field) : inSight
}

/** Equality; of many values: whether one of them is wanted, of a span: whether it covers it. */
export function includes(value: Value | undefined, wanted: Value | undefined): boolean {
  if (value === undefined || value === null || wanted === undefined || wanted === null) return false
  if (Array.isArray(wanted)) return wanted.every((one) => includes(value, one as Value))
  if (Array.isArray(value)) return value.some((one) => one === wanted)
  if (isSpan(value)) return typeof wanted === 'string' && value.from <= wanted && wanted <= value.to
  if (isMoney(value)) return value.minor === minorOf(wanted)
  return value === wanted
}

/** Orders both ends of a value against an operand; for all but spans the ends are one. */
export function compare(
  value: Value | undefined,
  argument: unknown,
  scope: Scope,
  accepts: (order: { readonly from: number; readonly to: number }) => boolean,
): boolean {
  const wanted = operand(argument as Operand, scope)
  if (value === undefined || value === null || wanted === undefined || wanted === null) return false
  if (isMoney(value)) {
    const minor = minorOf(wanted)
    return minor !== null && accepts(same(value.minor - minor))
  }
  if (isSpan(value) && typeof wanted === 'string') {
    return accepts({ from: compareTexts(value.from, wanted), to: compareTexts(value.to, wanted) })
  }
  if (typeof value === 'number' && typeof wanted === 'number') return accepts(same(value - wanted))
  if (typeof value === 'string' && typeof wanted === 'string') {
    return accepts(same(compareTexts(value, wanted)))
  }
  return false
}

function same(order: number): { readonly from: number; readonly to: number } {
  return { from: order, to: order }
}

/** Literals for money are yuan; values of other fields are money already. */
function minorOf(wanted: Value): number | null {
  if (isMoney(wanted)) return wanted.minor
  return typeof wanted === 'number' ? Math.round(wanted * 100) : null
}

/** How many values there are. */
export function countOf(value: Value | undefined): number {
  if (value === undefined || value === null || value === '') return 0
  return Array.isArray(value) ? value.length : 1
}

/** Of a number the value, of others how many there are. */
export function amountOf(value: Value | undefined): number {
  return typeof value === 'number' ? value : countOf(value)
}
