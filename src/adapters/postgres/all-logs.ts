import type { Pool } from 'pg'
import type { AllLogs } from '../../app/ports/all-logs-ports.ts'
import type { OrgId } from '../../app/ports/store-ports.ts'
import type { AnnouncedKey } from '../../log/announced-keys.ts'

/** What is asked of all organisations at once, over a pool that signs in as the `auditor`. */
export interface OpenedAllLogs extends AllLogs {
  /**
   * The newest moment that any real unit vouches for: of an entry, or of an administrator's word
   * about the clock, unless that lies ahead. Null: there is none.
   */
  newest(): Promise<string | null>
  /** The verifier keys that each log has announced, the oldest first. */
  keys(): Promise<ReadonlyMap<OrgId, readonly AnnouncedKey[]>>
}

// Signed is what has a checkpoint of the size that the log has now.
const atHead = `LEFT JOIN ledger.checkpoint c ON c.org_id = h.org_id AND c.size = h.size`
const isUnsigned = `h.size > 0 AND c.org_id IS NULL`
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
        `SELECT h.org_id AS org FROM ${realHeads} ${atHead}
         WHERE ${isUnsigned} OR h.recorded_at > $1 ORDER BY h.org_id`,
        [moment],
      ),
    unsigned: () =>
      numbers(
        `SELECT h.org_id AS org FROM ledger.log_head h ${atHead}
         WHERE ${isUnsigned} ORDER BY h.org_id`,
      ),
    ofAtLeast: (entries) =>
      numbers('SELECT org_id AS org FROM ledger.log_head WHERE size >= $1 ORDER BY org_id', [
        entries,
      ]),
    withoutPack: (digest) =>
      numbers(
        `SELECT h.org_id AS org FROM ledger.log_head h
         LEFT JOIN ledger.pack_version p ON p.org_id = h.org_id AND p.digest = $1
         WHERE p.org_id IS NULL ORDER BY h.org_id`,
        [digest],
      ),
    someFiles: async (count) => {
      const { rows } = await pool.query<{ org: OrgId; sha256: string }>(
        `SELECT a.org_id AS org, a.sha256 FROM ledger.attachment a JOIN ledger.organisation o
           ON o.org_id = a.org_id AND o.kind = 'real' WHERE a.state IN ('waiting', 'kept') LIMIT $1`,
        [count],
      )
      return rows
    },
    newest: async () => {
      const { rows } = await pool.query<{ newest: string | null }>(
        `SELECT max(moment) AS newest FROM (
           SELECT h.recorded_at AS moment FROM ${realHeads}
           UNION ALL
           SELECT w.at FROM ledger.clock_word w JOIN ledger.organisation o
             ON o.org_id = w.org_id AND o.kind = 'real' WHERE w.at <= clock_timestamp()
         ) AS known`,
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
