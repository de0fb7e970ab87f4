import type { Pool } from 'pg'
import type { CollectedStore, CollectedTotal } from '../../app/ports/collected-ports.ts'
import type { CollectedRow } from '../../ledger/collected.ts'
import { isRecordId } from '../../ledger/record.ts'
import { collectedColumns } from './collected-rows.ts'
import { withinOrganisation } from './within-organisation.ts'
import type { Scope } from './within-organisation.ts'

/** What was collected, in PostgreSQL, each read inside the context of one organisation. */
export function openCollected(pool: Pool): CollectedStore {
  const reading = <T>(org: number, work: (scope: Scope) => Promise<T>) =>
    withinOrganisation(pool, { org, mode: 'read' }, work)
  return {
    ofItem: async (org, { call, item }) =>
      isRecordId(call) ? reading(org, (scope) => readItem(scope, { call, item })) : [],
    totals: async (org, { call, item }) =>
      isRecordId(call) ? reading(org, (scope) => readTotals(scope, { call, item })) : [],
    before: (org, asked) =>
      reading(org, (scope) =>
        scope.rows<CollectedRow>({
          name: 'collected-before',
          text: `SELECT ${collectedColumns} FROM ledger.collected
                 WHERE org_id = $1 AND figure = ANY ($2::text[]) AND period = $3
                   AND step <> 'returned' AND verdict <> 'missing'
                 ORDER BY entry DESC LIMIT $4`,
          values: [org, asked.figures, asked.period, asked.limit],
        }),
      ),
  }
}

function readItem(scope: Scope, { call, item }: { call: string; item: string }) {
  return scope.rows<CollectedRow>({
    name: 'collected-item',
    text: `SELECT ${collectedColumns} FROM ledger.collected
           WHERE org_id = $1 AND call = $2 AND item = $3 ORDER BY entry DESC`,
    values: [scope.org, call, item],
  })
}

function readTotals(scope: Scope, { call, item }: { call: string; item: string }) {
  return scope.rows<CollectedTotal>({
    name: 'collected-totals',
    // What does not stand is little, so that it is looked up beside all rows and not the other way.
    text: `WITH gone AS MATERIALIZED (
             SELECT record FROM (
               SELECT record, step, row_number() OVER (
                 PARTITION BY log ORDER BY step = 'returned', entry DESC) AS nth
               FROM ledger.collected WHERE org_id = $1 AND call = $2 AND item = $3) a
             WHERE nth > 1 OR step = 'returned')
           SELECT c.item, sum(c.value) AS sum, count(c.value)::int AS numbers,
             count(c.said)::int AS others,
             (count(*) FILTER (WHERE c.verdict = 'missing'))::int AS missing,
             (count(c.value) FILTER (WHERE c.verdict NOT IN ('proved', 'atLeast')))::int
               AS unproved
           FROM ledger.collected c
           WHERE c.org_id = $1 AND c.call = $2
             AND NOT EXISTS (SELECT FROM gone g WHERE g.record = c.record) GROUP BY c.item`,
    values: [scope.org, call, item],
  })
}
