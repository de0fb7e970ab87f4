import { core } from '../../ledger/core/core-registers.ts'
import { parseLeaf } from '../../log/leaf.ts'
import type { LogCrypto } from '../../log/log-crypto.ts'
import type { Verdict } from '../../log/verdict.ts'
import type { DutyList } from './duty-list.ts'
import { dutyListOf } from './duty-list.ts'
import type { SealedEntry, SealedReason, VerifiedEntry } from './sealed-entry.ts'
import { verifySealedEntry } from './sealed-entry.ts'

/** A duty list that was verified. */
export interface VerifiedDutyList extends VerifiedEntry {
  readonly list: DutyList
  /** Index of the entry that signs it: of two versions of one list the later is the newer. */
  readonly entry: number
}

/** Whether a sealed file holds a duty list: its entry says so. */
export function isSealedDutyList({ entry }: SealedEntry): boolean {
  const parsed = parseLeaf(entry.leafText)
  return parsed.ok && parsed.leaf.register === core.dutyList.id
}

/** Verifies a sealed list under the key that is believed of its sender. */
export function verifyDutyList(
  crypto: LogCrypto,
  sealed: SealedEntry,
  key: string,
): Verdict<VerifiedDutyList, SealedReason> {
  const asked = { key, register: core.dutyList.id, what: 'duty list', said: dutyListOf } as const
  const verdict = verifySealedEntry(crypto, sealed, asked)
  if (!verdict.ok) return verdict
  const { values, ...entry } = verdict
  return { ...entry, list: dutyListOf(values), entry: sealed.entry.index }
}
