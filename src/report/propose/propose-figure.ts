import type { OutlineItem, ReadClaim } from '../read/reading.ts'
import { textAtHand } from './claim-context.ts'
import { basisProposer } from './propose-basis.ts'
import type { FigureWording } from './wording.ts'
import { isOffered } from './wording.ts'

/** The figure that a count claim of a text most likely means; null when unsure. */
export type FigureProposer = (
  text: string,
  claim: ReadClaim,
  outline?: readonly OutlineItem[],
) => string | null

/**
 * Proposes figures alone, as for a count that somebody types into the report of a year. All of them
 * are weighed: one that means less is not proposed where the words mean one that is not offered.
 */
export function figureProposer(wordings: readonly FigureWording[]): FigureProposer {
  const propose = basisProposer(wordings, null)
  const offered = new Set(wordings.filter(isOffered).map(({ figureId }) => figureId))
  // Claims come text by text.
  let known = { text: '', at: textAtHand('', []) }
  return (text, claim, outline = []) => {
    if (claim.kind !== 'count') return null
    if (known.text !== text) known = { text, at: textAtHand(text, outline) }
    const proposal = propose(known.at, claim)
    if (proposal?.by !== 'figure' || proposal.part !== null) return null
    return offered.has(proposal.id) ? proposal.id : null
  }
}
