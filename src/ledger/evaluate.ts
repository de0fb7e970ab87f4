import { isMoney } from './fields/money/money.ts'
import { isSpan } from './fields/period/period.ts'
import { rowsOf } from './fields/rows/rows.ts'
import type { FieldTest, NumberTest, Operand, Predicate } from './predicate.ts'
import type { Value, Values } from './value.ts'

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

/** The key under which a predicate speaks of the record itself (`answeredBy`). */
export const selfKey = 'id'

/** Whether a record satisfies a predicate. A missing value satisfies no test but absence. */
export function holds(predicate: Predicate, subject: Subject, context: EvaluateContext): boolean {
  return holdsIn(predicate, { values: subject.values, outer: subject.values, subject, context })
}

interface Scope {
  /** The fields in sight: the record's, or the row's. */
  readonly values: Values
  /** The record's fields, to which `$field` falls back inside a row. */
  readonly outer: Values
  readonly subject: Subject
  readonly context: EvaluateContext
}

function holdsIn(predicate: Predicate, scope: Scope): boolean {
  for (const key of Object.keys(predicate)) {
    const test = (predicate as { readonly [key: string]: unknown })[key]
    if (!keyHolds(key, test, scope)) return false
  }
  return true
}

function keyHolds(key: string, test: unknown, scope: Scope): boolean {
  switch (key) {
    case 'all':
      return (test as readonly Predicate[]).every((one) => holdsIn(one, scope))
    case 'any':
      return (test as readonly Predicate[]).some((one) => holdsIn(one, scope))
    case 'not':
      return !holdsIn(test as Predicate, scope)
    default:
      return testHolds(test as FieldTest, valueOf(key, scope), scope)
  }
}

function valueOf(field: string, scope: Scope): Value | undefined {
  if (Object.hasOwn(scope.values, field)) return scope.values[field]
  return field === selfKey ? scope.subject.id : undefined
}

function testHolds(test: FieldTest, value: Value | undefined, scope: Scope): boolean {
  if (typeof test !== 'object') return includes(value, operand(test, scope))
  if (Array.isArray(test)) {
    return test.some((one: Operand) => includes(value, operand(one, scope)))
  }
  return Object.entries(test).every(([operator, argument]) =>
    operatorHolds({ operator, argument, value, scope }),
  )
}

function operatorHolds(given: {
  readonly operator: string
  readonly argument: unknown
  readonly value: Value | undefined
  readonly scope: Scope
}): boolean {
  const { operator, argument, value, scope } = given
  switch (operator) {
    case 'atLeast':
      return compare(value, argument, scope, (order) => order.from >= 0)
    case 'atMost':
      return compare(value, argument, scope, (order) => order.to <= 0)
    case 'before':
      return compare(value, argument, scope, (order) => order.to < 0)
    case 'after':
      return compare(value, argument, scope, (order) => order.from > 0)
    case 'includes':
      return includes(value, operand(argument as Operand, scope))
    case 'exists':
      return countOf(value) > 0 === argument
    case 'count':
      return withinBounds(countOf(value), argument as NumberTest)
    case 'ratio':
      return ratioHolds(value, argument as { of: Operand; atLeast: number }, scope)
    case 'some':
      return rowsOf(value).some((row) => holdsIn(argument as Predicate, { ...scope, values: row }))
    case 'every':
      return rowsOf(value).every((row) => holdsIn(argument as Predicate, { ...scope, values: row }))
    case 'first': {
      const [row] = rowsOf(value)
      return row !== undefined && holdsIn(argument as Predicate, { ...scope, values: row })
    }
    case 'answeredBy':
      return answered(argument as { register: string; via: string }, scope)
    case 'not':
      return !testHolds(argument as FieldTest, value, scope)
    default:
      throw new TypeError(`no such operator in a predicate: ${operator}`)
  }
}

/** A literal, `$today`, or the value of a field of the row or the record. */
function operand(given: Operand, scope: Scope): Value | undefined {
  if (typeof given !== 'string' || !given.startsWith('$')) return given
  const field = given.slice(1)
  if (field === 'today') return scope.context.today
  if (Object.hasOwn(scope.values, field)) return scope.values[field]
  return Object.hasOwn(scope.outer, field) ? scope.outer[field] : undefined
}

function includes(value: Value | undefined, wanted: Value | undefined): boolean {
  if (value === undefined || value === null || wanted === undefined || wanted === null) return false
  if (Array.isArray(wanted)) return wanted.every((one) => includes(value, one as Value))
  if (Array.isArray(value)) return value.some((one) => one === wanted)
  if (isSpan(value)) return typeof wanted === 'string' && value.from <= wanted && wanted <= value.to
  if (isMoney(value)) return value.minor === minorOf(wanted)
  return value === wanted
}

/** Orders both ends of a value against an operand; for all but spans the ends are one. */
function compare(
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
    return accepts({ from: orderOf(value.from, wanted), to: orderOf(value.to, wanted) })
  }
  if (typeof value === 'number' && typeof wanted === 'number') return accepts(same(value - wanted))
  if (typeof value === 'string' && typeof wanted === 'string') {
    return accepts(same(orderOf(value, wanted)))
  }
  return false
}

function same(order: number): { readonly from: number; readonly to: number } {
  return { from: order, to: order }
}

function orderOf(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0
}

/** Literals for money are yuan; values of other fields are money already. */
function minorOf(wanted: Value): number | null {
  if (isMoney(wanted)) return wanted.minor
  return typeof wanted === 'number' ? Math.round(wanted * 100) : null
}

function countOf(value: Value | undefined): number {
  if (value === undefined || value === null || value === '') return 0
  return Array.isArray(value) ? value.length : 1
}

function withinBounds(count: number, test: NumberTest): boolean {
  if (typeof test === 'number') return count === test
  return count >= (test.atLeast ?? 0) && count <= (test.atMost ?? Number.POSITIVE_INFINITY)
}

/** Shares such as 2/3 have no exact binary form; a quorum met exactly must count as met. */
const ratioTolerance = 1e-9

function ratioHolds(
  value: Value | undefined,
  { of, atLeast }: { readonly of: Operand; readonly atLeast: number },
  scope: Scope,
): boolean {
  const [part, whole] = [amountOf(value), amountOf(operand(of, scope))]
  return whole > 0 && part + ratioTolerance * whole >= atLeast * whole
}

function amountOf(value: Value | undefined): number {
  return typeof value === 'number' ? value : countOf(value)
}

function answered(
  { register, via }: { readonly register: string; readonly via: string },
  { subject, context }: Scope,
): boolean {
  if (subject.id === null || context.answers === undefined) return false
  return context.answers({ register, via, record: subject.id })
}
