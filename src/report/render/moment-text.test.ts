import { expect, test } from 'vitest'
import { momentText } from './moment-text.ts'

const moment = '2025-12-31T17:30:00.000Z'

test('a moment is told in the zone of the unit, over the turn of the year too', () => {
  expect(momentText(moment, 'Asia/Shanghai')).toEqual({
    zh: '2026年1月1日01:30:00（北京时间）',
    en: '2026-01-01 01:30:00 Beijing time',
  })
  expect(momentText(moment, 'Asia/Kathmandu').en).toBe('2025-12-31 23:15:00 UTC+05:45')
})

test.each([null, 'No/Where', ''])('without a zone that is known it is told in UTC: %s', (zone) => {
  expect(momentText(moment, zone).zh).toBe('2025年12月31日17:30:00（协调世界时）')
})
