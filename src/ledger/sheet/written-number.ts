import { plainText } from '../fields/field-kind.ts'

/** A number as somebody wrote it; `isSure` is false where words around it leave a doubt. */
export interface WrittenNumber {
  readonly number: string
  readonly isSure: boolean
  /** What stands behind the number and its multiplier: 人, 万元 is 元. */
  readonly unit: string
}

const tens: Readonly<Record<string, number>> = { 万: 4, 千: 3, 百: 2, 亿: 8 }
const doubts = /约|大概|左右|余|多|近|上下|不足|以上|以下|至少|超过|几|若干|[-~～至到—]|[（(]/

/** Reads 12人, 1,200, 3.5万元, 十二, 约40; null where there is no number in it. */
export function writtenNumber(cell: string): WrittenNumber | null {
  const text = plainText(cell.normalize('NFKC'))
    .replace(/\s+/g, '')
    .replace(/[.。]$/, '')
  const found = /^(\D{0,6}?)([+-]?\d[\d,]*(?:\.\d+)?)([万千百亿]?)(.{0,20})$/.exec(text)
  if (!found) return inChinese(text)
  const [, before = '', digits = '', ten = '', unit = ''] = found
  const number = shifted(digits.replaceAll(',', ''), tens[ten] ?? 0)
  const isSure =
    /^(?:共|计|共计|合计|总计)?$/.test(before) && !doubts.test(unit) && !/\d/.test(unit)
  return { number, isSure, unit }
}

/** The digits with the point moved to the right. */
function shifted(digits: string, places: number): string {
  if (places === 0) return digits
  const [whole = '', fraction = ''] = digits.split('.')
  const moved = fraction.padEnd(places, '0')
  const rest = moved.slice(places)
  return `${whole}${moved.slice(0, places)}${rest === '' ? '' : `.${rest}`}`.replace(
    /^(-?)0+(?=\d)/,
    '$1',
  )
}

const numerals = '零一二三四五六七八九'

function inChinese(text: string): WrittenNumber | null {
  const found = /^([一二两三四五六七八九十]{1,3})(\D{0,4})$/.exec(text)
  const said = found?.[1]?.replace('两', '二')
  if (!found || said === undefined) return null
  const unit = found[2] ?? ''
  const [ten, one] = said.includes('十') ? said.split('十') : ['', said]
  const value = (digit: string | undefined) => (digit ? numerals.indexOf(digit) : 0)
  const number = (said.includes('十') ? value(ten) || 1 : 0) * 10 + value(one)
  const isWhole = (one ?? '').length <= 1 && (ten ?? '').length <= 1
  return isWhole ? { number: String(number), isSure: !doubts.test(unit), unit } : null
}
