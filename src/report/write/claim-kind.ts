import { requirementKindOf } from '../../duty/requirements/requirement-kinds.ts'
import type { Requirement } from '../../duty/requirements/requirement-kinds.ts'
import type { Claim } from '../document.ts'
import type { ClaimBasis } from '../template/template.ts'

/** The kind of a claim from what it rests on; a duty gives it by its requirement. */
export function claimKind(by: ClaimBasis, requirement: Requirement['kind'] | null): Claim['kind'] {
  switch (by) {
    case 'figure':
      return 'count'
    case 'exists':
      return 'list'
    case 'compare':
    case 'event':
    case 'everyone':
    case 'plan':
      return by
    case 'duty':
      return dutyClaimKind(requirement)
  }
}

function dutyClaimKind(requirement: Requirement['kind'] | null): Claim['kind'] {
  return requirement === null ? 'event' : requirementKindOf({ kind: requirement }).claimed
}
