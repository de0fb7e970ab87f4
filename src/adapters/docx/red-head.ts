import type { IIndentAttributesProperties } from 'docx'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  RelativeHorizontalPosition,
  RelativeVerticalPosition,
  Table,
  TableAnchorType,
  TableCell,
  TableLayoutType,
  TableRow,
  TabStopType,
  TextRun,
  WidthType,
} from 'docx'
import type { ReportDocument } from '../../report/document.ts'
import type { RedHead } from '../../report/red-head.ts'
import { dateText } from '../../report/render/render-text.ts'
import { bodyParagraph, bodyRun, emptyLine } from './document-paragraphs.ts'
import { bodyChar, font, linePitch, page, red, size } from './gbt9704.ts'

const typeAreaWidth = page.width - page.margin.left - page.margin.right
/** One character of 4号, in twips. */
const smallChar = 280
/** Eighths of a point: 0.35 mm and 0.25 mm. */
const thickRule = { style: BorderStyle.SINGLE, size: 8, color: '000000' }
const thinRule = { style: BorderStyle.SINGLE, size: 6, color: '000000' }
const noRule = { style: BorderStyle.NONE, size: 0, color: '000000' }

/**
 * 版头 of a document that goes up (7.2.4–7.2.7): masthead 35 mm below the top of the type area,
 * number at the left and 签发人 at the right of one line, a red line 4 mm below it.
 */
export function redHeadParagraphs(document: ReportDocument, { masthead }: RedHead): Paragraph[] {
  const { number, issuer, paper } = document
  const above = paper?.urgency ? 1 : 0
  return [
    new Paragraph({
      alignment: AlignmentType.CENTER,
      // 35 mm to the upper edge of the type: three lines and what the line itself leaves above.
      spacing: {
        before: (3 - above) * linePitch,
        after: 2 * linePitch,
        line: 1100,
        lineRule: LineRuleType.EXACT,
      },
      children: [
        new TextRun({ text: masthead, font: font.title, size: size.masthead, color: red }),
      ],
    }),
    bodyParagraph(
      [
        bodyRun(number ?? ''),
        bodyRun('\t'),
        ...(issuer ? [bodyRun('签发人：'), bodyRun(issuer, font.level2)] : []),
      ],
      {
        indent: { left: bodyChar, right: bodyChar },
        tabStops: [{ type: TabStopType.RIGHT, position: typeAreaWidth - bodyChar }],
      },
    ),
    // The line is as wide as the type area, the words above it are not: a paragraph of its own.
    new Paragraph({
      spacing: { line: 227, lineRule: LineRuleType.EXACT },
      border: { bottom: { style: BorderStyle.SINGLE, size: 12, color: red, space: 0 } },
      children: [],
    }),
    emptyLine(),
    emptyLine(),
  ]
}

/** 紧急程度 in 3号黑体, the first line of the type area (7.2.3). */
export function urgencyParagraphs({ paper }: ReportDocument): Paragraph[] {
  return paper?.urgency ? [bodyParagraph([bodyRun(paper.urgency, font.level1)])] : []
}

/**
 * 版记 at the foot of the last page (7.4): 4号, one character in at both sides; the first and the
 * last rule are 0.35 mm, those between 0.25 mm. Word cannot know the last page before it has set
 * the text, so the block floats at the foot of the page it falls on.
 */
export function imprintTable({ signature }: ReportDocument, head: RedHead): Table {
  const printed = head.printedOn ? `${dateText(head.printedOn)}印发` : ''
  const rows = [
    ...(head.copyTo ? [copyCell(`抄送：${head.copyTo}。`)] : []),
    imprintCell([signature, printed]),
  ]
  return new Table({
    width: { size: typeAreaWidth, type: WidthType.DXA },
    columnWidths: [typeAreaWidth],
    layout: TableLayoutType.FIXED,
    float: {
      horizontalAnchor: TableAnchorType.MARGIN,
      verticalAnchor: TableAnchorType.MARGIN,
      relativeHorizontalPosition: RelativeHorizontalPosition.LEFT,
      relativeVerticalPosition: RelativeVerticalPosition.BOTTOM,
    },
    borders: {
      left: noRule,
      right: noRule,
      top: thickRule,
      bottom: thickRule,
      insideHorizontal: thinRule,
    },
    rows: rows.map((cell) => new TableRow({ cantSplit: true, children: [cell] })),
  })
}

/** 抄送: what runs over stands under the first character behind the colon (7.4.2). */
function copyCell(text: string): TableCell {
  return smallCell([text], { left: 4 * smallChar, right: smallChar, hanging: 3 * smallChar })
}

function imprintCell([left, right]: [string, string]): TableCell {
  return smallCell([left, '\t', right], { left: smallChar, right: smallChar })
}

function smallCell(texts: readonly string[], indent: IIndentAttributesProperties): TableCell {
  const line = new Paragraph({
    spacing: { line: linePitch, lineRule: LineRuleType.EXACT },
    indent,
    tabStops: [{ type: TabStopType.RIGHT, position: typeAreaWidth - smallChar }],
    children: texts.map((text) => new TextRun({ text, font: font.body, size: size.small })),
  })
  return new TableCell({ margins: { left: 0, right: 0 }, children: [line] })
}
