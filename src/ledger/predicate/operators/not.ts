import type { FieldTest } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'

/** The test does not hold. */
export const not: PredicateOperator<FieldTest> = {
  ofEveryField: true,
  read: (raw, spot, parts) => parts.test(raw, spot),
  check: (argument, field, sight, parts) => parts.test(argument, field, sight),
  checkRecord: (argument, sight, parts) => parts.record(argument, sight),
  holds: (argument, value, scope, parts) => !parts.test(argument, value, scope),
  explain: (argument, tested, parts) =>
    parts.test(argument, { ...tested, negated: !tested.negated }),
  tell: (argument, field, onlooker, parts) => parts.test(argument, field, onlooker),
}
