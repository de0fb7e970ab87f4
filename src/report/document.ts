import type { LogPosition } from '../ledger/figure/figure.ts'
import type { Label } from '../ledger/label.ts'

/**
 * The one document tree: what a template becomes for a year, what is shown, checked, signed
 * and rendered to the screen, DOCX, PDF and text. Plain JSON.
 */
export interface ReportDocument {
  readonly template: string
  readonly year: number
  /** Within the year, what its figures count over (`2025-Q3`); absent: the whole year. */
  readonly period?: string
  readonly title: string
  /** 主送机关; a report has one. */
  readonly addressee: string | null
  readonly issuer: string | null
  /** 发文字号, e.g. 海档〔2026〕3号 */
  readonly number: string | null
  readonly blocks: readonly Block[]
  /** 署名 and 成文日期 (`YYYY-MM-DD`). */
  readonly signature: string
  readonly date: string | null
  readonly claims: readonly Claim[]
  /** What the ledger has and the words leave out; absent before 2026-12 and in an answer. */
  readonly notMentioned?: readonly NotMentioned[]
  /** The log position at which every number and state holds. */
  readonly asOf: LogPosition
  /** The rules by which its claims were judged; absent: those before 2026-12 (`settleAsBefore`). */
  readonly judged?: JudgingRules
  /** Absent in what was written before 2026-12: such a paper is set as it was then. */
  readonly paper?: Paper
  /** Sentences that stand by the signature alone; absent without any, and before 2026-12. */
  readonly stated?: readonly StatedAlone[]
}

/** What the figures of a document count over. */
export function periodOf({ year, period }: Pick<ReportDocument, 'year' | 'period'>): string {
  return period ?? String(year)
}

/** A sentence with numbers or assertions bound to nothing, and who accepted it by name. */
export interface StatedAlone {
  /** As `freeStatements` gives it: other words are another sentence. */
  readonly sentence: string
  /** How many numbers and assertions it holds; years are none. */
  readonly count: number
  /** Random id of the person. */
  readonly by: string
}

/** How the paper is set, and what it has beside its text. */
export interface Paper {
  /** The title as it is broken into lines; joined they are the title. */
  readonly titleLines: readonly string[]
  readonly urgency: Urgency | null
  /** 抄送机关 */
  readonly copyTo: string | null
  /** One for each name that 附件说明 lists; one without blocks travels by itself. */
  readonly attachments: readonly Attachment[]
  /** Whether 核验说明 follows in the same file or is a file of its own. */
  readonly annex: 'within' | 'apart'
}

/** 紧急程度 (GB/T 9704-2012, 7.2.3) */
export const urgencies = ['特急', '加急'] as const

/** See `urgencies`. */
export type Urgency = (typeof urgencies)[number]

/** What follows the report on pages of its own. */
export interface Attachment {
  /** Joined they are its title, as 附件说明 names it. */
  readonly titleLines: readonly string[]
  readonly blocks: readonly Block[]
}

/** The heads of attachments: 附件, or 附件1, 附件2 where there are several. */
export function attachmentMark(order: number, { of }: { readonly of: number }): string {
  return of === 1 ? '附件' : `附件${order}`
}

/** Rules of judging that a document may name; those of an earlier one are kept for good. */
export type JudgingRules = 2

/** The rules by which claims are judged today. */
export const judgingRules: JudgingRules = 2

export type Block =
  | {
      readonly kind: 'heading'
      readonly level: 1 | 2 | 3 | 4
      /** 一、 （一） 1. （1） 一是 */
      readonly marker: string
      readonly inlines: readonly Inline[]
    }
  /** A paragraph, opened by a run-in heading (一是…。) when it has one. */
  | {
      readonly kind: 'paragraph'
      readonly runIn?: { readonly marker: string; readonly inlines: readonly Inline[] }
      readonly inlines: readonly Inline[]
    }
  | {
      readonly kind: 'table'
      readonly header: readonly string[]
      readonly rows: readonly (readonly string[])[]
    }

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  /** A piece of a claim's text; `claim` is the id in `ReportDocument.claims`. */
  | { readonly kind: 'claim'; readonly claim: string; readonly text: string }

/** What a claim says. */
export const claimKinds = [
  'count',
  'none',
  'everyone',
  'compare',
  'event',
  'list',
  'plan',
  'problem',
] as const

/** What a claim says. */
export type ClaimKind = (typeof claimKinds)[number]

/** How a claim stands against the ledger. */
export const claimStates = [
  'supported',
  'contradicted',
  'awaiting',
  'unsupported',
  'blank',
  'unbound',
] as const

/** How a claim stands against the ledger. */
export type ClaimState = (typeof claimStates)[number]

/**
 * What the words of a claim may say of it: that it is so, that it failed, that there was none of
 * it, that it did not apply this year, or that the year is not over yet.
 */
export const conditions = ['holds', 'fails', 'nothing', 'notApplicable', 'notYet'] as const

/** See `conditions`. */
export type Condition = (typeof conditions)[number]

/** A duty of the year of whose failing the report says nothing. */
export interface NotMentioned {
  readonly duty: string
  readonly label: Label
  /** `incident`: something happened of which there should be none; `unmet`: not done. */
  readonly kind: 'incident' | 'unmet'
  /** Why, as the ledger says it. */
  readonly reason: Label
}

/** A piece of the report that a figure, an attestation or a record must support. */
export interface Claim {
  readonly id: string
  readonly kind: ClaimKind
  /** The condition that the words express; absent: `holds`. */
  readonly says?: Condition
  /** The words of the document that carry it. */
  readonly text: string
  readonly state: ClaimState
  /** Why, as a sentence in both languages. */
  readonly reason: { readonly zh: string; readonly en: string }
  /** What is to be known beside it, e.g. that the duty asks for more; absent: nothing. */
  readonly note?: { readonly zh: string; readonly en: string }
  readonly figure: string | null
  readonly duty: string | null
  /** What the text states and what the ledger says. */
  readonly stated: number | null
  readonly ledger: number | null
  readonly records: readonly string[]
}
