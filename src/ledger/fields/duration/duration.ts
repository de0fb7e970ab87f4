import { outOfBounds } from '../decimal.ts'
import type { FieldKind, FieldShape, Parsed } from '../field-kind.ts'
import { boundsJson, isEmpty, plainText, refused } from '../field-kind.ts'
import { numberFormat } from '../number-format.ts'

/** Minutes a duration may have at most: a year. */
const durationMinutesMax = 527_040

const clock = /^(\d{1,5}):([0-5]\d)$/
const words = new RegExp(
  String.raw`^(?:(\d{1,5}(?:\.\d+)?)\s*(?:个?小时|学时|课时|hours?|h)\s*)?` +
    String.raw`(?:(\d{1,6})\s*(?:分钟|分|minutes?|min|m)?)?$`,
  'i',
)

/** A length of time, kept in whole minutes; a bare number is minutes. Bounds are in minutes. */
export const duration: FieldKind = {
  options: { min: { as: 'whole', atLeast: 0 }, max: { as: 'whole', atLeast: 1 } },
  many: false,
  operators: ['is', 'atLeast', 'atMost', 'exists'],
  summed: 'minutes',
  compared: Number,
  retold: true,
  counted: { zh: '次', en: 'durations' },
  parse,
  text: (value, _field, _context, lang) =>
    typeof value === 'number' ? durationText(value, lang) : '',
  typed: {
    number: (value) => (typeof value === 'number' ? value : null),
    format: (_field, lang) =>
      numberFormat({ decimals: 0, after: lang === 'zh' ? '分钟' : 'min', lang }),
  },
  read: parse,
  json: (field) => ({ type: 'integer', ...boundsJson(field), 'x-unit': 'minutes' }),
}

/** `1小时30分钟`, `1 h 30 min`. */
export function durationText(minutes: number, lang: 'zh' | 'en'): string {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  const zh = `${hours > 0 ? `${hours}小时` : ''}${rest > 0 || hours === 0 ? `${rest}分钟` : ''}`
  if (lang === 'zh') return zh
  const en = [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : '']
  return en.filter((part) => part !== '').join(' ')
}

function parse(raw: unknown, field: FieldShape): Parsed {
  if (isEmpty(raw)) return { value: null }
  const minutes = minutesOf(raw)
  if (minutes === null || minutes < 0 || minutes > durationMinutesMax) {
    return refused('field.duration.form', {
      text: { zh: '不是有效的时长', en: 'This is not a length of time' },
      hint: { zh: '例如：90 或 1小时30分钟。', en: 'For example 90 or 1 h 30 min.' },
    })
  }
  const outside = outOfBounds(minutes, { field, show: (bound) => durationText(bound, 'zh') })
  return outside ?? { value: minutes }
}

function minutesOf(raw: unknown): number | null {
  if (typeof raw === 'number') return Number.isSafeInteger(raw) ? raw + 0 : null
  if (typeof raw !== 'string') return null
  const text = plainText(raw)
  const hands = clock.exec(text)
  if (hands !== null) return Number(hands[1]) * 60 + Number(hands[2])
  const parts = words.exec(text)
  if (parts === null) return null
  const minutes = Number(parts[1] ?? 0) * 60 + Number(parts[2] ?? 0)
  return Math.abs(minutes - Math.round(minutes)) < 1e-6 ? Math.round(minutes) : null
}
