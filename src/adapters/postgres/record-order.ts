import type { RecordQuery } from '../../app/ports/store-ports.ts'
import { refuseCursor } from '../../ledger/fault.ts'
import { compareRanks, lateFacet, rankOf, titleFacet } from '../../ledger/record/facet.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import type { Value } from '../../ledger/value.ts'
import { isDayText } from '../../log/calendar-text.ts'
import { dateKey } from './record-rows.ts'

/**
 * What a list is in order of: a column of the record, or the rank that a facet gives it. Those
 * without one stand behind all others whichever way the list goes, in the order of their days.
 */
export type Order =
  | { readonly by: 'day' | 'entry'; readonly descending: boolean }
  | { readonly by: 'rank'; readonly facet: string; readonly descending: boolean }

/** Which part of a list a record stands in: those in its order, or those that have no rank. */
export type Part = 'ordered' | 'unranked'

/** Where a record stands in a list: in which part, by which keys as text, and with which id. */
export interface Place {
  readonly part: Part
  readonly keys: readonly string[]
  readonly id: string
}

/** What a part of a list is compared by, before the id: expressions and their types. */
export type Keys = readonly { readonly expression: string; readonly cast: Cast }[]
type Cast = 'date' | 'bigint' | 'text'

/** The order that a query asks for. */
export function orderOf({ sort }: RecordQuery): Order {
  const { by, descending } = sort ?? { by: 'occurredOn', descending: true }
  switch (by) {
    case 'occurredOn':
      return { by: 'day', descending }
    // Entries are numbered in the order they were recorded, and their number is indexed.
    case 'recordedAt':
      return { by: 'entry', descending }
    case 'lateDays':
      return { by: 'rank', facet: lateFacet, descending }
    case 'title':
      return { by: 'rank', facet: titleFacet, descending }
    default:
      return { by: 'rank', facet: by, descending }
  }
}

/** The parts of a list, in the order in which they are read. */
export function partsOf(order: Order): readonly Part[] {
  if (order.by !== 'rank' || order.facet === titleFacet) return ['ordered']
  // In time is less than a day late; a field that says nothing is neither more nor less.
  const isFirst = order.facet === lateFacet && !order.descending
  return isFirst ? ['unranked', 'ordered'] : ['ordered', 'unranked']
}

/** The keys of a record where it is read from its own table; `facet` names that of the facets. */
export function keysOf(order: Order, part: Part, facet: string | null): Keys {
  const day = { expression: facet === null ? dateKey : `${facet}.day`, cast: 'date' } as const
  if (part === 'unranked' || order.by === 'day') return [day]
  if (order.by === 'entry') return [{ expression: 'r.entry', cast: 'bigint' }]
  return [{ expression: `${facet}.value`, cast: 'text' }, day]
}

/** Whether a record has a rank in an order, as `rankOf` says it; null where all have one. */
export function hasRank(order: Order, bind: (value: unknown) => string): string | null {
  if (order.by !== 'rank' || order.facet === titleFacet) return null
  if (order.facet === lateFacet) return 'r.late_days > 0'
  const value = `(r.values -> ${bind(order.facet)}::text)`
  return `CASE jsonb_typeof(${value}) WHEN 'string' THEN true WHEN 'number' THEN true
    WHEN 'boolean' THEN true
    WHEN 'object' THEN jsonb_typeof(${value} -> 'minor') = 'number' OR ${value} ?& ARRAY['from', 'to']
    ELSE false END`
}

/** What of a record its rank is made of, as JSON. */
export function rankSource(order: Order, bind: (value: unknown) => string): string {
  if (order.by !== 'rank') return 'NULL::jsonb'
  if (order.facet === titleFacet) return 'to_jsonb(r.title)'
  if (order.facet === lateFacet) return 'to_jsonb(nullif(r.late_days, 0))'
  return `r.values -> ${bind(order.facet)}::text`
}

/** The place of a record whose keys were read one by one. */
export function placeOf(
  order: Order,
  { id, day, entry, source }: { id: string; day: string; entry: string; source: Value },
): Place {
  if (order.by === 'day') return { part: 'ordered', keys: [day], id }
  if (order.by === 'entry') return { part: 'ordered', keys: [entry], id }
  const rank = rankOf(source)
  return rank === null
    ? { part: 'unranked', keys: [day], id }
    : { part: 'ordered', keys: [rank, day], id }
}

/** Which of two places comes first in a list. */
export function comparePlaces(order: Order, one: Place, other: Place): number {
  if (one.part !== other.part) return partsOf(order)[0] === one.part ? -1 : 1
  const differing = one.keys.findIndex((key, at) => key !== other.keys[at])
  const a = one.keys[differing] ?? one.id
  const b = other.keys[differing] ?? other.id
  const isNumber = order.by === 'entry' && differing >= 0
  const compared = isNumber ? Number(a) - Number(b) : compareRanks(a, b)
  return order.descending ? -compared : compared
}

/** The cursor that continues behind a place. */
export function cursorBehind({ part, keys, id }: Place): string {
  return Buffer.from(JSON.stringify([part, ...keys, id])).toString('base64url')
}

/** The place that a cursor names. Refuses with `list.cursor`. */
export function placeIn(cursor: string, order: Order): Place {
  try {
    const [part, ...rest] = JSON.parse(Buffer.from(cursor, 'base64url').toString()) as unknown[]
    const id = rest.pop()
    const known = partsOf(order).find((one) => one === part)
    const texts = rest.filter((one) => typeof one === 'string')
    const casts = known ? keysOf(order, known, '').map(({ cast }) => cast) : []
    const isSound =
      known !== undefined &&
      texts.length === rest.length &&
      texts.length === casts.length &&
      casts.every((cast, at) => isKeyOf(cast, texts[at] ?? ''))
    if (isSound && typeof id === 'string' && isRecordId(id)) return { part: known, keys: texts, id }
  } catch {
    // Falls through to the refusal.
  }
  refuseCursor()
}

function isKeyOf(cast: Cast, key: string): boolean {
  switch (cast) {
    case 'date':
      return key === '-infinity' || isDayText(key)
    case 'bigint':
      return /^\d{1,15}$/.test(key)
    case 'text':
      return !key.includes('\0')
  }
}
