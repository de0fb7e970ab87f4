import { blockText } from '../block-text.ts'
import type { ReportDocument } from '../document.ts'
import { attachmentMark } from '../document.ts'

/** What stands on each page of a report that nobody signed. */
export const unsignedMark = '（未签发稿）'

/** A report that nobody signed as plain text, which says so first. */
export function renderUnsignedText(document: ReportDocument): string {
  return `${unsignedMark}\n\n${renderText(document)}`
}

/** The report as plain text, a line a paragraph; what the reader reads back. */
export function renderText(document: ReportDocument): string {
  const { title, addressee, blocks, signature, date } = document
  const lines = [
    title,
    '',
    ...(addressee ? [`${addressee}：`] : []),
    ...blocks.map(blockText),
    '',
    signature,
    ...(date ? [dateText(date)] : []),
    ...paperLines(document),
  ]
  return `${lines.join('\n')}\n`
}

/** 抄送, and the attachments that come with the paper. */
function paperLines({ paper }: ReportDocument): string[] {
  if (!paper) return []
  const { copyTo, attachments } = paper
  return [
    ...attachments.flatMap(({ titleLines, blocks }, at) =>
      blocks.length === 0
        ? []
        : [
            '',
            attachmentMark(at + 1, { of: attachments.length }),
            titleLines.join(''),
            ...blocks.map(blockText),
          ],
    ),
    ...(copyTo ? ['', `抄送：${copyTo}。`] : []),
  ]
}

/** 2026年1月5日: Arabic numerals without padding (GB/T 9704-2012, 7.3.5.4). */
export function dateText(date: string): string {
  const [year, month, day] = date.split('-').map(Number)
  return `${year}年${month}月${day}日`
}
