import { dayText, isDay } from '../../day/day.ts'
import { dayJson, isEmpty, plainText, refused } from '../field-kind.ts'
import type { FieldKind, Parsed } from '../field-kind.ts'
import { dayOfSerial, serialOf } from './serial-day.ts'

const written = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/
const compact = /^(\d{4})(\d{2})(\d{2})$/

/** A day, kept as `YYYY-MM-DD`. */
export const date: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'anyOf', 'atLeast', 'atMost', 'before', 'after', 'exists'],
  dated: true,
  sorted: true,
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
  const text = plainText(raw)
  const parts = written.exec(englishDay(text) ?? text) ?? compact.exec(text)
  if (parts === null) return null
  const day = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`
  return isDay(day) ? day : null
}

function parse(raw: unknown): Parsed {
  if (isEmpty(raw)) return { value: null }
  const day = typeof raw === 'string' || typeof raw === 'number' ? readDay(String(raw)) : null
  if (day !== null) return { value: day }
  return refused('field.date.form', {
    text: { zh: '不是有效的日期', en: 'This is not a day of the calendar' },
    hint: { zh: '例如：2025-03-01 或 2025年3月1日。', en: 'For example 2025-03-01.' },
  })
}

const english = /^(\d{1,2}) ([A-Z][a-z]+) (\d{4})$/
const months = 'JanFebMarAprMayJunJulAugSepOctNovDec'

function englishDay(text: string): string | null {
  const parts = english.exec(text)
  if (parts === null) return null
  const at = months.indexOf((parts[2] ?? '').slice(0, 3))
  return at < 0 || at % 3 !== 0 ? null : `${parts[3]}-${at / 3 + 1}-${parts[1]}`
}
