import { expect, test } from 'vitest'
import { wrongWith, stated } from './seen-checkpoint.ts'

const root = `${'A'.repeat(43)}=`
const other = `${'B'.repeat(43)}=`

test('a log that grows is sound; one that shrinks, or is another of the same size, is not', () => {
  const seen = { size: 7, root }
  expect(wrongWith({ seen: null, now: seen })).toBeNull()
  expect(wrongWith({ seen, now: seen })).toBeNull()
  expect(wrongWith({ seen, now: { size: 8, root: other } })).toBeNull()
  expect(wrongWith({ seen, now: { size: 6, root: other } })).toBe('shorter')
  expect(wrongWith({ seen, now: { size: 7, root: other } })).toBe('other')
})

test('a checkpoint is read from its note, anything else is none', () => {
  expect(stated(`taizhang/x\n7\n${root}\n\n— taizhang/x abc\n`)).toEqual({ size: 7, root })
  expect(stated('<html>')).toBeNull()
  expect(stated('')).toBeNull()
})
