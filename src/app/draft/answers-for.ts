import { actorParts } from '../../ledger/core/actor.ts'
import type { StoredDraft } from '../ports/draft-ports.ts'

/**
 * The person who answers for a draft: whoever it was handed over to, else whoever opened it, where
 * somebody stood in the one stood in for. Null where a machine opened it.
 */
export function answersFor({
  handedTo,
  writers,
}: Pick<StoredDraft, 'handedTo' | 'writers'>): string | null {
  if (handedTo !== null) return handedTo
  const [opener] = writers
  if (opener === undefined) return null
  const { hand, standingInFor } = actorParts(opener)
  const person = standingInFor ?? hand
  return person.includes(':') ? null : person
}
