import { actorParts } from '../../ledger/core/actor.ts'
import { abilitiesOf } from '../access/access.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'
import type { Session } from '../ports/store-ports.ts'

type Writers = Pick<StoredDraft, 'writers'>

/** Whose hands wrote in a draft, each once; where one stood in, the hand and not the name. */
export function handsIn({ writers }: Writers): readonly string[] {
  return [...new Set(writers.map((one) => actorParts(one).hand))]
}

/**
 * Whether the caller is too near a draft to review it: wrote in it, had it written in their name,
 * or acts for somebody of whom either is true.
 */
export function wroteIn({ person, standingInFor }: Session['actor'], draft: Writers): boolean {
  const near = draft.writers.flatMap((one) => {
    const { hand, standingInFor: name } = actorParts(one)
    return name === null ? [hand] : [hand, name]
  })
  return [person, standingInFor].some((one) => one != null && near.includes(one))
}

/** Whether the caller may review a draft: a person with the right, who is not too near to it. */
export function mayReview(actor: Session['actor'], draft: Writers): boolean {
  const { person, roles } = actor
  return person !== null && abilitiesOf(roles).includes('review') && !wroteIn(actor, draft)
}
