import { expect, it } from 'vitest'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import { settleChanges } from './settle-changes.ts'
import type { ClaimVerdict } from './settle-claim.ts'

const figure = { value: 24, records: ['a'], lastYear: 28 } as unknown as FigureValue
const right: ClaimVerdict = {
  state: 'supported',
  reason: { zh: '', en: '' },
  ledger: 24,
  records: ['a'],
}
const none = { before: null, by: null, rate: null, course: null }

it.each([
  [{ ...none, by: -4, course: 'fewer' as const }, 'supported'],
  [{ ...none, by: -1, course: 'fewer' as const }, 'contradicted'],
  [{ ...none, before: 28 }, 'supported'],
  [{ ...none, before: 41 }, 'contradicted'],
  [{ ...none, rate: { value: 14.3, digits: 1 }, course: 'fewer' as const }, 'supported'],
  [{ ...none, rate: { value: 14, digits: 0 }, course: 'more' as const }, 'contradicted'],
  [{ ...none, course: 'same' as const }, 'contradicted'],
  [{ ...none, course: 'notMore' as const }, 'supported'],
])('a right number with %s is %s', (change, state) => {
  expect(settleChanges(right, [change], { figure, last: null }).state).toBe(state)
})

it('is not borne out where nobody knows the year before', () => {
  const alone = { ...figure, lastYear: null }
  const change = { ...none, before: 28 }
  expect(settleChanges(right, [change], { figure: alone, last: null }).state).toBe('unsupported')
})
