import type { ReportWordId } from '../../ledger/core/unit-terms.ts'
import type { Label } from '../../ledger/label.ts'
import type { Condition } from '../document.ts'

/** A report template parsed from its Markdoc source (docs/report-templates.md); no values yet. */
export interface Template {
  readonly id: string
  readonly label: Label
  /** Variables in braces are filled in: `{organisation}关于{year}年度…的报告`. */
  readonly title: string
  readonly addressee: string | null
  readonly closing: string | null
  /** Words that stand for `$preamble` and `$guidance` where the unit has written none. */
  readonly preamble: string | null
  readonly guidance: string | null
  /** Characters the body may have; null: as reports in general. */
  readonly charactersMax: number | null
  readonly blocks: readonly TemplateBlock[]
}

/** Where something stands in the source, 1-based. */
export interface SourceLine {
  readonly line: number
}

export type HeadingLevel = 1 | 2 | 3 | 4

export type TemplateBlock =
  | (SourceLine & {
      readonly kind: 'heading'
      readonly level: HeadingLevel
      readonly inlines: readonly TemplateInline[]
    })
  | TemplateParagraph
  | (SourceLine & {
      readonly kind: 'each'
      readonly over: RecordSet
      /** Every pass is one claim of this kind. */
      readonly claim: 'problem' | 'plan' | 'event' | null
      /** What stands when there is no record. */
      readonly none: string | null
      readonly blocks: readonly TemplateBlock[]
    })
  | (SourceLine & {
      readonly kind: 'records'
      readonly figure: string
      readonly year: RecordYear
      readonly fields: readonly string[]
      /** The title of the attachment that it is; null: it stands in the text. */
      readonly annex: string | null
    })

export interface TemplateParagraph extends SourceLine {
  readonly kind: 'paragraph'
  /** The words of a run-in heading, without its 一是. */
  readonly runIn: readonly TemplateInline[] | null
  readonly inlines: readonly TemplateInline[]
}

/** The records an `each` runs over. */
export interface RecordSet {
  readonly from: 'figure' | 'register'
  readonly id: string
  readonly year: RecordYear
}

/** The year of records, seen from the report's. */
export type RecordYear = 'this' | 'next' | 'last'

export type TemplateInline =
  | (SourceLine & { readonly kind: 'text'; readonly text: string })
  | (SourceLine & { readonly kind: 'variable'; readonly name: VariableName })
  | (SourceLine & { readonly kind: 'figure'; readonly figure: string })
  | (SourceLine & { readonly kind: 'blank' })
  | (SourceLine & { readonly kind: 'field'; readonly field: string })
  /** Words that stand where the record at hand has a value, and those where it has none. */
  | (SourceLine & {
      readonly kind: 'when'
      readonly field: string
      readonly inlines: readonly TemplateInline[]
      readonly otherwise: readonly TemplateInline[]
    })
  | (SourceLine & {
      readonly kind: 'claim'
      readonly claim: ClaimBinding
      /** The words where it is so. */
      readonly inlines: readonly TemplateInline[]
      /** The words where it is not; none: the words stand whatever the ledger says. */
      readonly variants: readonly ClaimVariant[]
    })
  /** What a duty fell short by: a place in a claim that the duty's standing fills. */
  | (SourceLine & { readonly kind: 'shortfall'; readonly show: Shortfall })

/** Another wording of a claim, empty where the clause is left out. */
export interface ClaimVariant extends SourceLine {
  /** When it stands; null: under every condition that no other variant names. */
  readonly when: Condition | null
  readonly inlines: readonly TemplateInline[]
}

/** How many, on which days, in which windows of the year. */
export const shortfalls = ['count', 'days', 'periods'] as const

/** See `shortfalls`. */
export type Shortfall = (typeof shortfalls)[number]

/** Variables of the running text. */
export type VariableName =
  | 'organisation'
  | 'year'
  | 'lastYear'
  | 'nextYear'
  | 'wholeYear'
  | ReportWordId

/** What a claim rests on. */
export interface ClaimBinding {
  readonly by: ClaimBasis
  /** The figure or duty. */
  readonly id: string
  /** 不少于, 以上: the ledger may have more than the text says. */
  readonly atLeast: boolean
}

/** The attribute that binds a claim; `everyone` and `duty` name duties, the others figures. */
export type ClaimBasis = 'figure' | 'exists' | 'compare' | 'event' | 'duty' | 'everyone' | 'plan'

/** Every basis, in the order the guide lists them. */
export const claimBases: readonly ClaimBasis[] = [
  'figure',
  'exists',
  'compare',
  'event',
  'duty',
  'everyone',
  'plan',
]

/** A claim of a template. */
export type TemplateClaim = Extract<TemplateInline, { kind: 'claim' }>

/** Every claim of a template, in order. */
export function claimsIn(blocks: readonly TemplateBlock[]): readonly TemplateClaim[] {
  return blocks.flatMap((block) => {
    switch (block.kind) {
      case 'heading':
        return claimsAmong(block.inlines)
      case 'paragraph':
        return claimsAmong([...(block.runIn ?? []), ...block.inlines])
      case 'each':
        return claimsIn(block.blocks)
      case 'records':
        return []
    }
  })
}

function claimsAmong(inlines: readonly TemplateInline[]): readonly TemplateClaim[] {
  return inlines.filter((one) => one.kind === 'claim')
}
