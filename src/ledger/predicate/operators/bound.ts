import { operandText } from '../explain-operand.ts'
import type { Operand } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import { compare } from './scope.ts'
import { operandFaults } from './sight.ts'
import { readOperand } from './spot.ts'
import { isDated, nameOf } from './tested.ts'

/** Of moments and of amounts: the bound, and its denial. */
interface BoundWords {
  readonly dated: readonly [string, string]
  readonly sized: readonly [string, string]
}

/** An operator that compares a field with a value. */
export function bound(given: {
  /** By the order of both ends of the field against the value. */
  readonly accepts: (order: { readonly from: number; readonly to: number }) => boolean
  readonly zh: BoundWords
  readonly en: BoundWords
}): PredicateOperator<Operand> {
  return {
    read: readOperand,
    check: operandFaults,
    holds: (argument, value, scope) => compare(value, argument, scope, given.accepts),
    explain: (argument, tested) => {
      const { field, negated, scope } = tested
      const word = given[scope.lang][isDated(field) ? 'dated' : 'sized'][negated ? 1 : 0]
      const value = operandText(argument, field, scope)
      const space = scope.lang === 'zh' ? '' : ' '
      return `${nameOf(tested)}${space}${word}${space}${value}`
    },
    tell: (argument, field, onlooker) => {
      onlooker.value(field)
      onlooker.operand(argument)
    },
  }
}
