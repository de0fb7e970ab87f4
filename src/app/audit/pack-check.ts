import type { LogCrypto } from '../../log/log-crypto.ts'
import { packDigest } from '../../pack/pack-digest.ts'
import type { LedgerRows } from '../ports/audit-ports.ts'

/** Whether the files that are kept under a digest give it. */
export type PackCheck = (ledger: Pick<LedgerRows, 'packFiles'>, digest: string) => Promise<boolean>

/** Thousands of units have the same packs, and their files are kept once: each is read once. */
export function packCheck(crypto: LogCrypto): PackCheck {
  const known = new Map<string, boolean>()
  return async (ledger, digest) => {
    const found = known.get(digest)
    if (found !== undefined) return found
    const files = await ledger.packFiles(digest)
    const isSound = files !== null && packDigest(files, crypto) === digest
    known.set(digest, isSound)
    return isSound
  }
}
