import type { Fault, Place } from './fault.ts'
import { isObject } from './fields/field-kind.ts'
import type { FieldTest, Predicate } from './predicate.ts'

/** Depth and number of tests of one predicate at most; no duty of any source comes near. */
export const predicateDepthMax = 8
export const predicateTestsMax = 200

/** A predicate in its stored form, or every fault of its structure. */
export type ReadPredicate =
  | { readonly predicate: Predicate; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly predicate?: undefined }

/**
 * Reads a predicate from data (YAML, a filter of a list). Only the structure is judged; whether
 * its fields exist is for `checkPredicate`. A share may be written as `2/3`.
 */
export function readPredicate(raw: unknown): ReadPredicate {
  const reading: Reading = { faults: [], tests: 0 }
  const predicate = predicateFrom(raw, { at: [], depth: 0, reading })
  return reading.faults.length > 0 ? { faults: reading.faults } : { predicate }
}

interface Reading {
  readonly faults: Fault[]
  tests: number
}

interface Spot {
  readonly at: Place
  readonly depth: number
  readonly reading: Reading
}

function inside(spot: Spot, key: string | number): Spot {
  return { ...spot, at: [...spot.at, key], depth: spot.depth + 1 }
}

function predicateFrom(raw: unknown, spot: Spot): Predicate {
  if (!isObject(raw)) return failed(spot, 'predicate.form', notAnObject, {})
  if (spot.depth > predicateDepthMax || (spot.reading.tests += 1) > predicateTestsMax) {
    return failed(spot, 'predicate.too-large', tooLarge, {})
  }
  const entries = Object.entries(raw).map(([key, test]): [string, unknown] => {
    const at = inside(spot, key)
    if (key === 'not') return [key, predicateFrom(test, at)]
    if (key !== 'all' && key !== 'any') return [key, testFrom(test, at)]
    if (!Array.isArray(test) || test.length === 0)
      return failed(at, 'predicate.list', notAList, [key, []])
    return [key, test.map((one, index) => predicateFrom(one, inside(at, index)))]
  })
  return Object.fromEntries(entries) as Predicate
}

function testFrom(raw: unknown, spot: Spot): FieldTest {
  if ((spot.reading.tests += 1) > predicateTestsMax) {
    return failed(spot, 'predicate.too-large', tooLarge, '')
  }
  if (isOperand(raw)) return raw
  if (Array.isArray(raw)) {
    if (raw.length > 0 && raw.every(isOperand)) return raw
    return failed(spot, 'predicate.list', notAList, '')
  }
  if (!isObject(raw) || Object.keys(raw).length === 0) {
    return failed(spot, 'predicate.form', notATest, '')
  }
  const entries = Object.entries(raw).map(([operator, argument]): [string, unknown] => [
    operator,
    argumentFrom(operator, argument, inside(spot, operator)),
  ])
  return Object.fromEntries(entries) as FieldTest
}

function argumentFrom(operator: string, raw: unknown, spot: Spot): unknown {
  switch (operator) {
    case 'atLeast':
    case 'atMost':
    case 'before':
    case 'after':
    case 'includes':
      return isOperand(raw) ? raw : failed(spot, 'predicate.operand', notAnOperand, raw)
    case 'exists':
      return typeof raw === 'boolean' ? raw : failed(spot, 'predicate.operand', notYesNo, raw)
    case 'count':
      return countFrom(raw, spot)
    case 'ratio':
      return ratioFrom(raw, spot)
    case 'some':
    case 'every':
    case 'first':
      return predicateFrom(raw, spot)
    case 'not':
      return testFrom(raw, spot)
    case 'answeredBy':
      return answeredByFrom(raw, spot)
    default:
      return failed(spot, 'predicate.operator', unknownOperator(operator), raw)
  }
}

function countFrom(raw: unknown, spot: Spot): unknown {
  const bounds = isObject(raw) ? Object.entries(raw) : [['atLeast', raw] as const]
  const known = bounds.every(
    ([key, count]) => (key === 'atLeast' || key === 'atMost') && isCount(count),
  )
  return known && bounds.length > 0 ? raw : failed(spot, 'predicate.operand', notACount, raw)
}

