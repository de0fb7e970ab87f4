import type { Pool } from 'pg'
import type {
  CollectedBefore,
  CollectedStore,
  CollectedTotal,
  NewestAnswer,
  TakenOn,
} from '../../app/ports/collected-ports.ts'
import type { CollectedRow } from '../../ledger/core/collected.ts'
import { core } from '../../ledger/core/core-registers.ts'
import { isRecordId } from '../../ledger/record/record.ts'
import { collectedColumns } from './collected-rows.ts'
import type { Scope } from './within-organisation.ts'
import { transactionsOver } from './within-organisation.ts'

/** What was collected, in PostgreSQL, each read inside the context of one organisation. */
export function openCollected(pool: Pool): CollectedStore {
  const { reading } = transactionsOver(pool)
  return {
    ofItem: async (org, asked) =>
      isRecordId(asked.call) ? reading(org, (scope) => readItem(scope, asked)) : [],
    newest: async (org, asked) =>
      isRecordId(asked.call) ? reading(org, (scope) => readNewest(scope, asked)) : [],
    taken: (org, call) => reading(org, (scope) => readTaken(scope, call)),
    totals: async (org, asked) =>
      isRecordId(asked.call) ? reading(org, (scope) => readTotals(scope, asked)) : [],
    before: (org, asked) =>
      reading(org, (scope) =>
        scope.rows<CollectedBefore>({
          name: 'collected-before',
          text: `SELECT figure, call, count(DISTINCT log)::int AS bodies FROM ledger.collected
                 WHERE org_id = $1 AND figure = ANY ($2::text[]) AND period = $3
                   AND step <> 'returned' AND verdict <> 'missing'
                 GROUP BY figure, call ORDER BY max(entry) DESC`,
          values: [org, asked.figures, asked.period],
        }),
      ),
  }
}

/**
 * The newest answer of a body is the one under its largest log. An entry of ours also comes of
 * accepting or returning one that was corrected since.
 */
const newestFirst = 'size DESC, entry DESC'

function readItem(
  scope: Scope,
  { call, item, logs }: { call: string; item: string; logs: readonly string[] },
) {
  return scope.rows<CollectedRow>({
    name: 'collected-item',
    text: `SELECT ${collectedColumns} FROM ledger.collected
           WHERE org_id = $1 AND call = $2 AND item = $3 AND log = ANY ($4::text[])
           ORDER BY ${newestFirst}`,
    values: [scope.org, call, item, logs],
  })
}

function readNewest(scope: Scope, { call, item }: { call: string; item: string }) {
  return scope.rows<NewestAnswer>({
    name: 'collected-newest',
    text: `SELECT DISTINCT ON (log) log, record, step,
             (count(*) OVER (PARTITION BY log))::int AS answers,
             bool_and(step = 'returned') OVER (PARTITION BY log) AS "isReturned",
             min(day) OVER (PARTITION BY log)::text AS "firstOn"
           FROM (SELECT c.*, r.occurred_on AS day FROM ledger.collected c
             JOIN ledger.record r ON r.org_id = c.org_id AND r.id = c.record
             WHERE c.org_id = $1 AND r.org_id = $1 AND c.call = $2 AND c.item = $3) answers
           ORDER BY log, ${newestFirst}`,
    values: [scope.org, call, item],
  })
}

function readTaken(scope: Scope, call: string) {
  const { id, names } = core.callAcknowledged
  return scope.rows<TakenOn>({
    name: 'call-taken-by',
    text: `SELECT r.values ->> '${names.log}' AS log,
             min(r.values ->> '${names.takenOn}') AS day
           FROM ledger.facet f JOIN ledger.record r ON r.org_id = f.org_id AND r.id = f.id
           WHERE f.org_id = $1 AND r.org_id = $1 AND f.register = '${id}'
             AND f.field = '${names.call}' AND f.value = $2 AND r.state = 'live'
           GROUP BY 1`,
    values: [scope.org, call],
  })
}

async function readTotals(
  scope: Scope,
  { call, items, logs }: { call: string; items: readonly string[]; logs: readonly string[] },
): Promise<readonly CollectedTotal[]> {
  const totals = await scope.rows<CollectedTotal>({
    name: 'collected-totals',
    // What does not stand is little, and hashed; of each thing asked the index is read in one
    // piece, whatever is known of the table: the answers to a large call may have come a moment
    // ago, before anything was analysed.
    text: `WITH gone AS MATERIALIZED (
             SELECT record FROM (
               SELECT record, log, step, row_number() OVER (
                 PARTITION BY log ORDER BY step = 'returned', ${newestFirst}) AS nth
               FROM ledger.collected WHERE org_id = $1 AND call = $2 AND item = $3) a
             WHERE nth > 1 OR step = 'returned' OR log NOT IN (SELECT unnest($4::text[])))
           SELECT asked.item, t.sum, t.numbers, t.others, t.missing, t.unproved, t."inSheets",
             t."belowAnswered", t."belowMissing"
           FROM unnest($5::text[]) AS asked (item) CROSS JOIN LATERAL (
             SELECT count(*) AS answers,
               sum(coalesce(c.value, 0) + coalesce(c.below, 0))
                 FILTER (WHERE c.value IS NOT NULL OR c.below IS NOT NULL) AS sum,
               (count(*) FILTER (WHERE c.value IS NOT NULL OR c.below IS NOT NULL))::int AS numbers,
               (count(*) FILTER (WHERE c.value IS NULL AND c.below IS NULL
                 AND c.verdict <> 'missing'))::int AS others,
               (count(*) FILTER (WHERE c.verdict = 'missing'))::int AS missing,
               (count(*) FILTER (WHERE c.verdict
                 NOT IN ('proved', 'atLeast', 'missing', 'unproved')))::int AS unproved,
               (count(*) FILTER (WHERE c.verdict = 'unproved'))::int AS "inSheets",
               coalesce(sum(c.answered), 0)::int AS "belowAnswered",
               coalesce(sum(c.lacking), 0)::int AS "belowMissing"
             FROM ledger.collected c
             WHERE c.org_id = $1 AND c.call = $2 AND c.item = asked.item
               AND c.record NOT IN (SELECT record FROM gone)) t
           WHERE t.answers > 0`,
    values: [scope.org, call, items[0] ?? '', logs, items],
  })
  return totals.map((one) => ({ ...one, sum: one.sum === null ? null : asWritten(one.sum) }))
}

/** Numbers are collected to four places: 0.1 and 0.2 are 0.3. */
function asWritten(sum: number): number {
  return Number(sum.toFixed(4))
}
