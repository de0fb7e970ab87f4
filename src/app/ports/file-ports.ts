import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import type { AnswerSheet } from '../../report/call/answer-sheet.ts'
import type { CarriedReport, TaggedSpan } from '../../report/check/carried-claim.ts'
import type { ReportDocument } from '../../report/document.ts'
import type { SealedReport } from '../../report/evidence/evidence.ts'
import type { RedHead } from '../../report/red-head.ts'
import type { Annex } from '../../report/verify/annex.ts'

/** A report as read from a file: its text, and what the file carries beside it. */
export interface ReportText {
  /** A line a paragraph, outer blank lines stripped. */
  readonly text: string
  /** Content controls with their place in the text. */
  readonly spans: readonly TaggedSpan[]
  /** What the file carries of its claims; null where it is not one of ours. */
  readonly carried: CarriedReport | null
}

/** A file that travels inside a PDF. */
export interface AttachedText {
  /** e.g. `evidence.json` */
  readonly name: string
  readonly about: string
  readonly text: string
}

/** What a PDF has beside the report. */
export interface PdfOptions {
  readonly head?: RedHead
  /** On a page of its own after the signature. */
  readonly annex?: Annex
  readonly attached?: readonly AttachedText[]
  /** It carries its signature; absent: nobody signed it, and each page says so. */
  readonly isSigned?: boolean
}

/** Files of office programs, as they are written. */
export interface OfficeFiles {
  writeWorkbook(table: WrittenTable): Promise<Uint8Array>
  writeCsv(table: WrittenTable): Promise<Uint8Array>
  /** The sheet in which a body without a log answers a call. */
  writeAnswerSheet(sheet: AnswerSheet): Promise<Uint8Array>
  /** The page that verifies without a server, as one file; null where it was not built. */
  verifierPage(): Promise<string | null>
  /** One archive of these parts by path; the same parts give the same bytes. */
  writeArchive(parts: Readonly<Record<string, Uint8Array>>): Uint8Array
  /** In the layout of GB/T 9704-2012; the same document gives the same bytes. */
  renderDocx(document: ReportDocument, options: { readonly head?: RedHead }): Promise<Uint8Array>
  /** The Word file that carries its evidence; the same report gives the same bytes. */
  renderSealed(sealed: SealedReport, options: { readonly withHead: boolean }): Promise<Uint8Array>
  /** 核验说明 as a Word file of its own; the same report gives the same bytes. */
  renderAnnex(sealed: SealedReport): Promise<Uint8Array>
  /** The PDF that carries its evidence as an attached file; the same report, the same bytes. */
  renderSealedPdf(
    sealed: SealedReport,
    options: { readonly withHead: boolean },
  ): Promise<Uint8Array>
  /** The same layout as PDF/A-3a. Refuses with `pdf.unavailable` where the compiler cannot run. */
  renderPdf(document: ReportDocument, options: PdfOptions): Promise<Uint8Array>
}
