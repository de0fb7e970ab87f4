import { isObject } from './fields/field-kind.ts'
import type { Predicate } from './predicate.ts'

/** Who is told what a predicate looks at in a record, or in a row of it. */
export interface Onlooker {
  /** The value of a field. */
  value(field: string): void
  /** Whether it is there, and how many values it has. */
  shape(field: string): void
  /** Of a number its value, of many values how many there are. */
  amount(field: string): void
  /** A literal, or `$field`: a field of the row, else of the record. */
  operand(operand: unknown): void
  /** The rows of a field, for what is asked of each. */
  rows(field: string): Onlooker
  /** Records of a register that point here by a field of theirs. */
  answers(register: string, via: string): void
}

/** Tells everything that a predicate looks at. */
export function tellReads(predicate: Predicate, onlooker: Onlooker): void {
  for (const [key, test] of Object.entries(predicate) as [string, unknown][]) {
    if (key === 'all' || key === 'any') {
      for (const one of test as readonly Predicate[]) tellReads(one, onlooker)
    } else if (key === 'not') tellReads(test as Predicate, onlooker)
    else tellTest(key, test, onlooker)
  }
}

function tellTest(field: string, test: unknown, onlooker: Onlooker): void {
  if (!isObject(test)) {
    onlooker.value(field)
    for (const one of Array.isArray(test) ? test : [test]) onlooker.operand(one)
    return
  }
  for (const [operator, argument] of Object.entries(test)) {
    tellOperator({ field, operator, argument }, onlooker)
  }
}

function tellOperator(
  given: { readonly field: string; readonly operator: string; readonly argument: unknown },
  onlooker: Onlooker,
): void {
  const { field, operator, argument } = given
  switch (operator) {
    case 'exists':
    case 'count':
      return onlooker.shape(field)
    case 'ratio': {
      const { of } = argument as { of: unknown }
      onlooker.amount(field)
      if (typeof of === 'string' && of.startsWith('$')) onlooker.amount(of.slice(1))
      return
    }
    case 'some':
    case 'every':
    case 'first':
      return tellReads(argument as Predicate, onlooker.rows(field))
    case 'answeredBy': {
      const { register, via } = argument as { register: string; via: string }
      return onlooker.answers(register, via)
    }
    case 'not':
      return tellTest(field, argument, onlooker)
    default:
      onlooker.value(field)
      return onlooker.operand(argument)
  }
}
