import type { AuditedWatchedLog, RowsBeside } from '../../app/ports/audit-ports.ts'
import { reviewSlot } from '../../app/ports/draft-ports.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import { toBase64 } from '../../log/base64.ts'
import type { DraftTree } from '../../report/draft/draft-tree.ts'
import type { Scope } from './within-organisation.ts'

/** What stands beside the log of an organisation, as the auditor reads it. */
export function rowsBeside(scope: Scope): RowsBeside {
  return {
    ...draftsBeside(scope),
    watched: async () => {
      const rows = await scope.rows<Omit<AuditedWatchedLog, 'root'> & { root: Buffer }>({
        text: `SELECT origin, name, vkey, former, size, root, since FROM ledger.watched_log
               WHERE org_id = $1 ORDER BY origin`,
        values: [scope.org],
      })
      return rows.map((row) => ({ ...row, root: toBase64(row.root) }))
    },
    watchLines: () =>
      scope.rows<{ origin: string; detail: string }>({
        text: `SELECT coalesce(subject, '') AS origin, coalesce(detail, '') AS detail
               FROM ledger.trail WHERE org_id = $1 AND act = 'watch-log' AND outcome = 'done'
               ORDER BY at, id`,
        values: [scope.org],
      }),
    receivedFiles: async () => {
      type Row = { record: string; sha256: string; actual: Buffer; received_at: string }
      const rows = await scope.rows<Row>({
        text: `SELECT record, sha256, sha256(bytes) AS actual, received_at
               FROM ledger.received_file WHERE org_id = $1 ORDER BY record`,
        values: [scope.org],
      })
      return rows.map(({ actual, received_at: receivedAt, ...row }) => ({
        ...row,
        receivedAt,
        actual: toBase64(actual),
      }))
    },
    attachments: () =>
      scope.rows({
        text: `SELECT sha256, uploaded_by AS "uploadedBy", type, bytes, state
               FROM ledger.attachment WHERE org_id = $1 ORDER BY sha256, uploaded_by`,
        values: [scope.org],
      }),
    cosignatures: () =>
      scope.rows({
        text: `SELECT size, witness, line FROM ledger.cosignature
               WHERE org_id = $1 ORDER BY size, witness`,
        values: [scope.org],
      }),
    foundedAt: async () => {
      const [row] = await scope.rows<{ founded_at: string }>({
        text: 'SELECT founded_at FROM ledger.organisation WHERE org_id = $1',
        values: [scope.org],
      })
      return row?.founded_at ?? null
    },
  }
}

function draftsBeside(scope: Scope): Pick<RowsBeside, 'draft' | 'reviewed'> {
  return {
    draft: async (id) => {
      if (!isRecordId(id)) return null
      const [row] = await scope.rows<{ record: string; tree: DraftTree }>({
        name: 'audit-draft',
        text: 'SELECT record, tree FROM ledger.draft WHERE org_id = $1 AND id = $2',
        values: [scope.org, id],
      })
      return row ?? null
    },
    reviewed: async (draft, version) => {
      if (!isRecordId(draft)) return null
      const [row] = await scope.rows<{ tree: DraftTree }>({
        name: 'audit-reviewed',
        text: `SELECT tree FROM ledger.draft_version
               WHERE org_id = $1 AND draft = $2 AND slot = $3`,
        values: [scope.org, draft, reviewSlot(version)],
      })
      return row?.tree ?? null
    },
  }
}
