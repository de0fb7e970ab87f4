import { randomBytes } from 'node:crypto'
import { unhurried } from '../../append/unhurried.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { makeFollowingKey, makeKey, namesKey, settleKey } from './key-file.ts'
import type { ReceiptEntry, ReceiptSigner } from './receipt-signer.ts'
import { receiptSigner } from './receipt-signer.ts'
import type { SignedLog } from './sign-log.ts'

/** A log by its names, as keys are called after it. */
export type NamedLog = Omit<SignedLog, 'org'>

/** A key that a log announced. */
export interface WantedKey extends NamedLog {
  readonly purpose: 'log' | 'receipt'
  readonly vkey: string
}

/** Holds the keys of receipts: in files of this machine, or in the signer service. */
export interface ReceiptKeys {
  /** A new key; its verifier key. `seed` (32 bytes) is given by the demo only. */
  make(log: NamedLog, seed: Uint8Array | null): Promise<string>
  /** A key that is to follow the one announced; those made before and never announced go. */
  makeFollowing(log: NamedLog, announced: string): Promise<string>
  /** Signs by a key that is there or follows. Refuses with `key.missing`. */
  sign(log: NamedLog, vkey: string, entries: readonly ReceiptEntry[]): Promise<readonly string[]>
  /** Puts the key that the log announced in the place of the one before. */
  settle(log: NamedLog, vkey: string): Promise<void>
  /** Which of these are not there. */
  lacking(keys: readonly WantedKey[]): Promise<readonly WantedKey[]>
}

/** Keys in files of a folder. */
export function receiptKeysIn({
  keysDir,
  crypto,
}: {
  readonly keysDir: string
  readonly crypto: LogCrypto
}): ReceiptKeys {
  const placeOf = (log: NamedLog) => ({ ...namesOf(log), keysDir, purpose: 'receipt' }) as const
  const signers = new Map<string, { readonly vkey: string; readonly sign: ReceiptSigner }>()
  return {
    make: async (log, seed) => makeKey(crypto, placeOf(log), seed ?? randomBytes(32)),
    makeFollowing: async (log, announced) =>
      makeFollowingKey(crypto, placeOf(log), { announced, seed: randomBytes(32) }),
    sign: async (log, vkey, entries) => {
      let known = signers.get(log.publicId)
      if (known?.vkey !== vkey) {
        known = { vkey, sign: receiptSigner(crypto, placeOf(log), vkey) }
        signers.set(log.publicId, known)
      }
      return unhurried(known.sign(entries))
    },
    settle: async (log, vkey) => settleKey(placeOf(log), vkey),
    lacking: async (keys) =>
      keys.filter((one) => {
        return !namesKey({ ...placeOf(one), purpose: one.purpose }, one.vkey)
      }),
  }
}

function namesOf({ publicId, origin }: NamedLog): NamedLog {
  return { publicId, origin }
}
