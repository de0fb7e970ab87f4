import type { Fault } from '../fault.ts'
import type { Operator } from '../fields/field-kind.ts'
import { fieldKindOf } from '../fields/field-kinds.ts'
import type { Field, Register, Registers } from '../register/register.ts'
import { selfKey } from './evaluate.ts'
import type { CheckedParts } from './operators/operator.ts'
import { operatorOf } from './operators/operators.ts'
import type { Sight } from './operators/sight.ts'
import { deeper, illegalOperator, operandFaults, unknownField } from './operators/sight.ts'
import type { Predicate } from './predicate.ts'

/**
 * What a well-formed predicate says that its register does not know: fields, operators a kind
 * does not have, items no list holds, `$fields`, registers that should answer.
 */
export function checkPredicate(
  predicate: Predicate,
  register: Register,
  registers: Registers,
): readonly Fault[] {
  const fields = register.fields
  return faultsIn(predicate, { at: [], fields, outer: fields, register, registers })
}

function faultsIn(predicate: Predicate, sight: Sight): readonly Fault[] {
  return Object.entries(predicate).flatMap(([key, test]): readonly Fault[] => {
    const here = deeper(sight, key)
    if (key === 'not') return faultsIn(test as Predicate, here)
    if (key === 'all' || key === 'any') {
      const parts = test as readonly Predicate[]
      return parts.flatMap((one, index) => faultsIn(one, deeper(here, index)))
    }
    if (key === selfKey && sight.fields === sight.outer) return recordFaults(test, here)
    const field = sight.fields.find((one) => one.id === key)
    if (field === undefined) return [unknownField(key, here)]
    return testFaults(test, field, here)
  })
}

function testFaults(test: unknown, field: Field, sight: Sight): readonly Fault[] {
  if (Array.isArray(test)) {
    const illegal = operatorFaults('anyOf', field, sight)
    return [
      ...illegal,
      ...test.flatMap((one, index) => operandFaults(one, field, deeper(sight, index))),
    ]
  }
  if (typeof test !== 'object' || test === null) {
    const operator = fieldKindOf(field.type).operators.includes('includes') ? 'includes' : 'is'
    return [...operatorFaults(operator, field, sight), ...operandFaults(test, field, sight)]
  }
  return Object.entries(test).flatMap(([name, argument]) => {
    const operator = operatorOf(name)
    const here = deeper(sight, name)
    const illegal = operator.ofEveryField ? [] : operatorFaults(name, field, here)
    return illegal.length > 0 ? illegal : operator.check(argument, field, here, parts)
  })
}

function operatorFaults(operator: string, field: Field, sight: Sight): readonly Fault[] {
  if (fieldKindOf(field.type).operators.includes(operator as Operator)) return []
  return [illegalOperator(operator, field, sight)]
}

/** Under `id` a predicate asks about the record itself, which only some operators can. */
function recordFaults(test: unknown, sight: Sight): readonly Fault[] {
  if (typeof test !== 'object' || test === null) return []
  return Object.entries(test).flatMap(
    ([name, argument]) =>
      operatorOf(name).checkRecord?.(argument, deeper(sight, name), parts) ?? [],
  )
}

const parts: CheckedParts = {
  predicate: faultsIn,
  test: testFaults,
  record: recordFaults,
}
