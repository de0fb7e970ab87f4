import type { QueryConfig } from 'pg'
import type { Few, ListRow, PageRows } from './few-records.ts'
import { fewDays, fewHits, fewOfFacets, sortedPage } from './few-records.ts'
import type { Asked, FacetFilter } from './page-conditions.ts'
import { daysOf, facetCondition, facetFilters, parametersOf, wordsOf } from './page-conditions.ts'
import type { Way } from './page-statement.ts'
import {
  beyondStatement,
  facetsThrough,
  isOwn,
  isRanked,
  named,
  pageStatement,
} from './page-statement.ts'
import type { Part, Place } from './record-order.ts'
import { cursorBehind, orderOf, partsOf, placeIn } from './record-order.ts'
import { dateKey, limitOf } from './record-rows.ts'
import type { Hits } from './search-hits.ts'
import { fewOf, findWords, manyOf } from './search-hits.ts'
import { readSize } from './search-parts.ts'
import type { Scope } from './within-organisation.ts'

// How a page is found. Rows are read from an index in the order of the list until the page is full:
// by day or entry from the records, by rank from the facets, and by day with a filter from the
// facets of that filter, those of the others looked up beside it. A list in another order than that
// of its filter's facets is put in order here, where a filter, the days or the words leave few
// records. Where they leave more, these are gathered as ids, and the index in the order of the list
// is read without its records until enough of them have come. Where they leave very many, each is
// looked up, for they come soon; if over a stretch of the list they have not come, they too are
// gathered. Whatever finds a record, it is held against all filters and words.

/**
 * How many times as many records that hold a word are read and put in order for a list by rank with
 * a filter: else their ids are gathered, at nearly the cost of the records, and in the order of the
 * rank as many facets more are gone through as the filter leaves out.
 */
const besideTimes = 2

/** So many facets on, the filter that has come furthest in time is the one that leaves least. */
const lookAhead = 200

/** A list while its way is looked for. */
interface Sought extends Asked {
  /** How many entries the log has: asked for once, where something depends on it. */
  readonly size: () => Promise<number>
}

/** Reads one page by keyset: the rows behind the cursor, one more than asked to know of more. */
export async function readPage<Row extends ListRow>(
  scope: Scope,
  given: Pick<Asked, 'query' | 'columns' | 'people'>,
): Promise<PageRows<Row>> {
  const { query } = given
  const order = orderOf(query)
  const after = query.after ? placeIn(query.after, order) : null
  let read: Promise<number> | null = null
  const size = () => (read ??= readSize(scope))
  const asked: Sought = { ...given, org: scope.org, order, limit: limitOf(query.limit), size }
  const filters = await sparsestFirst(scope, asked, facetFilters(given))
  const fewest = order.by === 'day' ? null : await fewestOf(scope, asked, filters)
  const hits = fewest === null ? await hitsOf(scope, asked) : null
  const isBeside = order.by === 'rank' && filters.length > 0
  const most = fewOf(hits?.size ?? 0) * (isBeside ? besideTimes : 1)
  const few = fewest ?? (hits !== null && hits.entries.length <= most ? fewHits(hits, query) : null)
  if (few !== null) return sortedPage<Row>(scope, asked, { few, after })
  const gathered = order.by === 'rank' ? await gatheredOf(scope, asked, filters) : null
  const rows: Placed<Row>[] = []
  const parts = partsOf(order)
  for (const part of parts.slice(after === null ? 0 : parts.indexOf(after.part))) {
    const rest = { ...asked, limit: asked.limit - rows.length }
    const behind = after?.part === part ? after : null
    const found = {
      filters: order.by === 'entry' ? [] : filters,
      gathered: part === 'ordered' ? gathered : null,
      hits: order.by === 'entry' ? null : hits,
    }
    const way = { part, ...found, after: behind }
    for (const row of await partRows<Row>(scope, rest, way)) rows.push(row)
    if (rows.length > asked.limit) break
  }
  return pageOf(asked, rows)
}

/**
 * The rows of a part of a list. Where much is to be looked at for each, a stretch of it is read
 * first; if that gives no page, the sparsest filter is gathered, and the rest looked at for those
 * alone that are of it.
 */
async function partRows<Row extends ListRow>(
  scope: Scope,
  asked: Sought,
  way: Way & Required<Pick<Way, 'gathered' | 'hits'>>,
): Promise<readonly Placed<Row>[]> {
  const { others } = facetsThrough(asked.order, way)
  if (others.length === 0 || way.gathered !== null || way.hits !== null)
    return placedRows<Row>(scope, pageStatement(asked, way))
  const within = fewOf(await asked.size())
  const [soon, beyond] = await Promise.all([
    placedRows<Row>(scope, pageStatement(asked, { ...way, within })),
    scope.rows(beyondStatement(asked, { ...way, within })),
  ])
  if (soon.length > asked.limit || beyond.length === 0) return soon
  const [sparsest = null] = isRanked(asked.order, way.part) ? others : way.filters
  return placedRows<Row>(scope, pageStatement(asked, { ...way, gathered: sparsest }))
}

