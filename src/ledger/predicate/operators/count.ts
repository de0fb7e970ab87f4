import { isObject } from '../../fields/field-kind.ts'
import { fieldKindOf } from '../../fields/field-kinds.ts'
import { singular } from '../../units.ts'
import type { NumberTest } from '../predicate.ts'
import type { PredicateOperator } from './operator.ts'
import { countOf } from './scope.ts'
import type { Spot } from './spot.ts'
import { failed } from './spot.ts'
import type { Tested } from './tested.ts'
import { nameOf } from './tested.ts'

const notACount = {
  text: { zh: '这里应是个数或上下限', en: 'A whole number or bounds are expected' },
  hint: { zh: '例如 3 或 { atLeast: 3 }。', en: 'For example 3 or { atLeast: 3 }.' },
}

/** Number of values (people, choices, rows). */
export const count: PredicateOperator<NumberTest> = {
  read,
  check: () => [],
  holds: (argument, value) => withinBounds(countOf(value), argument),
  explain: countText,
  tell: (_argument, field, onlooker) => onlooker.shape(field),
}

function read(raw: unknown, spot: Spot): unknown {
  const bounds = isObject(raw) ? Object.entries(raw) : [['atLeast', raw] as const]
  const known = bounds.every(
    ([key, number]) => (key === 'atLeast' || key === 'atMost') && isCount(number),
  )
  return known && bounds.length > 0 ? raw : failed(spot, 'predicate.operand', notACount, raw)
}

function isCount(raw: unknown): boolean {
  return typeof raw === 'number' && Number.isSafeInteger(raw) && raw >= 0
}

function withinBounds(number: number, test: NumberTest): boolean {
  if (typeof test === 'number') return number === test
  return number >= (test.atLeast ?? 0) && number <= (test.atMost ?? Number.POSITIVE_INFINITY)
}

function countText(test: NumberTest, tested: Tested): string {
  const { field, negated, scope } = tested
  const counted = field === undefined ? { zh: '项', en: 'items' } : fieldKindOf(field.type).counted
  const zh = scope.lang === 'zh'
  const amount = (number: number) =>
    zh ? `${number}${counted.zh}` : `${number} ${number === 1 ? singular(counted.en) : counted.en}`
  if (typeof test === 'number') {
    if (zh) return `${nameOf(tested)}${negated ? '不是' : '共'}${amount(test)}`
    return `${nameOf(tested)} ${negated ? 'does not have' : 'has'} exactly ${amount(test)}`
  }
  const parts: string[] = []
  if (test.atLeast !== undefined) {
    const word = zh ? ['不少于', '少于'] : ['has at least ', 'has fewer than ']
    parts.push(`${word[negated ? 1 : 0]}${amount(test.atLeast)}`)
  }
  if (test.atMost !== undefined) {
    const word = zh ? ['不超过', '超过'] : ['has at most ', 'has more than ']
    parts.push(`${word[negated ? 1 : 0]}${amount(test.atMost)}`)
  }
  if (zh) return `${nameOf(tested)}${parts.join(negated ? '或' : '且')}`
  return `${nameOf(tested)} ${parts.join(negated ? ' or ' : ' and ')}`
}
