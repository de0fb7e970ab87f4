import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { SearchedRecord } from '../../ledger/record/search-text.ts'
import type { LedgerRows } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'

/** Holds a part of the index of the search against the texts of the records. */
export async function checkSearchPart(
  org: string,
  ledger: Pick<LedgerRows, 'searched' | 'searchPieces'>,
  part: { readonly from: number; readonly to: number },
): Promise<readonly Fault[]> {
  const records = await ledger.searched(part)
  const { missing, stray } = await unhurried(differing(records, await ledger.searchPieces(part)))
  // In whatever order the database gave what it holds, the same is said.
  return [
    ...inOrder(missing).map((entry) => faultOf(org, entry, 'missing')),
    ...inOrder(stray).map((entry) => faultOf(org, entry, 'stray')),
  ]
}

const inOrder = (entries: ReadonlySet<number>) => [...entries].sort((one, other) => one - other)

type SearchPieces = Awaited<ReturnType<LedgerRows['searchPieces']>>

/**
 * The entries of records that lack a piece of their text in the index, and those that a piece leads
 * to although their text has it not. Records come in the order of their entries, as those of a
 * piece stand: each piece is gone through once, beside the texts. A part has millions of places
 * where a piece begins, so none is cut out of its text to be looked up.
 */
function* differing(
  records: readonly SearchedRecord[],
  { pieces, hasThrees }: SearchPieces,
): Generator<undefined, { missing: ReadonlySet<number>; stray: ReadonlySet<number> }> {
  const { starts, held } = yield* asTree(pieces)
  const current = new Set(records.map(({ entry }) => entry))
  const [missing, stray] = [new Set<number>(), new Set<number>()]
  /** Passes what a piece leads to before an entry: records that have a newer one, or strays. */
  const pass = (piece: Piece, entry: number) => {
    for (let next = piece.entries[piece.passed]; next !== undefined && next < entry; ) {
      if (next !== piece.met && current.has(next)) stray.add(next)
      piece.passed += 1
      next = piece.entries[piece.passed]
    }
  }
  const meet = (piece: Piece | undefined, entry: number) => {
    if (piece === undefined) return missing.add(entry)
    // A text says most of its pieces again; and a piece without entries tells nothing.
    if (piece.met === entry || !tells(piece)) return
    pass(piece, entry)
    if (piece.entries[piece.passed] !== entry) missing.add(entry)
    piece.met = entry
  }
  for (const { register, entry, search } of records) {
    yield
    const start = starts.get(register)
    let before: Place | undefined
    let pair: Place | undefined
    for (let at = 0; at < search.length; ) {
      const mark = search.codePointAt(at) ?? 0
      if (hasThrees && pair?.piece !== undefined && !tells(pair.piece)) {
        meet(pair.next?.get(mark)?.piece, entry)
      }
      pair = before?.next?.get(mark)
      if (at > 0) meet(pair?.piece, entry)
      before = start?.next?.get(mark)
      at += mark > lastOfOneUnit ? 2 : 1
    }
  }
  for (const piece of held) pass(piece, Infinity)
  return { missing, stray }
}

/** The last character that a text keeps in one unit. */
const lastOfOneUnit = 0xffff

/** A piece of text, and how far the records are that it leads to. */
interface Piece {
  /** In order; none: too many hold it for it to tell. */
  readonly entries: readonly number[]
  /** How many of them lie behind. */
  passed: number
  /** The last entry whose text has it. */
  met: number | null
}

const tells = ({ entries }: Piece) => entries.length > 0

/** Where some characters lead: to the piece that they are, and to those that go on. */
interface Place {
  piece: Piece | undefined
  /** By the code of the next character. */
  next: Map<number, Place> | undefined
}

/** The pieces of a part by register and character after character, and all of them. */
function* asTree(
  pieces: SearchPieces['pieces'],
): Generator<undefined, { starts: ReadonlyMap<string, Place>; held: readonly Piece[] }> {
  const starts = new Map<string, Place>()
  const held: Piece[] = []
  for (const { register, piece: text, entries } of pieces) {
    yield
    let place = placeIn(starts, register)
    for (const mark of text) {
      place.next ??= new Map()
      place = placeIn(place.next, mark.codePointAt(0) ?? 0)
    }
    place.piece = { entries, passed: 0, met: null }
    held.push(place.piece)
  }
  return { starts, held }
}

function placeIn<Key>(places: Map<Key, Place>, key: Key): Place {
  const known = places.get(key)
  if (known !== undefined) return known
  const made: Place = { piece: undefined, next: undefined }
  places.set(key, made)
  return made
}

function faultOf(org: string, entry: number, what: 'missing' | 'stray'): Fault {
  const isMissing = what === 'missing'
  return difference(org, ['search', entry], {
    code: `search.${what}`,
    text: {
      zh: `检索索引与条目 ${entry} 的记录不符：${isMissing ? '缺字' : '多字'}。`,
      en: isMissing
        ? `The index of the search lacks words of the record that entry ${entry} left.`
        : `The index of the search has words that the record of entry ${entry} does not hold.`,
    },
  })
}
