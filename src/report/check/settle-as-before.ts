import { withoutLeast } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { JudgingRules } from '../document.ts'
import type { ClaimCase, ClaimVerdict } from './settle-claim.ts'
import { numberOf, say, settleClaim, verdict } from './settle-claim.ts'

/**
 * How claims are held against the ledger by the rules that a document names. What was signed is
 * judged for good by the rules it was signed under: docs/decisions/0053-right-verdicts.md.
 */
export function settlerOf(judged: JudgingRules | undefined): typeof settleClaim {
  return judged === undefined ? settleAsBefore : settleClaim
}

/**
 * The rules before 2026-12: shares were cut, a range bound by its lower end only, a zero had
 * nothing behind it whatever was attested, what a duty asked decided about everyone, and a year
 * without records of the year before was held against zero.
 */
function settleAsBefore(given: ClaimCase): ClaimVerdict {
  const { kind, stated, blank, comparator } = given
  const figure = cutShares(given.figure)
  // Nobody counted for each of everyone then.
  const standing = withoutLeast(given.standing)
  const claim = { kind, stated, blank, comparator, figure, standing }
  if (kind === 'compare') return comparedBefore(claim)
  const settled = settleClaim(claim)
  const isZero = figure !== null && settled.ledger === 0 && stated !== null
  const isHeld = settled.state === 'awaiting' || settled.state === 'supported'
  return kind === 'count' && isZero && isHeld ? verdict('unsupported', say.nothing, claim) : settled
}

/** A figure whose share is printed as it was before 2026-12. */
export function cutShares(figure: FigureValue | null): FigureValue | null {
  return figure && { ...figure, rounding: 'cut' }
}

function comparedBefore(claim: ClaimCase): ClaimVerdict {
  const now = numberOf(claim.figure)
  if (now === null) return verdict('unsupported', say.noLastYear, claim)
  const before = claim.figure?.lastYear ?? 0
  if (now === 0 && before === 0) return verdict('unsupported', say.nothing, claim)
  return now <= before
    ? verdict('supported', say.notMore(now, before), claim)
    : verdict('contradicted', say.more(now, before), claim)
}
