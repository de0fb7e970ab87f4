import { unhurried } from '../../append/unhurried.ts'
import type { Fault } from '../../ledger/fault.ts'
import { pairsByRegister } from '../../ledger/record/search-text.ts'
import type { LedgerRows } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Holds a part of the index of the search against the texts of the records. */
export async function checkSearchPart(
  org: string,
  ledger: Pick<LedgerRows, 'searched' | 'searchPairs'>,
  part: { readonly from: number; readonly to: number },
): Promise<readonly Fault[]> {
  const faults: Fault[] = []
  const records = await ledger.searched(part)
  const expected = await unhurried(pairsByRegister(records))
  const current = new Set(records.map(({ entry }) => entry))
  const missing = new Set<number>()
  const stray = new Set<number>()
  const stored = new Set<string>()
  for (const { register, pair, entries } of await ledger.searchPairs(part)) {
    stored.add(JSON.stringify([register, pair]))
    if (entries.length === 0) continue
    const right = new Set(expected.get(register)?.entries.get(pair))
    const found = new Set(entries)
    for (const entry of right) if (!found.has(entry)) missing.add(entry)
    for (const entry of found) if (current.has(entry) && !right.has(entry)) stray.add(entry)
  }
  for (const [register, { entries }] of expected) {
    for (const [pair, held] of entries) {
      if (stored.has(JSON.stringify([register, pair]))) continue
      for (const entry of held) missing.add(entry)
    }
  }
  for (const entry of missing) faults.push(faultOf(org, entry, 'missing'))
  for (const entry of stray) faults.push(faultOf(org, entry, 'stray'))
  return faults
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
