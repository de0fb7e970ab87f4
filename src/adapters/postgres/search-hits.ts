import { startsIn } from '../../ledger/record/search-text.ts'
import type { PairRow, Span } from './search-parts.ts'
import { entriesIn, partEntries, readParts, readSize } from './search-parts.ts'
import type { Scope } from './within-organisation.ts'

/** A word of a question: the texts of which one must stand in a record. */
export type Word = readonly string[]

/** Where records may be that hold all words: those of these entries, and all of these spans. */
export interface Hits {
  readonly entries: readonly number[]
  readonly spans: readonly Span[]
  /** Entries of the log. */
  readonly size: number
}

/**
 * Records of a log of some size that are worth being read one by one. Of more, spread among all,
 * an index in the order of the list has a page sooner: a record costs some thirty times what it
 * costs to see that the next one of an index is none of them.
 */
export function fewOf(size: number): number {
  return Math.ceil(1.5 * Math.sqrt(size))
}

/** So many that they need not be gathered: the list has a page of them soon whatever it reads. */
export function manyOf(size: number): number {
  return Math.ceil(16 * Math.sqrt(size))
}

/**
 * Entries that are read for want of an index at most; beyond, as after a large import, the list is
 * read in its order. The index follows each hour, and then less than a part is left.
 */
const unindexedMax = 2 * partEntries

/**
 * Looks words up in the index of the search. Null: it does not say enough, since a word is too
 * common or too short, or too little is indexed; then so many records hold the words that a list
 * in its own order soon has a page of them.
 */
export async function findWords(
  scope: Scope,
  { register, words }: { register: string; words: readonly Word[] },
): Promise<Hits | null> {
  // A text of one character has no pair.
  const asked = words.map((ways) => ways.map(startsIn))
  const telling = asked.filter((ways) => ways.every((starts) => starts.length > 0))
  if (telling.length === 0) return null
  const parts = await readParts(scope)
  if (parts.length === 0) return null
  const pieces = telling
    .flat(2)
    .flatMap(({ pair, three }) => (three === null ? pair : [pair, three]))
  const [rows, size] = await Promise.all([
    scope.rows<PairRow & { from: number }>({
      name: 'search-pairs',
      text: `SELECT from_entry AS "from", register, pair, entries FROM ledger.search_pair
             WHERE org_id = $1 AND from_entry = ANY ($2::bigint[]) AND register = $3
               AND pair = ANY ($4::text[])`,
      values: [scope.org, parts.map(({ from }) => from), register, [...new Set(pieces)]],
    }),
    readSize(scope),
  ])
  const byPart = new Map(parts.map(({ from }) => [from, new Map<string, readonly number[]>()]))
  for (const row of rows) byPart.get(row.from)?.set(row.pair, entriesIn(row.from, row))
  const most = manyOf(size)
  const entries: number[] = []
  const silent: Span[] = []
  for (const part of parts) {
    const held = byPart.get(part.from) ?? new Map()
    const found = heldByAll(telling, (start) => heldAt(start, held, part))
    if (found === null) silent.push(part)
    for (const entry of found ?? []) entries.push(entry)
    // What is common in one part of many is read there; what is common throughout, in the list.
    if (silent.length > 1 || silent.length * 2 > parts.length || entries.length > most) return null
  }
  const unindexed = between(parts, size)
  if (lengthOf(unindexed) > unindexedMax) return null
  const spans = [...silent, ...unindexed]
  return { entries, spans, size }
}

function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0)
}

/** A pair of a word, with the three that begins with it. */
type Start = ReturnType<typeof startsIn>[number]

/** The entries that pieces of text stand in, in order; none: too many do for it to tell. */
type Held = ReadonlyMap<string, readonly number[]>

/** What of a part holds a pair, or its three where the pair tells nothing; null: neither tells. */
function heldAt(
  { pair, three }: Start,
  held: Held,
  { hasThrees }: { readonly hasThrees: boolean },
): readonly number[] | null {
  const entries = held.get(pair)
  // No row: nothing holds it.
  if (entries === undefined) return []
  if (entries.length > 0) return entries
  if (three === null || !hasThrees) return null
  const further = held.get(three)
  if (further === undefined) return []
  return further.length > 0 ? further : null
}

/** What of a part holds all words; null: anything may. */
function heldByAll(
  words: readonly (readonly (readonly Start[])[])[],
  heldBy: (start: Start) => readonly number[] | null,
): readonly number[] | null {
  return both(
    words.map((ways) => {
      const found = ways.map((starts) => both(starts.map(heldBy)))
      if (found.some((one) => one === null)) return null
      if (found.length === 1) return found[0] ?? null
      return [...new Set(found.flatMap((one) => one ?? []))].sort((one, other) => one - other)
    }),
  )
}

/** What stands in all lists that say something; the shortest is gone through. */
function both(lists: readonly (readonly number[] | null)[]): readonly number[] | null {
  const telling = lists
    .filter((one) => one !== null)
    .sort((one, other) => one.length - other.length)
  const [first, ...others] = telling
  if (first === undefined) return null
  return others.reduce((kept, other) => {
    let at = 0
    return kept.filter((one) => {
      while ((other[at] ?? one) < one) at += 1
      return other[at] === one
    })
  }, first)
}

/** What of the numbers below `size` no part covers. */
function between(parts: readonly Span[], size: number): readonly Span[] {
  const spans: Span[] = []
  let from = 0
  for (const part of [...parts, { from: size, to: size }]) {
    if (part.from > from) spans.push({ from, to: part.from })
    from = part.to
  }
  return spans
}
