import { rowsOf } from '../../fields/rows/rows.ts'
import type { Predicate } from '../predicate.ts'
import { insideRows, ofRows } from './of-rows.ts'
import type { PredicateOperator } from './operator.ts'
import { nameOf } from './tested.ts'

/** It holds of the first row. */
export const first: PredicateOperator<Predicate> = {
  ...ofRows,
  holds: (argument, value, scope, parts) => {
    const [row] = rowsOf(value)
    return row !== undefined && parts.predicate(argument, { ...scope, values: row })
  },
  explain: (argument, tested, parts) => {
    const what = parts.perhapsDenied(argument, {
      scope: insideRows(tested),
      negated: tested.negated,
    })
    if (tested.scope.lang === 'zh') return `首项${nameOf(tested)}的${what}`
    return `in the first item of ${nameOf(tested)}, ${what}`
  },
}
