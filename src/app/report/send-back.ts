import { findDraft } from '../draft/find-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendStep, expectVersion, refuseStep } from './append-step.ts'
import { checkMayOverride } from './override-claim.ts'
import type { SeenDraft } from './ready-to-sign.ts'
import { refuseStale } from './review-report.ts'

/**
 * Enters that whoever was to sign a reviewed report returns it to its drafters instead, with
 * reasons; who reviewed it stays said. Refuses with `report.step`, `report.moved`, `draft.stale`.
 */
export async function sendBack(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'clock' | 'rosters'>,
  session: Session,
  { draft: id, expected, revision, reasons }: SeenDraft & { readonly reasons: string },
): Promise<Appended> {
  checkMayOverride(session)
  const { draft, record } = await findDraft(ports, session, id)
  expectVersion(expected, record)
  if (record?.step !== 'reviewed') return refuseStep(session, record?.step ?? null)
  if (draft.revision !== revision) return refuseStale()
  return appendStep(ports, session, {
    record: record.id,
    expected,
    kind: 'correct',
    step: 'drafting',
    before: record.values,
    changes: { reasons },
  })
}
