import type { Duty } from '../duty/duty.ts'
import type { FigureDefinition } from '../ledger/figure.ts'
import type { Label } from '../ledger/label.ts'
import type { Choice, Register } from '../ledger/register.ts'
import type { Plays } from '../ledger/roles.ts'

/** A role of the organisation; what it may do on the server is fixed, what it is called is not. */
export interface Role {
  readonly id: string
  readonly label: Label
}

/** A legal or internal text that duties cite. */
export interface Instrument {
  readonly id: string
  readonly label: Label
  readonly tier: 'party-regulation' | 'law' | 'upper-body' | 'local' | 'own'
  /** Clauses that were read in the text itself. */
  readonly clauses?: readonly string[]
}

/** A part of the year page and of the report, in order. */
export interface Part {
  readonly id: string
  readonly label: Label
}

/** A figure that says what a year cost the unit or those below it: papers, meetings, requests. */
export interface BurdenFigure {
  readonly figure: string
  /** What it is called among the others; absent: as the figure is. */
  readonly label?: Label
}

/** A word of the trade, with what it means where the label alone does not say it. */
export interface Term {
  readonly id: string
  readonly label: Label
  readonly meaning?: Label
}

/** A report template: Markdoc source, checked when the pack loads. */
export interface ReportTemplate {
  readonly id: string
  readonly label: Label
  readonly source: string
}

/**
 * A pack: what a kind of body answers for, as data. Immutable once loaded;
 * `digest` is the SHA-256 (hex) over its files and stands in every entry made under it.
 * The lists `roles` and `duties` are made from the pack's own roles and duties.
 */
export interface Pack {
  readonly id: string
  readonly version: string
  readonly label: Label
  readonly digest: string
  readonly roles: readonly Role[]
  readonly lists: ReadonlyMap<string, readonly Choice[]>
  readonly instruments: ReadonlyMap<string, Instrument>
  readonly parts: readonly Part[]
  readonly burden: readonly BurdenFigure[]
  readonly terms: readonly Term[]
  readonly registers: ReadonlyMap<string, Register>
  /** What registers play, by their id; of a register that plays nothing there is none. */
  readonly plays: ReadonlyMap<string, Plays>
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly duties: ReadonlyMap<string, Duty>
  readonly reports: ReadonlyMap<string, ReportTemplate>
}
