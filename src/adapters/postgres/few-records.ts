import type { RecordQuery } from '../../app/ports/store-ports.ts'
import type { Value } from '../../ledger/value.ts'
import type { Asked, Bind, FacetFilter } from './page-conditions.ts'
import { conditionsOf, daysOf, facetCondition, parametersOf } from './page-conditions.ts'
import type { Walk } from './page-statement.ts'
import { facetWalk, named, recordsOfHits, through } from './page-statement.ts'
import type { Place } from './record-order.ts'
import { comparePlaces, cursorBehind, placeOf, rankSource } from './record-order.ts'
import { dateKey } from './record-rows.ts'
import type { Hits } from './search-hits.ts'
import type { Scope } from './within-organisation.ts'

/** A row of a page, whatever is read of it. */
export interface ListRow {
  readonly id: string
}

/** A page, and the cursor to the next one; null at the end. */
export interface PageRows<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** Where few records are, of the days of a list: what finds them, and what says their day. */
export type Few = (bind: Bind) => { readonly from: string; readonly day: string }

/** Those that a filter finds, held against the others. */
export function fewOfFacets(
  query: RecordQuery,
  { filter, others }: { readonly filter: FacetFilter; readonly others: readonly FacetFilter[] },
): Few {
  return (bind) => {
    const { field, value } = filter
    const places = [facetCondition(field, value, bind), ...daysOf(query, 'f.day', bind)]
    const walk: Walk = { ...facetWalk, of: 'f', places, sorted: 'f.day, f.id' }
    return { from: through({ walk, others }, bind), day: 'f.day' }
  }
}

/**
 * The records of the days of a list, in their order: before the first ANALYZE any index of the
 * register looks as good to PostgreSQL as the one that knows days.
 */
export function fewDays(query: RecordQuery): Few {
  return (bind) => {
    const days = daysOf(query, dateKey, bind).join(' AND ')
    const from = `(SELECT * FROM ledger.record r WHERE r.org_id = $1 AND r.register = $2 AND ${days}
      ORDER BY ${dateKey}, r.id OFFSET 0) r`
    return { from, day: dateKey }
  }
}

/** Those that the index of the search finds. */
export function fewHits(hits: Hits, query: RecordQuery): Few {
  return (bind) => {
    const found = recordsOfHits(hits, '*', bind)
    const days = ['true', ...daysOf(query, dateKey, bind)].join(' AND ')
    return { from: `(SELECT * FROM (${found}) r WHERE ${days}) r`, day: dateKey }
  }
}

/** A page of few records, put in order here. */
export async function sortedPage<Row extends ListRow>(
  scope: Scope,
  asked: Asked,
  { few, after }: { few: Few; after: Place | null },
): Promise<PageRows<Row>> {
  const { order, limit } = asked
  const { values, bind } = parametersOf(asked)
  const { from, day } = few(bind)
  const text = `SELECT r.id, ${day}::text AS day, r.entry::text AS entry,
      ${rankSource(order, bind)} AS source
    FROM ${from} WHERE ${conditionsOf(asked, bind).join(' AND ')}`
  type Key = { id: string; day: string; entry: string; source: Value }
  const found = await scope.rows<Key>(named('few', text, values))
  const places = found
    .map((row) => placeOf(order, row))
    .filter((place) => after === null || comparePlaces(order, place, after) > 0)
    .sort((one, other) => comparePlaces(order, one, other))
  const shown = places.slice(0, limit)
  const last = places.length > limit ? shown.at(-1) : undefined
  const rows = await rowsById<Row>(scope, asked, shown)
  const byId = new Map(rows.map((row) => [row.id, row]))
  return {
    rows: shown.flatMap(({ id }) => byId.get(id) ?? []),
    next: last === undefined ? null : cursorBehind(last),
  }
}

function rowsById<Row extends ListRow>(
  scope: Scope,
  { org, columns }: Asked,
  places: readonly Place[],
): Promise<Row[]> {
  const values: unknown[] = [org, places.map(({ id }) => id)]
  const text = `SELECT ${columns((value) => `$${values.push(value)}`)} FROM ledger.record r
    WHERE r.org_id = $1 AND r.id = ANY ($2::uuid[])`
  return scope.rows<Row>(named('by-id', text, values))
}
