import type { Pool } from 'pg'
import type { OrgId } from '../../app/ports/store-ports.ts'
import { unhurried } from '../../append/unhurried.ts'
import type { HeldPieces, SearchedRecord } from '../../ledger/record/search-text.ts'
import { pairsOf, piecesByRegister, threesOf } from '../../ledger/record/search-text.ts'
import { binaryArray } from './binary-array.ts'
import { lockHead } from './locked-state.ts'
import type { Scope } from './within-organisation.ts'
import { withinOrganisation } from './within-organisation.ts'

// The index of the search. It is not written with a record: a meeting has hundreds of pairs of
// characters, and a row for each would be the dearest part of a write. Whole parts of the log are
// indexed once they are complete, a pair then has one row for all records that hold it, and what no
// part covers yet is read. Where a pair tells nothing the threes that begin with it are kept beside
// it: years and days hold most pairs of figures, hardly ever the three of another number.
// A record is known by its newest entry: what an older version said finds nothing, and whatever is
// found is held against the text.

/** Entries of a part: what is read beside the index at most, most of the time. */
export const partEntries = 8_192

/** A piece of text that more than one record in so many holds tells nothing: a mark is kept. */
const tellingShare = 8

const offsetBytes = 2
const rowsMax = 2_000

/** Entries from one number up to, but not with, another. */
export interface Span {
  readonly from: number
  readonly to: number
}

/** A part that is indexed. */
interface IndexedPart extends Span {
  /** Whether it has threes beside its pairs: what was indexed before there were any has not. */
  readonly hasThrees: boolean
}

/** What says of a part that it has threes: no register and no pair is called so. */
const threesMark: PairRow = { register: '', pair: '', entries: Buffer.alloc(0) }

function isThreesMark({ register, pair }: PairRow): boolean {
  return register === threesMark.register && pair === threesMark.pair
}

/** The parts that are indexed, in order. */
export async function readParts(scope: Scope): Promise<readonly IndexedPart[]> {
  return scope.rows<{ from: number; to: number; hasThrees: boolean }>({
    name: 'search-parts',
    text: `SELECT s.from_entry AS "from", s.to_entry AS "to", EXISTS (
             SELECT FROM ledger.search_pair p WHERE p.org_id = $1 AND p.from_entry = s.from_entry
               AND p.register = $2 AND p.pair = $3) AS "hasThrees"
           FROM ledger.search_part s WHERE s.org_id = $1 ORDER BY s.from_entry`,
    values: [scope.org, threesMark.register, threesMark.pair],
  })
}

/** Who may index: a part without threes is thrown away by the eraser and written anew. */
interface Indexing {
  readonly pool: Pool
  readonly eraserPool: Pool
}

/** Indexes the complete parts of a log that are not, until it is told to end; answers how many. */
export async function indexParts(
  { pool, eraserPool }: Indexing,
  org: OrgId,
  given: { readonly entries?: number | undefined; readonly signal?: AbortSignal | undefined } = {},
): Promise<number> {
  const { entries = partEntries, signal } = given
  const [size, known] = await withinOrganisation(pool, { org, mode: 'read' }, (scope) =>
    Promise.all([readSize(scope), readParts(scope)]),
  )
  let count = 0
  for (let from = 0; from + entries <= size && signal?.aborted !== true; ) {
    const span = { from, to: from + entries }
    const there = known.find((part) => part.from < span.to && part.to > span.from)
    if (there?.hasThrees === false) {
      await withinOrganisation(eraserPool, { org, mode: 'write' }, (scope) =>
        forgetParts(scope, [there.from]),
      )
    }
    if (there?.hasThrees !== true && (await indexPart(pool, org, span))) count += 1
    from = there?.to ?? span.to
  }
  return count
}

class NotNow extends Error {}

/** Indexes one part; false where another process does, or something was erased meanwhile. */
async function indexPart(pool: Pool, org: OrgId, span: Span): Promise<boolean> {
  try {
    await withinOrganisation(pool, { org, mode: 'write' }, (scope) => writePart(scope, span))
    return true
  } catch (error) {
    if (error instanceof NotNow) return false
    throw error
  }
}

async function writePart(scope: Scope, span: Span): Promise<void> {
  const [mine] = await scope.rows({
    text: `INSERT INTO ledger.search_part (org_id, from_entry, to_entry) VALUES ($1, $2, $3)
           ON CONFLICT DO NOTHING RETURNING from_entry`,
    values: [scope.org, span.from, span.to],
  })
  if (mine === undefined) throw new NotNow()
  const size = await readSize(scope)
  const rows = await searchedRecords(scope, span)
  await unhurried(sendPairs(scope, span, rows))
  // Who erases holds the head: what they took away must not come back by what was read before.
  await lockHead(scope)
  const [erased] = await scope.rows({
    text: `SELECT FROM ledger.entry WHERE org_id = $1 AND index >= $2 AND kind = 'erase' LIMIT 1`,
    values: [scope.org, size],
  })
  if (erased !== undefined) throw new NotNow()
}

