import { formatCheckpoint } from './checkpoint.ts'
import type { Checkpoint } from './checkpoint.ts'
import type { LogCrypto, LogSigner } from './log-crypto.ts'
import { signNote } from './sign-note.ts'

/** Signs a checkpoint by the key of its log, whose name is the origin. */
export function signCheckpoint(
  crypto: LogCrypto,
  checkpoint: Checkpoint,
  signer: LogSigner,
): string {
  return signNote(crypto, formatCheckpoint(checkpoint), [{ name: checkpoint.origin, signer }])
}
