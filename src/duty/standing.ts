import type { Duty } from './duty.ts'
import type { DutyContext } from './duty-context.ts'
import type { DutyStanding } from './duty-standing.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

export type { DutyContext } from './duty-context.ts'

/** Where a duty stands in the year on the day, with the sentence that says why. */
export function standingOf(duty: Duty, context: DutyContext): DutyStanding {
  return requirementKindOf(duty.require).standing(duty, duty.require, context)
}
