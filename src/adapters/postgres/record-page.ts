import { createHash } from 'node:crypto'
import type { QueryConfig } from 'pg'
import type { RecordQuery } from '../../app/ports/store-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { facetAsked } from '../../ledger/record/facet.ts'
import { searchForm } from '../../ledger/record/search-text.ts'
import type { Value } from '../../ledger/value.ts'
import { isDayText } from '../../log/calendar-text.ts'
import type { FollowedPeople } from './followed-people.ts'
import type { Order, Part, Place } from './record-order.ts'
import {
  comparePlaces,
  cursorBehind,
  hasRank,
  keysOf,
  orderOf,
  partsOf,
  placeIn,
  placeOf,
  rankSource,
} from './record-order.ts'
import type { Columns } from './record-rows.ts'
import { dateKey, limitOf } from './record-rows.ts'
import type { Hits, Word } from './search-hits.ts'
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

/** A row of a page, whatever is read of it. */
interface ListRow {
  readonly id: string
}

/** A page, and the cursor to the next one; null at the end. */
interface PageRows<Row> {
  readonly rows: readonly Row[]
  readonly next: string | null
}

/** What a page is asked for, as its statements need it. */
interface Asked {
  readonly org: number
  readonly query: RecordQuery
  /** What is read of each record. */
  readonly columns: Columns
  readonly people: FollowedPeople
  readonly order: Order
  readonly limit: number
  /** How many entries the log has: asked for once, where something depends on it. */
  readonly size: () => Promise<number>
}

/** What the statement of a page is made of. */
type Stated = Omit<Asked, 'size'>

