import type { Checkpoint } from '../checkpoint.ts'
import { leafHash as hashOfLeaf } from '../leaf.ts'
import type { LogCrypto } from '../log-crypto.ts'
import type { TlogProofReason } from '../tlog-proof.ts'
import { parseTlogProof } from '../tlog-proof.ts'
import type { Verdict } from '../verdict.ts'
import type { Trust, TrustReason } from './checkpoint.ts'
import { verifyCheckpoint } from './checkpoint.ts'
import type { InclusionReason } from './inclusion.ts'
import { verifyInclusion } from './inclusion.ts'

/** What a good proof shows about an entry. Size and root come from the verified checkpoint. */
export interface ProvedEntry {
  readonly index: number
  readonly checkpoint: Checkpoint
}

/** Why an entry is not proved. */
export type EntryProofReason = TlogProofReason | TrustReason | InclusionReason

/** Checks that an entry's exact bytes stand in the log, from a `.tlog-proof` file alone. */
export function verifyEntryProof(
  crypto: LogCrypto,
  { entry, proof }: { entry: Uint8Array; proof: Uint8Array | string },
  trust: Trust,
): Verdict<{ proved: ProvedEntry }, EntryProofReason> {
  const parsed = parseTlogProof(proof)
  if (!parsed.ok) return parsed
  const { index, hashes, checkpoint: note } = parsed.proof
  const believed = verifyCheckpoint(crypto, note, trust)
  if (!believed.ok) return believed
  const { checkpoint } = believed
  const included = verifyInclusion(crypto, {
    index,
    size: checkpoint.size,
    leafHash: hashOfLeaf(crypto, entry),
    proof: hashes,
    root: checkpoint.root,
  })
  return included.ok ? { ok: true, proved: { index, checkpoint } } : included
}
