import type { AskedParts } from './operators/operator.ts'
import { operatorOf } from './operators/operators.ts'
import { includes, operand } from './operators/scope.ts'
import type { EvaluateContext, Scope, Subject } from './operators/scope.ts'
import type { FieldTest, Operand, Predicate } from './predicate.ts'
import type { Value } from './value.ts'

export type { EvaluateContext, Subject } from './operators/scope.ts'

/** The key under which a predicate speaks of the record itself (`answeredBy`). */
export const selfKey = 'id'

/** Whether a record satisfies a predicate. A missing value satisfies no test but absence. */
export function holds(predicate: Predicate, subject: Subject, context: EvaluateContext): boolean {
  return holdsIn(predicate, { values: subject.values, outer: subject.values, subject, context })
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
    operatorOf(operator).holds(argument, value, scope, parts),
  )
}

const parts: AskedParts = { predicate: holdsIn, test: testHolds }
