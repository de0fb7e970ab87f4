import { core } from '../../ledger/core/core-registers.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Verdict } from '../../log/verdict.ts'
import type { Call } from './call.ts'
import { callOf } from './call.ts'
import type { SealedEntry, SealedReason, VerifiedEntry } from './sealed-entry.ts'
import { verifySealedEntry } from './sealed-entry.ts'

/** A call that was verified. */
export interface VerifiedCall extends VerifiedEntry {
  readonly call: Call
}

/** Verifies a sealed call under the key that is believed of its sender. */
export function verifyCall(
  crypto: LogCrypto,
  sealed: SealedEntry,
  key: string,
): Verdict<VerifiedCall, SealedReason> {
  const asked = { key, register: core.call.id, what: 'call', said: callOf } as const
  const verdict = verifySealedEntry(crypto, sealed, asked)
  if (!verdict.ok) return verdict
  const { values, ...entry } = verdict
  return { ...entry, call: callOf(values) }
}
