import { isWellFormed } from './utf8.ts'

/** Plain JSON. */
export type Json =
  | null
  | boolean
  | number
  | string
  | readonly Json[]
  | { readonly [key: string]: Json }

/** Levels of nesting that canonical JSON takes; deeper values are refused, cycles with them. */
const canonicalDepthMax = 64

/** A value that has no canonical form. `place` is a JSON Pointer (RFC 6901) to the offender. */
export class NotCanonical extends TypeError {
  readonly place: string

  constructor(place: string, what: string) {
    super(`${what} at ${place === '' ? 'the root' : place}`)
    this.name = 'NotCanonical'
    this.place = place
  }
}

/**
 * The canonical text of a value by RFC 8785: keys in UTF-16 order, shortest numbers, no space.
 * Throws `NotCanonical` for anything JSON cannot say exactly: a number that is not finite,
 * undefined, a bigint, a lone surrogate, an object that is not plain.
 */
export function canonicalJson(value: unknown): string {
  return write(value, [])
}

/**
 * Reads the one canonical text of a value of some kind; null: it is no such text. The kind is asked
 * first, which costs less than to write the value again.
 */
export function readCanonical<T>(text: string, isOf: (value: unknown) => value is T): T | null {
  try {
    const value: unknown = JSON.parse(text)
    return isOf(value) && canonicalJson(value) === text ? value : null
  } catch (error) {
    if (error instanceof SyntaxError || error instanceof NotCanonical) return null
    throw error
  }
}

function write(value: unknown, path: (string | number)[]): string {
  switch (typeof value) {
    case 'string':
      return writeString(value, path)
    case 'number':
      if (!Number.isFinite(value)) throw new NotCanonical(pointer(path), 'a number must be finite')
      // ECMAScript's own number text is what RFC 8785 asks for; it already writes -0 as 0.
      return String(value)
    case 'boolean':
      return value ? 'true' : 'false'
    case 'object':
      if (value === null) return 'null'
      if (path.length >= canonicalDepthMax) throw new NotCanonical(pointer(path), 'too deep')
      return Array.isArray(value) ? writeArray(value, path) : writeObject(value, path)
    default:
      throw new NotCanonical(pointer(path), `JSON has no ${typeof value}`)
  }
}

// What JSON escapes, and the surrogates, which must come in pairs: most texts have none of it.
const needsCare = /[\x00-\x1f"\\\ud800-\udfff]/

function writeString(text: string, path: readonly (string | number)[]): string {
  if (!needsCare.test(text)) return `"${text}"`
  if (!isWellFormed(text)) throw new NotCanonical(pointer(path), 'a lone surrogate')
  return JSON.stringify(text)
}

function writeArray(values: readonly unknown[], path: (string | number)[]): string {
  let text = '['
  for (let at = 0; at < values.length; at += 1) {
    path.push(at)
    text += (at === 0 ? '' : ',') + write(values[at], path)
    path.pop()
  }
  return `${text}]`
}

function writeObject(value: object, path: (string | number)[]): string {
  const prototype: unknown = Object.getPrototypeOf(value)
  if (prototype !== Object.prototype && prototype !== null) {
    throw new NotCanonical(pointer(path), 'an object must be plain')
  }
  const fields = value as { readonly [key: string]: unknown }
  // The default order of `sort` compares UTF-16 units, which is the order of RFC 8785.
  const keys = Object.keys(fields).sort()
  let text = '{'
  for (const key of keys) {
    path.push(key)
    const name = writeString(key, path)
    text += `${text.length === 1 ? '' : ','}${name}:${write(fields[key], path)}`
    path.pop()
  }
  return `${text}}`
}

function pointer(path: readonly (string | number)[]): string {
  return path.map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
}
