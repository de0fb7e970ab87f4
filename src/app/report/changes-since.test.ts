import { expect, test } from 'vitest'
import type { ReportDocument } from '../../report/document.ts'
import { claimsOvertaken } from './changes-since.ts'

const reason = { zh: '由台账算得', en: 'Counted in the ledger' }
const saying = (text: string, state: string) =>
  ({ claims: [{ id: 'c1', text, state, reason }] }) as unknown as ReportDocument
const found = (today: ReportDocument) =>
  claimsOvertaken(saying('1项', 'supported'), today).map((one) => [one.state, one.reason.zh])

test('a number that the ledger has otherwise now contradicts the paper', () => {
  const moved = [['contradicted', '报告写“1项”，现在是“0项”']]
  expect(found(saying('0项', 'supported'))).toEqual(moved)
  // None is a number too, though it waits for somebody to attest it.
  expect(found(saying('0项', 'awaiting'))).toEqual(moved)
})

test('a number that stands is told by its state alone, and one that is gone as a blank', () => {
  expect(found(saying('1项', 'supported'))).toEqual([])
  expect(found(saying('1项', 'awaiting'))).toEqual([['awaiting', reason.zh]])
  expect(found(saying('X', 'blank'))).toEqual([['blank', reason.zh]])
})
