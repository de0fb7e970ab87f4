import { describe, expect, test } from 'vitest'
import { migrations, rollingSince } from '../../src/adapters/postgres/migrate.ts'
import { sqlStatements } from '../../src/adapters/postgres/sql-statements.ts'
import { migrationFaults } from './migration-faults.ts'

describe('a migration runs where the tables are spread', () => {
  // 32 changes row security of tables that were there: whoever spread them before it begins anew.
  const later = migrations.filter(({ number }) => number > rollingSince)
  test.each(later)('$number $name', ({ sql }) => {
    expect(migrationFaults(sqlStatements(sql))).toEqual([])
  })
})

describe('is refused', () => {
  const table = 'ALTER TABLE ledger.record'
  test.each([
    [`${table} ALTER COLUMN title SET STORAGE MAIN`, 'AT_SetStorage on a table that is spread'],
    [`${table} ENABLE ROW LEVEL SECURITY`, 'AT_EnableRowSecurity on a table that is spread'],
    [`${table} ALTER COLUMN org_id TYPE integer`, 'AT_AlterColumnType of org_id'],
    [`${table} ADD COLUMN n bigserial`, 'a column that counts by itself'],
    [`${table} ADD CHECK (title <> '')`, 'a constraint without a name'],
    [
      `${table} ADD COLUMN x text, ADD CONSTRAINT c CHECK (x <> '')`,
      'a constraint beside other changes',
    ],
    [`${table} ADD CONSTRAINT c UNIQUE (id)`, 'a unique constraint without org_id'],
    ['CREATE UNIQUE INDEX c ON ledger.record (id)', 'a unique index without org_id'],
    [
      'CREATE TRIGGER t AFTER INSERT ON ledger.record FOR EACH ROW EXECUTE FUNCTION f()',
      'a trigger',
    ],
    ["UPDATE ledger.record SET title = ''", 'a write that does not say org_id = $n'],
  ])('%s', (sql, fault) => {
    expect(migrationFaults([sql])).toEqual([fault])
  })
})

test.each([
  'ALTER TABLE ledger.record SET (toast_tuple_target = 4080)',
  "ALTER TABLE ledger.record ADD COLUMN x text NOT NULL DEFAULT '', ADD COLUMN y bytea",
  'ALTER TABLE ledger.record ADD CONSTRAINT c UNIQUE (org_id, id)',
  'CREATE INDEX i ON ledger.record (org_id, title)',
  'CREATE POLICY p ON ledger.record FOR SELECT USING (true)',
  'CREATE TABLE ledger.x (org_id bigint PRIMARY KEY); ALTER TABLE ledger.x ENABLE ROW LEVEL SECURITY',
  'ALTER TABLE jobs.run ALTER COLUMN job SET STORAGE MAIN',
])('is taken: %s', (sql) => {
  expect(migrationFaults(sqlStatements(sql))).toEqual([])
})
