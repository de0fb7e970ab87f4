import type { Checkpoint } from '../../log/checkpoint.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { sameBytes } from '../../log/merkle-hash.ts'
import { parseNote } from '../../log/signed-note.ts'
import type { KeyLink } from '../../log/verify/key-changes.ts'
import { goesOnFrom, provedChange } from '../../log/verify/key-changes.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import { broken, note } from './findings.ts'
import type { Finding } from './verification.ts'
import type { WholeLog } from './whole-log.ts'
import { treesUnder } from './whole-log.ts'

/** The keys that a file's parts are signed by, as verifier keys, and what is to be said of them. */
export interface KeyChain {
  /** Of C2, and of the receipt of the signing entry. */
  readonly signing: { readonly log: string; readonly receipt: string }
  /**
   * The key of the last checkpoint at hand: of C2, or the one that is believed, where the whole
   * log leads from it back to C2.
   */
  readonly last: string
  /** Entries that C2 covers, as it states; 0 where it is no checkpoint. */
  readonly size: number
  readonly findings: readonly Finding[]
}

/**
 * Follows the keys of a log from one that is believed to those that a file was signed by. Forward,
 * an old key vouches for the next by the checkpoint that both signed over the entry; back, a
 * checkpoint signed by a later key extends what an earlier one signed: C2, or that of the `whole`
 * log, where a year pack brings it. Forward over a loss nothing leads. `pinned` null: nothing is
 * believed but what the file itself says.
 */
export function followKeys(
  crypto: LogCrypto,
  sealed: SealedReport,
  pinned: string | null,
  whole: WholeLog | null = null,
): KeyChain {
  const { evidence, signing, keyChanges = [] } = sealed
  const frozenSize = sizeOf(evidence.checkpoint)
  const last = statedIn(signing?.checkpoint ?? evidence.checkpoint)
  const lastSize = last?.size ?? 0
  const findings: Finding[] = []
  const links: KeyLink[] = []
  const texts = evidence.leaves.kind === 'all' ? evidence.leaves.texts : null
  for (const proved of keyChanges) {
    const change = provedChange(crypto, { ...evidence.organisation, texts }, proved)
    const follows = change !== null && goesOnFrom(links.at(-1), { index: proved.index, change })
    if (follows && proved.index < lastSize) links.push({ index: proved.index, change })
    else findings.push(broken('key.change', proved.index))
  }
  const at = (size: number) => keysAt(links, size) ?? evidence.keys
  const stated = at(frozenSize)
  if (stated.log !== evidence.keys.log || stated.receipt !== evidence.keys.receipt) {
    findings.push(broken('key.change', links[0]?.index ?? 0))
  }
  const belief = beliefIn(pinned, { evidence, links })
  const { origin } = evidence.organisation
  const isLedBack =
    pinned !== null &&
    belief.some(({ code }) => code === 'key.not-pinned') &&
    last !== null &&
    standsIn(crypto, whole, { origin, key: pinned, last })
  for (const one of isLedBack ? [note('key.led-back')] : belief) findings.push(one)
  const signedBy = at(lastSize).log
  return {
    signing: {
      log: signedBy,
      receipt: at(signing === null ? frozenSize : signing.index + 1).receipt,
    },
    last: isLedBack ? pinned.trim() : signedBy,
    size: lastSize,
    findings,
  }
}

function keysAt(links: readonly KeyLink[], size: number): { log: string; receipt: string } | null {
  const last = links.findLast(({ index }) => index < size)?.change
  if (last) return { log: last.logKey, receipt: last.receiptKey }
  const first = links[0]?.change
  return first ? { log: first.logKeyBefore, receipt: first.receiptKeyBefore } : null
}

/** Whether the key that somebody gave leads to the file, and how. */
function beliefIn(
  pinned: string | null,
  { evidence, links }: { evidence: SealedReport['evidence']; links: readonly KeyLink[] },
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

/** Whether a tree is one of those that a key answers for by its word on the whole log. */
function standsIn(
  crypto: LogCrypto,
  whole: WholeLog | null,
  {
    origin,
    key,
    last,
  }: { readonly origin: string; readonly key: string; readonly last: Checkpoint },
): boolean {
  const root = whole && treesUnder(crypto, whole, { origin, key })?.rootAt(last.size)
  return root instanceof Uint8Array && sameBytes(root, last.root)
}

function sizeOf(noteText: string): number {
  return statedIn(noteText)?.size ?? 0
}

/** What a note states; whether it is true its signature says. */
function statedIn(noteText: string): Checkpoint | null {
  const parsed = parseNote(noteText)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  return checkpoint.ok ? checkpoint.checkpoint : null
}
