import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, partsOf } from '../day/day.ts'
import {
  monthOfHeading,
  writtenDay,
  yearlessDay,
  yearlessDayPassed,
  yearsIn,
} from './written-day.ts'

const around = { year: 2025, month: null, keepsZeros: false, isDue: false }

test.each([
  '2025.3.5',
  '2025.03.05.',
  '25.3.5',
  '25-3-5',
  '3月5日',
  '03月05号',
  '3/5',
  '3.5',
  '2025年3月5日（星期三）',
  '3月5日(周三)',
  '2025/3/5上午9:30',
  '2025年3月5日下午3点',
  '2025年3月5日9:00-11:30',
  '2025-03-05 09:30:00',
  '３月５日',
  '二〇二五年三月五日',
  '2025年\n3月5日',
  ' 2025 年 3 月 5 日 ',
  '3月5日前',
  '20250305',
  '45721',
])('%s is the fifth of March', (text) => {
  expect(writtenDay(text, around)).toMatchObject({ day: '2025-03-05' })
})

test.each([
  ['7月下旬', ['2025-07-21', '2025-07-31']],
  ['2019.6', ['2019-06-01', '2019-06-30']],
  ['3月', ['2025-03-01', '2025-03-31']],
  ['3月5日-6日', ['2025-03-05', '2025-03-06']],
  ['2025.3.5—3.7', ['2025-03-05', '2025-03-07']],
  ['12/3/25', ['2012-03-25', '2025-12-03']],
  ['一季度', ['2025-01-01', '2025-03-31']],
  ['6月底前', ['2025-06-30']],
  // A spreadsheet cuts 3.10 to 3.1.
  ['3.1', ['2025-03-01', '2025-03-10']],
])('%s is no single day and is asked about', (text, may) => {
  expect(writtenDay(text, around)).toEqual({ may })
})

test.each(['长期坚持', '2月30日', '2025.13.1', '每季度', '12', '周三', '', '9:00-11:30'])(
  '%s is no day',
  (text) => {
    expect(writtenDay(text, around)).toBeNull()
  },
)

describe('what stands around a day', () => {
  test('without a year it is asked, and the day under a heading has its month', () => {
    expect(writtenDay('3月5日', { ...around, year: null })).toEqual({ may: [] })
    expect(writtenDay('5日', { ...around, month: 3 })).toMatchObject({ day: '2025-03-05' })
    expect(writtenDay('5日', around)).toBeNull()
  })

  test('the end of a month is a day where something is due', () => {
    expect(writtenDay('6月底', { ...around, isDue: true })).toMatchObject({ day: '2025-06-30' })
  })

  test('a column that writes 5.10 has cut no zeros', () => {
    expect(writtenDay('3.1', { ...around, keepsZeros: true })).toMatchObject({ day: '2025-03-01' })
  })

  test('titles and headings name years and months', () => {
    expect(yearsIn('柳渡县水利局2025年度会议台账')).toEqual([2025])
    expect(yearsIn('二〇二四年至2025年')).toEqual([2024, 2025])
    expect(yearsIn('联系电话：0999-0000000')).toEqual([])
    expect(monthOfHeading('三月份')).toEqual({ year: null, month: 3 })
    expect(monthOfHeading('2024年12月')).toEqual({ year: 2024, month: 12 })
    expect(monthOfHeading('一、党建工作')).toBeNull()
  })
})

test('a day typed without its year is of the year that is given, and nothing else is', () => {
  for (const text of ['3.12', '3-12', '03/12', '3月12日', ' 3 月 12 日 ', '３．１２'])
    expect(yearlessDay(text, 2026)).toBe('2026-03-12')
  expect(yearlessDay('3.1', 2026)).toBe('2026-03-01')
  expect(yearlessDay('2.29', 2024)).toBe('2024-02-29')
  const others = [
    '2.29',
    '13.5',
    '3',
    '5日',
    '3月',
    '3月底',
    '3.1-3.5',
    '25.3.8',
    '2025.3.8',
    '12345',
  ]
  for (const text of [...others, '3月12日9:30', '', '党组会'])
    expect(yearlessDay(text, 2026)).toBeNull()
})

test('every day is read back from every form, and no text stops it', () => {
  const day = fc.integer({ min: 0, max: 40_000 }).map((count) => addDays('1990-01-01', count))
  fc.assert(
    fc.property(day, (one) => {
      const { year, month, day: date } = partsOf(one)
      for (const text of [`${year}.${month}.${date}`, `${year}年${month}月${date}日（星期一）`]) {
        expect(writtenDay(text, around)).toMatchObject({ day: one })
      }
    }),
  )
  fc.assert(
    fc.property(fc.string(), (text) => {
      const said = writtenDay(text, around)
      expect(said === null || 'day' in said || 'may' in said).toBe(true)
    }),
  )
})

describe('a day typed without its year of what has happened', () => {
  const typed = (text: string, today: string, year = Number(today.slice(0, 4))) =>
    yearlessDayPassed(text, { year, today })

  test('in January, that of December was in the year before', () => {
    expect(typed('12-28', '2027-01-01')).toBe('2026-12-28')
    expect(typed('11.5', '2027-01-15')).toBe('2026-11-05')
    expect(typed('1-4', '2027-01-15')).toBe('2027-01-04')
    expect(typed('2.29', '2028-01-15')).toBe('2028-02-29')
  })

  test('later, and on the page of another year, it is of the year of the page', () => {
    expect(typed('12-28', '2027-06-01')).toBe('2027-12-28')
    expect(typed('1-4', '2026-12-31')).toBe('2026-01-04')
    expect(typed('12-28', '2027-01-01', 2026)).toBe('2026-12-28')
    expect(typed('12-28', '2027-01-01', 2028)).toBe('2028-12-28')
    expect(typed('党组会', '2027-01-01')).toBeNull()
  })
})
