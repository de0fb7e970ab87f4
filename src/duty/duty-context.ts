import type { IsWorkday } from '../ledger/day/late.ts'
import type { FigureDefinition, LogPosition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import type { Names } from '../ledger/names.ts'
import type { EvaluateContext } from '../ledger/predicate/evaluate.ts'
import type { LedgerRecord } from '../ledger/record/record.ts'
import type { Registers } from '../ledger/register/register.ts'
import type { DateSpan } from '../ledger/value.ts'

/** Somebody in a role, from one day to another, both inclusive. */
export interface Tenure extends DateSpan {
  readonly person: string
}

/** Records of many registers in one list, or whoever has those of each at hand. */
export type DutyRecords = readonly LedgerRecord[] | ((register: string) => readonly LedgerRecord[])

/** Everything a duty is judged by. Nothing else is looked at: no clock, no store. */
export interface DutyContext {
  readonly year: number
  /** The organisation's day. After the year's end, the year is judged as past. */
  readonly today: string
  readonly asOf: LogPosition
  readonly registers: Registers
  readonly figures: ReadonlyMap<string, FigureDefinition>
  /** Records for the year, of every register the duties look at. */
  readonly records: DutyRecords
  /** Records for the year before; absent: no comparison with it. */
  readonly lastYearRecords?: DutyRecords
  /** Numbers of earlier years stated by hand; absent: none are. */
  readonly baselines?: readonly LedgerRecord[]
  /** Older records still, of the registers that terms of several years run over. */
  readonly earlierRecords?: DutyRecords
  /**
   * Answers `answeredBy` when answers may lie in another year, e.g. next year's plan items to
   * this year's problems; absent: they are looked for in `records`.
   */
  readonly answers?: EvaluateContext['answers']
  /**
   * Records of the built-in registers `statement` { duty, period, state, reason } and
   * `attestation` { duty, period, text, person, givenOn } about the year, whatever their date:
   * a confirmation of the last quarter is given in the next year.
   */
  readonly statements: readonly LedgerRecord[]
  readonly attestations: readonly LedgerRecord[]
  /** Persons who hold a role at some time in the span, each once; absent: nobody is known. */
  readonly holders?: (role: string, span: DateSpan) => readonly string[]
  /** Who held a role when, within the span; absent: `holders` held it throughout. */
  readonly tenures?: (role: string, span: DateSpan) => readonly Tenure[]
  /** Offices of a kind that exist at some time in the span; absent: none are known. */
  readonly offices?: (kind: string, span: DateSpan) => readonly string[]
  /** From and to when an office exists; absent: all of them always do. */
  readonly officeDays?: (office: string) => DateSpan
  /** The office that is judged by itself, where each owes the duty; absent: the whole unit. */
  readonly office?: { readonly id: string; readonly days: DateSpan | null }
  /** The organisation's working days; absent: Monday to Friday. */
  readonly isWorkday?: IsWorkday
  /** What roles are called. */
  readonly roles?: ReadonlyMap<string, Label>
  readonly names?: Names
}
