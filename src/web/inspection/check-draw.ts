import type { DrawView } from '../../api/contract/problem.ts'
import { drawSample } from '../../ledger/register/draw.ts'
import { fromBase64 } from '../../log/base64.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyCheckpoint } from '../../log/verify/checkpoint.ts'
import { verifyConsistency } from '../../log/verify/consistency.ts'

/** What came out of drawing again. Null: it could not be looked at. */
export interface CheckedDraw {
  /** Drawing again from the candidates gives the same records in the same order. */
  readonly sample: boolean
  /** The root that the draw was seeded with is that of this log, at that size. */
  readonly root: boolean | null
}

/** Draws again, and follows the root of the draw to a checkpoint that the log has signed. */
export function checkDraw(crypto: LogCrypto, view: DrawView): CheckedDraw {
  const { sample, candidates } = view
  const again = drawSample(crypto, { ...sample, candidates })
  const isSame =
    again.length === sample.drawn.length && again.every((id, nth) => id === sample.drawn[nth])
  return { sample: isSame, root: checkRoot(crypto, view) }
}

function checkRoot(crypto: LogCrypto, view: DrawView): boolean | null {
  const { sample, checkpoint, consistency, keys } = view
  if (checkpoint === null) return null
  const key = parseVerifierKey(crypto, keys.log.trim())
  const root = fromBase64(sample.root)
  const proof = consistency.map(fromBase64)
  if (!key.ok || root === null || proof.includes(null)) return false
  const trust = { origin: key.key.name, logKeys: [key.key] }
  const newest = verifyCheckpoint(crypto, checkpoint.note, trust)
  if (!newest.ok) return false
  return verifyConsistency(crypto, {
    older: { size: sample.size, root },
    newer: newest.checkpoint,
    proof: proof.filter((one) => one !== null),
  }).ok
}
