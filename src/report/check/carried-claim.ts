import type { Claim, ClaimState, ReportDocument } from '../document.ts'

/**
 * What a file carries of each claim beside its words, so that a check can find it again and say
 * what the file said when it was written.
 */
export interface CarriedClaim {
  readonly id: string
  readonly kind: Claim['kind']
  readonly figure: string | null
  readonly duty: string | null
  readonly state: ClaimState
  readonly stated: number | null
}

/** A content control as it stands in a file: its tag and the place of its words in the text. */
export interface TaggedSpan {
  readonly tag: string
  readonly text: string
  readonly start: number
  readonly end: number
}

const kinds: readonly Claim['kind'][] = [
  'count',
  'none',
  'everyone',
  'compare',
  'event',
  'list',
  'plan',
  'problem',
]
const states: readonly ClaimState[] = [
  'supported',
  'contradicted',
  'awaiting',
  'unsupported',
  'blank',
  'unbound',
]
/** Claims a file may carry; a report has a hundred. */
const claimsMax = 2000

/** The claims of a document in the form that a file carries. */
export function carriedClaims({ claims }: ReportDocument): CarriedClaim[] {
  return claims.map(({ id, kind, figure, duty, state, stated }) => ({
    id,
    kind,
    figure,
    duty,
    state,
    stated,
  }))
}

/** Reads what a file carries; null where it is not such a list: a file may come from anywhere. */
export function parseCarriedClaims(value: unknown): CarriedClaim[] | null {
  if (!Array.isArray(value) || value.length > claimsMax) return null
  const claims = value.map(parseCarriedClaim)
  return claims.every((claim) => claim !== null) ? claims : null
}

function parseCarriedClaim(value: unknown): CarriedClaim | null {
  if (value === null || typeof value !== 'object') return null
  const raw = value as Record<string, unknown>
  const kind = kinds.find((one) => one === raw.kind)
  const state = states.find((one) => one === raw.state)
  const { id, figure, duty, stated } = raw
  const holds =
    typeof id === 'string' && isTextOrNull(figure) && isTextOrNull(duty) && isNumberOrNull(stated)
  return holds && kind && state ? { id, kind, figure, duty, state, stated } : null
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
