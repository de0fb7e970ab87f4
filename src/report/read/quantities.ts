import type { Span } from '../span.ts'
import { blankAt } from './blanks.ts'
import { comparatorAround, isDistributed, sharesComparator } from './comparators.ts'
import { measureWordAt } from './measure-words.ts'
import { isCounted } from './measured-senses.ts'
import type { Numeral } from './numerals.ts'
import { chineseValue, readNumeral } from './numerals.ts'
import type { Draft, Page } from './page.ts'
import type { Comparator, Quantity } from './reading.ts'

const NUMBER_START = /[\d零〇一二两三四五六七八九十百千万亿数几半Xx×_*□（〔【[ ]/g
const RANGE_SIGN = /^(?: ?(?:[-—~至到]|——) ?)/
const SHARES = [
  { words: '百分之', unit: '%' },
  { words: '千分之', unit: '‰' },
]

/** 惠及万人以上 counts; 亿元以上项目 names a class. */
const ABOVE_ALL = /^以上(?!的?(?:重大|重点|工业|产业|制造业)?(?:项目|企业|产业|集群|园区|工程))/

interface Found {
  readonly start: number
  readonly end: number
  readonly quantity: Quantity
  readonly bareMultiplier: boolean
}

/** Counts: a numeral or a blank with its measure word, outside names, dates and ordinals. */
export function readQuantities(page: Page): readonly Draft[] {
  const text = page.counted
  const drafts: Draft[] = []
  let previous: Found | null = null
  let at = nextStart(text, 0)
  while (at >= 0) {
    const { found, next } = quantityAt(text, at)
    if (found !== null) {
      const comparator = comparatorOf(text, found, previous)
      const quantity: Quantity = { ...found.quantity, comparator }
      drafts.push({ kind: 'count', start: found.start, end: found.end, quantity })
      previous = { ...found, quantity }
    }
    at = nextStart(text, next)
  }
  return drafts
}

function nextStart(text: string, from: number): number {
  NUMBER_START.lastIndex = from
  return NUMBER_START.exec(text)?.index ?? -1
}

function comparatorOf(text: string, found: Found, previous: Found | null): Comparator {
  const { start, end, bareMultiplier } = found
  if (found.quantity.comparator !== '=') return found.quantity.comparator
  const own = comparatorAround(text, { start, end }, { bareMultiplier })
  if (own !== '=' || previous === null) return own
  const shares =
    sharesComparator(text, { from: previous.end, to: start }) && isDistributed(text, previous.start)
  return shares ? previous.quantity.comparator : '='
}

interface Attempt {
  readonly found: Found | null
  /** Where to look on; never inside what was just read, so that the whole stays linear. */
  readonly next: number
}

function quantityAt(text: string, start: number): Attempt {
  const blank = blankAt(text, start)
  if (blank !== null) return { found: { ...blank, bareMultiplier: false }, next: blank.end }
  const fraction = fractionAt(text, start)
  if (fraction !== null) return { found: fraction, next: fraction.end }
  const numeral = readNumeral(text, start)
  if (numeral === null) return { found: null, next: afterRun(text, start) }
  if (!standsFree(text, start)) return { found: null, next: numeral.end }
  const found = ranged(text, start, numeral) ?? measured(text, start, numeral)
  return { found, next: found?.end ?? numeral.end }
}

const RUN = /[零〇一二两三四五六七八九十百千万亿]*/y

function afterRun(text: string, start: number): number {
  RUN.lastIndex = start
  return Math.max(start + 1, start + (RUN.exec(text)?.[0].length ?? 0))
}

/** Digits that continue a code, a formula or a ratio are no count. */
function standsFree(text: string, start: number): boolean {
  const before = text.slice(Math.max(0, start - 2), start)
  return !/[A-Za-z.+∶:·]$|\d[-—/×]$|[A-Za-z]-$|[第]$/.test(before)
}

/** 百分之九十五, 四分之三, 一半. */
function fractionAt(text: string, start: number): Found | null {
  const share = SHARES.find(({ words }) => text.startsWith(words, start))
  if (share !== undefined) {
    const numeral = readNumeral(text, start + share.words.length)
    if (numeral === null) return null
    return whole(start, numeral.end, { value: numeral.value, unit: share.unit, comparator: '=' })
  }
  const half = /^(?:一半|半数)(?!天|月|年)/.exec(text.slice(start, start + 3))
  if (half !== null && text.charAt(start - 1) !== '另') {
    return whole(start, start + 2, { value: 0.5, unit: '', comparator: '=' })
  }
  const parts =
    /^(?:([一二三四五六七八九十百两]{1,3})分之([一二三四五六七八九十]{1,3})|(\d)\/(\d{1,2})(?![\d/]))/.exec(
      text.slice(start, start + 9),
    )
  if (parts === null || !standsFree(text, start)) return null
  const top = parts[4] === undefined ? chineseValue(parts[2] ?? '') : Number(parts[3])
  const bottom = parts[4] === undefined ? chineseValue(parts[1] ?? '') : Number(parts[4])
  if (top === null || bottom === null || bottom === 0 || top > bottom) return null
  return whole(start, start + parts[0].length, { value: top / bottom, unit: '', comparator: '=' })
}

function whole(start: number, end: number, quantity: Omit<Quantity, 'blank'>): Found {
  return { start, end, quantity: { ...quantity, blank: false }, bareMultiplier: false }
}

/** 3至5次, 10%—15%: from the lower end to the upper. */
function ranged(text: string, start: number, low: Numeral): Found | null {
  const lowUnit = measureWordAt(text, low.end, { single: isSingle(low) })
  const sign = RANGE_SIGN.exec(text.slice(low.end + lowUnit.length, low.end + lowUnit.length + 4))
  if (sign === null) return null
  const high = readNumeral(text, low.end + lowUnit.length + sign[0].length)
  if (high === null || high.chinese !== low.chinese) return null
  const found = measured(text, start, high)
  if (found === null || (lowUnit !== '' && lowUnit !== found.quantity.unit)) return null
  // 3—5万元 means thirty thousand to fifty thousand.
  const scale = /[十百千万亿]+$/.exec(high.written)?.[0] ?? ''
  const scaled = !low.chinese && scale !== '' && !/[十百千万亿]$/.test(low.written)
  const value = scaled ? low.value * ((chineseValue(scale) ?? 1) || 1) : low.value
  const upper = found.quantity.value ?? value
  // 2020—5次 would fall: whatever goes down is no range.
  const ends = upper > value ? { upper } : {}
  return { ...found, quantity: { ...found.quantity, value, ...ends, comparator: '>=' } }
}

function measured(text: string, start: number, numeral: Numeral): Found | null {
  const spaced = text.charAt(numeral.end) === ' ' && !numeral.chinese ? 1 : 0
  const more = /^[余多几来]/.test(text.charAt(numeral.end + spaced)) ? 1 : 0
  const unitStart = numeral.end + spaced + more
  const gap = more === 1 && text.charAt(unitStart) === ' ' ? 1 : 0
  const unit = measureWordAt(text, unitStart + gap, { single: isSingle(numeral) })
  const about = text.charAt(numeral.end + spaced) === '来'
  const orMore = (numeral.orMore || more === 1) && !about
  const unitEnd = unitStart + gap + unit.length
  if (unit === '') {
    // 经济总量突破5万亿: the multiplier alone shows that it counts.
    if (!/\d[万亿]+$/.test(numeral.written) && !isBareCount(text, start, numeral)) return null
    const comparator = orMore ? '>=' : '='
    return whole(start, numeral.end + more, { value: numeral.value, unit, comparator })
  }
  const bareMultiplier = numeral.multiplierOnly
  if (bareMultiplier && !orMore && !isReached(text, { start, end: unitEnd })) return null
  if (!isCounted({ text, start, end: unitEnd, numeral, unit, orMore })) return null
  const end = compoundEnd(text, unitEnd)
  const quantity: Quantity = {
    value: numeral.value,
    unit: text.slice(unitStart + gap, end),
    comparator: about ? '~' : orMore ? '>=' : '=',
    blank: false,
    ...trailingDigits(numeral),
  }
  return { start, end, quantity, bareMultiplier }
}

const REACHES = /(?:[超近达逾过上]|(?<![签合契公履条])约|超过|突破|接近|将近|多达|不下|不止|少于)$/

/** 超千户, 惠及万人以上: a multiplier without a number counts where it is said to be reached. */
function isReached(text: string, { start, end }: Span): boolean {
  return (
    ABOVE_ALL.test(text.slice(end, end + 8)) ||
    REACHES.test(text.slice(Math.max(0, start - 2), start))
  )
}

/** 93.0% is stated to one digit, which its number alone no longer says. */
function trailingDigits({ written }: Numeral): { readonly digits?: number } {
  const digits = /\.(\d*0)$/.exec(written)?.[1]?.length
  return digits === undefined ? {} : { digits }
}

/** 参与人数突破5000。 A number without a measure word, said to be reached. */
function isBareCount(text: string, start: number, { written, end }: Numeral): boolean {
  if (!/^[\d,]{3,}$/.test(written)) return false
  const reached = /(?:突破|超过|达到|[达超逾近])$/.test(text.slice(Math.max(0, start - 2), start))
  return reached && /^(?:以上|左右|[，。；、]|$)/.test(text.slice(end, end + 2))
}

const isSingle = ({ chinese, written }: Numeral) => chinese && written.length === 1

/** 27微克/立方米, 0.6人/百亿元. */
function compoundEnd(text: string, end: number): number {
  if (text.charAt(end) !== '/') return end
  const multiplier = /^[十百千万亿]*/.exec(text.slice(end + 1, end + 5))?.[0] ?? ''
  const unit = measureWordAt(text, end + 1 + multiplier.length, { single: false })
  return unit === '' ? end : end + 1 + multiplier.length + unit.length
}
