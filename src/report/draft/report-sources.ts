import type { Duty } from '../../duty/duty.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import type { ReportWordId } from '../../ledger/core/unit-terms.ts'
import type { FigureValue, LogPosition } from '../../ledger/figure/figure.ts'
import type { LedgerRecord } from '../../ledger/record/record.ts'

/** What a template needs to become the document of a year. */
export interface ReportSources {
  readonly year: number
  /** Within the year, what figures of the year count over; absent: all of it. */
  readonly period?: string
  readonly asOf: LogPosition
  /** The organisation's name; signs the report. */
  readonly organisation: string
  /** What the unit writes itself: whom it reports to, how its reports begin. */
  readonly words: Readonly<Partial<Record<ReportWordId, string>>>
  /** Null where this reader may not see the figure, or the ledger cannot compute it. */
  figure(id: string, year: number): FigureValue | null
  standing(duty: string): DutyStanding | null
  /** The duty by which somebody answers for the zero of a figure; null: nobody is asked. */
  answer(figure: string): DutyStanding | null
  /** Every duty of the year, in the order of the pack. */
  duties(): readonly Duty[]
  /** Null for a duty that does not bind the unit. */
  requirement(duty: string): Requirement['kind'] | null
  record(id: string): LedgerRecord | null
  /** Live records of a register in a year, by event date then id. */
  recordsOf(register: string, year: number): readonly LedgerRecord[]
  /** The register that a figure counts; empty where there is no such figure. */
  registerOf(figure: string): string
  /** A field of a record as Chinese text; `a.b` joins b over the rows of a; empty if no value. */
  fieldText(record: LedgerRecord, path: string): string
  /** The Chinese label of a field, for the head of a table. */
  fieldLabel(register: string, path: string): string
}
