import { expect, test } from 'vitest'
import type { AnnouncedKey } from './announced-keys.ts'
import { keyInForce, keyRanges, keysInForce } from './announced-keys.ts'

const key = (purpose: AnnouncedKey['purpose'], since: number): AnnouncedKey => ({
  purpose,
  since,
  vkey: `${purpose}${since}`,
  lost: false,
})
const keys = [key('receipt', 7), key('log', 0), key('receipt', 0), key('log', 7)]

test('a key is in force from the tree that holds its announcement', () => {
  expect(keyInForce(keys, { purpose: 'log', size: 0 })).toBe(null)
  expect(keysInForce(keys, 1)).toEqual({ log: 'log0', receipt: 'receipt0' })
  expect(keysInForce(keys, 7)).toEqual({ log: 'log0', receipt: 'receipt0' })
  expect(keysInForce(keys, 8)).toEqual({ log: 'log7', receipt: 'receipt7' })
  expect(keysInForce([], 8)).toEqual({ log: '', receipt: '' })
})

test('ranges end where the next key of that purpose begins', () => {
  expect(keyRanges(keys).map(({ vkey, until }) => [vkey, until])).toEqual([
    ['log0', 7],
    ['receipt0', 7],
    ['receipt7', null],
    ['log7', null],
  ])
})
