import type { Duty } from '../../duty/duty.ts'
import type { DutyStanding } from '../../duty/duty-standing.ts'
import { requirementKindOf } from '../../duty/requirements/requirement-kinds.ts'
import type { Claim, NotMentioned } from '../document.ts'

/** A duty with where it stands in the year. */
export interface StandingDuty {
  readonly duty: Pick<Duty, 'id' | 'label' | 'require'>
  readonly standing: DutyStanding
}

/**
 * What the ledger has and the report does not say: duties that were not met, and what happened of
 * which there should be none. To say that a duty was met, or to count what was done, is no mention
 * of its failing.
 */
export function notMentionedIn(
  claims: readonly Claim[],
  duties: readonly StandingDuty[],
): readonly NotMentioned[] {
  return duties
    .filter(({ standing }) => hasFailed(standing))
    .filter((one) => !claims.some((claim) => mentions(claim, one)))
    .map(({ duty: { id, label, require }, standing }) => ({
      duty: id,
      label,
      kind: requirementKindOf(require).claimed === 'none' ? 'incident' : 'unmet',
      reason: standing.reason,
    }))
}

/** Whether a duty was not met in the year, so far as the year has gone. */
export function hasFailed({ state }: Pick<DutyStanding, 'state'>): boolean {
  return state === 'notDone' || state === 'overdue'
}

function mentions(claim: Claim, { duty: { id, require }, standing }: StandingDuty): boolean {
  const { says = 'holds', state, kind, figure, stated, records } = claim
  if (state === 'contradicted') return false
  const requirement = requirementKindOf(require)
  if (says === 'fails') {
    const read = requirement.reads(require).some((one) => 'figure' in one && one.figure === figure)
    return claim.duty === id || (figure !== null && read)
  }
  // A count of every incident says that there were some.
  const counted = new Set(records)
  return (
    requirement.claimed === 'none' &&
    kind === 'count' &&
    (stated ?? 0) > 0 &&
    standing.against.length > 0 &&
    standing.against.every((record) => counted.has(record))
  )
}
