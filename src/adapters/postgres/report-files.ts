import type { KeptFile } from '../../app/report-flow/draft-store.ts'
import { isRecordId } from './record-list.ts'
import type { Scope } from './within-organisation.ts'

/** Keeps the bytes of a frozen report. What was kept first stays. */
export function sendReportFile(
  scope: Scope,
  record: string,
  { kind, digest, bytes, at }: KeptFile & { readonly at: string },
): void {
  scope.send({
    name: 'keep-report-file',
    text: `INSERT INTO ledger.report_file (org_id, record, kind, digest, bytes, made_at)
           VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
    values: [scope.org, record, kind, digest, Buffer.from(bytes), at],
  })
}

/** The bytes that were kept, or null. */
export async function readReportFile(
  scope: Scope,
  record: string,
  kind: KeptFile['kind'],
): Promise<KeptFile | null> {
  if (!isRecordId(record)) return null
  const [row] = await scope.rows<{ digest: string; bytes: Buffer }>({
    name: 'read-report-file',
    text: `SELECT digest, bytes FROM ledger.report_file
           WHERE org_id = $1 AND record = $2 AND kind = $3`,
    values: [scope.org, record, kind],
  })
  return row === undefined ? null : { kind, digest: row.digest, bytes: new Uint8Array(row.bytes) }
}
