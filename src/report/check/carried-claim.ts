import type { LogPosition } from '../../ledger/figure/figure.ts'
import type { ClaimKind, ClaimState, Condition, JudgingRules, ReportDocument } from '../document.ts'
import { claimKinds, claimStates, conditions, judgingRules } from '../document.ts'
import type { Span } from '../span.ts'

/**
 * What a file carries of each claim beside its words, so that a check can find it again and say
 * what the file said when it was written.
 */
export interface CarriedClaim {
  readonly id: string
  readonly kind: ClaimKind
  /** The condition that its words express; absent: `holds`. */
  readonly says?: Condition
  readonly figure: string | null
  readonly duty: string | null
  readonly state: ClaimState
  readonly stated: number | null
  /** A claim written from one record and no figure (a problem, a plan): the record's id. */
  readonly record: string | null
  readonly text: string
}

/** Everything a file carries: its claims, and where in the log they held. */
export interface CarriedReport {
  /** The year the report is about. */
  readonly year: number
  readonly asOf: LogPosition
  readonly claims: readonly CarriedClaim[]
  /** The rules by which the claims were judged; absent: those before 2026-12. */
  readonly judged?: JudgingRules
}

/** A content control as it stands in a file: its tag and the place of its words in the text. */
export interface TaggedSpan extends Span {
  readonly tag: string
  readonly text: string
}

/** Claims a file may carry; a report has a hundred. */
const claimsMax = 2000

/** What a file carries of a document. */
export function carriedReport({ year, asOf, claims, judged }: ReportDocument): CarriedReport {
  return {
    year,
    asOf,
    ...(judged === undefined ? {} : { judged }),
    claims: claims.map(({ id, kind, says, figure, duty, state, stated, records, text }) => {
      const isWritten = figure === null && duty === null
      return {
        id,
        kind,
        ...(says === undefined ? {} : { says }),
        figure,
        duty,
        state,
        stated,
        record: isWritten ? (records[0] ?? null) : null,
        text,
      }
    }),
  }
}

/** Reads what a file carries; null where it is no such thing: a file may come from anywhere. */
export function parseCarriedReport(value: unknown): CarriedReport | null {
  const { year, asOf, claims, judged } = fieldsOf(value)
  const { size, root } = fieldsOf(asOf)
  const isPlaced = Number.isSafeInteger(size) && typeof root === 'string'
  if (!isPlaced || !Number.isInteger(year) || !Array.isArray(claims) || claims.length > claimsMax)
    return null
  const parsed = claims.map(parseCarriedClaim)
  if (!parsed.every((claim) => claim !== null)) return null
  return {
    year: year as number,
    asOf: { size: size as number, root },
    claims: parsed,
    ...(judged === judgingRules ? { judged } : {}),
  }
}

function parseCarriedClaim(value: unknown): CarriedClaim | null {
  const raw = fieldsOf(value)
  const kind = claimKinds.find((one) => one === raw.kind)
  const state = claimStates.find((one) => one === raw.state)
  const says = conditions.find((one) => one === raw.says)
  const { id, figure, duty, stated, record, text } = raw
  const holds =
    typeof id === 'string' &&
    typeof text === 'string' &&
    isTextOrNull(figure) &&
    isTextOrNull(duty) &&
    isTextOrNull(record) &&
    isNumberOrNull(stated) &&
    (raw.says === undefined || says !== undefined)
  if (!holds || !kind || !state) return null
  const said = says === undefined ? {} : { says }
  return { id, kind, ...said, figure, duty, state, stated, record, text }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return value !== null && typeof value === 'object' ? (value as Record<string, unknown>) : {}
}

function isTextOrNull(value: unknown): value is string | null {
  return value === null || typeof value === 'string'
}

function isNumberOrNull(value: unknown): value is number | null {
  return value === null || (typeof value === 'number' && Number.isFinite(value))
}

/** The tag of a claim's content control; Word takes 64 characters, ids of claims are short. */
export function claimTag(claim: { readonly id: string }): string {
  return `claim:${claim.id}`
}

/** The claim id in a tag, or null where the control is somebody else's. */
export function claimOfTag(tag: string): string | null {
  return /^claim:(c[0-9]{1,6})$/.exec(tag)?.[1] ?? null
}
