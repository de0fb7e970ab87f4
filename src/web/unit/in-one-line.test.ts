import { expect, test } from 'vitest'
import { inOneLine } from './in-one-line.ts'

test('a pasted paragraph becomes one line, without what nobody sees', () => {
  expect(inOneLine('市委、\t市政府：\r\n\u200b各科室')).toBe('市委、市政府：各科室')
  expect(inOneLine('Party group meeting')).toBe('Party group meeting')
})
