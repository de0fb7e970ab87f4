import type { FigureValue } from './figure.ts'

/** A part of a whole, as counts. */
export interface Share {
  readonly part: number
  readonly whole: number
}

/** Digits after the point of a share, where nobody says how many. */
const percentDigits = 1

/** More digits than this nobody writes, and the counts stay exact. */
const digitsMax = 6

/**
 * A share as a percentage with so many digits after the point, rounded by GB/T 8170: to the
 * nearest, a tie to the even digit. It is 100 only where the part is the whole: 2,999 of 3,000 is
 * not all of them. Null where there is no whole. The one rule for what is printed, checked and
 * verified.
 */
export function percentOf({ part, whole }: Share, digits = percentDigits): number | null {
  if (whole === 0) return null
  const scale = 10 ** Math.min(digits, digitsMax)
  const units = part * 100 * scale
  const cut = Math.floor(units / whole)
  const twice = 2 * (units - cut * whole)
  const isUp = twice > whole || (twice === whole && cut % 2 === 1)
  const nearest = isUp ? cut + 1 : cut
  return (part < whole ? Math.min(nearest, 100 * scale - 1) : nearest) / scale
}

/** As reports printed a share before 2026-12: cut to one digit. Kept for what was signed then. */
function cutPercentOf({ part, whole }: Share): number | null {
  return whole === 0 ? null : Math.floor((part * 1000) / whole) / 10
}

/** The percentage of a figure's share, as the report that states it rounds; null: it is no share. */
export function shareOf(
  { value, rounding }: Pick<FigureValue, 'value' | 'rounding'>,
  digits?: number,
): number | null {
  if (value === null || typeof value !== 'object') return null
  return rounding === 'cut' ? cutPercentOf(value) : percentOf(value, digits)
}
