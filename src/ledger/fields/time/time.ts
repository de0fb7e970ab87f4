import type { FieldKind, Parsed } from '../field-kind.ts'
import { isEmpty, plainText, refused } from '../field-kind.ts'

const written = /^(上午|下午|晚上)?\s*(\d{1,2})\s*[:.时点]\s*(?:(\d{1,2})\s*(?:分|:00)?)?$/
const compact = /^(\d{2})(\d{2})$/

/** A time of day, kept as `HH:MM`. */
export const time: FieldKind = {
  options: {},
  many: false,
  operators: ['is', 'atLeast', 'atMost', 'before', 'after', 'exists'],
  dated: true,
  sorted: true,
  counted: { zh: '次', en: 'times' },
  parse,
  text: (value) => (typeof value === 'string' ? value : ''),
  typed: {
    number: (value) => (typeof value === 'string' ? minutesOf(value) / minutesOfDay : null),
    format: () => 'hh:mm',
  },
  read: (cell) => parse(partOfDay(cell) ?? cell),
  json: () => ({ type: 'string', pattern: '^\\d{2}:\\d{2}$' }),
}

function minutesOf(time: string): number {
  return Number(time.slice(0, 2)) * 60 + Number(time.slice(3))
}

/** A time that a spreadsheet shows as the part of a day it keeps; null for what is none. */
function partOfDay(cell: string): string | null {
  const text = plainText(cell)
  if (!/^0?\.\d+$/.test(text)) return null
  const minutes = Math.round(Number(text) * minutesOfDay)
  return minutes >= minutesOfDay ? null : `${Math.floor(minutes / 60)}:${minutes % 60}`
}

const minutesOfDay = 1440

function parse(raw: unknown): Parsed {
  if (isEmpty(raw)) return { value: null }
  const text = typeof raw === 'string' ? plainText(raw).replace('半', '30分') : ''
  const parts = written.exec(text)
  const short = compact.exec(text)
  const afternoon = parts?.[1] === '下午' || parts?.[1] === '晚上'
  const stated = Number(short?.[1] ?? parts?.[2] ?? Number.NaN)
  const hour = afternoon && stated < 12 ? stated + 12 : stated
  const minute = Number(short?.[2] ?? parts?.[3] ?? 0)
  if (hour <= 23 && minute <= 59) {
    return { value: `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}` }
  }
  return refused('field.time.form', {
    text: { zh: '不是有效的时间', en: 'This is not a time of day' },
    hint: { zh: '例如：09:30 或 下午3点。', en: 'For example 09:30.' },
  })
}
