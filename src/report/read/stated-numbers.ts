import { readReport } from './read-report.ts'
import type { Comparator } from './reading.ts'

/** A number that words state. */
export interface StatedNumber {
  readonly value: number
  /** The upper end of a range, and the digits after the point; absent as in `Quantity`. */
  readonly upper?: number
  readonly digits?: number
  readonly comparator: Comparator
}

/** Every count that a text states, as any reader of such texts would read it. */
export function statedNumbers(text: string): StatedNumber[] {
  return readReport(text).claims.flatMap(({ quantity }) => {
    if (quantity === null || quantity.value === null) return []
    const { value, comparator, upper, digits } = quantity
    return [
      {
        value,
        comparator,
        ...(upper === undefined ? {} : { upper }),
        ...(digits === undefined ? {} : { digits }),
      },
    ]
  })
}

/** Whether a text shows these very digits, not as a part of a longer number. */
export function showsDigits(text: string, digits: string): boolean {
  for (let at = text.indexOf(digits); at >= 0; at = text.indexOf(digits, at + 1)) {
    const before = text[at - 1] ?? ''
    const after = text.slice(at + digits.length, at + digits.length + 2)
    if (!/[\d.]/.test(before) && !/^(\d|[.,]\d)/.test(after)) return true
  }
  return false
}
