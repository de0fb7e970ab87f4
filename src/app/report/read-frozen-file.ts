import { refuse } from '../../ledger/fault.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import { parseSealed } from '../../report/evidence/sealed-form.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { findReport } from './find-report.ts'

/** A frozen report's Word file as it is kept. */
interface FrozenFile {
  readonly title: string
  readonly bytes: Uint8Array
  readonly digest: string
}

/**
 * The bytes of a frozen report, the same each time, and a line in the trail. Refuses with
 * `report.not-frozen`.
 */
export async function readFrozenFile(
  ports: Pick<AppPorts, 'store' | 'drafts'>,
  session: Session,
  id: string,
): Promise<FrozenFile> {
  const file = await keptFrozenFile(ports, session, id)
  const line = { actor: session.actor.id, act: 'export', subject: id, outcome: 'done' } as const
  await ports.store.trail(session.org.id, { ...line, detail: 'frozen docx' })
  return file
}

/** The same for a look that takes nothing out of the house. */
export async function keptFrozenFile(
  ports: Pick<AppPorts, 'store' | 'drafts'>,
  session: Session,
  id: string,
): Promise<FrozenFile> {
  const { name, file } = await findReport(ports, session, id)
  if (file === null) return refuseNotFrozen()
  const kept = await ports.drafts.file(session.org.id, id, { kind: 'docx', digest: file })
  if (!kept) throw new Error(`the file of report ${id} is not there`)
  return { title: name, bytes: kept.bytes, digest: file }
}

/**
 * 核验说明 of a frozen report as a Word file of its own. Refuses with `report.not-frozen`.
 */
export async function readReportAnnex(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'files' | 'outside'>,
  session: Session,
  id: string,
): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
  const { title, sealed } = await sealedOf(ports, session, id)
  return { title: `${title}（核验说明）`, bytes: await ports.files.renderAnnex(sealed) }
}

/**
 * A frozen report as PDF, with the same evidence attached: made from what the kept Word file
 * carries, so that it says the same. Refuses with `report.not-frozen`, `pdf.unavailable`.
 */
export async function readReportPdf(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'files' | 'outside'>,
  session: Session,
  id: string,
): Promise<{ readonly title: string; readonly bytes: Uint8Array }> {
  const { title, sealed } = await sealedOf(ports, session, id)
  const withHead = sealed.document.number !== null
  return { title, bytes: await ports.files.renderSealedPdf(sealed, { withHead }) }
}

/** What the kept Word file carries. */
async function sealedOf(
  ports: Pick<AppPorts, 'store' | 'drafts' | 'outside'>,
  session: Session,
  id: string,
): Promise<{ readonly title: string; readonly sealed: SealedReport }> {
  const { title, bytes } = await readFrozenFile(ports, session, id)
  const { sealedText } = await ports.outside.read('sealed', bytes, session.org.id)
  const sealed = sealedText === null ? null : parseSealed(sealedText)
  if (sealed === null) throw new Error(`the file of report ${id} carries no evidence`)
  return { title, sealed }
}

function refuseNotFrozen(): never {
  return refuse('report.not-frozen', {
    text: { zh: '报告还没有定稿。', en: 'The report is not frozen yet.' },
    hint: { zh: '签发之后片刻即定稿。', en: 'It is, a moment after the signature.' },
  })
}
