import type { AppendRequest } from '../../append/append-request.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { isSettled } from '../../ledger/core/report-record.ts'
import type { Place } from '../../ledger/fault.ts'
import { refuse } from '../../ledger/fault.ts'
import { isOverridden, mayBeLetStand } from '../../report/check/finalise.ts'
import type { ClaimState } from '../../report/document.ts'
import { deny } from '../access/access.ts'
import { todayIn } from '../clock/wall-clock.ts'
import { findDraft } from '../draft/find-draft.ts'
import { officialSession, writeDraft } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { prepareStep } from '../records/prepare-step.ts'
import { refuseStep } from './append-step.ts'

/** A claim that shall stand as it is, and why; `words` and `state` are what was read. */
export interface LetStand {
  readonly claim: string
  readonly words: string
  readonly state: ClaimState
  readonly reason: string
}

/** What somebody decided in one sitting about one draft. */
export interface OverrideClaims {
  readonly draft: string
  readonly claims: readonly LetStand[]
}

/**
 * Lets claims stand against the ledger: an entry for each, written together or not at all, by the
 * first responsible person, who must have proved again who sits there, once for all of them.
 * Refuses with `report.claim-changed`, `report.not-overridable`, `report.step`.
 */
export async function overrideClaims(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'outside'>,
  session: Session,
  request: OverrideClaims,
): Promise<readonly Appended[]> {
  const { person } = session.actor
  const register = session.pack.registers.get(core.override.id)
  if (person === null || !register) return deny()
  const found = await findDraft(ports, session, request.draft)
  const { draft, record, overridden } = found
  if (record && isSettled(record.step)) return refuseStep(session, record.step)
  const { document } = await writeDraft(ports, officialSession(session), { ...draft, ...found })
  const writes: AppendRequest[] = []
  for (const [nth, { claim: id, words, state, reason }] of request.claims.entries()) {
    const at = ['body', 'claims', nth, 'claim']
    const claim = document.claims.find((one) => one.id === id)
    if (claim?.text !== words || claim.state !== state) return refuseChanged(at)
    if (!mayBeLetStand(claim.state) || isOverridden(claim, overridden)) return refuseNeedless(at)
    const on = todayIn(session.org.zone, ports.clock)
    const raw = { report: draft.record, claim: id, words, state, reason, person, on }
    writes.push(await prepareStep(ports, session, { register, raw, kind: 'override' }))
  }
  return ports.store.appendAll(session.org.id, writes)
}

/** Refuses with `access.denied` whoever may not let a claim stand. */
export function checkMayOverride({ actor }: Session): void {
  if (actor.person === null || !actor.roles.includes('first-responsible')) deny()
  if (actor.roles.includes('auditor')) deny()
}

function refuseChanged(at: Place): never {
  return refuse('report.claim-changed', {
    at,
    text: {
      zh: '这处表述或它的核对结果已有变化。',
      en: 'The words of this claim, or what was found about it, have changed.',
    },
    hint: { zh: '请重新打开，看清之后再裁定。', en: 'Open it again and look before deciding.' },
  })
}

function refuseNeedless(at: Place): never {
  return refuse('report.not-overridable', {
    at,
    text: {
      zh: '这处表述不需要裁定，或者留着空白、不能裁定。',
      en: 'This claim needs no decision, or it is blank and none can be made.',
    },
    hint: {
      zh: '只有与台账不符、待确认、没有依据的表述可以保留。',
      en: 'Only claims contradicted, awaiting or unsupported can be let stand.',
    },
  })
}
