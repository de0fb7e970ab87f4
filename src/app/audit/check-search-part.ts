import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { SearchedRecord } from '../../ledger/record/search-text.ts'
import { pairsOf, piecesByRegister, threesOf } from '../../ledger/record/search-text.ts'
import type { LedgerRows } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Holds a part of the index of the search against the texts of the records. */
export async function checkSearchPart(
  org: string,
  ledger: Pick<LedgerRows, 'searched' | 'searchPieces'>,
  part: { readonly from: number; readonly to: number },
): Promise<readonly Fault[]> {
  const records = await ledger.searched(part)
  const { pieces, hasThrees } = await ledger.searchPieces(part)
  const stored = new Map<string, Map<string, readonly number[]>>()
  for (const { register, piece, entries } of pieces) {
    const held = stored.get(register) ?? new Map<string, readonly number[]>()
    stored.set(register, held.set(piece, entries))
  }
  const expected = await unhurried(expectedOf(records, hasThrees ? stored : noPieces))
  const current = new Set(records.map(({ entry }) => entry))
  const missing = new Set<number>()
  const stray = new Set<number>()
  for (const [register, held] of stored) {
    for (const [piece, entries] of held) {
      const right = expected.get(register)?.get(piece) ?? []
      // One without entries tells nothing; nearly all are right, and a part has millions of them.
      if (entries.length === 0 || areSame(entries, right)) continue
      const [isRight, isFound] = [new Set(right), new Set(entries)]
      for (const entry of right) if (!isFound.has(entry)) missing.add(entry)
      for (const entry of entries) if (current.has(entry) && !isRight.has(entry)) stray.add(entry)
    }
  }
  for (const [register, held] of expected) {
    for (const [piece, entries] of held) {
      if (stored.get(register)?.has(piece) === true) continue
      for (const entry of entries) missing.add(entry)
    }
  }
  // In whatever order the database gave what it holds, the same is said.
  return [
    ...inOrder(missing).map((entry) => faultOf(org, entry, 'missing')),
    ...inOrder(stray).map((entry) => faultOf(org, entry, 'stray')),
  ]
}

const inOrder = (entries: ReadonlySet<number>) => [...entries].sort((one, other) => one - other)

function areSame(some: readonly number[], others: readonly number[]): boolean {
  return some.length === others.length && some.every((one, at) => one === others[at])
}

/** The entries that hold each piece of text, by register. */
type Pieces = ReadonlyMap<string, ReadonlyMap<string, readonly number[]>>

const noPieces: Pieces = new Map()

/** The pieces that a part must have: all pairs, and the threes behind those that tell nothing. */
function* expectedOf(
  records: readonly SearchedRecord[],
  stored: Pieces,
): Generator<undefined, Pieces> {
  const pairs = yield* piecesByRegister(records, pairsOf)
  const threes = yield* piecesByRegister(records, (text, register) => {
    const held = stored.get(register)
    return threesOf(text, (pair) => held?.get(pair)?.length === 0)
  })
  return new Map(
    [...pairs].map(([register, { entries }]) => {
      const further = threes.get(register)?.entries ?? []
      return [register, new Map([...entries, ...further])]
    }),
  )
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
