import { randomBytes } from 'node:crypto'
import type { Pool } from 'pg'
import type { StoredCheckpoint } from '../../app/ports/store-ports.ts'
import type { Clock } from '../../append/effects.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { ParcelNote } from '../../log/parcel-note.ts'
import { formatParcelNote } from '../../log/parcel-note.ts'
import { cosign, signNote } from '../../log/sign-note.ts'
import { formatSignatureLine } from '../../log/signed-note.ts'
import { keepNewest } from './kept-seals.ts'
import {
  hasKey,
  holdsKey,
  makeFollowingKey,
  makeKey,
  readKey,
  settleKey,
  verifierKeyOf,
} from './key-file.ts'
import type { SignedLog } from './sign-log.ts'
import { signLog } from './sign-log.ts'

/** Holds the log keys: makes them, and signs what the log has become. */
export interface Checkpointer {
  /** A new log key; its verifier key. `seed` (32 bytes) is given by the demo only. */
  makeLogKey(log: Omit<SignedLog, 'org'>, seed: Uint8Array | null): Promise<string>
  /**
   * A log key that is to follow the one announced last; its verifier key, or null where that one
   * is not at hand though it should be, or is though it should not. Those made before and never
   * announced are taken away, so the caller must hold the log's head. One at hand must be covered
   * by a checkpoint: the key before it is gone then.
   */
  makeFollowingLogKey(log: Omit<SignedLog, 'org'>, after: AnnouncedLast): Promise<string | null>
  /**
   * Cosigns the text of another log's checkpoint as the witness that this organisation is, with a
   * key that is made at the first time. Whether it may be cosigned was decided before.
   */
  cosign(log: Omit<SignedLog, 'org'>, checkpointText: string): Promise<Cosigned>
  /** Signs what the log sends to another one; the note. */
  signParcel(log: Omit<SignedLog, 'org'>, parcel: Omit<ParcelNote, 'from'>): Promise<string>
  /** Signs a checkpoint over all entries; the last one again when there is nothing new. */
  checkpoint(log: SignedLog): Promise<StoredCheckpoint | null>
  close(): Promise<void>
}

/** The log key that was announced last, and whether it is to vouch for the next. */
export interface AnnouncedLast {
  readonly vkey: string
  readonly isAtHand: boolean
}

/** A witness's word: the line for the note, and the key it is checked with. */
export interface Cosigned {
  /** Signature line of `c2sp.org/signed-note`, with its newline. */
  readonly line: string
  readonly vkey: string
}

/** A checkpointer in this process, over a pool that signs in as the `signer`. */
export function createCheckpointer(parts: {
  pool: Pool
  keysDir: string
  crypto: LogCrypto
  clock: Clock
  /** As `Signing` has it; for tests. */
  heldMsMax?: number
}): Checkpointer {
  const { pool, keysDir, crypto, clock } = parts
  const signing = { ...parts, lookedOver: new Set<number>() }
  return {
    makeLogKey: async (log, seed) => {
      // A demo is a witness under a key from its seed too: the same seed, the same cosignatures.
      if (seed !== null)
        makeKey(crypto, { ...log, keysDir, purpose: 'witness' }, crypto.sha256(seed))
      return makeKey(crypto, { ...log, keysDir, purpose: 'log' }, seed ?? randomBytes(32))
    },
    makeFollowingLogKey: async (log, { vkey, isAtHand }) => {
      const place = { ...log, keysDir, purpose: 'log' } as const
      if (holdsKey(crypto, place, vkey) !== isAtHand) return null
      return makeFollowingKey(crypto, place, { announced: vkey, seed: randomBytes(32) })
    },
    cosign: async (log, checkpointText) => {
      const place = { ...log, keysDir, purpose: 'witness' } as const
      if (!hasKey(place)) makeKey(crypto, place, randomBytes(32))
      const time = Math.floor(clock.now() / 1000)
      const signature = cosign(crypto, readKey(place), { checkpointText, time })
      return { line: formatSignatureLine(signature), vkey: verifierKeyOf(crypto, place) }
    },
    signParcel: async (log, parcel) => {
      const signer = readKey({ ...log, keysDir, purpose: 'log' })
      return signNote(crypto, formatParcelNote({ ...parcel, from: log.origin }), [signer])
    },
    checkpoint: async (log) => {
      const signed = await signLog(signing, log)
      if (signed === null) return null
      // The old key's file is replaced after the checkpoint that it signs last is stored, never
      // before. A crash in between leaves both; the next call, at the latest at a start, ends it.
      settleKey({ ...log, keysDir, purpose: 'log' }, signed.vkey)
      await keepNewest(parts, log, signed)
      return signed.checkpoint
    },
    close: () => pool.end(),
  }
}
