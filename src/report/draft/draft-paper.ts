import { inlineText } from '../block-text.ts'
import type { Attachment, Block, Paper, Urgency } from '../document.ts'
import { proposeTitleLines } from './title-lines.ts'

/** How a draft is to be set and what goes with it, as far as somebody said. */
export interface DraftPaper {
  /** Breaks of the title set by hand; empty: they are proposed. */
  readonly titleLines: readonly string[]
  readonly urgency: Urgency | ''
  /** 抄送机关 */
  readonly copyTo: string
  /** What the attachments say, in the order of their names. */
  readonly attachmentTexts: readonly AttachmentText[]
  readonly annex: Paper['annex']
}

/** A table of the records behind a figure, made anew each time. */
export interface RecordsTable {
  readonly figure: string
  readonly fields: readonly string[]
  /** Of which year they are; absent: the report's own. */
  readonly of?: 'next' | 'last'
}

/** Words written by hand, a line a paragraph, tabs a table; or a table that the ledger fills. */
export type AttachmentText = string | RecordsTable

/** The parts of a draft that belong to its paper. */
interface Papered {
  readonly title: string
  readonly attachments: readonly string[]
  readonly paper?: DraftPaper
}

/** Limits of it, held where one comes in from outside. */
export const paperLimits = {
  titleLinesMax: 12,
  copyToMax: 1_000,
  attachmentTextMax: 20_000,
} as const

const nothingSaid: DraftPaper = {
  titleLines: [],
  urgency: '',
  copyTo: '',
  attachmentTexts: [],
  annex: 'within',
}

/** What a draft says of its paper. */
export function draftPaperOf({ paper }: Pick<Papered, 'paper'>): DraftPaper {
  return paper ?? nothingSaid
}

/** The lines of the title: as somebody set them, where they still say it, or as proposed. */
export function titleBreaksOf(tree: Pick<Papered, 'title' | 'paper'>): {
  readonly lines: readonly string[]
  readonly proposed: boolean
} {
  const { titleLines } = draftPaperOf(tree)
  const isOfTitle = titleLines.length > 0 && titleLines.join('') === tree.title
  return isOfTitle
    ? { lines: titleLines, proposed: false }
    : { lines: proposeTitleLines(tree.title), proposed: true }
}

/** The same as it is printed. */
export function titleLinesOf(tree: Pick<Papered, 'title' | 'paper'>): readonly string[] {
  const printed = titleBreaksOf(tree).lines.filter((line) => line.trim() !== '')
  return printed.length > 0 ? printed : [tree.title]
}

/** Other names of attachments; the text of each stays with the name that it was written under. */
export function withAttachments(
  tree: Pick<Papered, 'attachments' | 'paper'>,
  names: readonly string[],
): Pick<Papered, 'attachments' | 'paper'> {
  if (!tree.paper) return { attachments: names }
  const { attachments: before } = tree
  const texts = before.map((_, at) => tree.paper?.attachmentTexts[at] ?? '')
  const room = Math.min(before.length, names.length)
  let head = 0
  while (head < room && before[head] === names[head]) head += 1
  let tail = 0
  while (tail < room - head && before.at(-1 - tail) === names.at(-1 - tail)) tail += 1
  const between = texts.slice(head, texts.length - tail)
  const attachmentTexts = names.map((_, at) => {
    const fromEnd = names.length - at
    if (fromEnd <= tail) return texts.at(-fromEnd) ?? ''
    return (at < head ? texts[at] : between[at - head]) ?? ''
  })
  return { attachments: names, paper: { ...tree.paper, attachmentTexts } }
}

/** A title as somebody broke it: no word of it is lost where there are more lines than allowed. */
export function brokenTitle(text: string): Pick<Papered, 'title'> & { titleLines: string[] } {
  const lines = text.split('\n')
  const last = paperLimits.titleLinesMax - 1
  const titleLines =
    lines.length > last + 1 ? [...lines.slice(0, last), lines.slice(last).join('')] : lines
  return { title: lines.join(''), titleLines }
}

