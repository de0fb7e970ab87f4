import type { Label } from '../ledger/label.ts'
import type { RequirementContext } from './requirements/requirement-kind.ts'
import type { Requirement } from './requirements/requirement-kinds.ts'
import { requirementKindOf } from './requirements/requirement-kinds.ts'

/** A requirement as a sentence without its full stop, in both languages. */
export function describeRequirement(require: Requirement, context: RequirementContext): Label {
  return requirementKindOf(require).describe(require, context)
}
