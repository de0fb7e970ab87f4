import { expect, test } from 'vitest'
import { dayBeside, momentDayInWords, momentInWords, zonedMomentInWords, zoneText } from './day.ts'

test('a zone is named by its distance from UTC', () => {
  const named = [0, 480, -210, 345, -60].map(zoneText)
  expect(named).toEqual(['UTC', 'UTC+8', 'UTC-3:30', 'UTC+5:45', 'UTC-1'])
})

test('a moment is read in the zone that is asked for, which may be on another day', () => {
  const iso = '2025-12-31T17:30:00.000Z'
  const zone = 'Asia/Shanghai'
  expect(momentInWords(iso, { lang: 'zh', zone })).toBe('2026年1月1日 01:30')
  expect(momentInWords(iso, { lang: 'en', zone: 'UTC' })).toBe('31 Dec 2025, 17:30')
  expect(momentDayInWords(iso, { lang: 'zh', zone })).toBe('2026年1月1日')
  expect(momentDayInWords('—', { lang: 'zh', zone })).toBe('—')
})

test('a moment that is proved names the zone in which it is read', () => {
  const iso = '2026-11-24T07:04:00.000Z'
  const zone = zoneText(-new Date(iso).getTimezoneOffset())
  expect(zonedMomentInWords(iso, 'zh')).toMatch(/^2026年11月2[345]日 /)
  expect(zonedMomentInWords(iso, 'zh').endsWith(`（${zone}）`)).toBe(true)
  expect(zonedMomentInWords(iso, 'en').endsWith(` (${zone})`)).toBe(true)
  expect(zonedMomentInWords('—', 'zh')).toBe('—')
})

test('a day stands beside a title that does not say it, in either language', () => {
  const occurredOn = '2026-11-06'
  const said = { zh: '每周集中学习 2026年11月6日', en: 'Weekly study 6 November 2026' }
  for (const lang of ['zh', 'en'] as const) {
    expect(dayBeside({ title: said[lang], occurredOn }, lang)).toBe('')
    expect(dayBeside({ title: '培训', occurredOn: null }, lang)).toBe('')
  }
  expect(dayBeside({ title: '培训', occurredOn }, 'zh')).toBe('2026年11月6日')
  expect(dayBeside({ title: 'Training', occurredOn }, 'en')).toBe('6 Nov 2026')
})
