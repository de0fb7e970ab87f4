import type { GivenWords } from '../verify/apply-words.ts'
import type { Archive } from './archive.ts'
import { readDisplay } from './display/read-display.ts'
import { readDocxParts } from './read-docx-parts.ts'

/** The evidence of a Word file, null where it carries none, and its words as they are shown. */
export async function wordsOfDocx(
  archive: Archive,
): Promise<{ readonly sealedText: string | null; readonly words: GivenWords }> {
  const { sealed, text, hidden } = await readDocxParts(archive)
  return { sealedText: sealed, words: { text, hidden, display: await readDisplay(archive) } }
}
