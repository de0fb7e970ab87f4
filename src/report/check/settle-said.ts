import type { DutyStanding } from '../../duty/duty-standing.ts'
import { withoutLeast } from '../../duty/duty-standing.ts'
import type { FigureValue } from '../../ledger/figure/figure.ts'
import type { Label } from '../../ledger/label.ts'
import type { Condition } from '../document.ts'
import type { ClaimCase, ClaimVerdict } from './settle-claim.ts'
import { lastYearOf, numberOf, settleClaim } from './settle-claim.ts'

/**
 * Holds a claim against the ledger that may say that something failed, or that there was none of
 * it. What its affirmative words would be decides: where they are refuted, the failing ones are so.
 */
export function settleSaid(
  claim: ClaimCase,
  says: Condition,
  /** By which rules affirmative words are judged; other words are younger than the old ones. */
  settle: typeof settleClaim = settleClaim,
): ClaimVerdict {
  if (says === 'holds' || (!claim.figure && !claim.standing)) return settle(claim)
  const held = settleClaim(affirmed(claim))
  if (claim.blank) return { ...held, state: 'blank', reason: blank }
  const condition = conditionOf(held, claim)
  if (condition !== says) return { ...held, state: 'contradicted' }
  const short = shortBy(claim)
  const isOther = claim.kind === 'none' && claim.stated !== null && claim.stated !== short
  if (says === 'fails' && isOther) {
    return { ...held, state: 'contradicted', reason: differs(claim.stated, short) }
  }
  const against = claim.standing?.against ?? []
  const records = [...new Set([...against, ...held.records])]
  return { ...held, state: 'supported', records }
}

/** Under which condition a claim stands, whatever words were chosen for it. */
export function conditionFor(claim: ClaimCase): Condition {
  return conditionOf(settleClaim(affirmed(claim)), claim)
}

/**
 * By how many a duty fell short: records against it, else what its windows that were missed still
 * owe; of a comparison, by how many there are more than last year. Null where it did not.
 */
export function shortBy({
  figure,
  standing,
}: {
  readonly figure: FigureValue | null
  readonly standing: DutyStanding | null
}): number | null {
  if (standing) {
    if (standing.against.length > 0) return standing.against.length
    const owed = missedWindows(standing).map((window) => window.owed - window.done)
    return owed.length > 0 ? owed.reduce((sum, one) => sum + one, 0) : null
  }
  const [now, before] = [numberOf(figure), figure && lastYearOf(figure)]
  if (now === null || before === null || now <= before) return null
  // Percentages and yuan have digits after the point, whose difference binary numbers blur.
  return Number((now - before).toFixed(6))
}

/** The windows of a duty that passed without what was owed. */
export function missedWindows({ windows }: DutyStanding) {
  return windows.filter(({ state }) => state === 'overdue' || state === 'notDone')
}

/** The claim with its affirmative words, the number in them that of the ledger. */
function affirmed(claim: ClaimCase): ClaimCase {
  const { upper: _upper, digits: _digits, ...rest } = claim
  // Without a number of its own, 均开展 says what the duty asks of everyone.
  const standing = withoutLeast(claim.standing)
  const stated = claim.kind === 'count' ? numberOf(claim.figure) : null
  return { ...rest, standing, stated, blank: false, comparator: '=' }
}

function conditionOf(
  { state, ledger }: ClaimVerdict,
  { kind, figure, standing }: ClaimCase,
): Condition {
  // A zero may be attested; a report that counts 0 of something says nothing all the same.
  if (kind === 'count' && figure && ledger === 0) return 'nothing'
  const isRunning = standing !== null && isOpen(standing)
  switch (state) {
    case 'supported':
      return 'holds'
    case 'contradicted':
      return 'fails'
    case 'awaiting':
      // Nothing speaks against it: somebody's word is what is missing, and perhaps a part of the year.
      return isRunning || standing?.windows.some(isOpen) === true ? 'notYet' : 'holds'
    case 'unsupported':
    case 'blank':
    case 'unbound':
      if (standing?.state === 'notApplicable') return 'notApplicable'
      return isRunning ? 'notYet' : 'nothing'
  }
}

function isOpen({ state }: Pick<DutyStanding, 'state'>): boolean {
  return state === 'onTrack' || state === 'atRisk'
}

const blank: Label = { zh: '还有内容没有写', en: 'Something is still to be written' }

function differs(stated: number | null, short: number | null): Label {
  return {
    zh: `文中写${stated}，台账为${short ?? 0}`,
    en: `The text says ${stated}; the ledger has ${short ?? 0}`,
  }
}
