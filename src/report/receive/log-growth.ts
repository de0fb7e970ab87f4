import { hashesFromBase64, hashFromBase64, toBase64 } from '../../log/base64.ts'
import type { Checkpoint } from '../../log/checkpoint.ts'
import { parseCheckpoint } from '../../log/checkpoint.ts'
import { leafHash } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseNote } from '../../log/signed-note.ts'
import { verifyConsistency } from '../../log/verify/consistency.ts'
import { wholeRoot } from '../../log/verify/whole-tree.ts'
import type { SealedReport } from '../evidence/evidence.ts'
import { parseSealed } from '../evidence/sealed-form.ts'
import type { SealedFile } from '../file/read-sealed.ts'
import type { SignedTrees } from '../verify/whole-log.ts'
import { treesUnder, wholeLogOf } from '../verify/whole-log.ts'

/** A tree of the sender's log. */
export interface SeenTree {
  readonly size: number
  /** Base64. */
  readonly root: string
}

/**
 * How a log of which something arrived stands to the tree that the receiver saw last:
 * `extends`: it is that tree or grew out of it (or nothing was seen before), and may be cosigned;
 * `fork`: it is another history of the same log;
 * `older`: it is smaller than what was seen, as in a report that was long on its way;
 * `unshown`: nothing that came along would show it.
 */
export interface LogGrowth {
  readonly kind: 'extends' | 'fork' | 'older' | 'unshown'
  /** The tree of its last checkpoint, and the text that a witness signs. */
  readonly to: SeenTree
  readonly checkpointText: string
}

/**
 * How the log in a file that was verified before stands to each of some trees; `key`: the one that
 * is believed of it.
 */
export function growthIn(
  crypto: LogCrypto,
  file: Pick<SealedFile, 'sealedText' | 'entries' | 'checkpoint'>,
  { seen, key }: { readonly seen: readonly SeenTree[]; readonly key: string },
): readonly LogGrowth[] {
  const sealed = parseSealed(file.sealedText ?? '')
  if (sealed === null) throw new Error('a verified report without evidence')
  const { origin } = sealed.evidence.organisation
  const whole = wholeLogOf(file)
  const trees = whole && treesUnder(crypto, whole, { origin, key })
  return seen.map((one) => logGrowth(crypto, sealed, one, trees))
}

/**
 * Judges a sealed report whose checkpoints and leaves were verified before; with all leaves inside,
 * the tree seen last is computed from them, so that no proof is asked of the sender. Of a file that
 * brings the whole log, every tree that the believed key answers for is held against it, later ones
 * than that of the report too.
 */
export function logGrowth(
  crypto: LogCrypto,
  { evidence, signing }: SealedReport,
  seen: SeenTree,
  trees: SignedTrees | null = null,
): LogGrowth {
  const last = opened(signing?.checkpoint ?? evidence.checkpoint)
  const frozen = opened(evidence.checkpoint)
  const answered = seen.size === 0 ? null : (trees?.rootAt(seen.size) ?? null)
  if (answered !== null && toBase64(answered) !== seen.root) return { ...grown(last), kind: 'fork' }
  return grownFrom(seen, last, () => {
    if (answered !== null) return 'extends'
    const root = rootAt(crypto, { evidence, frozen: frozen.checkpoint, size: seen.size })
    if (root === null) return 'unshown'
    return root === seen.root ? 'extends' : 'fork'
  })
}

/** A proof that a log grew out of an earlier tree of it. */
export interface GrowthProof {
  readonly from: number
  /** Hashes, base64. */
  readonly proof: readonly string[]
}

/** Judges a checkpoint whose note was verified before, by the proofs that came with it. */
export function shownGrowth(
  crypto: LogCrypto,
  { note, growths }: { readonly note: string; readonly growths: readonly GrowthProof[] },
  seen: SeenTree,
): LogGrowth {
  const last = opened(note)
  return grownFrom(seen, last, () => {
    const growth = growths.find(({ from }) => from === seen.size)
    const root = hashFromBase64(seen.root)
    if (growth === undefined || root === null) return 'unshown'
    const verdict = verifyConsistency(crypto, {
      older: { size: seen.size, root },
      newer: last.checkpoint,
      proof: hashesFromBase64(growth.proof),
    })
    return verdict.ok ? 'extends' : 'fork'
  })
}

/** What sizes and roots tell; how a smaller tree grew is asked of what came along. */
function grownFrom(seen: SeenTree, last: Opened, asked: () => LogGrowth['kind']): LogGrowth {
  const told = grown(last)
  const { to } = told
  if (seen.size === 0) return { ...told, kind: 'extends' }
  if (seen.size > to.size) return { ...told, kind: 'older' }
  if (seen.size < to.size) return { ...told, kind: asked() }
  return { ...told, kind: seen.root === to.root ? 'extends' : 'fork' }
}

function grown({ text: checkpointText, checkpoint }: Opened): Omit<LogGrowth, 'kind'> {
  return { to: { size: checkpoint.size, root: toBase64(checkpoint.root) }, checkpointText }
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

/** A checkpoint, and the text of its note that a witness signs. */
interface Opened {
  readonly text: string
  readonly checkpoint: Checkpoint
}

function opened(note: string): Opened {
  const parsed = parseNote(note)
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.note.text) : parsed
  if (!parsed.ok || !checkpoint.ok) throw new Error('a verified note without a checkpoint')
  return { text: parsed.note.text, checkpoint: checkpoint.checkpoint }
}
