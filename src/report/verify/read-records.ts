import type { FoldedRecord } from '../../ledger/record/fold.ts'
import { withPayload } from '../../ledger/record/fold.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'
import { yearFor, yearsPossible } from '../../ledger/record/year-of.ts'
import type { Register } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { Json } from '../../log/canonical-json.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { OpenedEntry } from '../evidence/evidence.ts'
import type { ReportUses } from '../evidence/report-uses.ts'
import { valuesShown } from '../evidence/shown-fields.ts'
import { broken, note } from './findings.ts'
import type { ReadLeaves } from './read-leaves.ts'
import type { Finding } from './verification.ts'

/** Records with the fields that were opened and proved. */
export interface ReadRecords {
  /** Live ones, by the year that they are for. */
  readonly byYear: ReadonlyMap<number, readonly LedgerRecord[]>
  /** The same by id, as the log has them. */
  readonly byId: ReadonlyMap<string, FoldedRecord>
  /** Registers and years of which something stays unseen: `meeting 2025`. */
  readonly unseen: ReadonlySet<string>
  readonly findings: readonly Finding[]
}

/** Proves every opening and gives records that figures can be computed over. */
export function readRecords(
  crypto: LogCrypto,
  given: {
    readonly opened: readonly OpenedEntry[]
    readonly leaves: ReadLeaves
    readonly uses: ReportUses
    readonly registers: ReadonlyMap<string, Register>
  },
): ReadRecords {
  const { leaves, uses } = given
  const findings: Finding[] = []
  const values = new Map<string, Values>()
  const byValueEntry = new Map([...leaves.records.values()].map((one) => [one.valueEntry, one]))
  const unseen = new Set<string>()
  let erased = 0
  for (const opened of given.opened) {
    const record = byValueEntry.get(opened.entry)
    const shown = record ? shownOf(crypto, { ...given, opened, record }) : 'opening.stray'
    if (typeof shown === 'string') findings.push(broken(shown, opened.entry))
    else if (record && shown.values) values.set(record.id, shown.values)
    if (record?.isErased && opened.erased) {
      erased += 1
      for (const place of placesOf(record, given)) unseen.add(place)
    }
  }
  const live = [...leaves.records.values()].filter(({ state }) => state === 'live')
  const unopened = live.filter((one) => mustShow(one, uses) && !values.has(one.id))
  for (const record of unopened) for (const place of placesOf(record, given)) unseen.add(place)
  if (unopened.length > 0) findings.push(note('records.unopened', unopened.length))
  if (erased > 0) findings.push(note('records.erased', erased))
  return {
    byYear: grouped(
      live.map((one) => asSeen(one, values.get(one.id) ?? {})),
      given.registers,
    ),
    byId: new Map(live.map((one) => [one.id, one])),
    unseen,
    findings,
  }
}

/** Where a record may be looked at: its register and the years that it may be for. */
function placesOf(
  { register, occurredOn }: FoldedRecord,
  { registers }: { readonly registers: ReadonlyMap<string, Register> },
): readonly string[] {
  return yearsPossible(registers.get(register), occurredOn).map((year) => `${register} ${year}`)
}

function mustShow(record: FoldedRecord, { needs }: ReportUses): boolean {
  const fields = needs.fields.get(record.register)
  return needs.looksAt(record) && fields !== undefined && fields.size > 0
}

function shownOf(
  crypto: LogCrypto,
  given: {
    readonly opened: OpenedEntry
    readonly record: FoldedRecord
    readonly leaves: ReadLeaves
    readonly uses: ReportUses
    readonly registers: ReadonlyMap<string, Register>
  },
): { readonly values: Values | null } | 'opening.changed' | 'opening.stray' {
  const { opened, record, leaves, uses, registers } = given
  const leaf = leaves.byIndex.get(opened.entry)?.leaf
  const needs = uses.needs.fields.get(record.register)
  if (!leaf || !needs) return 'opening.stray'
  const verdict = verifyJointOpening(crypto, { root: leaf.payload, opening: opened.opening })
  if (!verdict.ok) return 'opening.changed'
  const cells = new Map<string, Json>(verdict.fields.map(({ path, value }) => [path, value]))
  // Only a record of which the log itself says that something was erased may lack a field.
  const erased = new Set(record.isErased ? opened.erased : [])
  const fields = registers.get(record.register)?.fields ?? []
  const shown = valuesShown(needs, fields, { cells, erased })
  return { values: shown.values ?? null }
}

/** Whether a record was late stands in fields that no definition reads, and that stay closed. */
function asSeen(record: FoldedRecord, values: Values): LedgerRecord {
  return withPayload(record, { values, lateDays: 0, lateReason: null })
}

function grouped(
  records: readonly LedgerRecord[],
  registers: ReadonlyMap<string, Register>,
): Map<number, LedgerRecord[]> {
  const years = new Map<number, LedgerRecord[]>()
  for (const record of records) {
    const year = yearFor(registers.get(record.register), record)
    if (year === null) continue
    const known = years.get(year)
    if (known) known.push(record)
    else years.set(year, [record])
  }
  return years
}
