import type { DueDay } from './due-on.ts'
import type { DutyStanding } from './duty-standing.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** The days on which something of a duty is due in a year, in order; more with its standing. */
export function dueDays(
  { require }: { readonly require: Requirement },
  year: number,
  standing: Pick<DutyStanding, 'windows'> | null = null,
): readonly DueDay[] {
  return requirementKindOf(require).dueDays(require, year, standing)
}