/** The records whose newest entry lies in a span, in its order. */
export function searchedRecords(scope: Scope, { from, to }: Span): Promise<SearchedRecord[]> {
  return scope.rows<SearchedRecord>({
    name: 'searched-records',
    // Each in the order of the index that is meant: of a unit that was filled since PostgreSQL last
    // counted every index looks as good, and each entry would read all records.
    text: `SELECT r.* FROM (
             SELECT DISTINCT e.register FROM (
               SELECT register FROM ledger.entry
               WHERE org_id = $1 AND index >= $2 AND index < $3 ORDER BY index
             ) AS e
           ) AS told, LATERAL (
             SELECT register, entry, search FROM ledger.record
             WHERE org_id = $1 AND register = told.register AND entry >= $2 AND entry < $3
             ORDER BY entry
           ) AS r ORDER BY r.entry`,
    values: [scope.org, from, to],
  })
}

/** How many entries a log has. */
export async function readSize(scope: Scope): Promise<number> {
  const [row] = await scope.rows<{ size: number }>({
    name: 'log-size',
    text: 'SELECT size FROM ledger.log_head WHERE org_id = $1',
    values: [scope.org],
  })
  return row?.size ?? 0
}

/** A row of `ledger.search_pair`. */
export interface PairRow {
  readonly register: string
  /** Two characters, or three of which the first two tell nothing. */
  readonly pair: string
  /** Numbers of entries behind the first of the part, two bytes each; none: it tells nothing. */
  readonly entries: Buffer
}

function* sendPairs(
  scope: Scope,
  span: Span,
  rows: readonly SearchedRecord[],
): Generator<undefined, void> {
  const pairs = yield* pairRows(span, rows)
  for (let at = 0; at < pairs.length; at += rowsMax) {
    const some = pairs.slice(at, at + rowsMax)
    scope.send({
      name: 'insert-search-pairs',
      text: `INSERT INTO ledger.search_pair (org_id, from_entry, register, pair, entries)
             SELECT h.org_id, $2, p.*
             FROM ledger.log_head h, unnest($3::text[], $4::text[], $5::bytea[]) AS p
             WHERE h.org_id = $1`,
      values: [
        ...[scope.org, span.from],
        some.map(({ register }) => register),
        some.map(({ pair }) => pair),
        binaryArray(
          'bytea',
          some.map(({ entries }) => entries),
        ),
      ],
    })
    yield
  }
}

function* pairRows(
  { from }: Span,
  records: readonly SearchedRecord[],
): Generator<undefined, readonly PairRow[]> {
  const pairs = yield* rowsOf(yield* piecesByRegister(records, pairsOf), from)
  const silent = new Set(
    pairs
      .filter(({ entries }) => entries.length === 0)
      .map(({ register, pair }) => register + pair),
  )
  const threes = yield* piecesByRegister(records, (text, register) =>
    threesOf(text, (pair) => silent.has(register + pair)),
  )
  return [threesMark, ...pairs, ...(yield* rowsOf(threes, from))]
}

function* rowsOf(
  byRegister: ReadonlyMap<string, HeldPieces>,
  from: number,
): Generator<undefined, readonly PairRow[]> {
  const made: PairRow[] = []
  for (const [register, held] of byRegister) {
    yield
    for (const [pair, entries] of held.entries) {
      const tells = entries.length * tellingShare <= held.records + tellingShare
      made.push({ register, pair, entries: tells ? bytesOf(entries, from) : Buffer.alloc(0) })
    }
  }
  return made
}

function bytesOf(entries: readonly number[], from: number): Buffer {
  const bytes = Buffer.allocUnsafe(entries.length * offsetBytes)
  entries.forEach((entry, at) => bytes.writeUInt16BE(entry - from, at * offsetBytes))
  return bytes
}

/** The entries that a row of a part holds, in order. */
export function entriesIn(from: number, { entries }: Pick<PairRow, 'entries'>): readonly number[] {
  // Of a common pair in a large log these are a hundred thousand.
  const found = new Array<number>(entries.length / offsetBytes)
  for (let at = 0; at < found.length; at += 1) {
    const high = entries[at * offsetBytes] ?? 0
    found[at] = from + high * 256 + (entries[at * offsetBytes + 1] ?? 0)
  }
  return found
}

/** All that a part says, for whoever holds it against the records. */
export async function searchPieces(scope: Scope, from: number) {
  const rows = await scope.rows<PairRow>({
    text: `SELECT register, pair, entries FROM ledger.search_pair
           WHERE org_id = $1 AND from_entry = $2`,
    values: [scope.org, from],
  })
  const pieces = rows.map((row) => ({
    register: row.register,
    piece: row.pair,
    entries: entriesIn(from, row),
  }))
  return { pieces, hasThrees: rows.some(isThreesMark) }
}

/** Throws the parts away that hold one of these entries: they are written anew. */
export async function forgetParts(scope: Scope, entries: readonly number[]): Promise<void> {
  const gone = await scope.rows<{ from_entry: number }>({
    text: `DELETE FROM ledger.search_part s USING unnest($2::bigint[]) AS e
           WHERE s.org_id = $1 AND e >= s.from_entry AND e < s.to_entry RETURNING s.from_entry`,
    values: [scope.org, entries],
  })
  scope.send({
    text: `DELETE FROM ledger.search_pair WHERE org_id = $1 AND from_entry = ANY ($2::bigint[])`,
    values: [scope.org, gone.map((one) => one.from_entry)],
  })
}
