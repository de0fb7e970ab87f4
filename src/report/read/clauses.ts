import { MARKER } from './mask.ts'

/** A stretch between commas; `text` is its own voice, names and quotations hidden. */
export interface Clause {
  readonly start: number
  readonly end: number
  readonly sentence: Sentence
  /** Place within its sentence. */
  readonly index: number
}

export interface Sentence {
  readonly start: number
  readonly end: number
  readonly clauses: readonly Clause[]
}

const SENTENCE_ENDS = new Set(['。', '！', '？', '；', '\n', MARKER])
const CLAUSE_ENDS = new Set(['，', '：', '\t'])

/** Splits a masked text into sentences and clauses; quotations that were hidden stay whole. */
export function readSentences(masked: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let bounds: (readonly [number, number])[] = []
  let from = 0
  for (let at = 0; at <= masked.length; at++) {
    const char = masked.charAt(at)
    const endsSentence = at === masked.length || SENTENCE_ENDS.has(char)
    if (!endsSentence && !CLAUSE_ENDS.has(char)) continue
    const bound = trimmed(masked, from, at)
    if (bound !== null) bounds.push(bound)
    from = at + 1
    if (endsSentence && bounds.length > 0) {
      sentences.push(sentenceOf(bounds))
      bounds = []
    }
  }
  return sentences
}

function trimmed(text: string, from: number, to: number): readonly [number, number] | null {
  let start = from
  let end = to
  // Markdown's emphasis says nothing.
  while (start < end && /[ *]/.test(text.charAt(start))) start++
  while (end > start && text.charAt(end - 1) === ' ') end--
  return start < end ? [start, end] : null
}

function sentenceOf(bounds: readonly (readonly [number, number])[]): Sentence {
  const clauses: Clause[] = []
  const sentence: Sentence = {
    start: bounds[0]?.[0] ?? 0,
    end: bounds.at(-1)?.[1] ?? 0,
    clauses,
  }
  bounds.forEach(([start, end], index) => clauses.push({ start, end, sentence, index }))
  return sentence
}
