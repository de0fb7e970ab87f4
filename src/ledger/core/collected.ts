import { rowsOf } from '../fields/rows/rows.ts'
import { textOf, textOrEmpty } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import { core, coreRow, coreRows, coreValues } from './core-registers.ts'

/**
 * What an answer that arrived says to one thing that a call asked: a row of the receiver's own,
 * which totals are made of. It says nothing that the record of the arrival does not say.
 */
export interface CollectedRow {
  readonly call: string
  readonly item: string
  /** The record of the arrival. */
  readonly record: string
  /** Origin of the log that answered; of what came without evidence, what `sheetOf` says. */
  readonly log: string
  readonly figure: string | null
  readonly period: string
  /** Whether the arrival was accepted, returned, or neither yet. */
  readonly step: string
  readonly value: number | null
  readonly said: string | null
  readonly verdict: string
  /** What the sender added up of those below it, where it passed the call on; null: it did not. */
  readonly below: number | null
  readonly answered: number | null
  readonly lacking: number | null
  /**
   * Size and root of that log, under which it was verified. A sheet has no root, and for its size
   * the entry of its arrival: of two sheets the larger came later.
   */
  readonly size: number
  readonly root: string
  /** The receiver's entry that says so. */
  readonly entry: number
}

/** The rows that a record is collected by; none where it answers no call or is void. */
export function collectedRows(
  record: Pick<LedgerRecord, 'id' | 'register' | 'state' | 'entry' | 'firstEntry' | 'values'>,
): readonly CollectedRow[] {
  if (record.register !== core.receivedReport.id || record.state !== 'live') return []
  const said = coreValues(core.receivedReport, record.values)
  const { call, body } = said
  if (typeof call !== 'string') return []
  const number = (value: unknown) => (typeof value === 'number' ? value : 0)
  const numberOrNull = (value: unknown) => (typeof value === 'number' ? value : null)
  const rows = rowsOf(said.collected).map((row) => coreRow(coreRows.collected, row))
  return rows.map((row) => ({
    call,
    item: textOrEmpty(row.item),
    record: record.id,
    log: typeof body === 'string' ? sheetOf(body) : textOrEmpty(said.log),
    figure: textOf(row.figure),
    period: textOrEmpty(said.period),
    step: textOrEmpty(said.step),
    value: numberOrNull(row.value),
    said: textOf(row.said),
    verdict: textOrEmpty(row.verdict),
    below: numberOrNull(row.below),
    answered: numberOrNull(row.answered),
    lacking: numberOrNull(row.lacking),
    size: typeof body === 'string' ? record.firstEntry : number(said.checkpoint),
    root: textOrEmpty(said.root),
    entry: record.entry,
  }))
}

/** What stands for the log of a body that answers in a sheet: the record of that body. */
export function sheetOf(body: string): string {
  return `sheet ${body}`
}

/** Two rows with one key and the same contents are one. */
export function collectedKey(row: CollectedRow): string {
  return JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)))
}