function isCount(raw: unknown): boolean {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0
}

const fraction = /^\s*(\d{1,4})\s*\/\s*([1-9]\d{0,3})\s*$/

function ratioFrom(raw: unknown, spot: Spot): unknown {
  if (!isObject(raw) || Object.keys(raw).sort().join() !== 'atLeast,of' || !isOperand(raw['of'])) {
    return failed(spot, 'predicate.operand', notARatio, raw)
  }
  const given = raw['atLeast']
  const parts = typeof given === 'string' ? fraction.exec(given) : null
  const share = parts === null ? given : Number(parts[1]) / Number(parts[2])
  if (typeof share !== 'number' || !(share > 0 && share <= 1)) {
    return failed(spot, 'predicate.operand', notARatio, raw)
  }
  return { of: raw['of'], atLeast: share }
}

function answeredByFrom(raw: unknown, spot: Spot): unknown {
  const known =
    isObject(raw) &&
    Object.keys(raw).sort().join() === 'register,via' &&
    Object.values(raw).every((one) => typeof one === 'string')
  return known ? raw : failed(spot, 'predicate.operand', notAnAnswer, raw)
}

function isOperand(raw: unknown): raw is string | number | boolean {
  return typeof raw === 'string' || typeof raw === 'boolean' || Number.isFinite(raw)
}

interface Words {
  readonly text: { readonly zh: string; readonly en: string }
  readonly hint: { readonly zh: string; readonly en: string }
}

function failed<T>({ at, reading }: Spot, code: string, words: Words, instead: T): T {
  reading.faults.push({ code, at, ...words })
  return instead
}

const seeGrammar = { zh: '写法见条件语法说明。', en: 'See the grammar of predicates.' }

const notAnObject: Words = {
  text: { zh: '条件应是若干“字段：要求”', en: 'A predicate is a mapping of fields to tests' },
  hint: seeGrammar,
}
const tooLarge: Words = {
  text: { zh: '条件过于复杂', en: 'The predicate is too large' },
  hint: { zh: '请拆成几项。', en: 'Split it into several.' },
}
const notAList: Words = {
  text: { zh: '这里应是一个非空列表', en: 'A list with at least one item is expected' },
  hint: seeGrammar,
}
const notATest: Words = {
  text: { zh: '这里应是一个值或一项要求', en: 'A value or a test is expected' },
  hint: seeGrammar,
}
const notAnOperand: Words = {
  text: { zh: '这里应是一个值或“$字段”', en: 'A value or a $field is expected' },
  hint: seeGrammar,
}
const notYesNo: Words = {
  text: { zh: '这里应是 true 或 false', en: 'true or false is expected' },
  hint: seeGrammar,
}
const notACount: Words = {
  text: { zh: '这里应是个数或上下限', en: 'A whole number or bounds are expected' },
  hint: { zh: '例如 3 或 { atLeast: 3 }。', en: 'For example 3 or { atLeast: 3 }.' },
}
const notARatio: Words = {
  text: { zh: '比例的写法不对', en: 'The ratio is not well formed' },
  hint: { zh: '例如 { of: $due, atLeast: 2/3 }。', en: 'For example { of: $due, atLeast: 2/3 }.' },
}
const notAnAnswer: Words = {
  text: { zh: '应写明台账和字段', en: 'Register and field are expected' },
  hint: {
    zh: '例如 { register: meeting, via: plan }。',
    en: 'For example { register: meeting, via: plan }.',
  },
}

const operators = [
  'atLeast',
  'atMost',
  'before',
  'after',
  'includes',
  'exists',
  'count',
  'ratio',
  'some',
  'every',
  'first',
  'answeredBy',
  'not',
]

function unknownOperator(operator: string): Words {
  const name = operator.slice(0, 40)
  return {
    text: { zh: `没有“${name}”这种要求`, en: `There is no test “${name}”` },
    hint: { zh: `可用：${operators.join('、')}。`, en: `Known are ${operators.join(', ')}.` },
  }
}
