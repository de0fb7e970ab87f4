import { keyInForce } from '../../log/announced-keys.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'
import type { CheckedPosition } from '../../log/checked-position.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import { parseVerifierKey } from '../../log/verifier-key.ts'
import { receiptVerifier } from '../../log/verify/receipt.ts'
import type { ReceiptVerifier } from '../../log/verify/receipt.ts'
import type { AuditedEntry, LedgerRows, Organisation } from '../ports/store-ports.ts'
import { sizeOf } from './checked-position.ts'
import { checkEntry } from './check-entry.ts'
import type { CheckedEntry } from './check-entry.ts'

/** Entries of one log, each to be checked by itself. Plain data, for a thread to take. */
export interface EntryPage {
  readonly organisation: Pick<Organisation, 'publicId' | 'origin'>
  /** Of the log, as stored. */
  readonly keys: readonly AnnouncedKey[]
  readonly entries: readonly AuditedEntry[]
}

/** Where pages of entries are checked, several at a time. */
export interface EntryChecks {
  /** Pages that are worth asking for before the first is answered. */
  readonly atOnce: number
  check(page: EntryPage): Promise<readonly CheckedEntry[]>
}

/** Such as are open. */
export interface OpenedChecks extends EntryChecks {
  close(): Promise<void>
}

function checksHere(crypto: LogCrypto): EntryChecks {
  return { atOnce: 1, check: async (page) => checkPage(crypto, page) }
}

/** Entries read at once. */
const pageEntries = 500

/** An entry with what it is by itself. */
export interface CheckedRow {
  readonly entry: AuditedEntry
  readonly checked: CheckedEntry
}

/**
 * The entries of a log that no earlier check answers for, in order, by pages: some are read and
 * checked while one is folded.
 */
export async function* checkedPages(
  { ledger, organisation: { publicId, origin }, checks, since }: PageSource,
  keys: readonly AnnouncedKey[],
): AsyncGenerator<readonly CheckedRow[], void> {
  const organisation = { publicId, origin }
  const begun: Promise<readonly CheckedRow[]>[] = []
  let next: number | null = sizeOf(since)
  for (;;) {
    while (next !== null && begun.length < checks.atOnce) {
      const entries: readonly AuditedEntry[] = await ledger.entries(next, pageEntries)
      const last = entries.at(-1)
      next = last === undefined ? null : last.index + 1
      if (last === undefined) break
      const page = checks
        .check({ organisation, keys, entries })
        .then((checked) => rowsOf(entries, checked))
      // Looked at in its turn; whoever stops before must not leave it unhandled.
      page.catch(() => {})
      begun.push(page)
    }
    const first = begun.shift()
    if (first === undefined) return
    yield await first
  }
}

interface PageSource {
  readonly ledger: Pick<LedgerRows, 'entries'>
  readonly organisation: Organisation
  readonly checks: EntryChecks
  readonly since: CheckedPosition | null
}

function rowsOf(
  entries: readonly AuditedEntry[],
  checked: readonly CheckedEntry[],
): readonly CheckedRow[] {
  return checked.flatMap((one, at) => {
    const entry = entries[at]
    return entry === undefined ? [] : [{ entry, checked: one }]
  })
}

/** Entries of a log below which threads have not started before it is checked. */
const apartFrom = 3_000

/** Where a log of so many entries is best checked. */
export function checksFor(
  entries: number,
  { crypto, checks }: { readonly crypto: LogCrypto; readonly checks: EntryChecks | null },
): EntryChecks {
  return checks === null || entries < apartFrom ? checksHere(crypto) : checks
}

/** Recomputes of every entry of a page what it alone can show. */
export function checkPage(
  crypto: LogCrypto,
  { organisation, keys, entries }: EntryPage,
): readonly CheckedEntry[] {
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
  return entries.map((entry) =>
    checkEntry({ crypto, organisation, verifyReceipt: receiptsAt(entry.index) }, entry),
  )
}
