import { closedReason } from '../../report/closed-reason.ts'
import type { Claim } from '../../report/document.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { mayReadBehind, shownTo } from './claims-shown-to.ts'
import type { FoundDraft } from './find-draft.ts'
import type { WrittenDraft } from './written-draft.ts'
import { officialSession, writeDraft } from './written-draft.ts'
import { mayReview } from './wrote-in.ts'

/**
 * A draft as the caller may see it. Whoever may review it reads the very words that will be signed:
 * a review of other words would be none. For anybody else a place that rests on what is closed to
 * them stays empty; its claim stands as whoever signs will find it all the same. What stands behind
 * a claim is closed to both. Refuses with `report.unknown`.
 */
export async function writtenFor(
  ports: Pick<AppPorts, 'store' | 'yearBooks' | 'outside'>,
  session: Session,
  found: FoundDraft,
): Promise<WrittenDraft> {
  const draft = { ...found.draft, ...found }
  const own = await writeDraft(ports, session, draft)
  const isClosed = (claim: Claim) => !mayReadBehind(session, claim)
  if (!own.document.claims.some(isClosed)) return own
  const { document: official } = await writeDraft(ports, officialSession(session), draft)
  if (mayReview(session.actor, draft)) return { ...own, document: shownTo(session, official) }
  const states = new Map(official.claims.map(({ id, state }) => [id, state]))
  const claims = own.document.claims.map((claim) =>
    isClosed(claim)
      ? { ...claim, state: states.get(claim.id) ?? claim.state, reason: closedReason, records: [] }
      : claim,
  )
  return { ...own, document: { ...own.document, claims } }
}
