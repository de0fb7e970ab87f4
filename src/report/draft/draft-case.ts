import { requirementKindOf } from '../../duty/requirements/requirement-kinds.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { ClaimCase } from '../check/settle-claim.ts'
import { conditionFor } from '../check/settle-said.ts'
import type { ClaimKind, Condition } from '../document.ts'
import type { RecordYear } from '../template/template.ts'
import type { DraftClaim } from './draft-tree.ts'
import type { ReportSources } from './report-sources.ts'

/** What a claim of a draft rests on, where that is a figure or a duty. */
export type BoundClaim = Exclude<DraftClaim, { by: 'record' }>

/** Whether a claim is bound to a duty, and not to a figure. */
export function restsOnDuty({ by }: Pick<DraftClaim, 'by'>): boolean {
  return by === 'duty' || by === 'everyone'
}

/** Whether a claim has a place in the unit's report: not on a duty that does not bind the unit. */
export function isOwed(binding: BoundClaim, sources: ReportSources): boolean {
  return !restsOnDuty(binding) || sources.requirement(binding.id) !== null
}

/** The year of records, seen from that of the report. */
export function yearFrom({ year }: Pick<ReportSources, 'year'>, of: RecordYear): number {
  return year + { last: -1, this: 0, next: 1 }[of]
}

/** The figure that a binding names; a duty and a record name none. */
export function boundFigure(binding: DraftClaim, sources: ReportSources): FigureValue | null {
  if (restsOnDuty(binding) || binding.by === 'record') return null
  return sources.figure(binding.id, sources.year + (binding.by === 'plan' ? 1 : 0))
}

/** What the words of a claim state, as far as settling the claim needs it. */
export type Said = Pick<ClaimCase, 'stated' | 'upper' | 'digits' | 'blank' | 'comparator'> & {
  /** The figure whose number stands in the words of a claim about everyone. */
  readonly figure: string | null
}

/** A claim of a draft as it is held against the ledger. */
export function caseOf(binding: BoundClaim, sources: ReportSources, said: Said): ClaimCase {
  const { figure, ...rest } = said
  const isDuty = restsOnDuty(binding)
  return {
    ...rest,
    kind: claimKind(binding, sources),
    figure:
      boundFigure(binding, sources) ??
      (figure === null ? null : sources.figure(figure, sources.year)),
    standing: isDuty ? sources.standing(binding.id) : null,
    answer: isDuty ? null : sources.answer(binding.id),
  }
}

/** The condition that the figure or the duty of a claim is in now. */
export function conditionOfBinding(binding: BoundClaim, sources: ReportSources): Condition {
  const said = { stated: null, blank: false, comparator: '=', figure: null } as const
  const condition = conditionFor(caseOf(binding, sources, said))
  return condition === 'holds' && mayStillGrow(binding, sources) ? 'notYet' : condition
}

/** Whether a comparison that holds now is one that the year, not over yet, may still refute. */
function mayStillGrow({ by, id }: BoundClaim, sources: ReportSources): boolean {
  if (by !== 'compare') return false
  return sources.duties().some(({ id: duty, require }) => {
    const kind = requirementKindOf(require)
    const isOfIt = kind.reads(require).some((read) => 'figure' in read && read.figure === id)
    if (kind.claimed !== 'compare' || !isOfIt) return false
    const state = sources.standing(duty)?.state
    return state === 'onTrack' || state === 'atRisk'
  })
}

/** The kind of a claim from what it rests on; a duty gives it by its requirement. */
function claimKind({ by, id }: BoundClaim, sources: ReportSources): ClaimKind {
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
    case 'duty': {
      const kind = sources.requirement(id)
      return kind === null ? 'event' : requirementKindOf({ kind }).claimed
    }
  }
}