/** The names of a list without its empty lines, each with its text. */
export function withoutUnnamed(tree: Papered): Pick<Papered, 'attachments' | 'paper'> {
  const { attachmentTexts } = draftPaperOf(tree)
  const kept = [...tree.attachments.keys()].filter(
    (at) => tree.attachments[at]?.trim() || hasText(attachmentTexts[at]),
  )
  const attachments = kept.map((at) => tree.attachments[at] ?? '')
  if (!tree.paper) return { attachments }
  const texts = kept.map((at) => attachmentTexts[at] ?? '')
  return { attachments, paper: { ...tree.paper, attachmentTexts: texts } }
}

function hasText(text: AttachmentText = ''): boolean {
  return typeof text !== 'string' || text.trim() !== ''
}

/** All words that somebody wrote into the paper of a draft. */
export function wordsOfPaper(tree: Pick<Papered, 'paper' | 'attachments'>): string {
  const { copyTo, attachmentTexts } = draftPaperOf(tree)
  const written = attachmentTexts.filter((text) => typeof text === 'string')
  return [copyTo, ...tree.attachments, ...written].join('\n')
}

/** The paper that a draft becomes; `tableOf` fills a table out of the ledger. */
export function paperOf(
  tree: Pick<Papered, 'title' | 'attachments' | 'paper'>,
  tableOf: (table: RecordsTable) => TableBlock,
): Paper {
  const { urgency, copyTo, attachmentTexts, annex } = draftPaperOf(tree)
  return {
    titleLines: titleLinesOf(tree),
    urgency: urgency || null,
    // The full stop that ends the line is set by whoever prints it.
    copyTo: copyTo.trim().replace(/。+$/, '') || null,
    attachments: tree.attachments.map(
      (name, at): Attachment => ({
        titleLines: proposeTitleLines(attachmentTitle(name)),
        blocks: blocksOf(attachmentTexts[at] ?? '', tableOf),
      }),
    ),
    annex,
  }
}

/** 附件说明 names what is attached without 书名号 (GB/T 9704-2012, 7.3.4). */
export function attachmentTitle(name: string): string {
  return /^《([^《》]+)》$/.exec(name.trim())?.[1] ?? name.trim()
}

/** 一、 and （一） at the head of a line that is no sentence. */
const heading = /^([一二三四五六七八九十]{1,3}、|（[一二三四五六七八九十]{1,3}）)([^。；]{1,40})$/

function blocksOf(
  text: AttachmentText,
  tableOf: (table: RecordsTable) => TableBlock,
): readonly Block[] {
  return typeof text === 'string' ? blocksOfText(text) : [withOrder(tableOf(text))]
}

type TableBlock = Extract<Block, { kind: 'table' }>

/** The words of an attachment as somebody might have written them. */
export function asWritten({ blocks }: Attachment): string {
  const lines = blocks.flatMap((block): string[] => {
    if (block.kind !== 'table') return [inlineText(block.inlines)]
    return [block.header, ...block.rows].map((row) =>
      row.map((cell) => cell.replace(/\s+/g, ' ')).join('\t'),
    )
  })
  return lines.join('\n')
}

/** A table on a page of its own counts its rows. */
function withOrder({ kind, header, rows }: TableBlock): TableBlock {
  const counted = rows.map((row, at) => [`${at + 1}`, ...row])
  return { kind, header: ['序号', ...header], rows: counted }
}

function blocksOfText(text: string): readonly Block[] {
  const blocks: Block[] = []
  let rows: string[][] = []
  const endTable = () => {
    const [header, ...rest] = rows
    const width = rows.reduce((most, row) => Math.max(most, row.length), 0)
    const filled = (row: readonly string[]) =>
      Array.from({ length: width }, (_, at) => row[at] ?? '')
    if (header) blocks.push({ kind: 'table', header: filled(header), rows: rest.map(filled) })
    rows = []
  }
  for (const line of text.split(/\r?\n/)) {
    if (line.includes('\t')) {
      rows.push(line.split('\t').map((cell) => cell.trim()))
      continue
    }
    endTable()
    if (line.trim() !== '') blocks.push(lineBlock(line.trim()))
  }
  endTable()
  return blocks
}

function lineBlock(line: string): Block {
  const [, marker, words] = heading.exec(line) ?? []
  if (marker === undefined || words === undefined) {
    return { kind: 'paragraph', inlines: [{ kind: 'text', text: line }] }
  }
  const level = marker.endsWith('、') ? 1 : 2
  return { kind: 'heading', level, marker, inlines: [{ kind: 'text', text: words }] }
}
