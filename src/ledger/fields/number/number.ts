import { decimalsOf, groupDigits, outOfBounds, readDecimal, refusedDecimal } from '../decimal.ts'
import type { FieldKind, FieldShape, Parsed } from '../field-kind.ts'
import { boundsJson, isEmpty, plainText } from '../field-kind.ts'
import { numberFormat } from '../number-format.ts'

/** A number with so many digits after the point at most (0 unless the field says otherwise). */
export const number: FieldKind = {
  options: {
    min: { as: 'number' },
    max: { as: 'number' },
    decimals: { as: 'whole', atLeast: 0, atMost: 6 },
    unit: { as: 'unit' },
  },
  many: false,
  operators: ['is', 'anyOf', 'atLeast', 'atMost', 'exists', 'ratio'],
  summed: 'number',
  sorted: true,
  compared: Number,
  namesNobody: true,
  retold: true,
  counted: { zh: '项', en: 'numbers' },
  parse,
  text: (value, field, _context, lang) => {
    if (typeof value !== 'number') return ''
    const unit = field.unit === undefined ? '' : field.unit[lang]
    const gap = unit !== '' && lang === 'en' ? ' ' : ''
    return `${groupDigits(value, { decimals: decimalsOf(value) })}${gap}${unit}`
  },
  cell: (value) => (typeof value === 'number' ? String(value) : ''),
  typed: {
    number: (value) => (typeof value === 'number' ? value : null),
    format: (field, lang) =>
      numberFormat({ ...precisionOf(field), after: field.unit?.[lang] ?? '', lang }),
  },
  read: (cell, field) => parse(withoutUnit(cell, field), field),
  json: (field) => ({ type: field.decimals ? 'number' : 'integer', ...boundsJson(field) }),
}

function parse(raw: unknown, field: FieldShape): Parsed {
  if (isEmpty(raw)) return { value: null }
  const { decimals } = precisionOf(field)
  if (typeof raw !== 'string' && typeof raw !== 'number') {
    return refusedDecimal('form', { decimals })
  }
  const units = readDecimal(raw, { decimals })
  if (typeof units === 'string') return refusedDecimal(units, { decimals })
  const value = units / 10 ** decimals
  const outside = outOfBounds(value, { field, show: (bound) => groupDigits(bound, { decimals }) })
  return outside ?? { value }
}

function precisionOf(field: FieldShape): { decimals: number } {
  return { decimals: field.decimals ?? 0 }
}

function withoutUnit(cell: string, field: FieldShape): string {
  const text = plainText(cell)
  for (const unit of [field.unit?.zh, field.unit?.en]) {
    if (unit !== undefined && unit !== '' && text.endsWith(unit)) return text.slice(0, -unit.length)
  }
  return text
}
