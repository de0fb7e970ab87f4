import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import type { FoundDraft } from '../draft/find-draft.ts'
import { findDraft } from '../draft/find-draft.ts'
import type { WrittenDraft } from '../draft/written-draft.ts'
import { digestsOf, officialSession, writeDraft } from '../draft/written-draft.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { expectVersion, refuseStep } from './append-step.ts'
import { checkMayBeSigned } from './check-may-be-signed.ts'
import { checkMayOverride } from './override-claim.ts'
import { holdsFor } from './review-holds.ts'
import { refuseStale } from './review-report.ts'

type Needs = Pick<AppPorts, 'store' | 'drafts' | 'yearBooks' | 'rosters' | 'crypto' | 'outside'>

/** What the signer saw: the step before, and the revision that was read. */
export interface SeenDraft {
  readonly draft: string
  readonly expected: number
  readonly revision: number
}

/** A draft that the caller may sign as it stands. */
export interface ReadyDraft {
  readonly found: FoundDraft
  readonly record: ReportRecord
  readonly written: WrittenDraft
}

/**
 * Looks whether the caller may sign this draft now. Refuses with `report.step`,
 * `report.review-lapsed`, `report.not-final` (a fault for each finding), `report.issuer.other`,
 * `report.moved`, `draft.stale`.
 */
export async function readyToSign(
  ports: Needs,
  session: Session,
  seen: SeenDraft,
): Promise<ReadyDraft> {
  checkMayOverride(session)
  const found = await findDraft(ports, session, seen.draft)
  const { draft, record } = found
  expectVersion(seen.expected, record)
  if (record?.step !== 'reviewed') return refuseStep(session, record?.step ?? null)
  if (draft.revision !== seen.revision) return refuseStale()
  const written = await writeDraft(ports, officialSession(session), { ...draft, ...found })
  checkReviewHolds(ports, { record, found, written })
  await checkMayBeSigned(ports, session, written)
  await checkIssuer(ports, session, written)
  return { found, record, written }
}

/** A review is of words: once they change, or a number in them moves, it holds no longer. */
function checkReviewHolds(
  { crypto }: Pick<AppPorts, 'crypto'>,
  seen: { record: ReportRecord; found: FoundDraft; written: WrittenDraft },
): void {
  const { record, found, written } = seen
  if (holdsFor({ crypto }, found, written.document)) return
  const now = digestsOf(crypto, { tree: found.draft.tree, document: written.document })
  const moved = record.tree === now.tree
  refuse('report.review-lapsed', {
    text: moved
      ? {
          zh: '复核之后台账有了变动，报告中的数字随之改变，原复核不再有效。',
          en: 'Numbers in the report have moved with the ledger since the review.',
        }
      : {
          zh: '复核之后文字又有改动，原复核不再有效。',
          en: 'The words have changed since the review.',
        },
    hint: { zh: '请复核人再看一遍。', en: 'Ask the reviewer to read it again.' },
  })
}

/** 签发人 on the paper is who signs. */
async function checkIssuer(
  { rosters }: Pick<AppPorts, 'rosters'>,
  { org, actor }: Session,
  { document }: WrittenDraft,
): Promise<void> {
  const name = (await rosters.of(org.id)).people.get(actor.person ?? '')?.name
  if (name === document.issuer) return
  refuse('report.issuer.other', {
    at: ['issuer'],
    text: {
      zh: `文中签发人是“${document.issuer}”，不是您本人。`,
      en: `The paper names “${document.issuer}” as 签发人, not you.`,
    },
    hint: {
      zh: '请由文中的签发人签发，或退回改正签发人。',
      en: 'Let the person named sign, or have it mended.',
    },
  })
}
