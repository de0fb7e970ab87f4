import type { Pool } from 'pg'
import type { Upload, Uploads } from '../../../app/ports/attachment-ports.ts'
import type { Transactions } from '../within-organisation.ts'
import { transactionsOver } from '../within-organisation.ts'

interface UploadRow {
  readonly sha256: string
  readonly uploaded_by: string
  readonly name: string
  readonly type: string
  readonly bytes: number
  readonly uploaded_at: string
  readonly state: Upload['state']
}

/** Rows of `ledger.attachment`, over a pool of the server's own role. */
export function openUploads(pool: Pool): Uploads {
  const within = transactionsOver(pool)
  return { ...rowsOfUploads(within), ...statesOfUploads(within) }
}

function rowsOfUploads({ reading, writing }: Transactions): Pick<Uploads, 'add' | 'find' | 'used'> {
  return {
    add: (org, { sha256, uploadedBy, name, type, bytes, uploadedAt }) =>
      writing(org, async (scope) => {
        scope.send({
          text: `INSERT INTO ledger.attachment AS a
                   (org_id, sha256, uploaded_by, name, type, bytes, uploaded_at, state)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, 'waiting')
                 ON CONFLICT (org_id, sha256, uploaded_by) DO UPDATE
                 SET name = excluded.name, uploaded_at = excluded.uploaded_at,
                   state = CASE a.state WHEN 'kept' THEN 'kept' ELSE 'waiting' END`,
          values: [org, sha256, uploadedBy, name, type, bytes, uploadedAt],
        })
      }),
    find: (org, sha256s) =>
      reading(org, async (scope) => {
        const rows = await scope.rows<UploadRow>({
          text: `SELECT sha256, uploaded_by, name, type, bytes, uploaded_at, state
                 FROM ledger.attachment WHERE org_id = $1 AND sha256 = ANY ($2)`,
          values: [org, sha256s],
        })
        return rows.map(({ uploaded_by: uploadedBy, uploaded_at: uploadedAt, ...row }) => ({
          ...row,
          uploadedBy,
          uploadedAt,
        }))
      }),
    used: (org) =>
      reading(org, async (scope) => {
        const [row] = await scope.rows<{ used: number }>({
          text: `SELECT coalesce(sum(bytes), 0)::bigint AS used FROM (
                   SELECT DISTINCT sha256, bytes FROM ledger.attachment
                   WHERE org_id = $1 AND state IN ('waiting', 'kept')) held`,
          values: [org],
        })
        return row?.used ?? 0
      }),
  }
}

function statesOfUploads({
  reading,
  writing,
}: Transactions): Pick<Uploads, 'setState' | 'waitingSince' | 'named'> {
  return {
    setState: (org, sha256s, { from, to }) =>
      writing(org, async (scope) => {
        const rows = await scope.rows<{ sha256: string }>({
          // The name is for whoever brought it, to open it by; it may say what the file did.
          text: `UPDATE ledger.attachment SET state = $3,
                   name = CASE WHEN $3 IN ('gone', 'erased') THEN '' ELSE name END
                 WHERE org_id = $1 AND sha256 = ANY ($2) AND state = ANY ($4) RETURNING sha256`,
          values: [org, sha256s, to, from],
        })
        return [...new Set(rows.map(({ sha256 }) => sha256))]
      }),
    waitingSince: (org, before) =>
      reading(org, async (scope) => {
        const rows = await scope.rows<{ sha256: string }>({
          text: `SELECT sha256 FROM ledger.attachment WHERE org_id = $1
                 GROUP BY sha256
                 HAVING max(CASE state WHEN 'kept' THEN 2 WHEN 'waiting' THEN 1 ELSE 0 END) = 1
                   AND max(uploaded_at) < $2::timestamptz`,
          values: [org, before],
        })
        return rows.map(({ sha256 }) => sha256)
      }),
    named: (org, sha256s) =>
      reading(org, async (scope) => {
        const rows = await scope.rows<{ sha256: string }>({
          text: `SELECT one AS sha256 FROM unnest($2::text[]) one WHERE EXISTS (
                   SELECT FROM ledger.payload p WHERE p.org_id = $1
                     AND (strpos(p.fields, one) > 0 OR strpos(p.erased::text, one) > 0))`,
          values: [org, sha256s],
        })
        return rows.map(({ sha256 }) => sha256)
      }),
  }
}
