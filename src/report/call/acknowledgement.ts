import { core } from '../../ledger/core/core-registers.ts'
import type { PayloadField } from '../../log/flatten-fields.ts'
import type { JointOpening } from '../../log/joint-opening.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { toUtf8 } from '../../log/utf8.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { verifyJointOpening } from '../../log/verify/joint-opening.ts'
import { verifyReceipt } from '../../log/verify/receipt.ts'

/**
 * What one body tells another of what it did, as that it took a call: its own entry, with the
 * receipt of its log. Plain JSON.
 */
export interface Acknowledgement {
  readonly v: 1
  readonly index: number
  readonly leafText: string
  /** Opens what the entry is about, the day, and what else the body tells of it. */
  readonly opening: JointOpening
  readonly receipt: string
  /** Verifier key of the receipts of that log. */
  readonly receiptKey: string
}

const { digest, takenOn } = core.callTaken.names

/** Fields of the entry that an acknowledgement opens. */
export const acknowledgedPaths = [digest, takenOn] as const

/** The day on which the log of an origin took the call of a digest; null: it does not say so. */
export function takenOnIn(
  crypto: LogCrypto,
  given: Acknowledgement,
  asked: { readonly origin: string; readonly digest: string },
): string | null {
  const said = acknowledgedIn(crypto, given, { ...asked, register: core.callTaken.id })
  const fields = new Map(said?.map(({ path, value }) => [path, value]))
  const day = fields.get(takenOn)
  return fields.get(digest) === asked.digest && typeof day === 'string' ? day : null
}

/**
 * What an acknowledgement opens of an entry of a register of this log; null: it is none of that
 * log, or its receipt does not hold.
 */
export function acknowledgedIn(
  crypto: LogCrypto,
  given: Acknowledgement,
  asked: { readonly origin: string; readonly register: string },
): readonly PayloadField[] | null {
  const parsed = parseLeaf(given.leafText)
  const key = parseVerifierKey(crypto, given.receiptKey)
  if (!parsed.ok || !key.ok || key.key.name !== `${asked.origin}/receipt`) return null
  if (parsed.leaf.register !== asked.register) return null
  const receipt = verifyReceipt(crypto, given.receipt, {
    origin: asked.origin,
    keys: [key.key],
    entry: toUtf8(given.leafText),
  })
  if (!receipt.ok || receipt.receipt.index !== given.index) return null
  const opened = verifyJointOpening(crypto, { root: parsed.leaf.payload, opening: given.opening })
  return opened.ok ? opened.fields : null
}
