import { expect, test } from 'vitest'
import { rebase } from './rebase.ts'

const base = { title: '甲', kind: 'plan', note: '旧' }

test('keeps what was typed and takes what a colleague corrected elsewhere', () => {
  const now = { title: '甲', kind: 'task', note: '旧' }
  const typed = { title: '乙', kind: 'plan', note: '旧' }
  const { values, clashes } = rebase(typed, { base, now })
  expect(values).toEqual({ title: '乙', kind: 'task', note: '旧' })
  expect(clashes).toEqual([])
})

test('names a field that both changed, and none that both changed alike', () => {
  const now = { title: '丙', kind: 'task', note: '旧' }
  const typed = { title: '乙', kind: 'task', note: '旧' }
  const { values, clashes } = rebase(typed, { base, now })
  expect(values).toEqual({ title: '乙', kind: 'task', note: '旧' })
  expect(clashes).toEqual(['title'])
})

test('a field that was emptied stays empty', () => {
  const { values } = rebase({ title: '甲', kind: 'plan' }, { base, now: base })
  expect(values).toEqual({ title: '甲', kind: 'plan' })
})
