import type { Table } from 'docx'
import {
  AlignmentType,
  Document,
  DocumentGridType,
  Footer,
  Header,
  NumberFormat,
  Packer,
  PageNumber,
  Paragraph,
  TextRun,
} from 'docx'
import { carriedReport } from '../../report/check/carried-claim.ts'
import type { ReportDocument } from '../../report/document.ts'
import type { RedHead } from '../../report/red-head.ts'
import { hasImprint, redHeadOf } from '../../report/red-head.ts'
import { unsignedMark } from '../../report/render/render-text.ts'
import { carriedPart, escapeXml } from './carried-part.ts'
import type { CustomPart } from './custom-parts.ts'
import { withCustomParts } from './custom-parts.ts'
import { documentParagraphs, emptyLine } from './document-paragraphs.ts'
import { font, linePitch, page, size } from './gbt9704.ts'
import { imprintTable, redHeadParagraphs, urgencyParagraphs } from './red-head.ts'

/**
 * Renders a report that nobody signed, and that says so on each page, as a Word file in the layout
 * of GB/T 9704-2012, each claim a content control. The bytes depend on the document alone: the same
 * document gives the same file. With `head` it has 版头 and 版记, without it is plain.
 */
export async function renderDocx(
  document: ReportDocument,
  { head }: { head?: RedHead } = {},
): Promise<Uint8Array> {
  const parts = [carriedPart(carriedReport(document))]
  return writeDocx(document, { ...(head ? { head } : {}), annex: [], parts, isSigned: false })
}

/** The file with what comes after the date, and with parts of its own. */
export function writeDocx(
  document: ReportDocument,
  given: {
    readonly head?: RedHead
    readonly annex: readonly (Paragraph | Table)[]
    readonly parts: readonly CustomPart[]
    readonly isSigned: boolean
  },
): Promise<Uint8Array> {
  const { head, annex, parts, isSigned } = given
  const withImprint = hasImprint(document, { withHead: head !== undefined })
  const imprint = withImprint ? (head ?? redHeadOf(document)) : null
  const children = [
    ...urgencyParagraphs(document),
    ...(head ? redHeadParagraphs(document, head) : []),
    ...documentParagraphs(document),
    ...annex,
    ...(imprint ? [imprintTable(document, imprint), emptyLine()] : []),
  ]
  return writePages(children, { properties: document, parts, isSigned })
}

/** Whatever stands on pages of GB/T 9704-2012, as a file. */
export async function writePages(
  children: readonly (Paragraph | Table)[],
  given: {
    readonly properties: FileProperties
    readonly parts: readonly CustomPart[]
    /** What nobody signed says so at the top of every page. */
    readonly isSigned: boolean
  },
): Promise<Uint8Array> {
  const { properties: about, parts, isSigned } = given
  const file = new Document({
    title: about.title,
    creator: about.signature,
    lastModifiedBy: about.signature,
    evenAndOddHeaderAndFooters: true,
    styles: { default: { document: { run: { font: font.body, size: size.body, language } } } },
    sections: [
      {
        properties: {
          page: {
            size: { width: page.width, height: page.height },
            margin: page.margin,
            pageNumbers: { formatType: NumberFormat.DECIMAL },
          },
          grid: { type: DocumentGridType.LINES_AND_CHARS, linePitch, charSpace: 0 },
        },
        ...(isSigned ? {} : { headers: { default: unsigned(), even: unsigned() } }),
        footers: { default: pageNumber('odd'), even: pageNumber('even') },
        children,
      },
    ],
  })
  const properties = { path: 'docProps/core.xml', data: coreProperties(about) }
  return withCustomParts(await Packer.toBuffer(file, undefined, [properties]), parts)
}

type FileProperties = Pick<ReportDocument, 'title' | 'signature' | 'year' | 'date'>

/** What a program takes quotes and dashes for, and by which rules it breaks lines. */
const language = { value: 'en-US', eastAsia: 'zh-CN' }

/** 未签发稿 above the type area, so that no page of a draft passes for a signed one. */
function unsigned(): Header {
  const mark = new TextRun({ text: unsignedMark, font: font.level1, size: size.small })
  return new Header({
    children: [new Paragraph({ alignment: AlignmentType.RIGHT, children: [mark] })],
  })
}

/** — 1 — in 4号宋体, one character from the outer edge (7.5). */
function pageNumber(side: 'odd' | 'even'): Footer {
  const isOdd = side === 'odd'
  return new Footer({
    children: [
      new Paragraph({
        alignment: isOdd ? AlignmentType.RIGHT : AlignmentType.LEFT,
        indent: isOdd ? { right: 280 } : { left: 280 },
        children: [
          new TextRun({
            children: ['— ', PageNumber.CURRENT, ' —'],
            font: font.page,
            size: size.small,
          }),
        ],
      }),
    ],
  })
}

/** The library would write the time of day here, and no two files would be alike. */
function coreProperties({ title, signature, year, date }: FileProperties): string {
  const made = `${date ?? `${year}-12-31`}T00:00:00Z`
  const stamp = (name: string) =>
    `<dcterms:${name} xsi:type="dcterms:W3CDTF">${made}</dcterms:${name}>`
  return [
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>',
    '<cp:coreProperties',
    ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"',
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/"',
    ' xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">',
    `<dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(signature)}</dc:creator>`,
    `${stamp('created')}${stamp('modified')}</cp:coreProperties>`,
  ].join('')
}
