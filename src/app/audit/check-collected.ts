import { collectedKey, collectedRows } from '../../ledger/collected.ts'
import type { CollectedRow } from '../../ledger/collected.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AuditedRecord, LedgerRows } from '../ports/store-ports.ts'
import { difference } from './difference.ts'

/** Counts again what was collected of the answers that arrived. */
export interface CollectedRecount {
  /** Differences of the rows of these records. */
  differing(records: readonly AuditedRecord[]): Promise<readonly Fault[]>
  /** Once all records have been looked at: rows of no record at all. */
  stray(): Promise<readonly Fault[]>
}

/** Holds the rows that totals are made of against the records that they come from. */
export function recountCollected(org: string, ledger: LedgerRows): CollectedRecount {
  const seen = new Set<string>()
  return {
    differing: async (records) => {
      const expected = records.flatMap(({ record }) => collectedRows(record))
      const ids = [...new Set(expected.map(({ record }) => record))]
      if (ids.length === 0) return []
      for (const id of ids) seen.add(id)
      const stored = await ledger.collectedOf(ids)
      const keys = { expected: keysOf(expected), stored: keysOf(stored) }
      return [
        ...expected.filter((one) => !keys.stored.has(collectedKey(one))),
        ...stored.filter((one) => !keys.expected.has(collectedKey(one))),
      ].map((one) => faultOf(org, one))
    },
    stray: async () =>
      (await ledger.collectedRecords())
        .filter((record) => !seen.has(record))
        .map((record) => faultOf(org, { record, item: '*' })),
  }
}

function keysOf(rows: readonly CollectedRow[]): ReadonlySet<string> {
  return new Set(rows.map(collectedKey))
}

function faultOf(org: string, { record, item }: Pick<CollectedRow, 'record' | 'item'>): Fault {
  return difference(org, ['collected', record], {
    code: 'collected.differs',
    text: {
      zh: `汇总数据中记录 ${record} 的 ${item} 与收到的答复不符。`,
      en: `What was collected of ${item} differs from the answer in record ${record}.`,
    },
  })
}
