import type { LedgerRecord } from '../../ledger/record/record.ts'
import type { RecordQuery, RecordReads } from '../ports/store-ports.ts'

/** Records of one page, as many as a store gives at once. */
const pageRecords = 200

/**
 * Every record that a query finds, page by page: for what must miss none, however many there are.
 * Not for lists that somebody looks at.
 */
export async function everyRecord(
  reader: Pick<RecordReads, 'records'>,
  query: Omit<RecordQuery, 'after' | 'limit'>,
): Promise<readonly LedgerRecord[]> {
  const all: LedgerRecord[] = []
  let after: string | null = null
  do {
    const page: Awaited<ReturnType<RecordReads['records']>> = await reader.records({
      ...query,
      limit: pageRecords,
      ...(after === null ? {} : { after }),
    })
    for (const record of page.items) all.push(record)
    after = page.next
  } while (after !== null)
  return all
}
