import { undecidedIn } from '../../report/check/finalise.ts'
import { findDraft } from '../draft/find-draft.ts'
import { officialSession, writeDraft } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { holdsFor } from './review-holds.ts'

/** What whoever signs would find of a draft now. */
export interface AsSignerSees {
  /** Somebody reviewed exactly these words, with these numbers. */
  readonly reviewHolds: boolean
  /** Claims that only whoever signs can let stand. */
  readonly undecided: number
}

/** Looks at a draft on its way as whoever signs it will. Refuses with `draft.unknown`. */
export async function asSignerSees(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'crypto' | 'outside'>,
  session: Session,
  id: string,
): Promise<AsSignerSees> {
  const found = await findDraft(ports, session, id)
  const { draft, overridden } = found
  const { document } = await writeDraft(ports, officialSession(session), { ...draft, overridden })
  return {
    reviewHolds: holdsFor(ports, found, document),
    undecided: undecidedIn(document, overridden).length,
  }
}
