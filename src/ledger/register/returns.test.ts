import { describe, expect, it } from 'vitest'
import { sampleRecord } from '../../../tests/ledger/sample-record.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Values } from '../value.ts'
import { returnsOf } from './returns.ts'

const returns = { same: 'class', after: 'closedOn', years: 1, via: 'returnOf', ruledOut: 'not' }
const register = { returns, date: 'foundOn' }

function record(id: string, values: Values, state: 'live' | 'void' = 'live'): LedgerRecord {
  return sampleRecord({
    id,
    register: 'problem',
    state,
    values,
    occurredOn: String(values['foundOn']),
  })
}

const old = record('old', { foundOn: '2024-01-10', class: 'safety', closedOn: '2024-03-01' })
const found = (foundOn: string, more: Values = {}) =>
  returnsOf(register, record('new', { foundOn, class: 'safety', ...more }), [old]).map(
    ({ id }) => id,
  )

describe('returnsOf', () => {
  it.each([
    ['2024-02-29', []],
    ['2024-03-01', ['old']],
    ['2025-03-01', ['old']],
    ['2025-03-02', []],
  ])('of what is found on %s is %j', (foundOn, ids) => {
    expect(found(foundOn)).toEqual(ids)
  })

  it('is nothing for another class, or once somebody has said', () => {
    expect(found('2024-06-01', { class: 'study' })).toEqual([])
    expect(found('2024-06-01', { returnOf: 'old' })).toEqual([])
    expect(found('2024-06-01', { not: true })).toEqual([])
    expect(found('2024-06-01', { not: false })).toEqual(['old'])
  })

  it('does not see voided records, itself, or what is still open', () => {
    const now = record('new', { foundOn: '2024-06-01', class: 'safety', closedOn: '2024-05-01' })
    const others = [now, { ...old, state: 'void' as const }, record('open', { class: 'safety' })]
    expect(returnsOf(register, now, others)).toEqual([])
    expect(returnsOf({ date: 'foundOn' }, now, [old])).toEqual([])
  })

  it('names the newest settled first', () => {
    const newer = record('newer', {
      foundOn: '2024-02-01',
      class: 'safety',
      closedOn: '2024-04-01',
    })
    const now = record('new', { foundOn: '2024-06-01', class: 'safety' })
    expect(returnsOf(register, now, [old, newer]).map(({ id }) => id)).toEqual(['newer', 'old'])
  })
})
