import { draftPaperOf } from './draft-paper.ts'
import type { DraftBlock, DraftInline, DraftTree } from './draft-tree.ts'

/** A piece of a compared text: in both versions, only in the older, only in the newer. */
export interface ComparedWords {
  readonly kind: 'same' | 'out' | 'in'
  readonly text: string
}

/** What stands around the text, in the order in which it is compared. */
export const headParts = [
  ...(['title', 'addressee', 'number', 'issuer', 'signature', 'date'] as const),
  ...(['attachments', 'urgency', 'copyTo', 'titleLines', 'attachmentTexts', 'annex'] as const),
] as const

/** See `headParts`. */
export type HeadPart = (typeof headParts)[number]

/** One block of either version, in the order of the newer; first what stands around the text. */
export interface ComparedBlock {
  readonly id: string
  /** Set where it is not a block of the text. */
  readonly part?: HeadPart
  readonly change: 'same' | 'in' | 'out' | 'changed'
  readonly words: readonly ComparedWords[]
}

/** What stands for the place of a figure's number where two versions are compared. */
export type NameNumber = (figure: string) => string

/** Characters of a block beyond which it is compared as a whole. */
const comparedMax = 3_000

/** Two versions of a draft, paragraph by paragraph, changed words marked. */
export function compareTrees(
  older: DraftTree,
  newer: DraftTree,
  nameNumber: NameNumber,
): readonly ComparedBlock[] {
  const before = older.blocks.map((one) => lineOf(one, nameNumber))
  const after = newer.blocks.map((one) => lineOf(one, nameNumber))
  const was = new Map(before.map((one) => [one.id, one.text]))
  const is = new Set(after.map((one) => one.id))
  const compared: ComparedBlock[] = headParts.map((part) =>
    comparedPart(part, { older, newer }, nameNumber),
  )
  let at = 0
  const removedUpTo = (end: number) => {
    for (; at < end; at += 1) {
      const gone = before[at]
      if (gone && !is.has(gone.id)) {
        compared.push({ id: gone.id, change: 'out', words: [{ kind: 'out', text: gone.text }] })
      }
    }
  }
  for (const { id, text } of after) {
    const old = was.get(id)
    if (old === undefined) {
      compared.push({ id, change: 'in', words: [{ kind: 'in', text }] })
      continue
    }
    removedUpTo(before.findIndex((one) => one.id === id))
    compared.push(comparedLine({ id, older: old, newer: text }))
  }
  removedUpTo(before.length)
  return compared
}

function comparedPart(
  part: HeadPart,
  { older, newer }: { readonly older: DraftTree; readonly newer: DraftTree },
  nameNumber: NameNumber,
): ComparedBlock {
  const [was, is] = [partOf(older, part, nameNumber), partOf(newer, part, nameNumber)]
  return { part, ...comparedLine({ id: `head ${part}`, older: was, newer: is }) }
}

function partOf(tree: DraftTree, part: HeadPart, nameNumber: NameNumber): string {
  const paper = draftPaperOf(tree)
  switch (part) {
    case 'attachments':
      return tree.attachments.join('\n')
    case 'titleLines':
      return paper.titleLines.join('\n')
    case 'attachmentTexts':
      return paper.attachmentTexts
        .map((text) => (typeof text === 'string' ? text : `〔${nameNumber(text.figure)}〕`))
        .join('\n')
    case 'urgency':
    case 'copyTo':
      return paper[part]
    case 'annex':
      return paper.annex === 'apart' ? '单独成文' : ''
    default:
      return tree[part]
  }
}

function comparedLine(given: { id: string; older: string; newer: string }): ComparedBlock {
  const { id, older, newer } = given
  if (older === newer) return { id, change: 'same', words: [{ kind: 'same', text: newer }] }
  return { id, change: 'changed', words: compareWords(older, newer) }
}

/** The words of two texts, those that only one has marked. Numbers and Latin words stay whole. */
export function compareWords(older: string, newer: string): readonly ComparedWords[] {
  if (older.length > comparedMax || newer.length > comparedMax) {
    return [
      { kind: 'out', text: older },
      { kind: 'in', text: newer },
    ]
  }
  const a = tokens(older)
  const b = tokens(newer)
  const words: ComparedWords[] = []
  const say = (kind: ComparedWords['kind'], text: string) => {
    const last = words.at(-1)
    if (last?.kind === kind) words[words.length - 1] = { kind, text: last.text + text }
    else words.push({ kind, text })
  }
  const lengths = commonLengths(a, b)
  const width = b.length + 1
  let [i, j] = [0, 0]
  while (i < a.length && j < b.length) {
    const [old, now] = [a[i] ?? '', b[j] ?? '']
    if (old === now) {
      say('same', old)
      i += 1
      j += 1
    } else if ((lengths[(i + 1) * width + j] ?? 0) >= (lengths[i * width + j + 1] ?? 0)) {
      say('out', old)
      i += 1
    } else {
      say('in', now)
      j += 1
    }
  }
  for (; i < a.length; i += 1) say('out', a[i] ?? '')
  for (; j < b.length; j += 1) say('in', b[j] ?? '')
  return words
}

function tokens(text: string): readonly string[] {
  return text.match(/[A-Za-z]+|\d+(?:\.\d+)?|〔[^〕]*〕|[\s\S]/gu) ?? []
}

/** Lengths of the longest common subsequence from each pair of places on. */
function commonLengths(a: readonly string[], b: readonly string[]): Uint16Array {
  const width = b.length + 1
  const lengths = new Uint16Array((a.length + 1) * width)
  for (let i = a.length - 1; i >= 0; i -= 1) {
    for (let j = b.length - 1; j >= 0; j -= 1) {
      const at = i * width + j
      lengths[at] =
        a[i] === b[j]
          ? (lengths[at + width + 1] ?? 0) + 1
          : Math.max(lengths[at + width] ?? 0, lengths[at + 1] ?? 0)
    }
  }
  return lengths
}

interface Line {
  readonly id: string
  readonly text: string
}

function lineOf(block: DraftBlock, nameNumber: NameNumber): Line {
  const { id } = block
  switch (block.kind) {
    case 'heading':
      return { id, text: words(block.inlines, nameNumber) }
    case 'paragraph':
      return { id, text: words([...(block.runIn ?? []), ...block.inlines], nameNumber) }
    case 'table':
      return { id, text: block.rows.map((row) => row.join('\t')).join('\n') }
    case 'records':
      return { id, text: `〔${nameNumber(block.figure)}〕` }
  }
}

function words(inlines: readonly DraftInline[], nameNumber: NameNumber): string {
  return inlines
    .map((inline) => {
      switch (inline.kind) {
        case 'text':
          return inline.text
        case 'number':
          return `〔${nameNumber(inline.figure)}〕`
        case 'shortfall':
          return `〔${inline.show}〕`
        case 'field':
          return `〔${inline.path}〕`
        case 'blank':
          return 'X'
      }
    })
    .join('')
}
