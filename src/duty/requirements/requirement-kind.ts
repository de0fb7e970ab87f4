import type { Fault } from '../../ledger/fault.ts'
import type { FigureDefinition } from '../../ledger/figure/figure.ts'
import type { RegisterRead } from '../../ledger/figure/reads.ts'
import type { Label } from '../../ledger/label.ts'
import type { ExplainContext } from '../../ledger/predicate/explain.ts'
import type { Predicate } from '../../ledger/predicate/predicate.ts'
import type { Registers } from '../../ledger/register/register.ts'
import type { Values } from '../../ledger/value.ts'
import type { DueDay } from '../due-on.ts'
import type { DutyContext } from '../duty-context.ts'
import type { DutyStanding, DutyWindow } from '../duty-standing.ts'
import type { Wanted } from '../wanted.ts'
import type { Form, Window } from './form.ts'

/** What a duty may refer to. */
export interface DutySurroundings {
  readonly registers: Registers
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly roles: readonly string[]
  readonly instruments: readonly string[]
  /** Clauses of each instrument that somebody has read; absent: not held against a list. */
  readonly clauses?: ReadonlyMap<string, readonly string[]>
  readonly parts: readonly string[]
}

/** What the sentence of a requirement draws on. */
export interface RequirementContext extends ExplainContext {
  readonly figures: ReadonlyMap<string, FigureDefinition>
  readonly roles?: ReadonlyMap<string, Label>
  /** The year it is said of: dated breaks of other years are left out; absent: all are named. */
  readonly year?: number
}

/** What a requirement reads: a figure, and so all that the figure reads, or records directly. */
export type DutyRead = FigureRead | RegisterRead

/**
 * A figure that is counted over the records from `since` years before the year on. `fields` are
 * read beside those that the figure itself reads.
 */
export interface FigureRead {
  readonly figure: string
  readonly since: number
  readonly fields?: readonly string[]
}

/** Whose word a requirement asks for, for each window. */
export interface AskedWord {
  readonly per: Window
  /** The role whose word it is. */
  readonly by: string
  /** Figures whose records are shown beside the question, e.g. self-checks held. */
  readonly basis?: readonly string[]
}

/**
 * Whether somebody who holds a report and nothing else can compute again where a duty stands.
 * `records`: from the records that it reads in the year and the one before, and from what people
 * stated. `keeper`: it rests on who held a role, on which offices there were, on working days or
 * on older records too, and these stay with the keeper.
 */
export type ProvedBy = 'records' | 'keeper'

/** The kind of claim by which a report says that a duty is done. */
export type Claimed = 'event' | 'none' | 'everyone' | 'compare'

/**
 * What a sentence must state before it counts as saying that a duty is kept. `done`: something was
 * done so many times in the year. `often`: so many times in each window. `timely`: by a day or
 * between two; promptly, where none is named. `each`: every record keeps the rule. `everyone`:
 * everybody, or each office, did what they owe. `held`: somebody is in the post. `none`, `compare`:
 * as claims of these kinds. `other`: no report says it. Weaker or stronger words are no claim of
 * this duty.
 */
export interface Asserted {
  readonly manner:
    | 'done'
    | 'often'
    | 'timely'
    | 'each'
    | 'everyone'
    | 'held'
    | 'none'
    | 'compare'
    | 'other'
  readonly per?: Window | 'week'
  readonly atLeast?: number
  /** With `everyone`: it is owed by each office and not by people. */
  readonly ofOffices?: true
  /** `MM-DD`, the days between which it is to be done. */
  readonly from?: string
  readonly to?: string
}

/** A record by what it says itself, be it stored or only about to be. */
export type Said = {
  readonly id: string | null
  readonly register: string
  readonly values: Values
}

/** The duty whose standing is asked for. */
export interface DutyId {
  readonly id: string
  /** The first day on which it is owed; absent: always. */
  readonly since?: string
  /** The last day on which it is owed; absent: always. */
  readonly until?: string
}

/** A window with the duty that it is of. */
export interface WindowOfDuty extends DutyWindow {
  readonly duty: DutyId
}

/** Everything the product knows about one kind of requirement. */
export interface RequirementKind<Rule extends { readonly kind: string }> {
  readonly kind: Rule['kind']
  /** Its keys in YAML; the first of them tells which kind it is. */
  readonly form: Form
  /** Tells it from other kinds with the same first key. */
  isMeant?(given: Readonly<Record<string, unknown>>): boolean
  /** Kinds that it may wrap: the keys that are not its own are read as a rule of one of them. */
  readonly within?: readonly { readonly kind: string; readonly form: Form }[]
  /** As YAML says it, for the documents. */
  readonly example: Readonly<Record<string, unknown>>
  readonly provedBy: ProvedBy
  /** Where only a part of a window counts, a share is owed, which may round down to nothing. */
  readonly owedByShare?: true
  /** The kind of claim by which a report says that it is done. */
  readonly claimed: Claimed
  /** What a sentence must state before it counts as saying that it is kept. */
  asserted(rule: Rule): Asserted
  /** The rule from what was written, its parts read; `inner` is what stands within. */
  take(written: object, inner?: object): Rule
  /** What it names that the pack does not know; places are within the duty. */
  check(rule: Rule, given: DutySurroundings): readonly Fault[]
  /** What it asks, as a sentence without its full stop. */
  describe(rule: Rule, context: RequirementContext): Label
  standing(duty: DutyId, rule: Rule, context: DutyContext): DutyStanding
  /**
   * The days on which something is due in a year, in order. What depends on records (a term, an
   * answer to an event, the weeks) is known from the standing only; without it the days are those
   * that the calendar alone tells.
   */
  dueDays(
    rule: Rule,
    year: number,
    standing: Pick<DutyStanding, 'windows'> | null,
  ): readonly DueDay[]
  /** The record that a window waits for; absent or null: none makes up for it. */
  wants?(rule: Rule, window: WindowOfDuty, context: DutyContext): Wanted | null
  /**
   * Where it is a rule of each record: what this one does not keep of it by its own fields; absent
   * or null: it keeps it, or the rule is none of such records.
   */
  lacking?(rule: Rule, record: Said, on: Pick<DutyContext, 'today' | 'year'>): Predicate | null
  /** All that its standing is judged by, first the records by which it is kept. */
  reads(rule: Rule): readonly DutyRead[]
  /** The number that is owed and that a report may state. */
  bound?(rule: Rule): number
  /** Where it asks for somebody's word that nothing happened of what it reads: whose. */
  word?(rule: Rule): AskedWord
  /** Where it is asked of whoever holds a role: the role. */
  role?(rule: Rule): string
  /** Where each office of a kind owes it: the kind. */
  owedByEach?(rule: Rule): string
}

/** The rule of a kind. */
export type RuleOf<Kind> = Kind extends RequirementKind<infer Rule> ? Rule : never
