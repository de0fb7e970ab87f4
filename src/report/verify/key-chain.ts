import { hashFromBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import type { KeyChange } from '../../log/key-change.ts'
import { keyChangeOf, keyChangePaths } from '../../log/key-change.ts'
import { leafHash, parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseNote } from '../../log/signed-note.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { verifyInclusion } from '../../log/verify/inclusion.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import type { Leaves, ProvedKeyChange, SealedReport } from '../evidence/evidence.ts'
import { broken, note } from './findings.ts'
import type { Finding } from './verification.ts'

/** The keys that a file's parts are signed by, as verifier keys, and what is to be said of them. */
export interface KeyChain {
  /** Of C2, and of the receipt of the signing entry. */
  readonly signing: { readonly log: string; readonly receipt: string }
  /** Entries that C2 covers, as it states; 0 where it is no checkpoint. */
  readonly size: number
  readonly findings: readonly Finding[]
}

/** One change with the entry that says it. */
interface Link {
  readonly index: number
  readonly change: KeyChange
}

/**
 * Follows the keys of a log from one that is believed to those that a file was signed by. Forward,
 * an old key vouches for the next by the checkpoint that both signed over the entry; back, C2,
 * signed by a later key, extends C1. Over a loss nothing leads. `pinned` null: nothing is believed
 * but what the file itself says.
 */
export function followKeys(
  crypto: LogCrypto,
  sealed: SealedReport,
  pinned: string | null,
): KeyChain {
  const { evidence, signing, keyChanges = [] } = sealed
  const frozenSize = sizeOf(evidence.checkpoint)
  const lastSize = signing === null ? frozenSize : sizeOf(signing.checkpoint)
  const findings: Finding[] = []
  const links: Link[] = []
  for (const proved of keyChanges) {
    const change = changeOf(crypto, { ...evidence.organisation, leaves: evidence.leaves }, proved)
    const follows = change !== null && isNext(links.at(-1), { index: proved.index, change })
    if (follows && proved.index < lastSize) links.push({ index: proved.index, change })
    else findings.push(broken('key.change', proved.index))
  }
  const at = (size: number) => keysAt(links, size) ?? evidence.keys
  const stated = at(frozenSize)
  if (stated.log !== evidence.keys.log || stated.receipt !== evidence.keys.receipt) {
    findings.push(broken('key.change', links[0]?.index ?? 0))
  }
  for (const one of beliefIn(pinned, { evidence, links })) findings.push(one)
  return {
    signing: {
      log: at(lastSize).log,
      receipt: at(signing === null ? frozenSize : signing.index + 1).receipt,
    },
    size: lastSize,
    findings,
  }
}

function keysAt(links: readonly Link[], size: number): { log: string; receipt: string } | null {
  const last = links.findLast(({ index }) => index < size)?.change
  if (last) return { log: last.logKey, receipt: last.receiptKey }
  const first = links[0]?.change
  return first ? { log: first.logKeyBefore, receipt: first.receiptKeyBefore } : null
}

function isNext(before: Link | undefined, { index, change }: Link): boolean {
  if (before === undefined) return true
  return (
    index > before.index &&
    change.logKeyBefore === before.change.logKey &&
    change.receiptKeyBefore === before.change.receiptKey
  )
}

/** Whether the key that somebody gave leads to the file, and how. */
function beliefIn(
  pinned: string | null,
  { evidence, links }: { evidence: SealedReport['evidence']; links: readonly Link[] },
): Finding[] {
  const lost = links.filter(({ change }) => change.how === 'lost')
  if (pinned === null) {
    return [note('key.unpinned'), ...lost.map(({ index }) => note('key.was-lost', index))]
  }
  const keys = [...links.map(({ change }) => change.logKeyBefore), links.at(-1)?.change.logKey]
  const chain = links.length === 0 ? [evidence.keys.log] : keys
  const from = chain.indexOf(pinned.trim())
  if (from < 0) return [broken('key.not-pinned')]
  // The change of this number leads from the key of this number to the next.
  const gap = links.slice(from).find(({ change }) => change.how === 'lost')
  if (gap) return [broken('key.lost', gap.index)]
  const frozenBy = chain.indexOf(evidence.keys.log)
  if (from > frozenBy) return [note('key.led-back')]
  const next = links[from]
  return next === undefined ? [] : [note('key.followed', next.index)]
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
): readonly Link[] | null {
  const links: Link[] = []
  for (const proved of changes) {
    const change = changeOf(crypto, { ...log, leaves: null }, proved)
    if (change === null || !isNext(links.at(-1), { index: proved.index, change })) return null
    links.push({ index: proved.index, change })
  }
  return links
}

/** The log of a change, with every entry of it where those are at hand. */
interface ChangedLog {
  readonly id: string
  readonly origin: string
  readonly leaves: Leaves | null
}

/** The change that an entry says and its checkpoint covers; null where anything of it is wrong. */
function changeOf(
  crypto: LogCrypto,
  { id, origin, leaves }: ChangedLog,
  { index, text, opening, proof, checkpoint: noteText }: ProvedKeyChange,
): KeyChange | null {
  const parsed = parseLeaf(text)
  if (!parsed.ok || parsed.leaf.kind !== 'key') return null
  if (parsed.leaf.org !== id) return null
  // Where the file carries every entry, it must be one of those.
  if (leaves?.kind === 'all' && index < leaves.texts.length && leaves.texts[index] !== text) {
    return null
  }
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
    leafHash: leafHash(crypto, toUtf8(text)),
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

/** What a note states; whether it is true its signature says. */
function sizeOf(noteText: string): number {
  const parsed = parseNote(noteText)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  return checkpoint.ok ? checkpoint.checkpoint.size : 0
}
