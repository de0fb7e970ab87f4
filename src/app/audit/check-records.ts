import type { Fault } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { AuditedRecord } from '../ports/audit-ports.ts'
import { besideRecords } from './beside-records.ts'
import { strayCollected } from './check-collected.ts'
import { differingFacets } from './check-facets.ts'
import type { CheckedRecord } from './check-record.ts'
import { checkRecord } from './check-record.ts'
import { sizeOf } from './checked-position.ts'
import { difference } from './difference.ts'
import type { SmallRecord } from './fold-records.ts'
import { fieldsOf } from './said-by-entry.ts'
import type { Examined, Walk } from './walk-entries.ts'

/** Rows read at once. */
const pageRecords = 2_000

/**
 * Holds every stored record against the fold of its entries. Most were found at their newest entry
 * and held against it there, with what stands beside them; the others are looked for by their ids,
 * and where there are more rows than that, among all.
 */
export async function checkRecords(
  examined: Examined,
  { records, beside }: Pick<Walk, 'records' | 'beside'>,
): Promise<{ count: number; faults: readonly Fault[] }> {
  const { organisation, ledger, since } = examined
  const { sumKey } = examined.pieces
  const { publicId: org } = organisation
  const { faults, collected } = beside
  let { facets } = beside
  let count = 0
  const add = (id: string, differences: readonly Difference[]): void => {
    count += 1
    for (const one of differences) faults.push(difference(org, ['record', id], one))
  }
  const lookBeside = async (page: readonly AuditedRecord[]): Promise<void> => {
    const found = await besideRecords({ ...examined, sumKey }, page)
    facets += found.facets
    for (const id of found.collected) collected.add(id)
    for (const one of found.faults) faults.push(one)
  }
  const apart: string[] = []
  for (const [id, folded] of records) {
    if (folded.row === null) apart.push(id)
    else add(id, differences(id, folded, folded.row))
  }
  let rows = count
  for (let at = 0; at < apart.length; at += pageRecords) {
    const page = await ledger.recordsById(apart.slice(at, at + pageRecords))
    const found = new Map(page.map((one) => [one.record.id, one]))
    rows += page.filter(({ record }) => record.entry >= sizeOf(since)).length
    for (const id of apart.slice(at, at + pageRecords)) {
      const folded = records.get(id)
      const stored = found.get(id)
      if (folded === undefined) continue
      if (stored === undefined) faults.push(missing(org, id, folded))
      else add(id, differences(id, folded, await atNewestEntry(examined, stored, folded)))
    }
    await lookBeside(page)
  }
  if (rows !== (await ledger.recordCount(sizeOf(since)))) {
    for await (const page of strangers(examined, records)) {
      for (const { record } of page) add(record.id, [stray(record.id)])
      await lookBeside(page)
    }
  }
  if (sumKey !== null) {
    if (facets !== (await ledger.facetSum(sumKey))) {
      for (const one of await differingFacets(org, ledger)) faults.push(one)
    }
    for (const one of await strayCollected(org, ledger, collected)) faults.push(one)
  }
  return { count, faults }
}

interface Difference {
  readonly code: string
  readonly text: Label
}

/** Stored records of which no entry tells. */
async function* strangers(
  { ledger, since }: Pick<Examined, 'ledger' | 'since'>,
  known: ReadonlyMap<string, SmallRecord>,
): AsyncGenerator<readonly AuditedRecord[], void> {
  let after: string | null = null
  for (;;) {
    const from = { after, count: pageRecords, since: sizeOf(since) }
    const page: readonly AuditedRecord[] = await ledger.records(from)
    yield page.filter(({ record }) => !known.has(record.id))
    after = page.at(-1)?.record.id ?? null
    if (after === null) return
  }
}

async function atNewestEntry(
  { crypto, ledger }: Pick<Examined, 'crypto' | 'ledger'>,
  stored: AuditedRecord,
  { entry, leafHash }: SmallRecord,
): Promise<CheckedRecord> {
  const [newest] = await ledger.entries(entry, 1)
  const parsed = newest === undefined ? null : parseLeaf(newest.leafText)
  if (newest?.index !== entry || parsed?.ok !== true) {
    return { ...stored.record, differing: ['record'] }
  }
  const read = { index: entry, leaf: parsed.leaf, hash: leafHash }
  return checkRecord(crypto, stored, { read, fields: fieldsOf(newest) })
}

function differences(
  id: string,
  { firstEntry, firstRecordedAt, entry }: SmallRecord,
  row: CheckedRecord,
): readonly Difference[] {
  const names = [
    ...row.differing,
    ...(row.firstEntry === firstEntry ? [] : ['firstEntry']),
    ...(row.firstRecordedAt === firstRecordedAt ? [] : ['firstRecordedAt']),
  ]
  return names.map((name) => ({
    code: 'record.differs',
    text: {
      zh: `记录 ${id} 的 ${name} 与条目 ${entry} 不符。`,
      en: `${name} of record ${id} differs from entry ${entry}.`,
    },
  }))
}

function stray(id: string): Difference {
  return {
    code: 'record.stray',
    text: {
      zh: `记录 ${id} 在日志中没有条目。`,
      en: `Record ${id} has no entry in the log.`,
    },
  }
}

function missing(org: string, id: string, { entry }: SmallRecord): Fault {
  return difference(org, ['record', id], {
    code: 'record.missing',
    text: {
      zh: `记录 ${id} 缺失，条目 ${entry} 中有它。`,
      en: `Record ${id} is missing; entry ${entry} has it.`,
    },
  })
}
