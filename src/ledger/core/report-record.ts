import { textOf } from '../read-value.ts'
import type { LedgerRecord } from '../record/record.ts'
import type { Value, Values } from '../value.ts'
import { core, coreValues } from './core-registers.ts'

/** The steps that a report's record can stand at, in the core pack's list of them. */
export const reportSteps = [
  'reviewed',
  'drafting',
  'signed',
  'frozen',
  'sent',
  'accepted',
  'returned',
] as const

/** See `reportSteps`. */
export type ReportStep = (typeof reportSteps)[number]

/** A report on its way, as its record says it. */
export interface ReportRecord {
  readonly id: string
  /** Version to name in `If-Match` for the next step; 0 before the first. */
  readonly version: number
  readonly step: ReportStep
  /** Day of the step. */
  readonly on: string | null
  readonly name: string
  readonly template: string
  readonly year: number
  readonly draft: string
  readonly revision: number
  readonly tree: string
  readonly wording: string
  readonly reviewer: string | null
  readonly signer: string | null
  /** Digest (base64) of document and evidence, as signed. */
  readonly digest: string | null
  /** Size of the log at C1. */
  readonly checkpoint: number | null
  /** SHA-256 (base64) of the frozen file. */
  readonly file: string | null
  readonly sentTo: string | null
  readonly receipt: string | null
  readonly reasons: string | null
  readonly replaces: string | null
  /** The record of the call that it answers. */
  readonly answers: string | null
  /** Log index of the entry of this step. */
  readonly entry: number
  readonly values: Values
}

/** Reads a record of the register `report`. */
export function reportRecordOf(record: LedgerRecord): ReportRecord {
  const { id, version, values, entry } = record
  const said = coreValues(core.report, values)
  const number = (value: Value | undefined) => (typeof value === 'number' ? value : null)
  const step = reportSteps.find((one) => one === said.step)
  if (!step) throw new Error(`report ${id} stands at no known step`)
  return {
    id,
    version,
    step,
    values,
    entry,
    on: record.occurredOn,
    name: textOf(said.name) ?? '',
    template: textOf(said.template) ?? '',
    year: number(said.year) ?? 0,
    draft: textOf(said.draft) ?? '',
    revision: number(said.revision) ?? 0,
    tree: textOf(said.tree) ?? '',
    wording: textOf(said.wording) ?? '',
    reviewer: textOf(said.reviewer),
    signer: textOf(said.signer),
    digest: textOf(said.digest),
    checkpoint: number(said.checkpoint),
    file: textOf(said.file),
    sentTo: textOf(said.sentTo),
    receipt: textOf(said.receipt),
    reasons: textOf(said.reasons),
    replaces: textOf(said.replaces),
    answers: textOf(said.answers),
  }
}

/** Whether the words are settled: from the signature on nothing in them changes. */
export function isSettled(step: ReportStep | null): boolean {
  switch (step) {
    case null:
    case 'drafting':
    case 'reviewed':
      return false
    case 'signed':
    case 'frozen':
    case 'sent':
    case 'accepted':
    case 'returned':
      return true
  }
}
