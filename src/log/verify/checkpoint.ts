import { parseCheckpoint } from '../checkpoint.ts'
import type { Checkpoint, CheckpointReason } from '../checkpoint.ts'
import { parseCosignature } from '../cosignature.ts'
import type { LogCrypto } from '../log-crypto.ts'
import { noteVerifier } from '../note-verifier.ts'
import { openNote } from '../signed-note.ts'
import type { NoteReason, NoteSignature } from '../signed-note.ts'
import { refused } from '../verdict.ts'
import type { Verdict } from '../verdict.ts'
import type { VerifierKey } from '../verifier-key.ts'

/** Whom a verifier believes. Origin and keys come from outside, never from what is verified. */
export interface Trust {
  readonly origin: string
  /** Keys of the log; more than one while a rotation is under way. */
  readonly logKeys: readonly VerifierKey[]
  readonly witnessKeys?: readonly VerifierKey[]
  /** How many different witnesses must have cosigned; 0 when not given. */
  readonly witnessesMin?: number
}

/** A witness that cosigned. */
export interface Witnessed {
  readonly name: string
  /** Seconds since 1970 UTC. */
  readonly time: number
}

/** Why a checkpoint is not believed. */
export type TrustReason =
  | NoteReason
  | CheckpointReason
  | 'checkpoint.other-origin'
  | 'checkpoint.not-by-log'
  | 'checkpoint.too-few-witnesses'

/** Checks a signed checkpoint: by a key of the log, for the log expected, with enough witnesses. */
export function verifyCheckpoint(
  crypto: LogCrypto,
  note: Uint8Array | string,
  { origin, logKeys, witnessKeys = [], witnessesMin = 0 }: Trust,
): Verdict<{ checkpoint: Checkpoint; witnessed: Witnessed[] }, TrustReason> {
  const keys = [...logKeys, ...witnessKeys]
  const opened = openNote(
    note,
    keys.map((key) => noteVerifier(crypto, key)),
  )
  if (!opened.ok) return opened
  if (!opened.verified.some((one) => isBy(one, logKeys))) return refused('checkpoint.not-by-log')
  const parsed = parseCheckpoint(opened.note.text)
  if (!parsed.ok) return parsed
  if (parsed.checkpoint.origin !== origin) return refused('checkpoint.other-origin')
  const witnessed = opened.verified.flatMap((one): Witnessed[] => {
    const cosignature = isBy(one, witnessKeys) ? parseCosignature(one.signature) : null
    return cosignature === null ? [] : [{ name: one.name, time: cosignature.time }]
  })
  // One witness with two keys is still one witness.
  if (new Set(witnessed.map(({ name }) => name)).size < witnessesMin) {
    return refused('checkpoint.too-few-witnesses')
  }
  return { ok: true, checkpoint: parsed.checkpoint, witnessed }
}

function isBy(signature: NoteSignature, keys: readonly VerifierKey[]): boolean {
  return keys.some(({ name, id }) => name === signature.name && id === signature.keyId)
}
