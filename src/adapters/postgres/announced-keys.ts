import type { AnnouncedKey } from '../../log/announced-keys.ts'
import type { Scope } from './within-organisation.ts'

/** Every verifier key of the log and of its receipts, the oldest first. */
export async function readAnnouncedKeys(scope: Scope): Promise<readonly AnnouncedKey[]> {
  return scope.rows<AnnouncedKey>({
    name: 'announced-keys',
    text: `SELECT purpose, since, vkey, lost FROM ledger.log_key
           WHERE org_id = $1 ORDER BY since, purpose`,
    values: [scope.org],
  })
}
