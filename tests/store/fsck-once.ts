import type { ClientConfig } from 'pg'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import type { FsckOptions, FsckReport } from '../../src/app/audit/fsck.ts'
import { fsck } from '../../src/app/audit/fsck.ts'

/** What fsck finds in a database, by an auditor who is let in for this once. */
export async function fsckOnce(
  { connection }: { readonly connection: ClientConfig },
  options: FsckOptions = {},
): Promise<readonly FsckReport[]> {
  const auditor = await openAuditor({ connection })
  try {
    return await fsck({ auditor, crypto: nodeCrypto }, options)
  } finally {
    await auditor.close()
  }
}
