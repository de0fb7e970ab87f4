import { dayText } from '../../day/day.ts'
import { parsePeriod, spanOf } from '../../day/period.ts'
import type { DateSpan, Value } from '../../value.ts'
import { readDay } from '../date/date.ts'
import type { FieldKind, Parsed } from '../field-kind.ts'
import { dayJson, isEmpty, isObject, own, plainText, refused, wholeJson } from '../field-kind.ts'

/** A span of days, both inclusive; `2025-Q1` and the like are read as the days they cover. */
export const period: FieldKind = {
  options: {},
  many: false,
  operators: ['atLeast', 'atMost', 'before', 'after', 'includes', 'exists'],
  dated: true,
  covers: 'date',
  compared: null,
  counted: { zh: '段', en: 'periods' },
  parse,
  text: (value, _field, _context, lang) =>
    isSpan(value)
      ? `${dayText(value.from, lang)}${lang === 'zh' ? '至' : ' to '}${dayText(value.to, lang)}`
      : '',
  read: (cell) => parse(cell),
  json: () => ({ anyOf: [{ type: 'string' }, wholeJson({ from: dayJson, to: dayJson })] }),
}

/** Whether a value is a span of days. */
export function isSpan(value: Value | undefined): value is DateSpan {
  return isObject(value) && Object.hasOwn(value, 'from')
}

function parse(raw: unknown): Parsed {
  if (isEmpty(raw)) return { value: null }
  const span = spanFrom(raw)
  if (span === null) {
    return refused('field.period.form', {
      text: { zh: '不是有效的起止日期', en: 'This is not a span of days' },
      hint: { zh: '例如：2025-03-01至2025-03-05。', en: 'For example 2025-03-01 to 2025-03-05.' },
    })
  }
  if (span.from > span.to) {
    return refused('field.period.order', {
      text: { zh: '结束日期早于开始日期', en: 'The last day lies before the first' },
      hint: { zh: '请对调两个日期。', en: 'Swap the two days.' },
    })
  }
  return { value: span }
}

function spanFrom(raw: unknown): DateSpan | null {
  if (isObject(raw)) return ends(own(raw, 'from'), own(raw, 'to'))
  if (typeof raw !== 'string') return null
  const text = plainText(raw)
  if (parsePeriod(text) !== null) return spanOf(text)
  const parts = text.split(/\s*(?:至|到|~|～|—+|–| to )\s*/)
  return parts.length === 2 ? ends(parts[0], parts[1]) : null
}

function ends(from: unknown, to: unknown): DateSpan | null {
  if (typeof from !== 'string' || typeof to !== 'string') return null
  const [first, last] = [readDay(from), readDay(to)]
  return first === null || last === null ? null : { from: first, to: last }
}
