import { expect, test } from 'vitest'
import { dayBeside, zonedMomentInWords, zoneText } from './day.ts'

test('a zone is named by its distance from UTC', () => {
  const named = [0, 480, -210, 345, -60].map(zoneText)
  expect(named).toEqual(['UTC', 'UTC+8', 'UTC-3:30', 'UTC+5:45', 'UTC-1'])
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
