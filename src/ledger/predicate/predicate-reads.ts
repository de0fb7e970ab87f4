import { isObject } from '../fields/field-kind.ts'
import type { Onlooker } from './operators/onlooker.ts'
import type { ToldParts } from './operators/operator.ts'
import { operatorOf } from './operators/operators.ts'
import type { FieldTest, Predicate } from './predicate.ts'

/** Tells everything that a predicate looks at. */
export function tellReads(predicate: Predicate, onlooker: Onlooker): void {
  for (const [key, test] of Object.entries(predicate) as [string, unknown][]) {
    if (key === 'all' || key === 'any') {
      for (const one of test as readonly Predicate[]) tellReads(one, onlooker)
    } else if (key === 'not') tellReads(test as Predicate, onlooker)
    else tellTest(test as FieldTest, key, onlooker)
  }
}

function tellTest(test: FieldTest, field: string, onlooker: Onlooker): void {
  if (!isObject(test)) {
    onlooker.value(field)
    for (const one of Array.isArray(test) ? test : [test]) onlooker.operand(one)
    return
  }
  for (const [operator, argument] of Object.entries(test)) {
    operatorOf(operator).tell(argument, field, onlooker, parts)
  }
}

const parts: ToldParts = { predicate: tellReads, test: tellTest }
