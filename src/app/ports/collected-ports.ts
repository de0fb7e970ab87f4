import type { CollectedRow } from '../../ledger/core/collected.ts'
import type { OrgId } from './store-ports.ts'

/** One number that was collected, over the answers that stand. */
export interface CollectedTotal {
  readonly item: string
  /** Null where no answer has a number. */
  readonly sum: number | null
  /** Answers that say a number, that say anything else, and that say nothing to it. */
  readonly numbers: number
  readonly others: number
  readonly missing: number
  /** Of the numbers: how many no evidence proves, but their sender has attested. */
  readonly unproved: number
  /** Of all that was said: how much came without evidence. */
  readonly inSheets: number
  /** Bodies further down that the answers count, and that they miss. */
  readonly belowAnswered: number
  readonly belowMissing: number
}

/** Where a body stands with a call by its newest answer. */
export interface NewestAnswer {
  readonly log: string
  readonly record: string
  readonly step: string
  /** How many answers of it came, and whether every one was returned. */
  readonly answers: number
  readonly isReturned: boolean
  /** The day on which the first of them came. */
  readonly firstOn: string
}

/** The day on which a body took a call, by its own receipt. */
export interface TakenOn {
  readonly log: string
  readonly day: string
}

/** What was received before of a figure of a period, by the call that asked it. */
export interface CollectedBefore {
  readonly figure: string
  readonly call: string
  /** How many bodies have said a number. */
  readonly bodies: number
}

/** What was collected, of one organisation at a time. */
export interface CollectedStore {
  /** What answers of these bodies said to one thing asked, of each body the newest first. */
  ofItem(
    org: OrgId,
    asked: { readonly call: string; readonly item: string; readonly logs: readonly string[] },
  ): Promise<readonly CollectedRow[]>
  /** The newest answer of each body; `item`: any one of the things asked. */
  newest(
    org: OrgId,
    asked: { readonly call: string; readonly item: string },
  ): Promise<readonly NewestAnswer[]>
  /** Who took a call. */
  taken(org: OrgId, call: string): Promise<readonly TakenOn[]>
  /**
   * Totals of a call over the newest answer that was not returned, of each body whose log is named.
   * `items`: all things asked, in their order; each answer has a row for each of them.
   */
  totals(
    org: OrgId,
    asked: {
      readonly call: string
      readonly items: readonly string[]
      readonly logs: readonly string[]
    },
  ): Promise<readonly CollectedTotal[]>
  /** What was received before of figures of a period, not returned; the newest call first. */
  before(
    org: OrgId,
    asked: { readonly figures: readonly string[]; readonly period: string },
  ): Promise<readonly CollectedBefore[]>
}
