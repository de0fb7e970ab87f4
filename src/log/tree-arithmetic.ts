// JavaScript shifts are 32 bits wide; sizes here go up to 2^53 - 1, so halving is division.

/** Whether a number can be the size of a tree: whole numbers beyond 2^53 - 1 are not exact. */
export function isTreeSize(value: number): boolean {
  return Number.isSafeInteger(value) && value >= 0
}

/** Half, rounded down. */
export function half(value: number): number {
  return Math.floor(value / 2)
}

/** Whether the lowest bit is 1. */
export function isOdd(value: number): boolean {
  return value % 2 === 1
}

/** Whether a positive number is a power of two. */
export function isPowerOfTwo(value: number): boolean {
  let rest = value
  while (rest > 1 && rest % 2 === 0) rest /= 2
  return rest === 1
}

/** Largest power of two below `size`, where `size` > 1: where RFC 6962 splits a tree. */
export function splitPoint(size: number): number {
  let split = 1
  while (split * 2 < size) split *= 2
  return split
}

const decimalPattern = /^(0|[1-9][0-9]*)$/

/** Reads an ASCII decimal without sign or leading zeros, at most 2^53 - 1; null otherwise. */
export function parseTreeNumber(text: string): number | null {
  // Number and BigInt both take '', ' 1' and '0x1': the pattern comes first.
  if (text.length > 16 || !decimalPattern.test(text)) return null
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : null
}
