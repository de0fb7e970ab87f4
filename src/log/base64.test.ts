import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { fromBase64, hashFromBase64, toBase64 } from './base64.ts'

test('agrees with the platform and reads itself back', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      const text = toBase64(bytes)
      expect(text).toBe(Buffer.from(bytes).toString('base64'))
      expect(fromBase64(text)).toEqual(bytes)
    }),
  )
})

test('takes no second spelling of the same bytes', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 12 }), (text) => {
      const bytes = fromBase64(text)
      if (bytes !== null) expect(toBase64(bytes)).toBe(text)
    }),
  )
  for (const text of [
    'QQ',
    'QQ=',
    'QR==',
    'QUF=',
    'QUE',
    'Q===',
    '====',
    'QQ==\n',
    'QQ__',
    '贤贤==',
  ]) {
    expect(fromBase64(text)).toBeNull()
  }
})

test('a hash is 32 bytes', () => {
  expect(hashFromBase64(toBase64(new Uint8Array(32)))).toHaveLength(32)
  expect(hashFromBase64(toBase64(new Uint8Array(31)))).toBeNull()
  expect(hashFromBase64(toBase64(new Uint8Array(33)))).toBeNull()
})
