import type { Checkpoint, CheckpointReason } from '../checkpoint.ts'
import { parseCheckpoint } from '../checkpoint.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { noteVerifier } from '../note-verifier.ts'
import type { NoteReason } from '../signed-note.ts'
import { openNote } from '../signed-note.ts'
import type { Verdict } from '../verdict.ts'
import { refused } from '../verdict.ts'
import type { VerifierKey } from '../verifier-key.ts'

/** Whom a verifier believes. Origin and keys come from outside, never from what is verified. */
export interface Trust {
  readonly origin: string
  /** Keys of the log; more than one while a rotation is under way. */
  readonly logKeys: readonly VerifierKey[]
}

/** Why a checkpoint is not believed. */
export type TrustReason = NoteReason | CheckpointReason | 'checkpoint.other-origin'

/** Checks a signed checkpoint: by a key of the log, for the log expected. */
export function verifyCheckpoint(
  crypto: LogCrypto,
  note: Uint8Array | string,
  { origin, logKeys }: Trust,
): Verdict<{ checkpoint: Checkpoint }, TrustReason> {
  const opened = openNote(
    note,
    logKeys.map((key) => noteVerifier(crypto, key)),
  )
  if (!opened.ok) return opened
  const parsed = parseCheckpoint(opened.note.text)
  if (!parsed.ok) return parsed
  if (parsed.checkpoint.origin !== origin) return refused('checkpoint.other-origin')
  return { ok: true, checkpoint: parsed.checkpoint }
}
