import type { CollectedRow } from '../../ledger/core/collected.ts'
import { collectedKey, collectedRows } from '../../ledger/core/collected.ts'
import type { Fault } from '../../ledger/fault.ts'
import type { AuditedRecord, LedgerRows } from '../ports/audit-ports.ts'
import { difference } from './difference.ts'

/** Holds the rows that totals are made of against these records, which they come from. */
export async function collectedDiffers(
  org: string,
  ledger: LedgerRows,
  records: readonly AuditedRecord[],
): Promise<{ readonly records: readonly string[]; readonly faults: readonly Fault[] }> {
  const expected = records.flatMap(({ record }) => collectedRows(record))
  const ids = [...new Set(expected.map(({ record }) => record))]
  if (ids.length === 0) return { records: [], faults: [] }
  const stored = await ledger.collectedOf(ids)
  const keys = { expected: keysOf(expected), stored: keysOf(stored) }
  const differing = [
    ...expected.filter((one) => !keys.stored.has(collectedKey(one))),
    ...stored.filter((one) => !keys.expected.has(collectedKey(one))),
  ]
  return { records: ids, faults: differing.map((one) => faultOf(org, one)) }
}

/** Rows of no record at all, where all were looked at that something was collected of. */
export async function strayCollected(
  org: string,
  ledger: LedgerRows,
  looked: ReadonlySet<string>,
): Promise<readonly Fault[]> {
  return (await ledger.collectedRecords())
    .filter((record) => !looked.has(record))
    .map((record) => faultOf(org, { record, item: '*' }))
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
