import { valueAt } from '../read-value.ts'
import type { Value } from '../value.ts'
import type { AskedParts } from './operators/operator.ts'
import { operatorOf } from './operators/operators.ts'
import type { EvaluateContext, Scope, Subject } from './operators/scope.ts'
import { includes, operand } from './operators/scope.ts'
import type { FieldTest, Operand, Predicate } from './predicate.ts'

export type { EvaluateContext, Subject } from './operators/scope.ts'

/** The key under which a predicate speaks of the record itself (`answeredBy`). */
export const selfKey = 'id'

/** Whether a record satisfies a predicate. A missing value satisfies no test but absence. */
export function holds(predicate: Predicate, subject: Subject, context: EvaluateContext): boolean {
  return holdsIn(predicate, { values: subject.values, outer: subject.values, subject, context })
}

/** One key of a predicate, taken apart once: it is asked of many thousands of records. */
type Test = (scope: Scope) => boolean
type ValueTest = (value: Value | undefined, scope: Scope) => boolean

const testsOf = new WeakMap<Predicate, readonly Test[]>()
const valueTests = new WeakMap<object, ValueTest>()

function holdsIn(predicate: Predicate, scope: Scope): boolean {
  let tests = testsOf.get(predicate)
  if (tests === undefined) {
    tests = Object.entries(predicate).map(([key, test]) => keyTest(key, test))
    testsOf.set(predicate, tests)
  }
  for (const test of tests) if (!test(scope)) return false
  return true
}

function keyTest(key: string, test: unknown): Test {
  switch (key) {
    case 'all':
      return (scope) => (test as readonly Predicate[]).every((one) => holdsIn(one, scope))
    case 'any':
      return (scope) => (test as readonly Predicate[]).some((one) => holdsIn(one, scope))
    case 'not':
      return (scope) => !holdsIn(test as Predicate, scope)
    default: {
      const [isMet, valueOf] = [valueTest(test as FieldTest), valueUnder(key)]
      return (scope) => isMet(valueOf(scope), scope)
    }
  }
}

function valueUnder(field: string): (scope: Scope) => Value | undefined {
  if (field === selfKey) return ({ values, subject }) => valueAt(values, field) ?? subject.id
  // Only of what every object answers to must be asked whether it is said here.
  if (field in Object.prototype) return ({ values }) => valueAt(values, field)
  return ({ values }) => values[field]
}

function valueTest(test: FieldTest): ValueTest {
  if (typeof test !== 'object') return (value, scope) => includes(value, operand(test, scope))
  const known = valueTests.get(test)
  if (known !== undefined) return known
  const made = Array.isArray(test) ? oneOf(test) : allOf(test)
  valueTests.set(test, made)
  return made
}

function oneOf(wanted: readonly Operand[]): ValueTest {
  return (value, scope) => wanted.some((one) => includes(value, operand(one, scope)))
}

function allOf(test: object): ValueTest {
  const asked = Object.entries(test).map(([name, argument]): ValueTest => {
    const operator = operatorOf(name)
    return (value, scope) => operator.holds(argument, value, scope, parts)
  })
  return (value, scope) => asked.every((isMet) => isMet(value, scope))
}

const parts: AskedParts = {
  predicate: holdsIn,
  test: (test, value, scope) => valueTest(test)(value, scope),
}
