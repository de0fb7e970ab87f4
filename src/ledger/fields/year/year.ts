import { yearMax, yearMin } from '../../day/day.ts'
import type { FieldKind, Parsed } from '../field-kind.ts'
import { isEmpty, plainText, refused } from '../field-kind.ts'

/** A calendar year, such as the one a report is about. */
export const year: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'anyOf', 'atLeast', 'atMost', 'exists'],
  sorted: true,
  compared: Number,
  namesNobody: true,
  counted: { zh: '个年度', en: 'years' },
  parse,
  text: (value, _field, _context, lang) =>
    typeof value !== 'number' ? '' : lang === 'zh' ? `${value}年` : `${value}`,
  typed: {
    number: (value) => (typeof value === 'number' ? value : null),
    format: (_field, lang) => (lang === 'zh' ? '0"年"' : '0'),
  },
  read: parse,
  json: () => ({ type: 'integer', minimum: yearMin, maximum: yearMax }),
}

function parse(raw: unknown): Parsed {
  if (isEmpty(raw)) return { value: null }
  const text = typeof raw === 'number' || typeof raw === 'string' ? plainText(String(raw)) : ''
  const digits = /^(\d{4}) ?(?:年度?)?$/.exec(text)?.[1]
  const value = Number(digits)
  if (digits !== undefined && yearMin <= value && value <= yearMax) return { value }
  return refused('field.year.form', {
    text: { zh: '应填四位数的年份', en: 'A year of four digits is expected' },
    hint: { zh: '例如 2025 或 2025年。', en: 'For example 2025.' },
  })
}
