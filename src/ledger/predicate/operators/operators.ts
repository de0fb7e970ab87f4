import type { Arguments, OperatorName } from '../predicate.ts'
import { after } from './after.ts'
import { answeredBy } from './answered-by.ts'
import { atLeast } from './at-least.ts'
import { atMost } from './at-most.ts'
import { before } from './before.ts'
import { count } from './count.ts'
import { every } from './every.ts'
import { exists } from './exists.ts'
import { first } from './first.ts'
import { includes } from './includes.ts'
import { not } from './not.ts'
import type { PredicateOperator } from './operator.ts'
import { ratio } from './ratio.ts'
import { some } from './some.ts'

/** Every operator by the name it has in a predicate. The only list of operators. */
export const operators: { readonly [Name in OperatorName]: PredicateOperator<Arguments[Name]> } = {
  atLeast,
  atMost,
  before,
  after,
  includes,
  exists,
  count,
  ratio,
  some,
  every,
  first,
  answeredBy,
  not,
}

const byName: ReadonlyMap<string, PredicateOperator<Arguments[OperatorName]>> = new Map(
  Object.entries(operators),
)

/** The operator of that name. Throws: a predicate with another is never read. */
export function operatorOf(name: string): PredicateOperator<unknown> {
  const operator = byName.get(name)
  if (operator === undefined) throw new TypeError(`no such operator in a predicate: ${name}`)
  return operator
}
