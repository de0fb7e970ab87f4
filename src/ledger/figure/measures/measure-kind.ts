import type { Fault } from '../../fault.ts'
import type { Label } from '../../label.ts'
import type { EvaluateContext } from '../../predicate/evaluate.ts'
import type { ExplainContext } from '../../predicate/explain.ts'
import type { Predicate } from '../../predicate/predicate.ts'
import type { LedgerRecord } from '../../record/record.ts'
import type { Register, Registers } from '../../register/register.ts'

/** What was measured over the records that count. */
export interface Measured {
  /**
   * Counts and sums: a number (money in fen, durations in minutes). Shares: part and whole.
   * Lists: their length. Latest: 1, or 0 where there is none. `figure-text.ts` writes it out.
   */
  readonly value: number | { readonly part: number; readonly whole: number } | null
  /** Ids of the records behind the value, in order of event date, then id. */
  readonly records: readonly string[]
  /** Shares: ids of the part; `records` holds the whole. */
  readonly partRecords?: readonly string[]
  /** `latest`: the event date of the newest record; null where there is none. */
  readonly latestOn?: string | null
}

/** How a bare number is to be shown: fen as money, minutes as a duration. */
export type Scale = 'fen' | 'minutes'

/** What records are measured in; `on` is the last day that counts. */
export interface MeasureContext extends EvaluateContext {
  readonly on: string
}

/** Everything the product knows about one way to measure records. */
export interface MeasureKind<Of extends { readonly kind: string; readonly register: string }> {
  readonly kind: Of['kind']
  /**
   * What YAML gives for it beside the register: nothing, the field, the predicate of the part, or
   * what ends a record.
   */
  readonly written: 'register' | 'field' | 'part' | 'term'
  /** Values of months add up to that of the year. */
  readonly addsUp: boolean
  /** Every record counts one, so that those beyond a limit can be named. */
  readonly isCount: boolean
  /**
   * It says what holds on the last day of the period, by records of so many years before too; it
   * is not split, compared or owed in windows. Absent: it counts what happened in the period.
   */
  readonly looksBack?: number
  /** What it names that its register does not have; places are within the definition. */
  check(of: Of, register: Register, registers: Registers): readonly Fault[]
  /** Over records that count, in order of event date, then id. */
  measure(of: Of, counted: readonly LedgerRecord[], context: MeasureContext): Measured
  describe(of: Of, register: Register, context: ExplainContext): Label
  /** What of the records it reads, beside how they are narrowed. */
  reads(of: Of): { readonly asks: readonly Predicate[]; readonly fields: readonly string[] }
  /** Absent: its number is shown as it stands. */
  scale?(of: Of, registers: Registers): Scale | null
}
