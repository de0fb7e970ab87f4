import type { ReportDocument } from '../../report/document.ts'
import { redHeadOf } from '../../report/red-head.ts'
import { renderHtml } from '../../report/render/render-html.ts'
import { renderUnsignedText } from '../../report/render/render-text.ts'
import type { AppPorts } from '../ports/app-ports.ts'
import type { Session } from '../ports/store-ports.ts'
import { writeReport } from './write-report.ts'

/** Which report is written, and as what. */
export interface WriteReportFile {
  readonly report: string
  readonly year: number
  readonly format: 'docx' | 'pdf' | 'html' | 'txt'
  /** With masthead and imprint, as a document that is issued; Word and PDF only. */
  readonly redHead: boolean
}

/** The report of a year as a file, as this reader may see it. Leaves a line in the trail. */
export async function writeReportFile(
  ports: Pick<AppPorts, 'store' | 'yearBooks' | 'files'>,
  session: Session,
  { report, year, format, redHead }: WriteReportFile,
): Promise<{ readonly title: string; readonly body: Uint8Array | string }> {
  const book = await ports.yearBooks.withWords(session, year)
  const document = writeReport(book, { report, organisation: session.org.name.zh })
  const body = await render(ports.files, document, { format, redHead })
  await ports.store.trail(session.org.id, {
    actor: session.actor.id,
    act: 'export',
    subject: report,
    outcome: 'done',
    detail: `${year} ${format}`,
  })
  return { title: document.title, body }
}

async function render(
  files: AppPorts['files'],
  document: ReportDocument,
  { format, redHead }: Pick<WriteReportFile, 'format' | 'redHead'>,
): Promise<Uint8Array | string> {
  const head = redHead ? { head: redHeadOf(document) } : {}
  switch (format) {
    case 'docx':
      return files.renderDocx(document, head)
    case 'pdf':
      return files.renderPdf(document, head)
    case 'html':
      return renderHtml(document)
    case 'txt':
      return renderUnsignedText(document)
  }
}
