import { toBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { leafHash } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseNote } from '../../log/signed-note.ts'
import { wholeRoot } from '../../log/verify/whole-tree.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { SealedFile } from '../file/read-sealed.ts'

/** A tree of the sender's log. */
export interface SeenTree {
  readonly size: number
  /** Base64. */
  readonly root: string
}

/**
 * How the log in a report stands to the tree that the receiver saw last:
 * `extends`: it is that tree or grew out of it (or nothing was seen before), and may be cosigned;
 * `fork`: it is another history of the same log;
 * `older`: it is smaller than what was seen, as in a report that was long on its way;
 * `unshown`: the file does not hold what would show it.
 */
export interface LogGrowth {
  readonly kind: 'extends' | 'fork' | 'older' | 'unshown'
  /** The tree of the report's last checkpoint, and the text that a witness signs. */
  readonly to: SeenTree
  readonly checkpointText: string
}

/** How the log in a file that was verified before stands to each of some trees. */
export function growthIn(
  crypto: LogCrypto,
  { sealedText }: Pick<SealedFile, 'sealedText'>,
  seen: readonly SeenTree[],
): readonly LogGrowth[] {
  const sealed = parseSealed(sealedText ?? '')
  if (sealed === null) throw new Error('a verified report without evidence')
  return seen.map((one) => logGrowth(crypto, sealed, one))
}

/**
 * Judges a sealed report whose checkpoints and leaves were verified before; with all leaves inside,
 * the tree seen last is computed from them, so that no proof is asked of the sender.
 */
export function logGrowth(
  crypto: LogCrypto,
  { evidence, signing }: SealedReport,
  seen: SeenTree,
): LogGrowth {
  const last = opened(signing?.checkpoint ?? evidence.checkpoint)
  const frozen = opened(evidence.checkpoint)
  const to = { size: last.checkpoint.size, root: toBase64(last.checkpoint.root) }
  const grown = (kind: LogGrowth['kind']) => ({ kind, to, checkpointText: last.text })
  if (seen.size === 0) return grown('extends')
  if (seen.size > to.size) return grown('older')
  if (seen.size === to.size) return grown(seen.root === to.root ? 'extends' : 'fork')
  const root = rootAt(crypto, { evidence, frozen: frozen.checkpoint, size: seen.size })
  if (root === null) return grown('unshown')
  return grown(root === seen.root ? 'extends' : 'fork')
}

function rootAt(
  crypto: LogCrypto,
  { evidence, frozen, size }: { size: number; frozen: Checkpoint } & Pick<SealedReport, 'evidence'>,
): string | null {
  if (size === frozen.size) return toBase64(frozen.root)
  const { leaves } = evidence
  if (leaves.kind !== 'all' || size > leaves.texts.length) return null
  const hashes = leaves.texts.slice(0, size).map((text) => leafHash(crypto, text))
  return toBase64(wholeRoot(crypto, hashes))
}

function opened(note: string): { readonly text: string; readonly checkpoint: Checkpoint } {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!parsed.ok || !checkpoint.ok) throw new Error('a verified report without a checkpoint')
  return { text: parsed.note.text, checkpoint: checkpoint.checkpoint }
}
