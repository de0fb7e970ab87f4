import { rowsOf } from '../../fields/rows/rows.ts'
import type { Predicate } from '../predicate.ts'
import { insideRows, ofRows } from './of-rows.ts'
import type { PredicateOperator } from './operator.ts'
import { nameOf } from './tested.ts'

/** It holds of every row. */
export const every: PredicateOperator<Predicate> = {
  ...ofRows,
  holds: (argument, value, scope, parts) =>
    rowsOf(value).every((row) => parts.predicate(argument, { ...scope, values: row })),
  explain: (argument, tested, parts) => {
    const what = parts.predicate(argument, insideRows(tested))
    if (tested.scope.lang === 'zh') {
      return `${tested.negated ? '并非' : ''}每项${nameOf(tested)}的${what}`
    }
    return `${tested.negated ? 'not ' : ''}in every item of ${nameOf(tested)}, ${what}`
  },
}
