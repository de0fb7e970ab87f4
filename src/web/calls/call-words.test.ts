import { expect, test } from 'vitest'
import { groundOfHeld } from './call-words.ts'

const item = { item: 'i1', label: '制度', counted: 9, said: 9, records: 2 }

test('records bear out what they give, and what was kept says what they give instead', () => {
  const proved = { ...item, verdict: 'proved', recomputed: 9 }
  expect(groundOfHeld(proved).zh).toBe('，依据2条记录')
  const kept = { ...item, verdict: 'kept', recomputed: 2 }
  expect(groundOfHeld(kept).zh).toBe('；台账算得2，凭理由保留9')
  expect(groundOfHeld({ ...kept, recomputed: null }).zh).toBe('；台账算不出，凭理由保留9')
  expect(groundOfHeld({ ...proved, verdict: 'entered', records: 0 }).zh).toBe('')
})
