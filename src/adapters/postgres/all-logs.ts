import type { Pool } from 'pg'
import type { AllLogs } from '../../app/ports/all-logs-ports.ts'
import type { OrgId } from '../../app/ports/store-ports.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'

/** What is asked of all organisations at once, over a pool that signs in as the `auditor`. */
export interface OpenedAllLogs extends AllLogs {
  /** Moment of the newest entry of any real unit; null: there is none. */
  newest(): Promise<string | null>
  /** The verifier keys that each log has announced, the oldest first. */
  keys(): Promise<ReadonlyMap<OrgId, readonly AnnouncedKey[]>>
}

const signedSize = `coalesce((SELECT max(c.size) FROM ledger.checkpoint c
  WHERE c.org_id = h.org_id), 0)`
const realHeads = `ledger.log_head h JOIN ledger.organisation o
  ON o.org_id = h.org_id AND o.kind = 'real'`

/** The one place whose statements name no organisation: the auditor may read all of them. */
export function readAllLogs(pool: Pool): OpenedAllLogs {
  const numbers = async (text: string, values: readonly unknown[] = []) => {
    const { rows } = await pool.query<{ org: OrgId }>(text, [...values])
    return rows.map(({ org }) => org)
  }
  return {
    wanting: (moment) =>
      numbers(
        `SELECT h.org_id AS org FROM ${realHeads}
         WHERE h.size > ${signedSize} OR h.recorded_at > $1 ORDER BY h.org_id`,
        [moment],
      ),
    unsigned: () =>
      numbers(
        `SELECT h.org_id AS org FROM ledger.log_head h WHERE h.size > ${signedSize}
         ORDER BY h.org_id`,
      ),
    ofAtLeast: (entries) =>
      numbers('SELECT org_id AS org FROM ledger.log_head WHERE size >= $1 ORDER BY org_id', [
        entries,
      ]),
    withoutPack: (digest) =>
      numbers(
        `SELECT o.org_id AS org FROM ledger.organisation o WHERE NOT EXISTS (
           SELECT FROM ledger.pack_version p WHERE p.org_id = o.org_id AND p.digest = $1)
         ORDER BY o.org_id`,
        [digest],
      ),
    newest: async () => {
      const { rows } = await pool.query<{ newest: string | null }>(
        `SELECT max(h.recorded_at) AS newest FROM ${realHeads}`,
      )
      return rows[0]?.newest ?? null
    },
    keys: async () => {
      const { rows } = await pool.query<AnnouncedKey & { org: OrgId }>(
        `SELECT org_id AS org, purpose, since, vkey, lost FROM ledger.log_key
         ORDER BY org_id, since, purpose`,
      )
      const found = new Map<OrgId, AnnouncedKey[]>()
      for (const { org, ...key } of rows) {
        const known = found.get(org)
        if (known === undefined) found.set(org, [key])
        else known.push(key)
      }
      return found
    },
  }
}
