import type { Reader } from '../../app/ports/store-ports.ts'
import type { Scope } from './within-organisation.ts'

/** The last checkpoint of each month; the months are those of UTC, as the notes are. */
export function monthCheckpoints(scope: Scope): Pick<Reader, 'monthCheckpoints'> {
  return {
    monthCheckpoints: async ({ from, to }) => {
      const rows = await scope.rows<{ size: number; made_at: string }>({
        name: 'month-checkpoints',
        text: `SELECT DISTINCT ON (date_trunc('month', made_at AT TIME ZONE 'UTC')) size, made_at
               FROM ledger.checkpoint
               WHERE org_id = $1 AND size > 0 AND made_at >= $2::date AND made_at < $3::date + 1
               ORDER BY date_trunc('month', made_at AT TIME ZONE 'UTC'), size DESC`,
        values: [scope.org, from, to],
      })
      return rows.map(({ size, made_at }) => ({ size, madeAt: made_at }))
    },
  }
}
