import type { Operand } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import { includes as has, operand } from './scope.ts'
import { operandFaults } from './sight.ts'
import { readOperand } from './spot.ts'
import { equalText } from './tested.ts'

/** Has the value among its own; of a span: covers it. */
export const includes: PredicateOperator<Operand> = {
  read: readOperand,
  check: operandFaults,
  holds: (argument, value, scope) => has(value, operand(argument, scope)),
  explain: (argument, tested) => equalText(tested, [argument]),
  tell: (argument, field, onlooker) => {
    onlooker.value(field)
    onlooker.operand(argument)
  },
}
