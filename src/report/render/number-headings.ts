import type { HeadingLevel } from '../template/template.ts'

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

const places = ['千', '百', '十', '']

/**
 * Chinese numeral as headings count: 一 … 十 … 二十一 … 一百零一. A report that lists records has as
 * many as there are, so there is no largest; beyond 9,999 the digits stand.
 */
export function chineseOrdinal(count: number): string {
  if (!Number.isInteger(count) || count < 1) {
    throw new RangeError(`headings count from 1, not ${count}`)
  }
  if (count > 9_999) return String(count)
  const written = [...String(count).padStart(4, '0')]
    .map((digit, at) => (digit === '0' ? '零' : `${digits[Number(digit)]}${places[at]}`))
    .join('')
  return written
    .replace(/零+/g, '零')
    .replace(/^零|零$/g, '')
    .replace(/^一十/, '十')
}

/** The marker of the n-th heading of a level, as GB/T 9704-2012 7.3.3 sets them. */
export function headingMarker(level: HeadingLevel, count: number): string {
  switch (level) {
    case 1:
      return `${chineseOrdinal(count)}、`
    case 2:
      return `（${chineseOrdinal(count)}）`
    case 3:
      return `${count}.`
    case 4:
      return `（${count}）`
  }
}

/** Counts headings: one starts the levels below it anew, and the run-in ones (一是) with them. */
export class HeadingCounter {
  readonly #counts = [0, 0, 0, 0]
  #runIns = 0

  next(level: HeadingLevel): string {
    const count = (this.#counts[level - 1] ?? 0) + 1
    this.#counts[level - 1] = count
    this.#counts.fill(0, level)
    this.#runIns = 0
    return headingMarker(level, count)
  }

  nextRunIn(): string {
    this.#runIns++
    return `${chineseOrdinal(this.#runIns)}是`
  }
}
