import type { Clause, Sentence } from './clauses.ts'
import { readSentences } from './clauses.ts'
import { cover, MARKER, maskNames, maskQuoted } from './mask.ts'
import type { Heading } from './outline.ts'
import { readOutline } from './outline.ts'
import type { DeedKind, Quantity, ReadClaimKind } from './reading.ts'
import type { Section } from './sections.ts'
import { readSections } from './sections.ts'

/** A clean text with everything the stages share. All four texts have the same length. */
export interface Page {
  readonly text: string
  /** Titles, short quotations and heading markers hidden. */
  readonly voice: string
  /** As `voice`, with dates, ordinals, names and idioms hidden too. */
  readonly counted: string
  readonly headings: readonly Heading[]
  readonly sections: readonly Section[]
  readonly sentences: readonly Sentence[]
}

/** A claim before it gets its number and its place in the original. */
export interface Draft {
  readonly kind: ReadClaimKind | DeedKind
  readonly start: number
  readonly end: number
  readonly quantity: Quantity | null
}

/** Every stage has this shape, and none knows of another. */
export type Stage = (page: Page) => readonly Draft[]

export function layOut(text: string): Page {
  const quoted = maskQuoted(text)
  const headings = readOutline(quoted)
  const markers = headings.map(({ start, titleStart }) => ({ start, end: titleStart }))
  const voice = cover(quoted, markers, MARKER)
  return {
    text,
    voice,
    counted: maskNames(voice, text),
    headings,
    sections: readSections(text, headings),
    sentences: readSentences(voice),
  }
}

/** The text's own words in a clause. */
export function voiceOf(page: Page, clause: Clause): string {
  return page.voice.slice(clause.start, clause.end)
}

/** A claim without a quantity over whole clauses. */
export function stated(
  kind: Exclude<ReadClaimKind, 'count'>,
  { start, end }: { readonly start: number; readonly end: number },
): Draft {
  return { kind, start, end, quantity: null }
}
