import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import type { RecordQuery } from '../../app/ports/store-ports.ts'
import type { Asked, Bind, FacetFilter } from './page-conditions.ts'
import { conditionsOf, daysOf, facetCondition, parametersOf } from './page-conditions.ts'
import type { Order, Part, Place } from './record-order.ts'
import { hasRank, keysOf } from './record-order.ts'
import { dateKey } from './record-rows.ts'
import type { Hits } from './search-hits.ts'

/** One way to a page: a part of the list, behind a place, by the facets of filters or without. */
export interface Way {
  readonly part: Part
  readonly filters: readonly FacetFilter[]
  /** The one of them whose ids are gathered. */
  readonly gathered?: FacetFilter | null
  /** Where a search finds records: gathered too, or told by the index of the records. */
  readonly hits?: Hits | null
  readonly after: Place | null
  /** So much of the index is gone through at most; else to the end of the part. */
  readonly within?: number
}

/** The statement that reads a part of a list in its order. */
export function pageStatement(
  asked: Asked,
  way: Way,
): { readonly statement: QueryConfig; readonly part: Part } {
  const { query, columns, order } = asked
  const { part, gathered = null, hits = null, within } = way
  const { values, bind } = parametersOf(asked)
  const { first, others } = facetsThrough(order, way)
  const walk = walkOf(asked, way, bind)
  const among = [
    ...(gathered === null ? [] : [amongGathered('f.id', facetsOfFilter(gathered, query, bind))]),
    ...(hits === null
      ? []
      : [
          first === null
            ? isOfHits(hits, bind)
            : amongGathered('f.id', recordsOfHits(hits, 'id', bind)),
        ]),
  ]
  const isThrough = first !== null || hits !== null
  const from = isThrough ? through({ walk, among, others, within }, bind) : 'ledger.record r'
  const conditions = [...conditionsOf(asked, bind), ...(isThrough ? [] : walk.places)]
  const ranked = hasRank(order, bind)
  if (ranked !== null) conditions.push(part === 'ordered' ? ranked : `(${ranked}) IS NOT TRUE`)
  const row = isThrough ? 'f' : 'r'
  const keys = keysOf(order, part, isThrough ? 'f' : null)
  const texts = keys.map(({ expression }) => `${expression}::text`).join(', ')
  const text = `SELECT ${columns(bind)}, json_build_array(${texts})::text AS keys
    FROM ${from} WHERE r.org_id = $1 AND ${conditions.join(' AND ')}
    ORDER BY ${sortedBy(order, way, row)} LIMIT ${bind(asked.limit + 1)}`
  return { statement: named('list', text, values), part }
}

/** Asks whether an index goes on beyond a stretch that a page was looked for in. */
export function beyondStatement(
  asked: Asked,
  way: Way & Required<Pick<Way, 'within'>>,
): QueryConfig {
  const { values, bind } = parametersOf(asked)
  const { table, of, places, sorted } = walkOf(asked, way, bind)
  const text = `SELECT FROM ${table} ${of} WHERE ${places.join(' AND ')} ORDER BY ${sorted}
    OFFSET ${bind(way.within)} LIMIT 1`
  return named('beyond', text, values)
}

/** Facets in the order of a part of a list, and the filters that are looked up beside them. */
export function facetsThrough(
  order: Order,
  { part, filters, gathered }: Way,
): {
  readonly first: { readonly field: string; readonly value: string | null } | null
  readonly others: readonly FacetFilter[]
} {
  const rest = filters.filter((one) => one !== gathered)
  if (isRanked(order, part)) {
    const own = rest.find((one) => isOwn(order, one))
    const first = own ?? { field: order.facet, value: null }
    return { first, others: rest.filter((one) => one !== own) }
  }
  return { first: rest[0] ?? null, others: rest.slice(1) }
}

/** Whether a filter is by the column of the order: what it finds is in the order of its days. */
export function isOwn(order: Order, { field }: FacetFilter): boolean {
  return order.by === 'rank' && field === order.facet
}

/** Whether a part of a list is in the order of a rank, and not of days. */
export function isRanked(order: Order, part: Part): order is Order & { by: 'rank' } {
  return order.by === 'rank' && part === 'ordered'
}

/** What of an index is gone through. */
export interface Walk {
  readonly table: 'ledger.facet' | 'ledger.record'
  /** What its rows are called. */
  readonly of: 'f' | 'r'
  /** What of them is told without the record. */
  readonly columns: string
  /** Conditions that say which. */
  readonly places: readonly string[]
  readonly sorted: string
}

function walkOf(asked: Asked, way: Way, bind: Bind): Walk {
  const { query, order } = asked
  const { part, after } = way
  const { first } = facetsThrough(order, way)
  const of = first === null ? 'r' : 'f'
  const keys = keysOf(order, part, first === null ? null : 'f')
  const places = [
    first === null
      ? 'r.org_id = $1 AND r.register = $2'
      : facetCondition(first.field, first.value, bind),
    ...daysOf(query, first === null ? dateKey : 'f.day', bind),
  ]
  if (after !== null) {
    const bounds = after.keys.map((key, at) => `${bind(key)}::${keys[at]?.cast}`)
    const behind = [...bounds, `${bind(after.id)}::uuid`].join(', ')
    const place = [...keys.map(({ expression }) => expression), `${of}.id`].join(', ')
    places.push(`(${place}) ${order.descending ? '<' : '>'} (${behind})`)
  }
  const sorted = sortedBy(order, way, of)
  return first === null
    ? { ...recordWalk, of, places, sorted }
    : { ...facetWalk, of, places, sorted }
}

