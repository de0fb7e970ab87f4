import type { AnnouncedKey } from '../../log/announced-keys.ts'
import { keyInForce } from '../../log/announced-keys.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import type { ReceiptVerifier } from '../../log/verify/receipt.ts'
import { receiptVerifier } from '../../log/verify/receipt.ts'
import type { AuditPlace, LedgerRows } from '../ports/audit-ports.ts'
import type { Organisation } from '../ports/store-ports.ts'
import type { BesideRecords } from './beside-records.ts'
import { besideRecords } from './beside-records.ts'
import type { CheckedEntry } from './check-entry.ts'
import { checkEntry } from './check-entry.ts'

/** Some entries of one log, to be read and checked by themselves. Plain data, for a thread. */
export interface LogPiece {
  readonly place: AuditPlace
  readonly organisation: Pick<Organisation, 'id' | 'publicId' | 'origin'>
  /** Of the log, as stored. */
  readonly keys: readonly AnnouncedKey[]
  /** As of `BesideLook`. */
  readonly sumKey: string | null
  /** From this number up to, but not with, the other. */
  readonly from: number
  readonly to: number
}

/** What entries are by themselves, and what stands beside the records they left. */
export interface CheckedPage {
  readonly entries: readonly CheckedEntry[]
  readonly beside: BesideRecords
}

/** What all pieces of one log share. */
export type LogOfPieces = Omit<LogPiece, 'from' | 'to'>

/** Entries read at once. */
export const pageEntries = 200

/** Recomputes of every entry of a page what it alone can show, and holds its record against it. */
export async function checkPage(
  { crypto, ledger }: { readonly crypto: LogCrypto; readonly ledger: LedgerRows },
  { organisation, keys, sumKey, from, to }: LogPiece,
): Promise<CheckedPage> {
  const count = Math.min(pageEntries, to - from)
  const read = (await ledger.entries(from, count)).filter(({ index }) => index < to)
  const rows = read.flatMap(({ row }) => (row === null ? [] : [row]))
  const beside = besideRecords({ crypto, ledger, organisation, sumKey }, rows)
  // Looked at below; the entries are checked while the database answers.
  beside.catch(() => {})
  const byKey = new Map<string, ReceiptVerifier>()
  // The key may have been replaced on the way.
  const receiptsAt = (index: number): ReceiptVerifier => {
    const vkey = keyInForce(keys, { purpose: 'receipt', size: index + 1 })?.vkey ?? ''
    const known = byKey.get(vkey)
    if (known !== undefined) return known
    const parsed = parseVerifierKey(crypto, vkey)
    const trust = { origin: organisation.origin, keys: parsed.ok ? [parsed.key] : [] }
    const made = receiptVerifier(crypto, trust)
    byKey.set(vkey, made)
    return made
  }
  const entries = read.map((entry) =>
    checkEntry({ crypto, organisation, verifyReceipt: receiptsAt(entry.index) }, entry),
  )
  return { entries, beside: await beside }
}
