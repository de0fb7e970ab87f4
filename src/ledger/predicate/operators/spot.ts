import type { Fault, Place } from '../../fault.ts'
import type { Label } from '../../label.ts'
import type { Operand } from '../predicate.ts'

/** A place in a predicate that is being read. */
export interface Spot {
  readonly at: Place
  readonly depth: number
  readonly reading: { readonly faults: Fault[]; tests: number }
}

/** What is wrong at a place, and what to do. */
export interface Words {
  readonly text: Label
  readonly hint: Label
}

/** Notes a fault, and goes on with something else instead. */
export function failed<T>({ at, reading }: Spot, code: string, words: Words, instead: T): T {
  reading.faults.push({ code, at, ...words })
  return instead
}

/** Whether it is a literal or `$field`. */
export function isOperand(raw: unknown): raw is Operand {
  return typeof raw === 'string' || typeof raw === 'boolean' || Number.isFinite(raw)
}

/** Where nothing better can be said. */
export const seeGrammar: Label = {
  zh: '写法见条件语法说明。',
  en: 'See the grammar of predicates.',
}

/** An argument that is a literal or `$field`. */
export function readOperand(raw: unknown, spot: Spot): unknown {
  return isOperand(raw) ? raw : failed(spot, 'predicate.operand', notAnOperand, raw)
}

const notAnOperand: Words = {
  text: { zh: '这里应是一个值或“$字段”', en: 'A value or a $field is expected' },
  hint: seeGrammar,
}
