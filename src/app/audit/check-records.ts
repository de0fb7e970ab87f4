import { partsOfPayload, shownDigest } from '../../append/prepare-write.ts'
import type { Fault } from '../../ledger/fault.ts'
import { recordAfter, withPayload } from '../../ledger/fold.ts'
import type { Label } from '../../ledger/label.ts'
import type { LedgerRecord } from '../../ledger/record.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { AuditedRecord, LedgerRows } from '../ports/store-ports.ts'
import { recountCollected } from './check-collected.ts'
import { sizeOf } from './checked-position.ts'
import { recountFacets } from './check-facets.ts'
import { difference } from './difference.ts'
import { fieldsOf, isSameRecord } from './fold-records.ts'
import type { SmallRecord } from './fold-records.ts'
import type { Examined } from './walk-entries.ts'

/** Rows read at once. */
const pageRecords = 2_000

/**
 * Holds every stored record against the fold of its entries, its facets and what was collected of
 * it against what they are made of; takes those it saw off the map.
 */
export async function checkRecords(
  { crypto, organisation: { publicId: org }, ledger, since }: Examined,
  folded: Map<string, SmallRecord>,
): Promise<{ count: number; faults: Fault[] }> {
  const faults: Fault[] = []
  const facets = recountFacets(org, ledger)
  const collected = recountCollected(org, ledger)
  let count = 0
  const look = async (page: readonly AuditedRecord[]): Promise<void> => {
    for (const stored of page) {
      const { id } = stored.record
      const expected = folded.get(id)
      folded.delete(id)
      const found = await differencesOf({ crypto, ledger }, stored, expected)
      for (const one of found) faults.push(difference(org, ['record', id], one))
    }
    for (const one of await facets.missing(page)) faults.push(one)
    for (const one of await collected.differing(page)) faults.push(one)
    count += page.length
  }
  let after: string | null = null
  for (;;) {
    const from = { after, count: pageRecords, since: sizeOf(since) }
    const page: readonly AuditedRecord[] = await ledger.records(from)
    await look(page)
    after = page.at(-1)?.record.id ?? null
    if (after === null) break
  }
  if (since === null) {
    for (const one of await facets.stray()) faults.push(one)
    for (const one of await collected.stray()) faults.push(one)
  }
  // Those of which a new entry tells and whose row is still that of an older one.
  else await look(await ledger.recordsById([...folded.keys()]))
  for (const [id, { entry }] of folded) {
    faults.push(
      difference(org, ['record', id], {
        code: 'record.missing',
        text: {
          zh: `记录 ${id} 缺失，条目 ${entry} 中有它。`,
          en: `Record ${id} is missing; entry ${entry} has it.`,
        },
      }),
    )
  }
  return { count, faults }
}

async function differencesOf(
  { crypto, ledger }: { crypto: LogCrypto; ledger: LedgerRows },
  { record, title, search }: AuditedRecord,
  expected: SmallRecord | undefined,
): Promise<{ code: string; text: Label }[]> {
  if (expected === undefined) {
    return [
      {
        code: 'record.stray',
        text: {
          zh: `记录 ${record.id} 在日志中没有条目。`,
          en: `Record ${record.id} has no entry in the log.`,
        },
      },
    ]
  }
  const names: string[] = []
  if (!isSameRecord(crypto, record, expected)) {
    for (const name of await differingParts(ledger, record, expected)) names.push(name)
  }
  if (expected.shown !== null && shownDigest(crypto, { title, search }) !== expected.shown) {
    names.push('title/search')
  }
  return names.map((name) => ({
    code: 'record.differs',
    text: {
      zh: `记录 ${record.id} 的 ${name} 与条目 ${expected.entry} 不符。`,
      en: `${name} of record ${record.id} differs from entry ${expected.entry}.`,
    },
  }))
}

async function differingParts(
  ledger: LedgerRows,
  record: LedgerRecord,
  before: SmallRecord,
): Promise<string[]> {
  const [entry] = await ledger.entries(before.entry, 1)
  const parsed = entry === undefined ? null : parseLeaf(entry.leafText)
  if (entry === undefined || parsed?.ok !== true) return ['record']
  const read = { index: entry.index, leaf: parsed.leaf, hash: before.leafHash }
  const after = recordAfter(before, read)
  if (after === null) return ['record']
  const expected = withPayload(after, partsOfPayload(fieldsOf(entry)))
  const parts = Object.keys(expected) as (keyof LedgerRecord)[]
  const differing = parts.filter((part) => part !== 'values' && record[part] !== expected[part])
  const fields = new Set([...Object.keys(expected.values), ...Object.keys(record.values)])
  const values = [...fields].filter(
    (field) =>
      canonicalJson(record.values[field] ?? null) !== canonicalJson(expected.values[field] ?? null),
  )
  return [...differing, ...values.map((field) => `values.${field}`)]
}