/** A filter that facets answer. */
interface FacetFilter {
  readonly field: string
  readonly value: string
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
  const asked: Asked = { ...given, org: scope.org, order, limit: limitOf(query.limit), size }
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
  asked: Asked,
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

/** One way to a page: a part of the list, behind a place, by the facets of filters or without. */
interface Way {
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
  asked: Stated,
  way: Way,
): { readonly statement: QueryConfig; readonly part: Part } {
  const { org, query, columns, order } = asked
  const { part, gathered = null, hits = null, within } = way
  const values: unknown[] = [org, query.register]
  const bind = (value: unknown): string => `$${values.push(value)}`
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
function beyondStatement(asked: Stated, way: Way & Required<Pick<Way, 'within'>>): QueryConfig {
  const values: unknown[] = [asked.org, asked.query.register]
  const bind = (value: unknown): string => `$${values.push(value)}`
  const { table, of, places, sorted } = walkOf(asked, way, bind)
  const text = `SELECT FROM ${table} ${of} WHERE ${places.join(' AND ')} ORDER BY ${sorted}
    OFFSET ${bind(way.within)} LIMIT 1`
  return named('beyond', text, values)
}

/** Facets in the order of a part of a list, and the filters that are looked up beside them. */
function facetsThrough(
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
function isOwn(order: Order, { field }: FacetFilter): boolean {
  return order.by === 'rank' && field === order.facet
}

function isRanked(order: Order, part: Part): order is Order & { by: 'rank' } {
  return order.by === 'rank' && part === 'ordered'
}

/** What of an index is gone through. */
interface Walk {
  readonly table: 'ledger.facet' | 'ledger.record'
  /** What its rows are called. */
  readonly of: 'f' | 'r'
  /** What of them is told without the record. */
  readonly columns: string
  /** Conditions that say which. */
  readonly places: readonly string[]
  readonly sorted: string
}

function walkOf(asked: Stated, way: Way, bind: (value: unknown) => string): Walk {
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
const facetWalk = { table: 'ledger.facet', columns: 'f.value, f.day, f.id' } as const

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

// Fields and values are parameters, so that a connection prepares a few dozen shapes at most.
function named(kind: string, text: string, values: unknown[]): QueryConfig {
  const name = names.get(text) ?? `${kind}-${createHash('sha256').update(text).digest('base64')}`
  if (names.size > namesMax) names.clear()
  names.set(text, name)
  return { name, text, values }
}

const names = new Map<string, string>()
const namesMax = 500

/**
 * The records that an index leads to. What can be said without the record is said before it is
 * read, facets of other filters are looked up one by one, and so is the record: a select that is
 * put in order, and a lateral row that is limited, stay what they say, where PostgreSQL would read
 * all of one side first, as it would the whole register for each facet before the first ANALYZE.
 */
function through(
  way: {
    readonly walk: Walk
    /** Conditions by what was gathered. */
    readonly among?: readonly string[]
    readonly others: readonly FacetFilter[]
    readonly within?: number | undefined
  },
  bind: (value: unknown) => string,
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
function facetsOfFilter(
  { field, value }: FacetFilter,
  query: RecordQuery,
  bind: (value: unknown) => string,
): string {
  const days = daysOf(query, 'o.day', bind)
    .map((one) => `AND ${one}`)
    .join(' ')
  return `SELECT o.id FROM ledger.facet o WHERE o.org_id = $1 AND o.register = $2
    AND o.field = ${bind(field)} AND o.value = ${bind(value)} ${days}`
}

/** Whether a search may find a record: its index says of which entry it is. */
function isOfHits({ entries, spans }: Hits, bind: (value: unknown) => string): string {
  const isHit = amongGathered('r.entry', `SELECT unnest(${bind(arrayOf(entries))}::bigint[])`)
  const ways = spans.map(({ from, to }) => `r.entry >= ${bind(from)} AND r.entry < ${bind(to)}`)
  return `(${[isHit, ...ways].join(' OR ')})`
}

/** What is read of the records that a search may find. */
function recordsOfHits(
  { entries, spans }: Hits,
  columns: string,
  bind: (value: unknown) => string,
): string {
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

function facetCondition(
  field: string,
  value: string | null,
  bind: (value: unknown) => string,
): string {
  const isIts = `f.org_id = $1 AND f.register = $2 AND f.field = ${bind(field)}`
  return value === null ? isIts : `${isIts} AND f.value = ${bind(value)}`
}

/** Filters that facets answer: not those by an id where a field may hold several. */
function facetFilters({ query, people }: Pick<Asked, 'query' | 'people'>): readonly FacetFilter[] {
  return Object.entries(query.where ?? {}).flatMap(([field, asked]) => {
    const isSingle = query.single?.includes(field) === true && waysToSay(asked, people).length === 1
    const value = facetAsked(asked, { isSingle })
    return value === null ? [] : [{ field, value }]
  })
}

/** Whoever goes on as another is found under every id. */
function waysToSay(value: string | number | boolean, { who }: FollowedPeople) {
  return typeof value === 'string' ? who.allOf(value) : [value]
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
  asked: Asked,
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
    return (bind) => {
      const places = [facetCondition(few.field, few.value, bind), ...daysOf(query, 'f.day', bind)]
      const walk: Walk = { ...facetWalk, of: 'f', places, sorted: 'f.day, f.id' }
      return { from: through({ walk, others }, bind), day: 'f.day' }
    }
  }
  // What was recorded last is mostly of the last days: more of them come soon in that order too.
  return isSpan && (await areFewDays(scope, asked, worthSorting)) ? fewDays(query) : null
}

/**
 * The records of the days of a list, in their order: before the first ANALYZE any index of the
 * register looks as good to PostgreSQL as the one that knows days.
 */
function fewDays(query: RecordQuery): Few {
  return (bind) => {
    const days = daysOf(query, dateKey, bind).join(' AND ')
    const from = `(SELECT * FROM ledger.record r WHERE r.org_id = $1 AND r.register = $2 AND ${days}
      ORDER BY ${dateKey}, r.id OFFSET 0) r`
    return { from, day: dateKey }
  }
}

/** Whether no more records than so many are of the days of a list. */
async function areFewDays(scope: Scope, { org, query }: Asked, most: number): Promise<boolean> {
  const values: unknown[] = [org, query.register]
  const bind = (one: unknown): string => `$${values.push(one)}`
  const days = daysOf(query, dateKey, bind).join(' AND ')
  const text = `SELECT FROM ledger.record r WHERE r.org_id = $1 AND r.register = $2 AND ${days}
    ORDER BY ${dateKey}, r.id OFFSET ${bind(most)} LIMIT 1`
  return (await scope.rows(named('few-days', text, values))).length === 0
}

/** A list by entry looks into each record, so that a filter may leave more to be put in order. */
const fewUnrankedMax = 4_000

/** The filter whose records are gathered for a list by rank; null: all leave too many. */
async function gatheredOf(
  scope: Scope,
  asked: Asked,
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
  { org, query, order }: Asked,
  { field, value }: FacetFilter,
  further: number,
): Promise<string | null> {
  const values: unknown[] = [org, query.register]
  const bind = (one: unknown): string => `$${values.push(one)}`
  const conditions = [facetCondition(field, value, bind), ...daysOf(query, 'f.day', bind)]
  const direction = order.descending ? 'DESC' : 'ASC'
  const text = `SELECT f.day::text AS day FROM ledger.facet f WHERE ${conditions.join(' AND ')}
    ORDER BY f.day ${direction}, f.id ${direction} OFFSET ${bind(further)} LIMIT 1`
  const [row] = await scope.rows<{ day: string }>(named('further', text, values))
  return row?.day ?? null
}

/** Where few records are, of the days of a list: what finds them, and what says their day. */
type Few = (bind: (value: unknown) => string) => { readonly from: string; readonly day: string }

/** What the index of the search finds; null where nothing is searched, or it says too little. */
async function hitsOf(scope: Scope, asked: Asked): Promise<Hits | null> {
  const words = wordsOf(asked)
  if (words.length === 0) return null
  const { register } = asked.query
  return findWords(scope, { register, words })
}

function fewHits(hits: Hits, query: RecordQuery): Few {
  return (bind) => {
    const found = recordsOfHits(hits, '*', bind)
    const days = ['true', ...daysOf(query, dateKey, bind)].join(' AND ')
    return { from: `(SELECT * FROM (${found}) r WHERE ${days}) r`, day: dateKey }
  }
}

/** A page of few records, put in order here. */
async function sortedPage<Row extends ListRow>(
  scope: Scope,
  asked: Asked,
  { few, after }: { few: Few; after: Place | null },
): Promise<PageRows<Row>> {
  const { org, query, order, limit } = asked
  const values: unknown[] = [org, query.register]
  const bind = (value: unknown): string => `$${values.push(value)}`
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

/** What every record of the list must satisfy, however it was found; beside its days. */
function conditionsOf(asked: Stated, bind: (value: unknown) => string): string[] {
  const { query, people } = asked
  const conditions = ['r.register = $2']
  if (query.includeVoid !== true) conditions.push("r.state = 'live'")
  for (const [field, value] of Object.entries(query.where ?? {})) {
    // Containment is equality for a single value and membership for a list.
    const key = bind(field)
    const ways = waysToSay(value, people).map(
      (one) => `r.values -> ${key}::text @> ${bind(JSON.stringify(one))}::jsonb`,
    )
    conditions.push(`(${ways.join(' OR ')})`)
  }
  for (const word of wordsOf(asked)) {
    const ways = word.map((one) => `strpos(r.search, ${bind(one)}) > 0`)
    conditions.push(`(${ways.join(' OR ')})`)
  }
  return conditions
}

/** The words of a search, each in the ways in which a record may say it. */
function wordsOf({ query, people }: Stated): readonly Word[] {
  const words = searchForm(query.search ?? '').split(' ')
  return words
    .filter((word) => word !== '')
    .map((word) => [word, ...spreadNames(word), ...people.otherNames(word)])
}

function daysOf(
  { from, to }: RecordQuery,
  expression: string,
  bind: (value: unknown) => string,
): string[] {
  return [
    ...(from === undefined ? [] : [`${expression} >= ${bind(day(from))}::date`]),
    ...(to === undefined ? [] : [`${expression} <= ${bind(day(to))}::date`]),
  ]
}

// A short Chinese name may stand in the record as it was written long ago, spread by spaces.
function spreadNames(word: string): readonly string[] {
  const marks = [...word]
  const isName = /^\p{Script=Han}{2,3}$/u.test(word)
  return isName ? [marks.join(' ')] : []
}

function day(text: string): string {
  if (isDayText(text)) return text
  refuse('list.date', {
    text: { zh: '日期无效。', en: 'The date is not valid.' },
    hint: { zh: '请写成 2025-03-01 的样子。', en: 'Write it as 2025-03-01.' },
  })
}
