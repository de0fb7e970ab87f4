// What V8 takes on a machine of 64 bits: a slot for each value, and a few words for each thing that
// holds some. Close enough to bound a cache by (`bytes-of.test.ts` holds it to the heap).
const slot = 8
const objectHead = 24
const listHead = 48
const textHead = 20
const tableHead = 64
const tableEntry = 32
const closure = 64
const boxedNumber = 16

const beyondLatin = /[^\u0000-\u00ff]/

/**
 * About how many bytes a value takes in memory. What stands in it twice counts once, as does what
 * was `seen` before: parts that it shares with something that is there anyway.
 */
export function bytesOf(value: unknown, seen = new Set<unknown>()): number {
  switch (typeof value) {
    case 'string':
      return isNew(value, seen) ? textHead + value.length * (beyondLatin.test(value) ? 2 : 1) : 0
    case 'number':
      return Number.isInteger(value) && Math.abs(value) < 2 ** 31 ? 0 : boxedNumber
    case 'function':
      return isNew(value, seen) ? closure : 0
    case 'object':
      return value !== null && isNew(value, seen) ? bytesWithin(value, seen) : 0
    default:
      return 0
  }
}

/** The same of a value beside one from which it was made: whatever both hold is left out. */
export function bytesBeside<T extends object>(value: T, other: T): number {
  return bytesOf(value, new Set(Object.values(other)))
}

function isNew(value: unknown, seen: Set<unknown>): boolean {
  if (seen.has(value)) return false
  seen.add(value)
  return true
}

function bytesWithin(value: object, seen: Set<unknown>): number {
  let bytes: number
  if (value instanceof Map) {
    bytes = tableHead + tableEntry * value.size
    for (const [key, one] of value) bytes += bytesOf(key, seen) + bytesOf(one, seen)
  } else if (value instanceof Set) {
    bytes = tableHead + tableEntry * value.size
    for (const one of value) bytes += bytesOf(one, seen)
  } else if (Array.isArray(value)) {
    bytes = listHead + slot * value.length
    for (const one of value) bytes += bytesOf(one, seen)
  } else {
    const parts = Object.values(value)
    bytes = objectHead + slot * parts.length
    for (const one of parts) bytes += bytesOf(one, seen)
  }
  return bytes
}
