import type { RecordQuery } from '../../app/ports/store-ports.ts'
import { refuse } from '../../ledger/fault.ts'
import { facetAsked } from '../../ledger/record/facet.ts'
import { searchForm } from '../../ledger/record/search-text.ts'
import { isDayText } from '../../log/calendar-text.ts'
import type { FollowedPeople } from './followed-people.ts'
import type { Order } from './record-order.ts'
import type { Columns } from './record-rows.ts'
import type { Word } from './search-hits.ts'

/** What a page is asked for, as its statements need it. */
export interface Asked {
  readonly org: number
  readonly query: RecordQuery
  /** What is read of each record. */
  readonly columns: Columns
  readonly people: FollowedPeople
  readonly order: Order
  readonly limit: number
}

/** Puts a value among the parameters of a statement; answers what stands for it. */
export type Bind = (value: unknown) => string

/** The parameters of a statement of a list: `$1` the unit, `$2` the register, then what is bound. */
export function parametersOf({ org, query }: Pick<Asked, 'org' | 'query'>): {
  readonly values: unknown[]
  readonly bind: Bind
} {
  const values: unknown[] = [org, query.register]
  return { values, bind: (value) => `$${values.push(value)}` }
}

/** What every record of the list must satisfy, however it was found; beside its days. */
export function conditionsOf(asked: Asked, bind: Bind): string[] {
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

/** A filter that facets answer. */
export interface FacetFilter {
  readonly field: string
  readonly value: string
}

/** Filters that facets answer: not those by an id where a field may hold several. */
export function facetFilters({
  query,
  people,
}: Pick<Asked, 'query' | 'people'>): readonly FacetFilter[] {
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

/** The facets of a field; where it is given, of one of its values. */
export function facetCondition(field: string, value: string | null, bind: Bind): string {
  const isIts = `f.org_id = $1 AND f.register = $2 AND f.field = ${bind(field)}`
  return value === null ? isIts : `${isIts} AND f.value = ${bind(value)}`
}

/** The days of a list, as conditions on what says the day of a row. */
export function daysOf({ from, to }: RecordQuery, expression: string, bind: Bind): string[] {
  return [
    ...(from === undefined ? [] : [`${expression} >= ${bind(day(from))}::date`]),
    ...(to === undefined ? [] : [`${expression} <= ${bind(day(to))}::date`]),
  ]
}

function day(text: string): string {
  if (isDayText(text)) return text
  refuse('list.date', {
    text: { zh: '日期无效。', en: 'The date is not valid.' },
    hint: { zh: '请写成 2025-03-01 的样子。', en: 'Write it as 2025-03-01.' },
  })
}

/** The words of a search, each in the ways in which a record may say it. */
export function wordsOf({ query, people }: Asked): readonly Word[] {
  const words = searchForm(query.search ?? '').split(' ')
  return words
    .filter((word) => word !== '')
    .map((word) => [word, ...spreadNames(word), ...people.otherNames(word)])
}

// A short Chinese name may stand in the record as it was written long ago, spread by spaces.
function spreadNames(word: string): readonly string[] {
  const marks = [...word]
  const isName = /^\p{Script=Han}{2,3}$/u.test(word)
  return isName ? [marks.join(' ')] : []
}
