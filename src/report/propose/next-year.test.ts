import { expect, it } from 'vitest'
import { readReport } from '../read/read-report.ts'
import { saidOfNextYear } from './next-year.ts'

function plansIn(text: string): readonly string[] {
  return saidOfNextYear(text, readReport(text), 2025).map(({ start, end }) =>
    text.slice(start, end),
  )
}

it('finds what is said of next year where nothing else says that it is a plan', () => {
  expect(plansIn('一是加强教育。2026年一季度上线双人复核功能，把好出口关。')).toEqual([
    '2026年一季度上线双人复核功能，把好出口关',
  ])
})

it.each([
  ['三、2026年工作打算\n加强学习。'],
  ['加强了学习。\n2026年1月20日'],
  ['我们在2026年度预算中列支。'],
  ['2026年，我馆将继续加强学习。'],
  ['2025年一季度上线了双人复核功能。'],
])('%s says nothing more of it', (text) => {
  expect(plansIn(text)).toEqual([])
})
