import type { ReportDocument } from './document.ts'

/** What the head and the imprint of an issued document say beyond the document itself. */
export interface RedHead {
  /** 发文机关标志, e.g. 海棠市档案馆文件 */
  readonly masthead: string
  /** 抄送机关; none is usual for a report. */
  readonly copyTo: string | null
  /** 印发日期, `YYYY-MM-DD` */
  readonly printedOn: string | null
}

/** Masthead and imprint of a document that its signatory issues. */
export function redHeadOf(document: ReportDocument): RedHead {
  const { date, paper } = document
  return {
    masthead: mastheadOf(document),
    copyTo: paper?.copyTo ?? null,
    printedOn: date,
  }
}

/** 发文机关标志 of a document that its signatory issues. */
export function mastheadOf({ signature }: Pick<ReportDocument, 'signature'>): string {
  return `${signature}文件`
}

/** 版记 stands on what is issued, and wherever somebody gets a copy. */
export function hasImprint(
  { paper }: Pick<ReportDocument, 'paper'>,
  { withHead }: { readonly withHead: boolean },
): boolean {
  return withHead || (paper?.copyTo ?? null) !== null
}
