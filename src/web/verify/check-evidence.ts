import type { Leaf } from '../../log/leaf.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Opening } from '../../log/opening.ts'
import type { Receipt } from '../../log/receipt.ts'
import { toUtf8 } from '../../log/utf8.ts'
import type { Verdict } from '../../log/verdict.ts'
import { refused } from '../../log/verdict.ts'
import type { VerifierKey } from '../../log/verifier-key.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { ProvedEntry } from '../../log/verify/entry-proof.ts'
import { verifyEntryProof } from '../../log/verify/entry-proof.ts'
import { verifyOpening } from '../../log/verify/opening.ts'
import { verifyReceipt } from '../../log/verify/receipt.ts'

/** What somebody brings to be checked; keys come from elsewhere than the evidence. */
export interface GivenProof {
  /** The entry's exact bytes as text, where they are at hand. */
  readonly entry: string | null
  readonly receipt: string | null
  readonly proof: string | null
  readonly opening: Opening | null
  readonly keys: { readonly log: string; readonly receipt: string }
}

/** Every part of the evidence with its own verdict; null = that part was not brought. */
export interface Checked {
  readonly entry: Verdict<{ leaf: Leaf }> | null
  readonly receipt: Verdict<{ receipt: Receipt }> | null
  readonly proof: Verdict<{ proved: ProvedEntry }> | null
  /** Whether the fields shown are those whose root the entry carries. */
  readonly opening: Verdict<{ fields: readonly { path: string }[] }> | null
}

/** Checks evidence by itself, with nothing but the keys: no server is asked. */
export function checkEvidence(crypto: LogCrypto, evidence: GivenProof): Checked {
  const log = parseVerifierKey(crypto, evidence.keys.log.trim())
  const receiptKey = parseVerifierKey(crypto, evidence.keys.receipt.trim())
  const entry = evidence.entry === null ? null : toUtf8(evidence.entry)
  const leaf = evidence.entry === null ? null : parseLeaf(evidence.entry)
  return {
    entry: leaf,
    receipt:
      evidence.receipt === null
        ? null
        : receiptKey.ok
          ? checkReceipt(crypto, evidence.receipt, { entry, key: receiptKey.key, log })
          : receiptKey,
    proof: checkProof(crypto, evidence.proof, { entry, log }),
    opening:
      evidence.opening === null || !leaf?.ok
        ? null
        : verifyOpening(crypto, { root: leaf.leaf.payload, opening: evidence.opening }),
  }
}

type KeyVerdict = Verdict<{ key: VerifierKey }>

function checkReceipt(
  crypto: LogCrypto,
  note: string,
  given: { entry: Uint8Array | null; key: VerifierKey; log: KeyVerdict },
): Verdict<{ receipt: Receipt }> {
  const { entry, key, log } = given
  return verifyReceipt(crypto, note, {
    origin: log.ok ? log.key.name : originOf(key.name),
    keys: [key],
    ...(entry === null ? {} : { entry }),
  })
}

function checkProof(
  crypto: LogCrypto,
  proof: string | null,
  given: { entry: Uint8Array | null; log: KeyVerdict },
): Verdict<{ proved: ProvedEntry }> | null {
  const { entry, log } = given
  if (proof === null) return null
  if (!log.ok) return log
  // A proof says that certain bytes stand in the log; without the bytes it says nothing.
  if (entry === null) return refused('proof.no-entry')
  return verifyEntryProof(crypto, { entry, proof }, { origin: log.key.name, logKeys: [log.key] })
}

/** The receipt key is called after the log whose receipts it signs. */
function originOf(receiptKeyName: string): string {
  return receiptKeyName.replace(/\/receipts?$/, '')
}
