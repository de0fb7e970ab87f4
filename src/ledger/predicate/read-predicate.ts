import type { Fault } from '../fault.ts'
import { isObject } from '../fields/field-kind.ts'
import type { ReadParts } from './operators/operator.ts'
import { operatorOf, operators } from './operators/operators.ts'
import type { Spot, Words } from './operators/spot.ts'
import { failed, isOperand, seeGrammar } from './operators/spot.ts'
import type { FieldTest, Predicate } from './predicate.ts'

/** Depth and number of tests of one predicate at most; no duty of any source comes near. */
const predicateDepthMax = 8
const predicateTestsMax = 200

/** A predicate in its stored form, or every fault of its structure. */
export type ReadPredicate =
  | { readonly predicate: Predicate; readonly faults?: undefined }
  | { readonly faults: readonly Fault[]; readonly predicate?: undefined }

/**
 * Reads a predicate from data (YAML, a filter of a list). Only the structure is judged; whether
 * its fields exist is for `checkPredicate`. A share may be written as `2/3`.
 */
export function readPredicate(raw: unknown): ReadPredicate {
  const reading: Spot['reading'] = { faults: [], tests: 0 }
  const predicate = predicateFrom(raw, { at: [], depth: 0, reading })
  return reading.faults.length > 0 ? { faults: reading.faults } : { predicate }
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

function argumentFrom(name: string, raw: unknown, spot: Spot): unknown {
  if (!Object.hasOwn(operators, name)) {
    return failed(spot, 'predicate.operator', unknownOperator(name), raw)
  }
  return operatorOf(name).read(raw, spot, parts)
}

const parts: ReadParts = { predicate: predicateFrom, test: testFrom }

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
function unknownOperator(operator: string): Words {
  const name = operator.slice(0, 40)
  const known = Object.keys(operators)
  return {
    text: { zh: `没有“${name}”这种要求`, en: `There is no test “${name}”` },
    hint: { zh: `可用：${known.join('、')}。`, en: `Known are ${known.join(', ')}.` },
  }
}
