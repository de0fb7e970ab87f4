import { parseCheckpoint } from '../../log/checkpoint.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseNote } from '../../log/signed-note.ts'
import type { KeyLink } from '../../log/verify/key-changes.ts'
import { goesOnFrom, provedChange } from '../../log/verify/key-changes.ts'
import type { SealedReport } from '../evidence/evidence.ts'
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

/** What a note states; whether it is true its signature says. */
function sizeOf(noteText: string): number {
  const parsed = parseNote(noteText)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  return checkpoint.ok ? checkpoint.checkpoint.size : 0
}
