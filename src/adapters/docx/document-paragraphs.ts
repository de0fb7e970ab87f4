import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  WidthType,
} from 'docx'
import type { IParagraphOptions, ParagraphChild, XmlComponent } from 'docx'
import type { Block, Claim, Inline, ReportDocument } from '../../report/document.ts'
import { dateText } from '../../report/render/render-text.ts'
import { ClaimControl } from './claim-control.ts'
import { bodyChar, bodyTracking, font, linePitch, size } from './gbt9704.ts'

type Face = { readonly [key in 'eastAsia' | 'ascii' | 'hAnsi' | 'cs']: string }

const exactLine = { line: linePitch, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
const twoChars = { firstLine: 2 * bodyChar }

/** Numbers the content controls of one document: Word wants them unique. */
export class ControlSerial {
  #last = 0
  next(): number {
    this.#last++
    return this.#last
  }
}

/** A run of 3号 type. */
export function bodyRun(text: string, face: Face = font.body): TextRun {
  return new TextRun({ text, font: face, size: size.body, characterSpacing: bodyTracking })
}

/** A paragraph on the line grid. */
export function bodyParagraph(
  children: readonly ParagraphChild[],
  options: Omit<IParagraphOptions, 'children'> = {},
): Paragraph {
  return new Paragraph({ spacing: exactLine, children, ...options })
}

/** An empty line of the grid. */
export function emptyLine(): Paragraph {
  return bodyParagraph([])
}

/** Title, addressee, text, signature and date, in the order of GB/T 9704-2012 7.3. */
export function documentParagraphs(document: ReportDocument): (Paragraph | Table)[] {
  const claims = new Map(document.claims.map((claim) => [claim.id, claim]))
  const serial = new ControlSerial()
  const write = (block: Block) => blockParagraph(block, claims, serial)
  const { title, addressee, blocks } = document
  return [
    titleParagraph(title),
    emptyLine(),
    ...(addressee ? [bodyParagraph([bodyRun(`${addressee}：`)])] : []),
    ...blocks.map(write),
    ...signatureParagraphs(document),
  ]
}

/** 2号小标宋, centred (7.3.1); 11/8 of the type is the least line that does not cut it. */
function titleParagraph(title: string): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: { line: 700, lineRule: LineRuleType.EXACT },
    children: [new TextRun({ text: title, font: font.title, size: size.title })],
  })
}

function blockParagraph(
  block: Block,
  claims: ReadonlyMap<string, Claim>,
  serial: ControlSerial,
): Paragraph | Table {
  const runs = (inlines: readonly Inline[], face?: Face) =>
    inlines.map((inline) => inlineRun(inline, { claims, serial, face }))
  switch (block.kind) {
    case 'heading': {
      const face = headingFace(block.level)
      return bodyParagraph([bodyRun(block.marker, face), ...runs(block.inlines, face)], {
        indent: twoChars,
        outlineLevel: block.level - 1,
        keepNext: true,
      })
    }
    case 'paragraph': {
      const { runIn } = block
      const opening = runIn
        ? [bodyRun(runIn.marker, font.level2), ...runs(runIn.inlines, font.level2)]
        : []
      return bodyParagraph([...opening, ...runs(block.inlines)], {
        indent: twoChars,
        alignment: AlignmentType.BOTH,
      })
    }
    case 'table':
      return blockTable(block.header, block.rows)
  }
}

/** 一、黑体 （一）楷体 1.仿宋 （1）仿宋, all 3号 (7.3.3). */
function headingFace(level: 1 | 2 | 3 | 4): Face {
  switch (level) {
    case 1:
      return font.level1
    case 2:
      return font.level2
    case 3:
    case 4:
      return font.body
  }
}

function inlineRun(
  inline: Inline,
  around: {
    claims: ReadonlyMap<string, Claim>
    serial: ControlSerial
    face: Face | undefined
  },
): ParagraphChild {
  const run = bodyRun(inline.text, around.face)
  const claim = inline.kind === 'claim' ? around.claims.get(inline.claim) : undefined
  if (!claim) return run
  return inParagraph(new ClaimControl(claim, [run], around.serial.next()))
}

/** The library's type names classes of its own only; any run-level element may stand there. */
function inParagraph(element: XmlComponent): ParagraphChild {
  return element as ParagraphChild
}

function blockTable(header: readonly string[], rows: readonly (readonly string[])[]): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const borders = { top: border, bottom: border, left: border, right: border }
  const cell = (text: string, face?: Face) =>
    new TableCell({ borders, children: [bodyParagraph([bodyRun(text, face)])] })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    rows: [
      new TableRow({ tableHeader: true, children: header.map((text) => cell(text, font.level1)) }),
      ...rows.map((row) => new TableRow({ children: row.map((text) => cell(text)) })),
    ],
  })
}

/**
 * 署名 and 成文日期 under a seal (7.3.5.1): the date ends four characters from the right, the
 * signature is centred on the date. A draft without a date has none.
 */
function signatureParagraphs({ signature, date }: ReportDocument): Paragraph[] {
  const shown = date ? dateText(date) : ''
  const middle = 4 * bodyChar + typeWidth(shown) / 2
  const right = Math.max(2 * bodyChar, Math.round(middle - typeWidth(signature) / 2))
  return [
    emptyLine(),
    emptyLine(),
    bodyParagraph([bodyRun(signature)], { alignment: AlignmentType.RIGHT, indent: { right } }),
    ...(date
      ? [
          bodyParagraph([bodyRun(shown)], {
            alignment: AlignmentType.RIGHT,
            indent: { right: 4 * bodyChar },
          }),
        ]
      : []),
  ]
}

/** Twips that a line of 3号 takes; a digit or Latin letter is half a character. */
function typeWidth(text: string): number {
  const chars = [...text].reduce((sum, one) => sum + (one.charCodeAt(0) < 0x2e80 ? 0.5 : 1), 0)
  return chars * bodyChar
}
