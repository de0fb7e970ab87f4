import { readReport } from '../read/read-report.ts'
import type { Span } from '../span.ts'
import type { DraftInline, TextOfDraft } from './draft-tree.ts'

const numeral = /\d[\d,]*(?:\.\d+)?%?|[零〇一二两三四五六七八九十百千万亿]+|[X×]+|_+/

/** The first number in the words of a count, or what stands where one belongs; null: none. */
export function numberIn(words: string): Span | null {
  const found = numeral.exec(words)
  return found === null ? null : { start: found.index, end: found.index + found[0].length }
}

/**
 * The draft with the place of the ledger's number where somebody typed one into a claim of a
 * figure; null where there is no typed number in it.
 */
export function withLedgerNumber<T extends TextOfDraft>(tree: T, claim: string): T | null {
  const binding = tree.claims[claim]
  if (binding?.by !== 'figure' || (binding.says ?? 'holds') !== 'holds') return null
  const place = { claim, figure: binding.id }
  let isPlaced = false
  const filled = (inlines: readonly DraftInline[]): readonly DraftInline[] => {
    const next = isPlaced ? null : replaced(inlines, place)
    if (next === null) return inlines
    isPlaced = true
    return next
  }
  const blocks = tree.blocks.map((block) => {
    switch (block.kind) {
      case 'heading':
        return { ...block, inlines: filled(block.inlines) }
      case 'paragraph': {
        const runIn = block.runIn && filled(block.runIn)
        return { ...block, runIn, inlines: filled(block.inlines) }
      }
      case 'table':
      case 'records':
        return block
    }
  })
  return isPlaced ? { ...tree, blocks } : null
}

function replaced(
  inlines: readonly DraftInline[],
  { claim, figure }: { readonly claim: string; readonly figure: string },
): readonly DraftInline[] | null {
  const own = inlines.filter((one) => one.claim === claim)
  if (own.some(({ kind }) => kind !== 'text')) return null
  const span = typedIn(own.map((one) => (one.kind === 'text' ? one.text : '')).join(''))
  if (span === null) return null
  let at = 0
  let isPlaced = false
  const next = inlines.flatMap((one): readonly DraftInline[] => {
    if (one.claim !== claim || one.kind !== 'text') return [one]
    const from = at
    at += one.text.length
    if (span.start < from || at < span.end) return [one]
    isPlaced = true
    const words = (text: string): DraftInline[] =>
      text === '' ? [] : [{ kind: 'text', text, claim }]
    return [
      ...words(one.text.slice(0, span.start - from)),
      { kind: 'number', figure, claim },
      ...words(one.text.slice(span.end - from)),
    ]
  })
  return isPlaced ? next : null
}

/** Where the number stands that the words of a claim state, as the check reads them. */
function typedIn(text: string): Span | null {
  const read = readReport(text).claims.find((one) => one.quantity !== null)
  if (read === undefined) return null
  const within = numberIn(text.slice(read.start, read.end))
  return within && { start: read.start + within.start, end: read.start + within.end }
}
