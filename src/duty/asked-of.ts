import type { AskedWord, Asserted, Claimed } from './requirements/requirement-kind.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** Whose word a requirement asks for, and how often; null where it asks for none. */
export function askedWord(require: Requirement): AskedWord | null {
  return requirementKindOf(require).word?.(require) ?? null
}

/** The role that somebody must hold for a requirement to be met; null where it asks for none. */
export function roleAsked(require: Requirement): string | null {
  return requirementKindOf(require).role?.(require) ?? null
}

/** The kind of office of which each owes it; null where the unit as a whole does. */
export function owedByEach(require: Requirement): string | null {
  return requirementKindOf(require).owedByEach?.(require) ?? null
}

/** The number that a requirement sets and that a report may state; null where it sets none. */
export function statedBound(require: Requirement): number | null {
  return requirementKindOf(require).bound?.(require) ?? null
}

/** The kind of claim by which a report says that a duty is done. */
export function claimedAs(require: Requirement): Claimed {
  return requirementKindOf(require).claimed
}

/** What a sentence must state before it counts as saying that a duty is kept. */
export function assertedBy(require: Requirement): Asserted {
  return requirementKindOf(require).asserted(require)
}
