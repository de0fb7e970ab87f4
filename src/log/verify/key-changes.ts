import { hashFromBase64 } from '../base64.ts'
import type { Checkpoint } from '../checkpoint.ts'
import type { KeyChange, ProvedKeyChange } from '../key-change.ts'
import { keyChangeOf, keyChangePaths } from '../key-change.ts'
import { leafHash, parseLeaf } from '../leaf.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { parseNote } from '../signed-note.ts'
import { parseVerifierKey } from '../verifier-key.ts'
import { verifyCheckpoint } from './checkpoint.ts'
import { verifyInclusion } from './inclusion.ts'
import { verifyJointOpening } from './joint-opening.ts'

/** One change with the entry that says it. */
export interface KeyLink {
  readonly index: number
  readonly change: KeyChange
}

/**
 * The key of a log that its own rotations lead to from one that is believed: each proved under a
 * checkpoint that the key before signed. Null where none of them begins with that key, where
 * anything of them is wrong, and over a loss: nothing leads over that but a person.
 */
export function keyLedTo(
  crypto: LogCrypto,
  log: { readonly id: string; readonly origin: string },
  { changes, from }: { readonly changes: readonly ProvedKeyChange[]; readonly from: string },
): string | null {
  const links = linksIn(crypto, log, changes) ?? []
  const begins = links.findIndex(({ change }) => change.logKeyBefore === from)
  if (begins < 0) return null
  const led = links.slice(begins)
  return led.some(({ change }) => change.how === 'lost')
    ? null
    : (led.at(-1)?.change.logKey ?? null)
}

/**
 * The keys that a log had before the one that is believed, the oldest first, by the word of that
 * one: it signed the changes, or what carries them. None where the changes do not end with it, or
 * anything of them is wrong. Over a loss as well: that a key was the log's says nothing of whose
 * hands it is in now.
 */
export function keysBefore(
  crypto: LogCrypto,
  log: { readonly id: string; readonly origin: string },
  { changes, to }: { readonly changes: readonly ProvedKeyChange[]; readonly to: string },
): readonly string[] {
  const links = linksIn(crypto, log, changes) ?? []
  if (links.at(-1)?.change.logKey !== to) return []
  return links.map(({ change }) => change.logKeyBefore)
}

/** The changes of a log, each going on from the one before; null where any of them is wrong. */
function linksIn(
  crypto: LogCrypto,
  log: { readonly id: string; readonly origin: string },
  changes: readonly ProvedKeyChange[],
): readonly KeyLink[] | null {
  const links: KeyLink[] = []
  for (const proved of changes) {
    const change = provedChange(crypto, { ...log, texts: null }, proved)
    if (change === null || !goesOnFrom(links.at(-1), { index: proved.index, change })) return null
    links.push({ index: proved.index, change })
  }
  return links
}

/** The log of a change, with every entry of it where those are at hand. */
export interface ChangedLog {
  readonly id: string
  readonly origin: string
  readonly texts: readonly string[] | null
}

/** The change that an entry says and its checkpoint covers; null where anything of it is wrong. */
export function provedChange(
  crypto: LogCrypto,
  { id, origin, texts }: ChangedLog,
  { index, text, opening, proof, checkpoint: noteText }: ProvedKeyChange,
): KeyChange | null {
  const parsed = parseLeaf(text)
  if (!parsed.ok || parsed.leaf.kind !== 'key') return null
  if (parsed.leaf.org !== id) return null
  // Where every entry is at hand, it must be one of those.
  if (texts !== null && index < texts.length && texts[index] !== text) return null
  const opened = verifyJointOpening(crypto, { root: parsed.leaf.payload, opening })
  if (!opened.ok || opened.fields.length !== keyChangePaths.length) return null
  const fields = opened.fields.map(({ path, value }) => [path, value])
  const change = keyChangeOf(Object.fromEntries(fields))
  if (change === null) return null
  const signers = change.how === 'lost' ? [change.logKey] : [change.logKey, change.logKeyBefore]
  const covering = checkpointBy(crypto, noteText, { origin, signers })
  if (covering === null) return null
  const { size, root } = covering
  const included = verifyInclusion(crypto, {
    index,
    size,
    root,
    leafHash: leafHash(crypto, text),
    proof: proof.map((hash) => hashFromBase64(hash) ?? new Uint8Array(0)),
  })
  return included.ok ? change : null
}

/** A checkpoint that just these keys signed; no line of it may be idle. */
function checkpointBy(
  crypto: LogCrypto,
  noteText: string,
  { origin, signers }: { readonly origin: string; readonly signers: readonly string[] },
): Checkpoint | null {
  const parsed = parseNote(noteText)
  if (!parsed.ok || parsed.note.signatures.length !== signers.length) return null
  if (parsed.note.text.split('\n').length !== 4) return null
  let checkpoint: Checkpoint | null = null
  for (const signer of signers) {
    const key = parseVerifierKey(crypto, signer)
    if (!key.ok) return null
    const verdict = verifyCheckpoint(crypto, noteText, { origin, logKeys: [key.key] })
    if (!verdict.ok) return null
    checkpoint = verdict.checkpoint
  }
  return checkpoint
}

/** Whether a change goes on from the one before it: later, and from the keys that it left. */
export function goesOnFrom(before: KeyLink | undefined, { index, change }: KeyLink): boolean {
  if (before === undefined) return true
  return (
    index > before.index &&
    change.logKeyBefore === before.change.logKey &&
    change.receiptKeyBefore === before.change.receiptKey
  )
}
