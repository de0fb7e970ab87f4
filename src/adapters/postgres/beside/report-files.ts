import type { KeptFile } from '../../../app/ports/draft-ports.ts'
import { isRecordId } from '../../../ledger/record/record.ts'
import type { Scope } from '../within-organisation.ts'

/** Keeps bytes of a report under their digest. */
export function sendKeptFile(
  scope: Scope,
  record: string,
  { kind, digest, bytes }: KeptFile,
): void {
  scope.send({
    name: 'keep-report-file',
    text: `INSERT INTO ledger.report_file (org_id, record, kind, digest, bytes)
           VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING`,
    values: [scope.org, record, kind, digest, Buffer.from(bytes)],
  })
}

/** The bytes that were kept, or null. */
export async function readKeptFile(
  scope: Scope,
  record: string,
  { kind, digest }: Pick<KeptFile, 'kind' | 'digest'>,
): Promise<KeptFile | null> {
  if (!isRecordId(record)) return null
  const [row] = await scope.rows<{ bytes: Buffer }>({
    name: 'read-report-file',
    text: `SELECT bytes FROM ledger.report_file
           WHERE org_id = $1 AND record = $2 AND kind = $3 AND digest = $4`,
    values: [scope.org, record, kind, digest],
  })
  return row === undefined ? null : { kind, digest, bytes: new Uint8Array(row.bytes) }
}
