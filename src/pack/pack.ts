import type { Duty } from '../duty/duty.ts'
import type { ReportWordId, UnitTerms } from '../ledger/core/unit-terms.ts'
import type { FigureDefinition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'
import type { EventKind } from '../ledger/record/event.ts'
import type { Choice, Register } from '../ledger/register/register.ts'
import type { Plays } from '../ledger/register/roles.ts'

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

/** A list whose items a unit may call its own way. */
export interface NamedList {
  readonly list: string
  readonly label: Label
  /** Whether it may add items of its own. */
  readonly own: boolean
}

/**
 * What bodies of every kind have under different names, such as the meeting that decides. Wherever
 * the pack says the label in Chinese, a unit reads what it calls the thing; wherever a predicate
 * names all the items, those that the unit lets serve count as well.
 */
export interface UnitFunction {
  readonly id: string
  readonly label: Label
  readonly list: string
  /** Items of the list that serve it where a unit says nothing. */
  readonly items: readonly string[]
}

/** A duty that does not bind the unit, and why. */
export interface DutyOff {
  readonly duty: Duty
  /** The kind of body is another; no source asks it; the unit laid it down. */
  readonly why: 'other-body' | 'self-laid' | 'laid-down'
  readonly reason: Label
  /** The day from which. */
  readonly from: string
}

/**
 * A pack: what a kind of body answers for, as data. Immutable once loaded;
 * `digest` is the SHA-256 (hex) over its files and stands in every entry made under it.
 * The lists `roles`, `duties` and `instruments` are made from the pack's own.
 *
 * As loaded it reads as the pack says; `packOfUnit` gives it as a unit reads it on a day.
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
  /** Events that several registers hold records of. */
  readonly events: readonly EventKind[]
  readonly named: readonly NamedList[]
  readonly functions: readonly UnitFunction[]
  /** What the unit says of itself, that the rest is read by. */
  readonly unit: UnitTerms
  /** Duties that do not bind the unit; `duties` holds the others. */
  readonly off: ReadonlyMap<string, DutyOff>
  readonly reportWords: Readonly<Partial<Record<ReportWordId, string>>>
}

/** The same for two packs that read the same: its files and what the unit says of itself. */
export function readingOf({ digest, unit }: Pick<Pack, 'digest' | 'unit'>): string {
  return `${digest} ${unit.key}`
}
