import type { FieldShape, Parsed } from './field-kind.ts'
import { plainText, refused } from './field-kind.ts'

const decimalPattern = /^([+-]?)(\d{1,15})(?:\.(\d+))?$/

/**
 * Reads a decimal exactly, as a whole number of units of 10^-decimals. Digits may be grouped by
 * commas. `'form'`: no number; `'precision'`: more digits after the point; `'size'`: too large.
 */
export function readDecimal(
  raw: string | number,
  { decimals }: { decimals: number },
): number | 'form' | 'precision' | 'size' {
  if (typeof raw === 'number' && !Number.isFinite(raw)) return 'form'
  const text = plainText(String(raw))
    .replace(/,(?=\d{3}(\D|$|,))/g, '')
    .replaceAll(' ', '')
  const parts = decimalPattern.exec(text)
  if (parts === null) return typeof raw === 'number' && Math.abs(raw) >= 1e15 ? 'size' : 'form'
  const fraction = (parts[3] ?? '').replace(/0+$/, '')
  if (fraction.length > decimals) return 'precision'
  const units = Number(`${parts[2]}${fraction.padEnd(decimals, '0')}`)
  if (!Number.isSafeInteger(units)) return 'size'
  return parts[1] === '-' && units !== 0 ? -units : units
}

/** How many digits a number has after the point as it was written; six at most. */
export function decimalsOf(number: number): number {
  return Math.min(6, String(number).split('.')[1]?.length ?? 0)
}

/** Writes a number with grouped digits: `1,234.50`. */
export function groupDigits(number: number, { decimals }: { decimals: number }): string {
  const [whole = '', fraction] = Math.abs(number).toFixed(decimals).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${number < 0 ? '-' : ''}${grouped}${fraction === undefined ? '' : `.${fraction}`}`
}

/** Refuses a number outside the field's bounds; null when it lies within. */
export function outOfBounds(
  number: number,
  { field, show }: { field: FieldShape; show: (bound: number) => string },
): Parsed | null {
  if (field.min !== undefined && number < field.min) {
    return refused('field.number.too-small', {
      text: { zh: `不得小于${show(field.min)}`, en: `Must be at least ${show(field.min)}` },
      hint: { zh: '请核对数值。', en: 'Check the value.' },
    })
  }
  if (field.max !== undefined && number > field.max) {
    return refused('field.number.too-large', {
      text: { zh: `不得大于${show(field.max)}`, en: `Must be at most ${show(field.max)}` },
      hint: { zh: '请核对数值。', en: 'Check the value.' },
    })
  }
  return null
}

/** The faults `readDecimal` can name. */
export function refusedDecimal(
  reason: 'form' | 'precision' | 'size',
  { decimals }: { decimals: number },
): Parsed {
  if (reason === 'size') {
    return refused('field.number.too-large', {
      text: { zh: '数值过大', en: 'The number is too large' },
      hint: { zh: '请核对数值和单位。', en: 'Check the number and its unit.' },
    })
  }
  if (reason === 'precision') {
    return refused('field.number.precision', {
      text:
        decimals === 0
          ? { zh: '应为整数', en: 'A whole number is expected' }
          : { zh: `最多${decimals}位小数`, en: `At most ${decimals} digits after the point` },
      hint: { zh: '请四舍五入后填写。', en: 'Round the number.' },
    })
  }
  return refused('field.number.form', {
    text: { zh: '这里应填写数字', en: 'A number is expected here' },
    hint: { zh: '例如：12 或 1,200。', en: 'For example 12 or 1,200.' },
  })
}
