import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { toBase64 } from '../../log/base64.ts'
import { fromUtf8 } from '../../log/utf8.ts'
import { carriedSize } from '../../report/evidence/carried-checkpoint.ts'
import type { FrozenReport } from '../../report/evidence/evidence.ts'
import { sealReport } from '../../report/evidence/freeze-report.ts'
import { waitForCheckpoint } from '../log/covering-checkpoint.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { KeptFile } from '../ports/draft-ports.ts'
import type { Appended, Session } from '../ports/store-ports.ts'
import { appendStep, refuseStep } from './append-step.ts'
import { findReport } from './find-report.ts'
import { gatherKeyChanges, gatherSigning } from './gather-signing.ts'

type Needs = Pick<
  AppPorts,
  'store' | 'drafts' | 'clock' | 'rosters' | 'crypto' | 'files' | 'yearBooks'
>

/**
 * Renders the file of a signed report once a checkpoint covers the signature, keeps it, and enters
 * its digest; from then on those bytes are served. Refuses with `report.step`, `report.moved`.
 */
export async function freezeFile(ports: Needs, session: Session, id: string): Promise<Appended> {
  const report = await findReport(ports, session, id)
  if (report.step !== 'signed') return refuseStep(session, report.step)
  const frozen = await frozenReport(ports, session, report)
  const frozenAt = carriedSize(frozen.evidence.checkpoint)
  // A server that was killed may have left the signature without a checkpoint.
  ports.store.sign(session.org.id)
  const signing = await waitForCheckpoint(() =>
    gatherSigning(ports, session, { entry: report.entry, frozenAt, withName: true }),
  )
  const keyChanges = await gatherKeyChanges(ports, session, signing.checkpoint)
  const sealed = sealReport({ ...frozen, signing, keyChanges })
  // A paper with a number is issued: it has masthead and imprint.
  const withHead = frozen.document.number !== null
  const bytes = await ports.files.renderSealed(sealed, { withHead })
  const digest = toBase64(ports.crypto.sha256(bytes))
  await ports.drafts.keepFile(session.org.id, report.id, { kind: 'docx', digest, bytes })
  return appendStep(ports, session, {
    record: report.id,
    expected: report.version,
    kind: 'correct',
    step: 'frozen',
    before: report.values,
    changes: { file: digest },
  })
}

/** What was signed, read back from its bytes. Throws when they are not those of the digest. */
export async function frozenReport(
  ports: Pick<AppPorts, 'drafts' | 'crypto'>,
  { org }: Session,
  { id, digest }: ReportRecord,
): Promise<FrozenReport> {
  const file = digest && (await ports.drafts.file(org.id, id, { kind: 'frozen', digest }))
  if (!file) throw new Error(`report ${id} was signed and what was signed is not there`)
  return JSON.parse(checked(ports, file)) as FrozenReport
}

function checked({ crypto }: Pick<AppPorts, 'crypto'>, { bytes, digest }: KeptFile): string {
  const text = fromUtf8(bytes)
  if (text === null || toBase64(crypto.sha256(bytes)) !== digest) {
    throw new Error(`kept bytes differ from their digest ${digest}`)
  }
  return text
}
