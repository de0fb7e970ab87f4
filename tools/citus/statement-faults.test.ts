import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { TestDatabase } from '../../tests/database.ts'
import { testDatabase } from '../../tests/database.ts'
import { immutableFunctions, statementFaults } from './statement-faults.ts'

let database: TestDatabase
let client: Client

beforeAll(async () => {
  database = await testDatabase()
  client = new Client(database.connection)
  await client.connect()
})

afterAll(async () => {
  await client.end()
  await database.drop()
})

describe('is refused', () => {
  const one = 'org_id = $1'
  const planted: readonly (readonly [string, string])[] = [
    ["BEGIN; SET LOCAL app.org = '1'", 'several statements in one text'],
    ["SELECT set_config('app.org', '1', true)", 'set_config does not reach the shards'],
    ["SET app.org = '1'", 'a setting of the session outlives its transaction'],
    [
      'INSERT INTO ledger.answer (org_id, key) SELECT $1, * FROM unnest($2::text[])',
      'an INSERT … SELECT that does not take org_id from a distributed table',
    ],
    [
      'INSERT INTO ledger.answer (key, org_id) VALUES ($2, $1)',
      'an INSERT whose first column is not org_id',
    ],
    [
      `INSERT INTO ledger.answer (org_id, at) VALUES ($1, $2)
       ON CONFLICT (org_id) DO UPDATE SET at = now()`,
      'ON CONFLICT with something that is not immutable',
    ],
    [
      `INSERT INTO ledger.answer (org_id, at) VALUES ($1, $2)
       ON CONFLICT (org_id) DO UPDATE SET at = excluded.key::timestamptz`,
      'ON CONFLICT with something that is not immutable',
    ],
    [
      `INSERT INTO ledger.answer (org_id) VALUES ($1)
       ON CONFLICT (org_id) DO UPDATE SET org_id = $2`,
      'org_id is changed',
    ],
    [`UPDATE ledger.record SET org_id = $2 WHERE ${one}`, 'org_id is changed'],
    [
      `UPDATE ledger.answer SET key = gen_random_uuid() WHERE ${one}`,
      'gen_random_uuid() in an UPDATE or DELETE',
    ],
    [
      `UPDATE ledger.answer SET at = CASE WHEN key = $2 THEN now() END WHERE ${one}`,
      'CASE or COALESCE with something that is not immutable',
    ],
    [`UPDATE ledger.record SET title = $1`, 'a write that does not say org_id = $n'],
    [`DELETE FROM ledger.facet WHERE id = $1`, 'a write that does not say org_id = $n'],
    [`DELETE FROM ledger.facet WHERE ${one} OR id = $2`, 'a write that does not say org_id = $n'],
    [
      `UPDATE ledger.record SET title = $2 WHERE ${one} RETURNING now()`,
      'RETURNING something that is not immutable',
    ],
    [
      `WITH gone AS (DELETE FROM ledger.search_part WHERE ${one} RETURNING from_entry)
       DELETE FROM ledger.search_pair p USING gone
       WHERE p.org_id = $1 AND p.from_entry = gone.from_entry`,
      'a WITH that writes',
    ],
    ['COPY ledger.entry FROM STDIN', 'COPY under row-level security'],
    [
      'SELECT FROM ledger.log_head WHERE size > $1 FOR UPDATE',
      'FOR UPDATE over many organisations',
    ],
    [
      'SELECT kind, count(*) FROM ledger.entry GROUP BY GROUPING SETS ((kind), ())',
      'GROUPING SETS over many organisations',
    ],
    [
      'SELECT rank() OVER (PARTITION BY kind) FROM ledger.entry',
      'a window over many organisations',
    ],
    [
      `WITH RECURSIVE up AS (SELECT index FROM ledger.entry UNION SELECT index FROM up)
       SELECT FROM up`,
      'WITH RECURSIVE over many organisations',
    ],
    [
      `SELECT o.origin, (SELECT c.note FROM ledger.checkpoint c WHERE c.org_id = o.org_id
         ORDER BY c.size DESC LIMIT 1) FROM ledger.organisation o`,
      'a sub-select in an expression over many organisations',
    ],
    [
      `SELECT FROM ledger.record r WHERE r.org_id = $1
         AND EXISTS (SELECT FROM ledger.entry e WHERE e.index = r.entry)`,
      'a sub-select in an expression over many organisations',
    ],
  ]
  test.each(planted)('%s', (text, fault) => {
    expect(statementFaults(text)).toContain(fault)
  })
})

describe('is taken', () => {
  test.each([
    "SET LOCAL app.org = '1'",
    'SELECT index FROM ledger.entry WHERE org_id = $1 FOR UPDATE',
    'INSERT INTO ledger.answer (org_id, key) VALUES ($1, $2)',
    `INSERT INTO ledger.answer (org_id, key) SELECT h.org_id, a.*
     FROM ledger.log_head h, unnest($2::text[]) AS a WHERE h.org_id = $1 ON CONFLICT DO NOTHING`,
    `INSERT INTO ledger.attachment AS a (org_id, state) VALUES ($1, $2) ON CONFLICT (org_id)
     DO UPDATE SET state = CASE a.state WHEN 'kept' THEN 'kept' ELSE excluded.state END`,
    `SELECT FROM ledger.record r JOIN ledger.entry e ON e.org_id = r.org_id AND e.index = r.entry
     WHERE r.org_id = $1`,
    'SELECT org_id, size FROM ledger.log_head',
    'SELECT name_zh FROM ledger.organisation WHERE public_id = $1',
    `UPDATE ledger.import SET state = 'gone' WHERE org_id = $1
       AND touched_at < CASE state WHEN 'done' THEN $2::timestamptz ELSE $3::timestamptz END`,
    'UPDATE jobs.run SET ended_at = now() WHERE job = $1',
  ])('%s', (text) => {
    expect(statementFaults(text)).toEqual([])
  })
})

test('what counts as immutable is so in PostgreSQL', async () => {
  const { rows } = await client.query<{ proname: string }>(
    `SELECT proname FROM pg_proc WHERE pronamespace = 'pg_catalog'::regnamespace
       AND proname = ANY ($1) AND provolatile <> 'i'`,
    [[...immutableFunctions]],
  )
  expect(rows).toEqual([])
})
