import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { connectionAs, inNames, loginsOf } from '../../src/adapters/postgres/roles.ts'
import { selfTest } from '../../src/adapters/postgres/self-test.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { StoreFixture } from './fixture.ts'
import { storeFixture } from './fixture.ts'

let fixture: StoreFixture
let superuser: Client

beforeAll(async () => {
  fixture = await storeFixture()
  superuser = new Client(fixture.connection)
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await fixture.close()
})

async function codesWith(change: string, undo: string): Promise<readonly string[]> {
  const { names } = await loginsOf(fixture.connection)
  await superuser.query(inNames(change, names))
  try {
    await fixture.selfTest()
    return []
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.faults.map((one) => one.code)
  } finally {
    await superuser.query(inNames(undo, names))
  }
}

describe('the server refuses to serve a database', () => {
  test.each([
    [
      'ALTER TABLE ledger.record NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE ledger.record FORCE ROW LEVEL SECURITY',
      'database.table.unsecured',
    ],
    [
      'ALTER TABLE ledger.entry DISABLE ROW LEVEL SECURITY',
      'ALTER TABLE ledger.entry ENABLE ROW LEVEL SECURITY',
      'database.table.unsecured',
    ],
    [
      'ALTER TABLE jobs.outbox NO FORCE ROW LEVEL SECURITY',
      'ALTER TABLE jobs.outbox FORCE ROW LEVEL SECURITY',
      'database.table.unsecured',
    ],
    [
      'CREATE TABLE ledger.extra (org_id bigint PRIMARY KEY)',
      'DROP TABLE ledger.extra',
      'database.table.unsecured',
    ],
    [
      'CREATE VIEW ledger.peep AS TABLE ledger.record',
      'DROP VIEW ledger.peep',
      'database.table.unsecured',
    ],
    [
      'GRANT UPDATE ON ledger.entry TO taizhang_app',
      'REVOKE UPDATE ON ledger.entry FROM taizhang_app',
      'database.table.grants',
    ],
    [
      'GRANT CREATE ON SCHEMA ledger TO taizhang_app',
      'REVOKE CREATE ON SCHEMA ledger FROM taizhang_app',
      'database.role.too-strong',
    ],
    [
      "CREATE FUNCTION ledger.f() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'",
      'DROP FUNCTION ledger.f()',
      'database.routine.definer',
    ],
  ])('after %s', async (change, undo, code) => {
    expect(await codesWith(change, undo)).toContain(code)
    await fixture.selfTest()
  })

  test('when it would sign in as the owner of everything', async () => {
    const failure = await selfTest(fixture.connection, { mayLoseOnPowerCut: true }).catch(
      (error: unknown) => error,
    )
    const codes = failure instanceof Refusal ? failure.faults.map((one) => one.code) : []
    expect(codes).toContain('database.role.too-strong')
  })

  test('that could lose acknowledged entries in a power cut', async () => {
    const asApp = await connectionAs(fixture.connection, 'app')
    const options = '-c synchronous_commit=off'
    const failure = await selfTest({ ...asApp, options }, { mayLoseOnPowerCut: false }).catch(
      (error: unknown) => error,
    )
    const texts = failure instanceof Refusal ? failure.faults.map((one) => one.text.en) : []
    expect(texts.join()).toContain('synchronous_commit')
  })
})
