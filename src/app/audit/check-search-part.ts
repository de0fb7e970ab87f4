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
  const faults: Fault[] = []
  const records = await ledger.searched(part)
  const { pieces, hasThrees } = await ledger.searchPieces(part)
  const stored = new Map(
    pieces.map(({ register, piece, entries }) => [keyOf(register, piece), entries]),
  )
  const isSilent = (register: string, pair: string) =>
    stored.get(keyOf(register, pair))?.length === 0
  const expected = await unhurried(expectedOf(records, hasThrees ? isSilent : null))
  const current = new Set(records.map(({ entry }) => entry))
  const missing = new Set<number>()
  const stray = new Set<number>()
  for (const [key, entries] of stored) {
    if (entries.length === 0) continue
    const right = new Set(expected.get(key))
    const found = new Set(entries)
    for (const entry of right) if (!found.has(entry)) missing.add(entry)
    for (const entry of found) if (current.has(entry) && !right.has(entry)) stray.add(entry)
  }
  for (const [key, held] of expected) {
    if (!stored.has(key)) for (const entry of held) missing.add(entry)
  }
  // In whatever order the database gave what it holds, the same is said.
  for (const entry of inOrder(missing)) faults.push(faultOf(org, entry, 'missing'))
  for (const entry of inOrder(stray)) faults.push(faultOf(org, entry, 'stray'))
  return faults
}

const inOrder = (entries: ReadonlySet<number>) => [...entries].sort((one, other) => one - other)

const keyOf = (register: string, piece: string) => JSON.stringify([register, piece])

/** The pieces that a part must have: all pairs, and the threes behind those that are silent. */
function* expectedOf(
  records: readonly SearchedRecord[],
  isSilent: ((register: string, pair: string) => boolean) | null,
): Generator<undefined, ReadonlyMap<string, readonly number[]>> {
  const pairs = yield* piecesByRegister(records, pairsOf)
  const threes = yield* piecesByRegister(records, (text, register) =>
    threesOf(text, (pair) => isSilent?.(register, pair) === true),
  )
  const expected = new Map<string, readonly number[]>()
  for (const pieces of [pairs, threes]) {
    for (const [register, { entries }] of pieces) {
      for (const [piece, held] of entries) expected.set(keyOf(register, piece), held)
    }
  }
  return expected
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
