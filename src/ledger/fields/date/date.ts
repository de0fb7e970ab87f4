import { dayText, isDay, monthName } from '../../day/day.ts'
import type { Label } from '../../label.ts'
import type { FieldKind, Parsed } from '../field-kind.ts'
import { dayJson, isEmpty, plainText, refused } from '../field-kind.ts'
import { arabic } from './arabic-day.ts'
import { dayOfSerial, serialOf } from './serial-day.ts'

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/

const onlyMonth = /^\d{4}\s*[-/.年]\s*\d{1,2}\s*月?(?:份)?$/
const monthsOfYear = 12

/** A day, kept as `YYYY-MM-DD`. */
export const date: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'anyOf', 'atLeast', 'atMost', 'before', 'after', 'exists'],
  dated: true,
  sorted: true,
  retold: true,
  counted: { zh: '天', en: 'days' },
  parse,
  text: (value, _field, _context, lang) => (typeof value === 'string' ? dayText(value, lang) : ''),
  typed: {
    number: (value) => (typeof value === 'string' ? serialOf(value) : null),
    format: (_field, lang) => (lang === 'zh' ? 'yyyy"年"m"月"d"日"' : '[$-409]d mmmm yyyy'),
  },
  read: (cell) => parse(dayOfSerial(plainText(cell)) ?? cell),
  json: () => dayJson,
}

/** Reads a day in any of the written forms; null when it is none or does not exist. */
export function readDay(raw: string): string | null {
  const [year, month, day] = partsIn(raw)
  if (day === undefined) return null
  const read = `${year}-${month?.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isDay(read) ? read : null
}

/** Year, month and day as they were written; nothing where that is no day at all. */
function partsIn(raw: string): readonly (string | undefined)[] {
  const text = arabic(plainText(raw))
  return (written.exec(englishDay(text) ?? text) ?? compact.exec(text))?.slice(1) ?? []
}

function parse(raw: unknown): Parsed {
  if (isEmpty(raw)) return { value: null }
  const day = typeof raw === 'string' || typeof raw === 'number' ? readDay(String(raw)) : null
  if (day !== null) return { value: day }
  return refused('field.date.form', {
    text: whatIsWrong(typeof raw === 'string' ? raw : ''),
    hint: { zh: '例如：2025-03-01 或 2025年3月1日。', en: 'For example 2025-03-01.' },
  })
}

/** 2025年2月没有30日; a day left out; else that it is no day. */
function whatIsWrong(raw: string): Label {
  const [year, month = '', day = ''] = partsIn(raw)
  const [inYear, inMonth] = [Number(year), Number(month)]
  const isMonth = inMonth >= 1 && inMonth <= monthsOfYear
  if (isMonth && isDay(`${year}-${month.padStart(2, '0')}-01`)) {
    return {
      zh: `${inYear}年${inMonth}月没有${Number(day)}日`,
      en: `${monthName(inMonth)} ${inYear} has no day ${Number(day)}`,
    }
  }
  if (onlyMonth.test(arabic(plainText(raw)))) {
    return { zh: '缺少日，请写明是哪一天', en: 'The day of the month is missing' }
  }
  return { zh: '不是有效的日期', en: 'This is not a day of the calendar' }
}

const english = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

function englishDay(text: string): string | null {
  const parts = english.exec(text)
  if (parts === null) return null
  const at = months.indexOf((parts[2] ?? '').slice(0, 3))
  return at < 0 || at % 3 !== 0 ? null : `${parts[3]}-${at / 3 + 1}-${parts[1]}`
}
