import { isSettled } from '../../ledger/core/report-record.ts'
import { refuse } from '../../ledger/fault.ts'
import { deny } from '../access/access.ts'
import type { FoundDraft } from '../draft/find-draft.ts'
import { findDraft } from '../draft/find-draft.ts'
import { digestsOf, officialSession, writeDraft } from '../draft/written-draft.ts'
import { handsIn, wroteIn } from '../draft/wrote-in.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import { reviewSlot } from '../ports/draft-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendStep, expectVersion, refuseStep } from './append-step.ts'
import { checkMayBeSigned } from './check-may-be-signed.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'random' | 'outside'
>

/** What a reviewer found; `reasons` belong to a return. */
export interface ReviewReport {
  readonly draft: string
  /** Version of the report's record that the reviewer saw; 0 before the first step. */
  readonly expected: number
  /** Revision of the draft that the reviewer read. */
  readonly revision: number
  readonly verdict: 'passed' | 'returned'
  readonly reasons: string | null
}

/**
 * Enters a review: these words, read by somebody who did not write them. Refuses with
 * `report.own-review`, `report.step`, `report.moved`, `draft.stale`; to pass what cannot be signed
 * with `report.not-final`.
 */
export async function reviewReport(
  ports: Needs,
  session: Session,
  request: ReviewReport,
): Promise<Appended> {
  const { person } = session.actor
  if (person === null) return deny()
  const found = await findDraft(ports, session, request.draft)
  const { draft, record } = found
  expectVersion(request.expected, record)
  if (record && isSettled(record.step)) return refuseStep(session, record.step)
  if (wroteIn(session.actor, draft)) return refuseOwn()
  if (draft.revision !== request.revision) return refuseStale()
  const written = await writeDraft(ports, officialSession(session), { ...draft, ...found })
  const digests = digestsOf(ports.crypto, { tree: draft.tree, document: written.document })
  const passed = request.verdict === 'passed'
  if (passed && record?.step === 'reviewed' && sameWords(record, digests)) {
    return refuseStep(session, record.step)
  }
  if (passed) await checkMayBeSigned(ports, session, written)
  const drafters = await staffAmong(ports, session, handsIn(draft))
  const appended = await appendStep(ports, session, {
    record: draft.record,
    expected: request.expected,
    kind: record ? 'correct' : 'create',
    step: passed ? 'reviewed' : 'drafting',
    before: record?.values ?? {},
    changes: {
      name: written.document.title,
      template: draft.report,
      year: draft.year,
      draft: draft.id,
      revision: draft.revision,
      ...digests,
      drafters,
      reviewer: person,
      replaces: draft.replaces,
      ...(draft.answers === null ? {} : { answers: draft.answers }),
      reasons: passed ? null : request.reasons,
    },
  })
  await keepReviewed(ports, session, found, appended)
  return appended
}

function sameWords(
  record: { readonly tree: string; readonly wording: string },
  now: { readonly tree: string; readonly wording: string },
): boolean {
  return record.tree === now.tree && record.wording === now.wording
}

/** The revision that was reviewed stays readable, and a return's reasons stand beside the text. */
async function keepReviewed(
  { drafts }: Needs,
  { org, actor }: Session,
  { draft }: FoundDraft,
  { recordedAt, record }: Appended,
): Promise<void> {
  await drafts.keepVersion(org.id, {
    id: draft.id,
    revision: draft.revision,
    tree: draft.tree,
    slot: reviewSlot(record?.version ?? 0),
    savedAt: recordedAt,
    savedBy: actor.id,
  })
}

async function staffAmong(
  { rosters }: Needs,
  { org }: Session,
  writers: readonly string[],
): Promise<readonly string[] | null> {
  const { people } = await rosters.of(org.id)
  const staff = writers.filter((one) => people.has(one))
  return staff.length === 0 ? null : staff
}

function refuseOwn(): never {
  return refuse('report.own-review', {
    text: {
      zh: '复核须由没有参与起草的人进行。',
      en: 'A review is done by somebody who did not write in the draft.',
    },
    hint: { zh: '请另一位复核人复核。', en: 'Ask another reviewer.' },
  })
}

/** Refuses with `draft.stale`: what was read is not what stands there now. */
export function refuseStale(): never {
  return refuse('draft.stale', {
    text: {
      zh: '草稿在您打开之后已有改动。',
      en: 'The draft has changed since you opened it.',
    },
    hint: { zh: '请先读最新一稿。', en: 'Read the newest revision first.' },
  })
}
