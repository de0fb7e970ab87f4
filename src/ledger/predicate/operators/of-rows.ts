import type { ExplainScope } from '../explain-operand.ts'
import type { Predicate } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import type { Tested } from './tested.ts'

/** What operators that ask a predicate of rows have in common. */
export const ofRows: Pick<PredicateOperator<Predicate>, 'read' | 'check' | 'tell' | 'rowWanted'> = {
  read: (raw, spot, parts) => parts.predicate(raw, spot),
  check: (argument, field, sight, parts) =>
    parts.predicate(argument, { ...sight, fields: field.fields ?? [] }),
  rowWanted: (argument) => argument,
  tell: (argument, field, onlooker, parts) => parts.predicate(argument, onlooker.rows(field)),
}

/** The scope of a sentence about a row of the field. */
export function insideRows({ field, scope }: Tested): ExplainScope {
  return { ...scope, fields: field?.fields ?? [], inRow: true }
}
