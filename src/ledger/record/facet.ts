import type { Value } from '../value.ts'
import type { LedgerRecord } from './record.ts'
import { isRecordId } from './record.ts'

/**
 * What an index finds and orders a record by: a field, and its value as a text that sorts as the
 * values do. It follows from the value alone, whatever a pack calls the field, so that facets can
 * be recounted without a pack. They are stored: whoever changes how a value becomes a facet adds a
 * migration that fills all of them anew.
 */
export type Facet = readonly [field: string, value: string]

/** Facets that no field has: what a list shows of a record, and how late it was recorded. */
export const titleFacet = '$title'
export const lateFacet = '$late'

/** Characters of a text that its facet keeps: texts that begin alike are of one rank. */
const facetCharactersMax = 60

/** The facets of a record with its title, each once; lateness only of a record that was late. */
function facetsOf(
  { values, lateDays }: Pick<LedgerRecord, 'values' | 'lateDays'>,
  title: string,
): readonly Facet[] {
  const facets: Facet[] = [[titleFacet, ofText(title)]]
  if (lateDays > 0) facets.push([lateFacet, ofNumber(lateDays)])
  for (const [field, value] of Object.entries(values)) {
    for (const one of facetValues(value)) facets.push([field, one])
  }
  return facets
}

/**
 * Two facets with one key are one row. `summed` of the store writes the same; lengths are those
 * that PostgreSQL counts too, as the names of registers and fields are plain.
 */
export function facetKey({ register, field, value, day, id }: RecordFacet): string {
  return `${id} ${day ?? ''} ${register.length} ${field.length} ${register}${field}${value}`
}

/** A facet with the record that it finds: what is stored. */
export interface RecordFacet {
  readonly register: string
  readonly field: string
  readonly value: string
  readonly day: string | null
  readonly id: string
}

/** What is stored to find a record by that is shown under this title. */
export function recordFacets(
  record: Pick<LedgerRecord, 'id' | 'register' | 'occurredOn' | 'lateDays' | 'values'>,
  title: string,
): readonly RecordFacet[] {
  const { id, register, occurredOn: day } = record
  return facetsOf(record, title).map(([field, value]) => ({ register, field, value, day, id }))
}

/** Every value that a field of a record is found by. */
function facetValues(value: Value): readonly string[] {
  if (!Array.isArray(value)) {
    const rank = rankOf(value)
    return rank === null ? [] : [rank]
  }
  // Ids in a list are people who were there, most often: an index over them would be a file on
  // people. A filter by one of them looks at the records instead.
  const texts = value.filter((one: unknown) => typeof one === 'string' && !isRecordId(one))
  return [...new Set(texts.map(ofText))]
}

/**
 * Where a value stands among others of its field; null: it has no place, as a list has none. The
 * shapes that have one are those of `hasRank` in `src/adapters/postgres/record-order.ts`.
 */
export function rankOf(value: Value | undefined): string | null {
  switch (typeof value) {
    case 'string':
      return ofText(value)
    case 'number':
      return ofNumber(value)
    case 'boolean':
      return String(value)
    case 'object':
      if (value === null) return null
      if ('minor' in value && typeof value.minor === 'number') return ofNumber(value.minor)
      if ('from' in value && 'to' in value) return ofText(`${value.from}/${value.to}`)
      return null
    default:
      return null
  }
}

/**
 * The value of the facet that a filter asks for; null where facets alone cannot answer it, as by an
 * id in a field that may hold several.
 */
export function facetAsked(
  value: string | number | boolean,
  { isSingle }: { readonly isSingle: boolean },
): string | null {
  return typeof value === 'string' && isRecordId(value) && !isSingle ? null : rankOf(value)
}

/** Facet values in their order, which is that of their bytes in UTF-8. */
export function compareRanks(one: string, other: string): number {
  const length = Math.min(one.length, other.length)
  for (let at = 0; at < length; at += 1) {
    const a = one.charCodeAt(at)
    const b = other.charCodeAt(at)
    // Half of a character beyond U+FFFF stands behind all others.
    if (a !== b) return isHalf(a) === isHalf(b) ? a - b : isHalf(a) ? 1 : -1
  }
  return one.length - other.length
}

function isHalf(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdfff
}

function ofText(text: string): string {
  if (text.length <= facetCharactersMax) return text
  return [...text.slice(0, 2 * facetCharactersMax)].slice(0, facetCharactersMax).join('')
}

const bits = new DataView(new ArrayBuffer(8))

/** The bits of a number so that their order is that of the numbers, as sixteen digits. */
function ofNumber(number: number): string {
  // Minus zero is zero.
  bits.setFloat64(0, number === 0 ? 0 : number)
  const high = bits.getUint32(0)
  const low = bits.getUint32(4)
  const isNegative = high >= 0x80000000
  return digits(isNegative ? ~high : high ^ 0x80000000) + digits(isNegative ? ~low : low)
}

function digits(word: number): string {
  return (word >>> 0).toString(16).padStart(8, '0')
}
