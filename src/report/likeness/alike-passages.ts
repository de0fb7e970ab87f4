import { bareLetters } from './bare-letters.ts'
import { shinglesOf } from './shingles.ts'

/** A text that a draft is held against: last year's report, a paper from above. */
export interface OtherText {
  readonly id: string
  readonly text: string
}

/** A sentence of the draft and the passage it is like; offsets are UTF-16 units of each text. */
export interface AlikePassage {
  readonly start: number
  readonly end: number
  /** `verbatim`: word for word, marks and spaces aside. */
  readonly kind: 'verbatim' | 'close'
  /** Share of the sentence's shingles that the passage has, 0 to 1. */
  readonly share: number
  readonly source: string
  readonly passage: { readonly start: number; readonly end: number }
}

/** Sentences with fewer characters say what everybody says: “特此报告”, “一是加强领导”. */
const sentenceCharactersMin = 12
/** From this share on two sentences are called close. */
const closeShare = 0.7

interface Sentence {
  readonly start: number
  readonly end: number
  readonly plain: string
  readonly shingles: ReadonlySet<number>
}

/**
 * Sentences of a draft that stand word for word, or nearly so, in another text, each with the
 * passage that is likest. It shows passages side by side and judges nobody.
 */
export function alikePassages(
  draft: string,
  others: readonly OtherText[],
): readonly AlikePassage[] {
  const known = others.flatMap(({ id, text }) =>
    sentencesOf(text).map((sentence) => ({ ...sentence, source: id })),
  )
  const byShingle = new Map<number, number[]>()
  known.forEach(({ shingles }, at) => {
    for (const shingle of shingles) {
      const places = byShingle.get(shingle)
      if (places) places.push(at)
      else byShingle.set(shingle, [at])
    }
  })
  return sentencesOf(draft).flatMap((sentence): readonly AlikePassage[] => {
    const likest = likestOf(sentence, byShingle)
    const passage = likest === null ? undefined : known[likest.at]
    if (likest === null || passage === undefined || likest.share < closeShare) return []
    const { start, end } = sentence
    const kind = sentence.plain === passage.plain ? 'verbatim' : 'close'
    const { source } = passage
    return [{ start, end, kind, share: likest.share, source, passage: spanOf(passage) }]
  })
}

function likestOf(
  { shingles }: Sentence,
  byShingle: ReadonlyMap<number, readonly number[]>,
): { readonly at: number; readonly share: number } | null {
  const counts = new Map<number, number>()
  for (const shingle of shingles) {
    for (const at of byShingle.get(shingle) ?? []) counts.set(at, (counts.get(at) ?? 0) + 1)
  }
  let likest: { at: number; share: number } | null = null
  for (const [at, count] of counts) {
    const share = count / shingles.size
    if (likest === null || share > likest.share) likest = { at, share }
  }
  return likest
}

const sentenceEnds = /[。！？；!?;\n]/

function sentencesOf(text: string): readonly Sentence[] {
  const sentences: Sentence[] = []
  let from = 0
  for (let at = 0; at <= text.length; at += 1) {
    if (at < text.length && !sentenceEnds.test(text.charAt(at))) continue
    const words = bareLetters(text.slice(from, at)).text
    if (words.length >= sentenceCharactersMin) {
      const span = trimmed(text, { start: from, end: at })
      sentences.push({ ...span, plain: words, shingles: new Set(shinglesOf(words)) })
    }
    from = at + 1
  }
  return sentences
}

function trimmed(text: string, span: { start: number; end: number }) {
  let { start, end } = span
  while (start < end && /\s/.test(text.charAt(start))) start += 1
  while (end > start && /\s/.test(text.charAt(end - 1))) end -= 1
  return { start, end }
}

function spanOf({ start, end }: Sentence) {
  return { start, end }
}
