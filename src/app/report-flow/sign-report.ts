import { Refusal, refuse } from '../../ledger/fault.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { canonicalJson } from '../../log/canonical-json.ts'
import { mayBeSigned } from '../../report/check/finalise.ts'
import type { Finding } from '../../report/check/finding.ts'
import { freezeReport } from '../../report/evidence/freeze-report.ts'
import type { AppPorts } from '../app-ports.ts'
import { gatherEvidence } from '../gather-evidence.ts'
import type { Appended, Session } from '../ports.ts'
import { appendStep, expectVersion, refuseStep } from './append-step.ts'
import { findDraft } from './find-draft.ts'
import type { FoundDraft } from './find-draft.ts'
import { checkMayOverrule } from './overrule-claim.ts'
import type { ReportRecord } from './report-record.ts'
import { refuseStale } from './review-report.ts'
import { waitForCheckpoint } from './wait-for-checkpoint.ts'
import { digestsOf, officialSession, writeDraft } from './written-draft.ts'
import type { WrittenDraft } from './written-draft.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'yearBooks' | 'clock' | 'rosters' | 'crypto' | 'random'
>

/** What the signer saw: the step before, and the revision that was read. */
export interface SignReport {
  readonly draft: string
  readonly expected: number
  readonly revision: number
  /** Address of the page that verifies, for the code in the annex; null where there is none. */
  readonly page: string | null
}

/**
 * Signs a report: the digest of document and evidence at the newest checkpoint goes into an entry
 * of kind `sign`. The caller must have proved again who sits there. Refuses with `report.step`,
 * `report.review-lapsed`, `report.not-final` (a fault for each finding), `report.issuer.other`,
 * `report.moved`, `draft.stale`.
 */
export async function signReport(
  ports: Needs,
  session: Session,
  request: SignReport,
): Promise<Appended> {
  checkMayOverrule(session)
  const found = await findDraft(ports, session, request.draft)
  const { draft, record } = found
  expectVersion(request.expected, record)
  if (record?.step !== 'reviewed') return refuseStep(session, record?.step ?? null)
  if (draft.revision !== request.revision) return refuseStale()
  const written = await writeDraft(ports, officialSession(session), { ...draft, ...found })
  checkReviewHolds(ports, { record, found, written })
  if (!mayBeSigned(written.findings)) return refuseNotFinal(written.findings)
  await checkIssuer(ports, session, written)
  const { digest, checkpoint } = await freeze(ports, session, {
    found,
    written,
    page: request.page,
  })
  const appended = await appendStep(ports, session, {
    ...{ record: draft.record, expected: request.expected, kind: 'sign', step: 'signed' },
    before: record.values,
    changes: { signer: session.actor.person, digest, checkpoint },
  })
  await ports.drafts.close(session.org.id, draft.id)
  return appended
}

/** A review is of words: once they change, or a number in them moves, it holds no longer. */
function checkReviewHolds(
  { crypto }: Needs,
  seen: { record: ReportRecord; found: FoundDraft; written: WrittenDraft },
): void {
  const { record, found, written } = seen
  const now = digestsOf(crypto, { tree: found.draft.tree, document: written.document })
  if (record.tree === now.tree && record.wording === now.wording) return
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
  { rosters }: Needs,
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

async function freeze(
  ports: Needs,
  session: Session,
  { found, written, page }: { found: FoundDraft; written: WrittenDraft; page: string | null },
): Promise<{ readonly digest: string; readonly checkpoint: number }> {
  const { document, book } = written
  const overrides = found.overruled
    .filter((one) =>
      document.claims.some((claim) => claim.id === one.claim && claim.text === one.words),
    )
    .map(({ claim, entry }) => ({ claim, entry }))
  const evidence = await waitForCheckpoint(() =>
    gatherEvidence(ports, session, { document, today: book.today, overrides, page }),
  )
  const { frozen, digest } = freezeReport(ports.crypto, { document, evidence })
  await ports.drafts.keepFile(session.org.id, found.draft.record, {
    ...{ kind: 'frozen', digest, bytes: toUtf8(canonicalJson(frozen)) },
    at: new Date(ports.clock.now()).toISOString(),
  })
  return { digest, checkpoint: document.asOf.size }
}

function refuseNotFinal(findings: readonly Finding[]): never {
  const open = findings.filter((one) => one.weight !== 'notice')
  throw new Refusal([
    {
      code: 'report.not-final',
      at: [],
      text: {
        zh: `还有${open.length}处问题，不能签发。`,
        en: `${open.length} matters stand between this draft and a signature.`,
      },
      hint: { zh: '逐处处理之后再签发。', en: 'Settle each of them first.' },
    },
    ...open.map(({ code, at, text, hint }) => ({ code, at, text, hint })),
  ])
}
