import { rowsOf } from '../../fields/rows/rows.ts'
import type { Predicate } from '../predicate.ts'
import { insideRows, ofRows } from './of-rows.ts'
import type { PredicateOperator } from './operator.ts'
import { nameOf } from './tested.ts'

/** There is a row of which it holds. */
export const some: PredicateOperator<Predicate> = {
  ...ofRows,
  holds: (argument, value, scope, parts) =>
    rowsOf(value).some((row) => parts.predicate(argument, { ...scope, values: row })),
  explain: (argument, tested, parts) => {
    const what = parts.predicate(argument, insideRows(tested))
    if (tested.scope.lang === 'zh') {
      return `${nameOf(tested)}中${tested.negated ? '没有' : '有'}${what}的一项`
    }
    return `${nameOf(tested)} has ${tested.negated ? 'no' : 'an'} item where ${what}`
  },
}
