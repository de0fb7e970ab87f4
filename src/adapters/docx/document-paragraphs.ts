import type { IParagraphOptions, ParagraphChild, XmlComponent } from 'docx'
import {
  AlignmentType,
  BorderStyle,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { blockText } from '../../report/block-text.ts'
import type { Attachment, Block, Claim, Inline, ReportDocument } from '../../report/document.ts'
import { attachmentMark } from '../../report/document.ts'
import { keptBlocks } from '../../report/render/kept-together.ts'
import { dateText } from '../../report/render/render-text.ts'
import { ClaimControl } from './claim-control.ts'
import { bodyChar, bodyPitch, bodyTracking, font, linePitch, size } from './gbt9704.ts'
import { tableColumns, wordCells } from './table-columns.ts'

type Face = { readonly [key in 'eastAsia' | 'ascii' | 'hAnsi' | 'cs']: string }
type ParagraphOptions = Omit<IParagraphOptions, 'children'>

const exactLine = { line: linePitch, lineRule: LineRuleType.EXACT, before: 0, after: 0 }
const twoChars = { firstLine: 2 * bodyChar }
/** What stands above the signature stays with it. */
const withNext = { keepNext: true, widowControl: true }

/** Numbers the content controls of one document: Word wants them unique. */
class ControlSerial {
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

/**
 * A paragraph on the line grid. A line of it may stand alone at the foot of a page: a page has 22
 * lines, and one moved on to keep another company would leave it with 21.
 */
export function bodyParagraph(
  children: readonly ParagraphChild[],
  options: ParagraphOptions = {},
): Paragraph {
  return new Paragraph({ spacing: exactLine, widowControl: false, children, ...options })
}

/** An empty line of the grid. */
export function emptyLine(options: ParagraphOptions = {}): Paragraph {
  return bodyParagraph([], options)
}

/** Title, addressee, text, signature and date, attachments: GB/T 9704-2012, 7.3, in its order. */
export function documentParagraphs(document: ReportDocument): (Paragraph | Table)[] {
  const { title, addressee, paper } = document
  const attachments = paper?.attachments ?? []
  const body = document.blocks.slice(0, document.blocks.length - attachments.length)
  const write = blockWriter(document)
  const kept = keptBlocks(body)
  return [
    titleParagraph(paper?.titleLines ?? [title]),
    emptyLine(),
    ...(addressee ? [bodyParagraph([bodyRun(`${addressee}：`)])] : []),
    ...body.map((block, at) => write(block, at >= kept ? withNext : {})),
    ...attachmentList(document.blocks.slice(body.length)),
    ...signatureParagraphs(document),
    ...attachments.flatMap((one, at) =>
      attachmentParagraphs(one, {
        mark: attachmentMark(at + 1, { of: attachments.length }),
        write,
      }),
    ),
  ]
}

/** 2号小标宋, centred (7.3.1), each line on the grid of the text. */
function titleParagraph(lines: readonly string[]): Paragraph {
  return new Paragraph({
    alignment: AlignmentType.CENTER,
    spacing: exactLine,
    keepNext: true,
    children: lines.map(
      (text, at) =>
        new TextRun({
          text,
          font: font.title,
          size: size.title,
          ...(at > 0 ? { break: 1 } : {}),
        }),
    ),
  })
}

type WriteBlock = (block: Block, options: ParagraphOptions) => Paragraph | Table

function blockWriter(document: ReportDocument): WriteBlock {
  const claims = new Map(document.claims.map((claim) => [claim.id, claim]))
  const serial = new ControlSerial()
  return (block, options) => blockParagraph(block, { claims, serial, options })
}

function blockParagraph(
  block: Block,
  around: {
    readonly claims: ReadonlyMap<string, Claim>
    readonly serial: ControlSerial
    readonly options: ParagraphOptions
  },
): Paragraph | Table {
  const { claims, serial, options } = around
  const runs = (inlines: readonly Inline[], face?: Face) =>
    inlines.map((inline) => inlineRun(inline, { claims, serial, face }))
  switch (block.kind) {
    case 'heading': {
      const face = headingFace(block.level)
      return bodyParagraph([bodyRun(block.marker, face), ...runs(block.inlines, face)], {
        indent: twoChars,
        outlineLevel: block.level - 1,
        keepNext: true,
        ...options,
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
        ...options,
      })
    }
    case 'table':
      return blockTable(block, options)
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

function blockTable(
  { header, rows }: Extract<Block, { kind: 'table' }>,
  options: ParagraphOptions,
): Table {
  const border = { style: BorderStyle.SINGLE, size: 4, color: '000000' }
  const borders = { top: border, bottom: border, left: border, right: border }
  const columns = tableColumns([header, ...rows], wordCells)
  const cell = (text: string, at: number, { face = font.body, isCentred = false } = {}) =>
    new TableCell({
      borders,
      width: { size: columns[at]?.width ?? 0, type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      children: [
        bodyParagraph([new TextRun({ text, font: face, size: size.table })], {
          alignment: isCentred ? AlignmentType.CENTER : AlignmentType.LEFT,
          ...options,
        }),
      ],
    })
  return new Table({
    width: { size: 100, type: WidthType.PERCENTAGE },
    columnWidths: columns.map(({ width }) => width),
    rows: [
      new TableRow({
        tableHeader: true,
        children: header.map((text, at) => cell(text, at, { face: font.level1, isCentred: true })),
      }),
      ...rows.map(
        (row) =>
          new TableRow({
            cantSplit: true,
            children: row.map((text, at) =>
              cell(text, at, { isCentred: columns[at]?.isShort ?? false }),
            ),
          }),
      ),
    ],
  })
}

/**
 * 附件说明 (7.3.4): an empty line below the text, two characters in; what runs over stands under
 * the first character of its name.
 */
function attachmentList(listed: readonly Block[]): Paragraph[] {
  if (listed.length === 0) return []
  return [
    emptyLine(withNext),
    ...listed.map((block) => {
      const text = blockText(block)
      const [opening = '', , order = ''] = /^(附件：)?(\d+\.)?/.exec(text) ?? []
      const left = 2 * bodyChar + typeWidth('附件：') + typeWidth(order)
      const hanging = typeWidth(opening)
      return bodyParagraph([bodyRun(text)], { indent: { left, hanging }, ...withNext })
    }),
  ]
}

/**
 * An attachment on pages of its own: its mark in 3号黑体 at the upper left, its title in the third
 * line, its text as any text. One without text travels by itself and is only listed.
 */
function attachmentParagraphs(
  { titleLines, blocks }: Attachment,
  { mark, write }: { readonly mark: string; readonly write: WriteBlock },
): (Paragraph | Table)[] {
  if (blocks.length === 0) return []
  return [
    bodyParagraph([bodyRun(mark, font.level1)], { pageBreakBefore: true, keepNext: true }),
    emptyLine({ keepNext: true }),
    titleParagraph(titleLines),
    emptyLine({ keepNext: true }),
    ...blocks.map((block) => write(block, {})),
  ]
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
    emptyLine(withNext),
    emptyLine(withNext),
    bodyParagraph([bodyRun(signature)], {
      alignment: AlignmentType.RIGHT,
      indent: { right },
      keepNext: date !== null,
    }),
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

/** Twips that a line of 3号 takes; digits, points and Latin letters as in Times New Roman. */
function typeWidth(text: string): number {
  return [...text].reduce((sum, one) => {
    if (one.charCodeAt(0) >= 0x2e80) return sum + bodyPitch
    return sum + bodyTracking + (one === '.' ? bodyChar / 4 : bodyChar / 2)
  }, 0)
}
