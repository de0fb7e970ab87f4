import { expect, test } from 'vitest'
import type { Register } from './register.ts'
import { titleOf } from './title.ts'

const label = { zh: '书面确认', en: 'Attestations' }
const register = {
  id: 'words',
  label,
  title: '{name} {period}',
  fields: ['name', 'period'].map((id) => ({ id, type: 'text', label })),
} as unknown as Register

const titled = (period: string) =>
  titleOf(register, { name: '无泄密', period }, { lists: new Map() })

test('a half or a quarter of a year is told in words', () => {
  expect(titled('2026-H1')).toEqual({
    zh: '无泄密 2026年上半年',
    en: '无泄密 the first half of 2026',
  })
  expect(titled('2026-Q3').zh).toBe('无泄密 2026年第三季度')
})

test('what may be the number of a thing stays what was written', () => {
  for (const number of ['2024-07', '2026', '2026-H3', '0000-H1', '随时']) {
    expect(titled(number).zh).toBe(`无泄密 ${number}`)
  }
})

test('a month or a year is told in words where only a period has room', () => {
  const fields = register.fields.map((one) => (one.id === 'period' ? { ...one, max: 7 } : one))
  const told = (period: string) =>
    titleOf({ ...register, fields }, { name: '学习', period }, { lists: new Map() })
  expect(told('2025-03')).toEqual({ zh: '学习 2025年3月', en: '学习 March 2025' })
  expect(told('2025').zh).toBe('学习 2025年')
  expect(told('2025-13').zh).toBe('学习 2025-13')
})
