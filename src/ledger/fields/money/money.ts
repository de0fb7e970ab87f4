import type { Money, Value } from '../../value.ts'
import { groupDigits, outOfBounds, readDecimal, refusedDecimal } from '../decimal.ts'
import type { FieldKind, FieldShape, Parsed } from '../field-kind.ts'
import { isEmpty, isObject, own, plainText, refused, wholeJson } from '../field-kind.ts'
import { numberFormat } from '../number-format.ts'

/** Money in yuan as people write it (`1,234.50`, `1.2万元`), kept in fen. Bounds are in yuan. */
export const money: FieldKind = {
  options: { min: { as: 'number' }, max: { as: 'number' } },
  many: false,
  operators: ['is', 'atLeast', 'atMost', 'exists'],
  summed: 'fen',
  sorted: true,
  namesNobody: true,
  compared: null,
  counted: { zh: '笔', en: 'amounts' },
  parse,
  text: (value, _field, _context, lang) => (isMoney(value) ? moneyText(value.minor, lang) : ''),
  typed: {
    number: (value) =>
      isMoney(value) && Math.abs(value.minor) < exactBelow ? value.minor / 100 : null,
    format: (_field, lang) =>
      lang === 'zh'
        ? numberFormat({ decimals: 2, after: '元', lang })
        : `"CNY "${numberFormat({ decimals: 2, after: '', lang })}`,
  },
  read: (cell, field) => parse(cell, field),
  json: () => wholeJson({ minor: { type: 'integer' }, currency: { const: 'CNY' } }),
}

/** Fen from which on their yuan have more digits than a spreadsheet keeps. */
const exactBelow = 1e15

/** Whether a value is an amount of money. */
export function isMoney(value: Value | undefined): value is Money {
  return isObject(value) && Object.hasOwn(value, 'minor')
}

/** `1,234.50元`, `CNY 1,234.50`; whole yuan without the zeros. */
export function moneyText(minor: number, lang: 'zh' | 'en'): string {
  const amount = groupDigits(minor / 100, { decimals: minor % 100 === 0 ? 0 : 2 })
  return lang === 'zh' ? `${amount}元` : `CNY ${amount}`
}

function parse(raw: unknown, field: FieldShape): Parsed {
  if (isEmpty(raw)) return { value: null }
  const minor = minorOf(raw)
  if (typeof minor === 'string') return refusedDecimal(minor, { decimals: 2 })
  if (minor === null) {
    return refused('field.money.currency', {
      text: { zh: '金额只能以人民币计', en: 'Amounts are in CNY only' },
      hint: { zh: '请折算为人民币。', en: 'Convert the amount to CNY.' },
    })
  }
  const outside = outOfBounds(minor / 100, {
    field,
    show: (yuan) => groupDigits(yuan, { decimals: Number.isInteger(yuan) ? 0 : 2 }),
  })
  return outside ?? { value: { minor, currency: 'CNY' } }
}

function minorOf(raw: unknown): number | null | 'form' | 'precision' | 'size' {
  if (isObject(raw)) {
    if (own(raw, 'currency') !== 'CNY') return null
    const minor = own(raw, 'minor')
    return typeof minor === 'number' && Number.isSafeInteger(minor) ? minor + 0 : 'form'
  }
  if (typeof raw === 'number') return readDecimal(raw, { decimals: 2 })
  if (typeof raw !== 'string') return 'form'
  const text = plainText(raw).replace(/^(¥|￥|CNY|RMB)\s*/i, '')
  const unit = /(万元|亿元|元|万|亿)$/.exec(text)?.[1] ?? ''
  const zeros = unit.startsWith('亿') ? 8 : unit.startsWith('万') ? 4 : 0
  // Reading with more digits after the point is exact multiplication by 10,000 or 100,000,000.
  return readDecimal(text.slice(0, text.length - unit.length), { decimals: 2 + zeros })
}