const recordWalk = { table: 'ledger.record', columns: `${dateKey} AS day, r.id` } as const
/** The way over the facets. */
export const facetWalk = { table: 'ledger.facet', columns: 'f.value, f.day, f.id' } as const

function sortedBy(order: Order, way: Way, row: 'f' | 'r'): string {
  const { first } = facetsThrough(order, way)
  const keys = keysOf(order, way.part, row === 'f' ? 'f' : null)
  // By a value that all have PostgreSQL would sort again outside the select that knows it.
  const isOfOne = isRanked(order, way.part) && first !== null && first.value !== null
  const direction = order.descending ? 'DESC' : 'ASC'
  return [...keys.slice(isOfOne ? 1 : 0).map(({ expression }) => expression), `${row}.id`]
    .map((one) => `${one} ${direction}`)
    .join(', ')
}

/**
 * The records that an index leads to. What can be said without the record is said before it is
 * read, facets of other filters are looked up one by one, and so is the record: a select that is
 * put in order, and a lateral row that is limited, stay what they say, where PostgreSQL would read
 * all of one side first, as it would the whole register for each facet before the first ANALYZE.
 */
export function through(
  way: {
    readonly walk: Walk
    /** Conditions by what was gathered. */
    readonly among?: readonly string[]
    readonly others: readonly FacetFilter[]
    readonly within?: number | undefined
  },
  bind: Bind,
): string {
  const { table, of, columns, places, sorted } = way.walk
  const conditions = [...places, ...(way.among ?? [])].join(' AND ')
  const limit = way.within === undefined ? '' : `LIMIT ${bind(way.within)}`
  const rows = `SELECT ${columns} FROM ${table} ${of}
    WHERE ${conditions} ORDER BY ${sorted} ${limit}`
  const beside = way.others.map(
    ({ field, value }, at) => `CROSS JOIN LATERAL (SELECT FROM ledger.facet o
      WHERE o.org_id = $1 AND o.register = $2 AND o.field = ${bind(field)}
        AND o.value = ${bind(value)} AND o.day = f.day AND o.id = f.id LIMIT 1) AS beside${at}`,
  )
  const found =
    beside.length === 0
      ? `(${rows}) f`
      : `(SELECT f.* FROM (${rows}) f ${beside.join(' ')} ORDER BY ${sorted}) f`
  return `${found} ${recordBeside}`
}

const recordBeside = `CROSS JOIN LATERAL
    (SELECT * FROM ledger.record WHERE org_id = $1 AND id = f.id LIMIT 1) r`

/** The ids of the records that a filter finds, of the days of a list. */
function facetsOfFilter({ field, value }: FacetFilter, query: RecordQuery, bind: Bind): string {
  const days = daysOf(query, 'o.day', bind)
    .map((one) => `AND ${one}`)
    .join(' ')
  return `SELECT o.id FROM ledger.facet o WHERE o.org_id = $1 AND o.register = $2
    AND o.field = ${bind(field)} AND o.value = ${bind(value)} ${days}`
}

/** Whether a search may find a record: its index says of which entry it is. */
function isOfHits({ entries, spans }: Hits, bind: Bind): string {
  const isHit = amongGathered('r.entry', `SELECT unnest(${bind(arrayOf(entries))}::bigint[])`)
  const ways = spans.map(({ from, to }) => `r.entry >= ${bind(from)} AND r.entry < ${bind(to)}`)
  return `(${[isHit, ...ways].join(' OR ')})`
}

/** What is read of the records that a search may find. */
export function recordsOfHits({ entries, spans }: Hits, columns: string, bind: Bind): string {
  const rows = `SELECT ${columns} FROM ledger.record WHERE org_id = $1 AND register = $2`
  return [
    `${rows} AND entry = ANY (${bind(arrayOf(entries))}::bigint[])`,
    ...spans.map(({ from, to }) => `${rows} AND entry >= ${bind(from)} AND entry < ${bind(to)}`),
  ].join(' UNION ALL ')
}

/** Numbers as PostgreSQL writes an array: the driver looks at each for what it might be. */
function arrayOf(numbers: readonly number[]): string {
  return `{${numbers.join()}}`
}

/**
 * Whether something is among what another statement gathers, once, before the first is looked at.
 * Said so that PostgreSQL makes no join of it, which would come in an order of its own.
 */
function amongGathered(one: string, gather: string): string {
  return `CASE WHEN ${one} IN (${gather}) THEN true ELSE false END`
}

// Fields and values are parameters, so that a connection prepares a few dozen shapes at most.
export function named(kind: string, text: string, values: unknown[]): QueryConfig {
  const name = names.get(text) ?? `${kind}-${createHash('sha256').update(text).digest('base64')}`
  if (names.size > namesMax) names.clear()
  names.set(text, name)
  return { name, text, values }
}

const names = new Map<string, string>()
const namesMax = 500
