import type { Checkpoint } from './checkpoint.ts'
import { formatCheckpoint } from './checkpoint.ts'
import type { LogCrypto, LogSigner } from './log-crypto.ts'
import { signNote } from './sign-note.ts'

/**
 * Signs a checkpoint by the key of its log, whose name is the origin. Where a key has just followed
 * another, `before` signs as well: who knows the old key alone sees that it covers the new one.
 */
export function signCheckpoint(
  crypto: LogCrypto,
  checkpoint: Checkpoint,
  signer: LogSigner,
  before: LogSigner | null = null,
): string {
  const signers = before === null ? [signer] : [signer, before]
  const { origin: name } = checkpoint
  return signNote(
    crypto,
    formatCheckpoint(checkpoint),
    signers.map((one) => ({ name, signer: one })),
  )
}
