import { fromBase64, toBase64 } from './base64.ts'
import { isWellFormed, textOf } from './utf8.ts'
import type { Verdict } from './verdict.ts'
import { refused } from './verdict.ts'
import { isKeyName } from './verifier-key.ts'

/** One signature line of a note. */
export interface NoteSignature {
  readonly name: string
  /** Unsigned 32 bits. */
  readonly keyId: number
  /** What follows the key id: 64 bytes of Ed25519, 72 of a cosignature. */
  readonly signature: Uint8Array
}

/** A note that was read, not yet believed (c2sp.org/signed-note). */
export interface SignedNote {
  /** The signed text, its last newline included. */
  readonly text: string
  readonly signatures: readonly NoteSignature[]
}

/** Checks signatures of one key. */
export interface NoteVerifier {
  readonly name: string
  readonly keyId: number
  verify(text: string, signature: Uint8Array): boolean
}

/** Why a note is refused: by its form, or by its signatures. */
export type NoteReason = NoteFormReason | 'note.signature' | 'note.no-known-key'

/** Why a text is not a note. */
export type NoteFormReason =
  | 'note.too-long'
  | 'note.not-utf8'
  | 'note.control-character'
  | 'note.no-signatures'
  | 'note.signature-line'
  | 'note.too-many-signatures'

/** Signatures read at most; more are refused (the specification asks for at least 16). */
const noteSignaturesMax = 100

const noteBytesMax = 1_000_000
const linePrefix = '— '
const controlCharacter = /[\x00-\x09\x0b-\x1f]/

/** The note as text. Throws on a text or a name that could not be read back. */
export function formatNote({ text, signatures }: SignedNote): string {
  if (!text.endsWith('\n') || controlCharacter.test(text) || !isWellFormed(text)) {
    throw new TypeError('a note text ends in a newline and has no other control character')
  }
  return `${text}\n${signatures.map(formatSignatureLine).join('')}`
}

/** One signature line with its newline, as a witness answers it. */
export function formatSignatureLine({ name, keyId, signature }: NoteSignature): string {
  if (!isKeyName(name)) throw new TypeError('a key name has no space and no plus')
  const bytes = new Uint8Array(4 + signature.length)
  new DataView(bytes.buffer).setUint32(0, keyId)
  bytes.set(signature, 4)
  return `${linePrefix}${name} ${toBase64(bytes)}\n`
}

/** Reads the form of a note strictly and believes nothing. */
export function parseNote(
  input: Uint8Array | string,
): Verdict<{ note: SignedNote }, NoteFormReason> {
  if (input.length > noteBytesMax) return refused('note.too-long')
  const source = textOf(input)
  if (source === null) return refused('note.not-utf8')
  if (controlCharacter.test(source)) return refused('note.control-character')
  // The text may hold blank lines of its own: only the last one separates.
  const blank = source.lastIndexOf('\n\n')
  const lines = blank < 0 ? '' : source.slice(blank + 2)
  if (lines === '') return refused('note.no-signatures')
  if (!lines.endsWith('\n')) return refused('note.signature-line')
  const signatures: NoteSignature[] = []
  for (const line of lines.slice(0, -1).split('\n')) {
    const signature = parseSignatureLine(line)
    if (signature === null) return refused('note.signature-line')
    if (signatures.length === noteSignaturesMax) return refused('note.too-many-signatures')
    signatures.push(signature)
  }
  return { ok: true, note: { text: source.slice(0, blank + 1), signatures } }
}

function parseSignatureLine(line: string): NoteSignature | null {
  if (!line.startsWith(linePrefix)) return null
  const [name = '', base64 = '', ...rest] = line.slice(linePrefix.length).split(' ')
  if (rest.length > 0 || !isKeyName(name)) return null
  const bytes = fromBase64(base64)
  if (bytes === null || bytes.length < 5) return null
  return { name, keyId: new DataView(bytes.buffer).getUint32(0), signature: bytes.slice(4) }
}

/**
 * Reads a note and checks it against the keys one trusts. Unknown keys are ignored, known by
 * name and id; one bad signature of a known key spoils the whole note; at least one must hold.
 */
export function openNote(
  input: Uint8Array | string,
  verifiers: readonly NoteVerifier[],
): Verdict<{ note: SignedNote; verified: NoteSignature[] }, NoteReason> {
  const parsed = parseNote(input)
  if (!parsed.ok) return parsed
  const { text, signatures } = parsed.note
  const verified: NoteSignature[] = []
  for (const signature of signatures) {
    const known = verifiers.filter(
      ({ name, keyId }) => name === signature.name && keyId === signature.keyId,
    )
    if (known.length === 0) continue
    if (!known.every((one) => one.verify(text, signature.signature))) {
      return refused('note.signature')
    }
    if (!verified.some((one) => isSameKey(one, signature))) verified.push(signature)
  }
  if (verified.length === 0) return refused('note.no-known-key')
  return { ok: true, note: parsed.note, verified }
}

function isSameKey(one: NoteSignature, other: NoteSignature): boolean {
  return one.name === other.name && one.keyId === other.keyId
}
