import { expect, test } from 'vitest'
import { keyNews, stated, wrongWith } from './seen-checkpoint.ts'

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

test('another key is told by how the log says it was replaced', () => {
  const key = (vkey: string, since: number, { lost } = { lost: false }) =>
    ({ purpose: 'log', vkey, since, lost }) as const
  const keys = [key('a', 0), key('b', 4), key('c', 9, { lost: true })]
  const at = (vkey: string) => ({ size: 20, root, key: vkey })
  expect(keyNews({ seen: null, now: at('b'), keys })).toBeNull()
  expect(keyNews({ seen: { size: 3, root }, now: at('b'), keys })).toBeNull()
  expect(keyNews({ seen: at('b'), now: at('b'), keys })).toBeNull()
  expect(keyNews({ seen: at('a'), now: at('b'), keys: keys.slice(0, 2) })).toBe('rotated')
  expect(keyNews({ seen: at('a'), now: at('c'), keys })).toBe('lost')
  expect(keyNews({ seen: at('x'), now: at('c'), keys })).toBe('unknown')
})
