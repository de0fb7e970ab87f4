import { askedWord } from '../../duty/asked-of.ts'
import { readsOfDuty } from '../../duty/duty-reads.ts'
import { core } from '../../ledger/core/core-registers.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import { fieldsRead, readsOfFigure } from '../../ledger/figure/reads.ts'
import { yearFor } from '../../ledger/record/year-of.ts'
import type { Values } from '../../ledger/value.ts'
import type { Leaf } from '../../log/leaf.ts'
import type { Pack } from '../../pack/pack.ts'
import type { Claim, ReportDocument } from '../../report/document.ts'
import type { Reader, StoredEntry } from '../ports/store-ports.ts'

/** What became of a frozen report's ground after it was signed. */
export interface ChangesSince {
  /**
   * Records of its year or before that were entered, corrected or voided since, of the registers
   * that its claims rest on.
   */
  readonly records: number
  /** Claims that would stand otherwise today. */
  readonly claims: readonly Pick<Claim, 'id' | 'text' | 'state' | 'reason'>[]
}

const pageSize = 1_000
/** Beyond so many entries the count stops: the page then says “at least”. */
const entriesMax = 100_000

/**
 * Records changed at or after a position of the log, of the registers that the claims rest on:
 * those of the report's year and of earlier ones. What is entered day by day for a later year is
 * behind no report on this one.
 */
export async function recordsChangedSince(
  reader: Reader,
  pack: Pack,
  { document, from }: { readonly document: ReportDocument; readonly from: number },
): Promise<number> {
  const registers = registersBehind(document, pack)
  const isBehind = ({ leaf, values }: StoredEntry) => {
    const year = yearOfEntry(pack, leaf, values ?? {})
    return year === null || year <= document.year
  }
  const changed = new Set<string>()
  // They are for a later year now, and may have been for this one when it was signed.
  const later = new Set<string>()
  for (let at = from; at < from + entriesMax; at += pageSize) {
    const entries = await reader.entries({ from: at, count: pageSize })
    for (const entry of entries) {
      const { record, register, version } = entry.leaf
      if (record === null || !registers.has(register ?? '')) continue
      if (isBehind(entry)) changed.add(record)
      else if (version > 1) later.add(record)
    }
    if (entries.length < pageSize) break
  }
  const moved = await reader.versionsOf([...later].filter((one) => !changed.has(one)))
  for (const entry of moved) {
    const { record } = entry.leaf
    if (record !== null && entry.index < from && isBehind(entry)) changed.add(record)
  }
  return changed.size
}

/** The year that a record is for by one of its entries; null where nothing tells. */
function yearOfEntry(pack: Pack, { register, occurredOn }: Leaf, values: Values): number | null {
  // A statement is for the period that it is about, whenever it was given.
  if (register === core.attestation.id) {
    const period = values[core.attestation.fields.period]
    return typeof period === 'string' ? Number(period.slice(0, 4)) : null
  }
  return yearFor(pack.registers.get(register ?? ''), { values, occurredOn })
}

/** Claims of a frozen document that the ledger of today judges otherwise, or numbers that moved. */
export function claimsOvertaken(
  frozen: ReportDocument,
  today: ReportDocument,
): ChangesSince['claims'] {
  const now = new Map(today.claims.map((one) => [one.id, one]))
  return frozen.claims.flatMap((was) => {
    const is = now.get(was.id)
    if (!is || (is.state === was.state && is.text === was.text)) return []
    // The paper keeps its number; where the ledger has another one now, the paper is contradicted,
    // also where that one, such as none, waits for somebody's word.
    const moved = is.text !== was.text && is.state !== 'blank'
    const state = moved ? ('contradicted' as const) : is.state
    const reason = moved
      ? { zh: `报告写“${was.text}”，现在是“${is.text}”`, en: `“${was.text}” is now “${is.text}”` }
      : is.reason
    return [{ id: was.id, text: was.text, state, reason }]
  })
}

function registersBehind({ claims }: ReportDocument, pack: Pack): ReadonlySet<string> {
  const registers = new Set<string>()
  const add = (read: RegisterRead) => {
    for (const one of fieldsRead(read).keys()) registers.add(one)
  }
  for (const { figure, duty } of claims) {
    const measured = pack.figures.get(figure ?? '')
    if (measured) add(readsOfFigure(measured))
    const owed = pack.duties.get(duty ?? '')
    if (!owed) continue
    for (const read of readsOfDuty(owed.require, pack.figures) ?? []) add(read)
    if (askedWord(owed.require) !== null) registers.add(core.attestation.id)
  }
  return registers
}
