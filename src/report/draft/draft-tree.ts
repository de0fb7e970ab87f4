import type { ClaimKind, Condition } from '../document.ts'
import type { ClaimBasis, HeadingLevel, Shortfall } from '../template/template.ts'
import type { DraftPaper, RecordsTable } from './draft-paper.ts'

/**
 * A report while it is being written: the one stored form of a draft. Numbers of the ledger are
 * not in it; a place is kept for each, which `resolveDraft` fills anew whenever somebody looks.
 * Markers of headings are not in it either: they follow from the order. Plain JSON.
 */
export interface DraftTree {
  readonly v: 1
  readonly title: string
  /** 主送机关; a report has one. */
  readonly addressee: string
  /** 签发人 */
  readonly issuer: string
  /** 发文字号, e.g. 海档〔2026〕3号 */
  readonly number: string
  readonly signature: string
  /** 成文日期, `YYYY-MM-DD`; empty until it is known. */
  readonly date: string
  /** 附件说明: the names of what is attached, in order. */
  readonly attachments: readonly string[]
  /** Absent until somebody sets any of it. */
  readonly paper?: DraftPaper
  readonly blocks: readonly DraftBlock[]
  /** What each claim rests on, by its id. */
  readonly claims: { readonly [id: string]: DraftClaim }
}

/** The text of a draft, without what stands around it. */
export type TextOfDraft = Pick<DraftTree, 'blocks' | 'claims'>

/** What a claim of a draft rests on: a figure, a duty, or the record it was written from. */
export type DraftClaim =
  | {
      readonly by: ClaimBasis
      readonly id: string
      readonly atLeast: boolean
      /** The condition that the words were chosen for; absent: `holds`. */
      readonly says?: Condition
    }
  | {
      readonly by: 'record'
      readonly id: string
      /** The version of the record that the words were written from. */
      readonly version: number
      readonly kind: Extract<ClaimKind, 'problem' | 'plan' | 'event'>
      /**
       * What its fields said that the words were written from, by their paths: a correction of
       * another field leaves the words as true as they were. Absent: any correction counts.
       */
      readonly said?: { readonly [path: string]: string }
    }

/** A block keeps its id for good, so that comments and merges find it again. */
export type DraftBlock =
  | {
      readonly id: string
      readonly kind: 'heading'
      readonly level: HeadingLevel
      readonly inlines: readonly DraftInline[]
    }
  | {
      readonly id: string
      readonly kind: 'paragraph'
      /** The words of a run-in heading without its 一是; null where there is none. */
      readonly runIn: readonly DraftInline[] | null
      readonly inlines: readonly DraftInline[]
    }
  | {
      readonly id: string
      readonly kind: 'table'
      /** A table typed by hand; the first row is its head. */
      readonly rows: readonly (readonly string[])[]
    }
  | ({ readonly id: string; readonly kind: 'records' } & RecordsTable)

/** A piece of running text; `claim` names the claim that it is part of. */
export type DraftInline =
  | { readonly kind: 'text'; readonly text: string; readonly claim: string | null }
  /** The place of a number that the ledger fills in. */
  | { readonly kind: 'number'; readonly figure: string; readonly claim: string }
  /** What the claim's duty, or its comparison, fell short by. */
  | { readonly kind: 'shortfall'; readonly show: Shortfall; readonly claim: string }
  /** A field of the latest record of an `event` claim. */
  | { readonly kind: 'field'; readonly path: string; readonly claim: string }
  /** The place of a number that nobody knows yet. */
  | { readonly kind: 'blank'; readonly claim: string | null }

/** Limits of a draft, held where one comes in from outside. */
export const draftLimits = {
  blocksMax: 2_000,
  inlinesMax: 400,
  textMax: 20_000,
  headTextMax: 300,
  attachmentsMax: 30,
  tableRowsMax: 300,
  tableColumnsMax: 30,
  claimsMax: 2_000,
} as const

/** The running text of a block, in order: a run-in heading first. */
export function inlinesOf(block: DraftBlock): readonly DraftInline[] {
  switch (block.kind) {
    case 'heading':
      return block.inlines
    case 'paragraph':
      return [...(block.runIn ?? []), ...block.inlines]
    case 'table':
    case 'records':
      return []
  }
}

/** Neighbouring words of one claim are one piece and none is empty: equal drafts have one form. */
export function joined(inlines: readonly DraftInline[]): DraftInline[] {
  const all: DraftInline[] = []
  for (const inline of inlines) {
    const last = all.at(-1)
    if (inline.kind !== 'text') all.push(inline)
    else if (inline.text === '') continue
    else if (last?.kind === 'text' && last.claim === inline.claim) {
      all[all.length - 1] = { ...inline, text: last.text + inline.text }
    } else all.push(inline)
  }
  return all
}
