import {
  AlignmentType,
  BorderStyle,
  ImageRun,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import { qrImage } from '../../report/file/qr-image.ts'
import type { Annex } from '../../report/verify/annex.ts'
import { bodyParagraph, bodyRun } from './document-paragraphs.ts'
import { bodyChar, font, page, size } from './gbt9704.ts'

/** 五号, for tables that nobody reads aloud; half-points. */
const tableSize = 21
// Exact lines keep off the grid of the text, on which small type would stand far apart.
const smallLine = { line: 420, lineRule: LineRuleType.EXACT, before: 40, after: 40 }
const tableLine = { line: 300, lineRule: LineRuleType.EXACT, before: 30, after: 30 }
/** Twips: number, words, ledger, verdict. */
const columnWidths = [700, 5244, 1300, 1600]
/** The code as printed: 32 mm, in pixels of 96 to the inch. */
const codePixels = 121

/**
 * The annex: what was proved, and a code that leads to the proof; on a page of its own, or under
 * the title of the report where it is a file of its own.
 */
export function annexParagraphs(
  annex: Annex,
  { of }: { readonly of: string | null },
): (Paragraph | Table)[] {
  return [
    ...(of === null ? [] : [bodyParagraph([bodyRun(of, font.title)])]),
    bodyParagraph([bodyRun(annex.title, font.level1)], { pageBreakBefore: of === null }),
    ...annex.paragraphs.map(smallParagraph),
    codeParagraph(annex.address),
    claimsTable(annex),
    ...annex.overrides.map(smallParagraph),
  ]
}

function smallParagraph(text: string): Paragraph {
  return new Paragraph({
    indent: { firstLine: 2 * bodyChar },
    spacing: smallLine,
    children: [new TextRun({ text, font: font.body, size: size.small })],
  })
}

function codeParagraph(address: string): Paragraph {
  const { png } = qrImage(address)
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { before: 120, after: 120 },
    children: [
      new ImageRun({
        type: 'png',
        data: png,
        transformation: { width: codePixels, height: codePixels },
        altText: { id: '1', name: 'proof', description: address },
      }),
    ],
  })
}

function claimsTable({ header, rows }: Annex): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const borders = { top: border, bottom: border, left: border, right: border }
  const cell = (text: string, column: number, face = font.body) =>
    new TableCell({
      borders,
      width: { size: columnWidths[column] ?? 0, type: WidthType.DXA },
      margins: { left: 80, right: 80, top: 20, bottom: 20 },
      children: [
        new Paragraph({
          alignment: column === 1 ? AlignmentType.LEFT : AlignmentType.CENTER,
          spacing: tableLine,
          children: [new TextRun({ text, font: face, size: tableSize })],
        }),
      ],
    })
  return new Table({
    width: { size: page.width - page.margin.left - page.margin.right, type: WidthType.DXA },
    columnWidths,
    layout: TableLayoutType.FIXED,
    rows: [
      new TableRow({
        tableHeader: true,
        children: header.map((text, column) => cell(text, column, font.level1)),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, column) => cell(text, column)),
          }),
      ),
    ],
  })
}