/** A row with the keys of its place, as JSON: of a whole page only those of the last are asked. */
interface Placed<Row extends ListRow> {
  readonly row: Row & { readonly keys: string }
  readonly part: Part
}

function pageOf<Row extends ListRow>(
  { limit }: Asked,
  found: readonly Placed<Row>[],
): PageRows<Row> {
  const last = found.length > limit ? found[limit - 1] : undefined
  const next = last === undefined ? null : cursorBehind(placeOfRow(last))
  return { rows: found.slice(0, limit).map(({ row }) => row), next }
}

function placeOfRow({ row, part }: Placed<ListRow>): Place {
  return { part, keys: JSON.parse(row.keys) as string[], id: row.id }
}

async function placedRows<Row extends ListRow>(
  scope: Scope,
  { statement, part }: { statement: QueryConfig; part: Part },
): Promise<readonly Placed<Row>[]> {
  const rows = await scope.rows<Row & { keys: string }>(statement)
  return rows.map((row) => ({ row, part }))
}

/** The filters with that first which leaves least where the list begins. */
async function sparsestFirst(
  scope: Scope,
  asked: Asked,
  filters: readonly FacetFilter[],
): Promise<readonly FacetFilter[]> {
  if (filters.length < 2) return filters
  const days = await Promise.all(
    filters.map(async (filter) => (await facetFurther(scope, asked, filter, lookAhead)) ?? ''),
  )
  const { descending } = asked.order
  const reach = filters.map((filter, at) => ({ filter, day: days[at] ?? '' }))
  reach.sort((one, other) => {
    if (one.day === other.day) return 0
    // One that ends before is the sparsest of all.
    if (one.day === '' || other.day === '') return one.day === '' ? -1 : 1
    return one.day < other.day === descending ? -1 : 1
  })
  return reach.map(({ filter }) => filter)
}

/** What a filter or the days find that leave few records; null where none does. */
async function fewestOf(
  scope: Scope,
  asked: Sought,
  filters: readonly FacetFilter[],
): Promise<Few | null> {
  const { query, order } = asked
  const isSpan = query.from !== undefined || query.to !== undefined
  if (filters.length === 0 && !isSpan) return null
  const worthSorting = fewOf(await asked.size())
  const most = order.by === 'rank' ? worthSorting : fewUnrankedMax
  const few = await fewerThan(scope, asked, { filters, most })
  if (few !== null) {
    const others = filters.filter((one) => one !== few)
    return fewOfFacets(query, { filter: few, others })
  }
  // What was recorded last is mostly of the last days: more of them come soon in that order too.
  return isSpan && (await areFewDays(scope, asked, worthSorting)) ? fewDays(query) : null
}

/** Whether no more records than so many are of the days of a list. */
async function areFewDays(scope: Scope, asked: Asked, most: number): Promise<boolean> {
  const { values, bind } = parametersOf(asked)
  const days = daysOf(asked.query, dateKey, bind).join(' AND ')
  const text = `SELECT FROM ledger.record r WHERE r.org_id = $1 AND r.register = $2 AND ${days}
    ORDER BY ${dateKey}, r.id OFFSET ${bind(most)} LIMIT 1`
  return (await scope.rows(named('few-days', text, values))).length === 0
}

/** A list by entry looks into each record, so that a filter may leave more to be put in order. */
const fewUnrankedMax = 4_000

/** The filter whose records are gathered for a list by rank; null: all leave too many. */
async function gatheredOf(
  scope: Scope,
  asked: Sought,
  filters: readonly FacetFilter[],
): Promise<FacetFilter | null> {
  const others = filters.filter((one) => !isOwn(asked.order, one))
  if (others.length === 0) return null
  return fewerThan(scope, asked, { filters: others, most: manyOf(await asked.size()) })
}

async function fewerThan(
  scope: Scope,
  asked: Asked,
  { filters, most }: { filters: readonly FacetFilter[]; most: number },
): Promise<FacetFilter | null> {
  const beyond = await Promise.all(
    filters.map((filter) => facetFurther(scope, asked, filter, most)),
  )
  return filters.find((_, at) => beyond[at] === null) ?? null
}

/** The day of the facet of a filter that is so many further in the list; null: there is none. */
async function facetFurther(
  scope: Scope,
  asked: Asked,
  { field, value }: FacetFilter,
  further: number,
): Promise<string | null> {
  const { values, bind } = parametersOf(asked)
  const conditions = [facetCondition(field, value, bind), ...daysOf(asked.query, 'f.day', bind)]
  const direction = asked.order.descending ? 'DESC' : 'ASC'
  const text = `SELECT f.day::text AS day FROM ledger.facet f WHERE ${conditions.join(' AND ')}
    ORDER BY f.day ${direction}, f.id ${direction} OFFSET ${bind(further)} LIMIT 1`
  const [row] = await scope.rows<{ day: string }>(named('further', text, values))
  return row?.day ?? null
}

/** What the index of the search finds; null where nothing is searched, or it says too little. */
async function hitsOf(scope: Scope, asked: Asked): Promise<Hits | null> {
  const words = wordsOf(asked)
  if (words.length === 0) return null
  const { register } = asked.query
  return findWords(scope, { register, words })
}
