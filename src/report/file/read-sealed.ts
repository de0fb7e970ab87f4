import type { PackRecord } from '../evidence/year-pack.ts'
import type { GivenWords } from '../verify/apply-words.ts'
import type { Archive } from './archive.ts'
import { refuseFile } from './file-fault.ts'
import { sealedTextOfPdf } from './read-sealed-pdf.ts'
import { wordsOfDocx } from './words-of-docx.ts'

/** What a file gives a verifier. */
export interface SealedFile {
  readonly kind: 'docx' | 'pdf' | 'year-pack' | 'json'
  /** The sealed report as its text; null where the file carries none. */
  readonly sealedText: string | null
  /** Null where there are no words beside the evidence. */
  readonly words: GivenWords | null
  /** Every entry of the log in order, where the file brings them all; null: see the evidence. */
  readonly entries: readonly string[] | null
  /** The signed note over all those entries; absent where none came along. */
  readonly checkpoint?: string | null
  /** Parts of a pack whose bytes are not those that its manifest names. */
  readonly altered: readonly string[]
  /** Files of the pack in force, by path within it; absent where none came along. */
  readonly packFiles?: Readonly<Record<string, string>> | null
  /** Records that a year pack shows. */
  readonly records?: readonly PackRecord[]
}

/** Reads a sealed Word file from its parts. Refuses with `file.…`. */
export async function readSealedDocx(archive: Archive): Promise<SealedFile> {
  return { kind: 'docx', ...(await wordsOfDocx(archive)), entries: null, altered: [] }
}

/**
 * Reads the evidence that a PDF has attached. Its words are not compared: in a PDF their order is
 * not reliable, and the verifier says that only the evidence was verified.
 */
export function readSealedPdf(bytes: Uint8Array): SealedFile {
  const sealedText = sealedTextOfPdf(bytes)
  return { kind: 'pdf', sealedText, words: null, entries: null, altered: [] }
}

/** Reads evidence that is a text by itself. */
export function readSealedJson(text: string): SealedFile {
  if (!text.startsWith('{')) refuseFile('wrong-kind')
  // An editor may have put a newline at the end; the text itself is canonical.
  return { kind: 'json', sealedText: text.trimEnd(), words: null, entries: null, altered: [] }
}
