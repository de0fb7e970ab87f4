import type { HeadingLevel } from '../template/template.ts'

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九']

/** Chinese numeral of 1 to 99, as headings count: 一 … 十 … 二十一. */
export function chineseOrdinal(count: number): string {
  if (!Number.isInteger(count) || count < 1 || count > 99) {
    throw new RangeError(`headings count from 1 to 99, not ${count}`)
  }
  const tens = Math.floor(count / 10)
  const ones = count % 10
  const tenPart = tens === 0 ? '' : tens === 1 ? '十' : `${digits[tens]}十`
  return tenPart + (ones === 0 ? '' : (digits[ones] ?? ''))
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
