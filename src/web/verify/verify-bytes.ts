import { faultsText, Refusal } from '../../ledger/fault.ts'
import type { Label } from '../../ledger/label.ts'
import { verifyGiven } from '../../pack/verify-given.ts'
import type { ShownCall } from '../../report/call/shown-call.ts'
import { showCall } from '../../report/call/shown-call.ts'
import type { RecordsBehind } from '../../report/verify/records-behind.ts'
import type { Verification } from '../../report/verify/verification.ts'
import { recordsOfFiles } from '../../report/verify/verify-files.ts'
import { webCrypto } from '../crypto.ts'
import { callIn, readDropped } from './read-dropped.ts'

/** What came of a dropped file: what was verified of a report or a call, or why it was not read. */
export type DroppedFile =
  | {
      readonly kind: 'report'
      readonly found: Verification
      /** What the records behind its claims say, worked out when somebody opens them. */
      readonly behind: () => RecordsBehind
    }
  | { readonly kind: 'call'; readonly shown: ShownCall }
  | { readonly kind: 'refused'; readonly why: Label }

/**
 * Verifies a dropped report, year pack or call in the page itself, together with what was dropped
 * beside it (its annex, its year pack); nothing is sent anywhere.
 */
export async function verifyBytes(
  [bytes, beside]: readonly [Uint8Array, Uint8Array?],
  key: string,
): Promise<DroppedFile> {
  try {
    const call = callIn(bytes)
    if (call !== null) {
      return { kind: 'call', shown: showCall(webCrypto, call, key.trim() || null) }
    }
    const file = await readDropped(bytes)
    const other = beside === undefined ? null : await readDropped(beside)
    const given = { file, beside: other, key }
    const found = verifyGiven(webCrypto, given)
    return { kind: 'report', found, behind: () => recordsOfFiles(webCrypto, given, found) }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', why: faultsText(error.faults) }
    throw error
  }
}
