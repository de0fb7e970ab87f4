import { formatNote, parseNote } from '../../log/signed-note.ts'

/**
 * A checkpoint with the log's own signature alone. Cosignatures that came later go to the year
 * pack: in a file they would be bytes that nobody can check without the witnesses' keys.
 */
export function withLogSignature(note: string): string {
  return ownLines(note, 1)
}

/** The same with that of the key before, where the checkpoint is the first of a new key. */
export function withKeySignatures(note: string): string {
  return ownLines(note, 2)
}

/** Size of the tree under a checkpoint that was signed or verified before: its second line. */
export function carriedSize(note: string): number {
  return Number(note.split('\n')[1])
}

function ownLines(note: string, count: 1 | 2): string {
  const parsed = parseNote(note)
  if (!parsed.ok) throw new Error(`the stored checkpoint is damaged: ${parsed.reason}`)
  const { text, signatures } = parsed.note
  const [origin] = text.split('\n')
  return formatNote({
    text,
    signatures: signatures.filter(({ name }) => name === origin).slice(0, count),
  })
}
