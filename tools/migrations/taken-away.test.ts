import { describe, expect, test } from 'vitest'
import { migrations, rollingSince } from '../../src/adapters/postgres/migrate.ts'
import { sqlStatements } from '../../src/adapters/postgres/sql-statements.ts'
import { takenAway } from './taken-away.ts'

const newer = migrations.filter(({ number }) => number > rollingSince)

describe('a migration leaves what the version before reads and writes', () => {
  test.each(newer)('$number $name', ({ number, sql, unreadSince }) => {
    const taken = takenAway(sqlStatements(sql))
    if (unreadSince === undefined) return expect(taken).toEqual([])
    // Said needlessly it would shut out programs that could serve on.
    expect(taken).not.toEqual([])
    expect(unreadSince).toBeGreaterThan(rollingSince)
    expect(unreadSince).toBeLessThan(number)
  })
})

describe('is named', () => {
  test.each([
    ['DROP TABLE ledger.pack', 'DropStmt ledger.pack'],
    ['DROP POLICY pack_select ON ledger.pack', 'DropStmt ledger.pack.pack_select'],
    ['ALTER TABLE ledger.record DROP COLUMN title', 'AT_DropColumn title'],
    ['ALTER TABLE ledger.record RENAME COLUMN title TO name', 'RenameStmt ledger.record'],
    ['ALTER TABLE ledger.record ALTER COLUMN title TYPE bytea', 'AT_AlterColumnType title'],
    ['ALTER TABLE ledger.record ALTER COLUMN title SET NOT NULL', 'AT_SetNotNull title'],
    ['ALTER TABLE ledger.record ALTER COLUMN title DROP DEFAULT', 'title loses its default'],
    [
      'ALTER TABLE ledger.record ADD COLUMN x text NOT NULL',
      'the column x is asked for without a default',
    ],
    ['ALTER TABLE ledger.record ADD CONSTRAINT c CHECK (title > $$$$)', 'AT_AddConstraint'],
    ['REVOKE SELECT ON ledger.record FROM taizhang_app', 'REVOKE'],
    [
      'CREATE UNIQUE INDEX one ON ledger.record (org_id, title)',
      'a unique index over rows of before',
    ],
  ])('%s', (sql, named) => {
    expect(takenAway([sql])).toEqual([named])
  })
})

test.each([
  'ALTER TABLE ledger.record ADD COLUMN x text, ADD COLUMN y integer NOT NULL DEFAULT 0',
  'CREATE INDEX one ON ledger.record (org_id, title)',
  'DROP INDEX ledger.record_by_date',
  'GRANT SELECT ON ledger.record TO taizhang_auditor',
  'CREATE TABLE ledger.x (a text NOT NULL); ALTER TABLE ledger.x ALTER COLUMN a DROP DEFAULT',
  `CREATE POLICY p ON ledger.record FOR SELECT TO taizhang_auditor USING (true)`,
])('is taken: %s', (sql) => {
  expect(takenAway(sqlStatements(sql))).toEqual([])
})
