import { Client } from 'pg'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { fsck } from '../../src/app/audit/fsck.ts'
import { goodPassword, untilCovered } from '../api/serving.ts'
import type { Office } from './people.ts'
import { draftOf, openOffice, override, step } from './people.ts'

let office: Office

beforeAll(async () => {
  office = await openOffice()
})

afterAll(() => office.serving.close())

/** What fsck says while a change of the database's owner stands. */
async function told(
  owner: Client,
  [table, statement]: readonly [string, string],
  codes: readonly string[],
): Promise<void> {
  await owner.query(`CREATE TEMP TABLE kept AS TABLE ledger.${table}`)
  expect((await owner.query(statement)).rowCount).toBeGreaterThan(0)
  expect(await found()).toEqual(codes)
  await owner.query(`DELETE FROM ledger.${table}; INSERT INTO ledger.${table} TABLE kept`)
  await owner.query('DROP TABLE kept')
  expect(await found()).toEqual([])
}

async function found(): Promise<readonly string[]> {
  const { auditor, ports } = office.serving.opened
  const reports = await fsck({ auditor, crypto: ports.crypto })
  return reports.flatMap((one) => one.faults.map((fault) => fault.code))
}

it('fsck names kept bytes of a report that were changed, and those that are gone', async () => {
  const { id, revision } = await draftOf(office.clerk, { year: 2025 })
  await override(office.first, id)
  await step(office.reviewer, `/drafts/${id}/review`, 0, { revision, verdict: 'passed' })
  const password = goodPassword
  const signed = await step(office.first, `/drafts/${id}/sign`, 1, { revision, password })
  expect(signed.body.version).toBe(3)
  expect(await found()).toEqual([])
  const owner = new Client(office.serving.connection)
  await owner.connect()
  const tree = `tree = jsonb_set(tree, '{title}', '"另一份"')`
  await told(owner, ['draft', `UPDATE ledger.draft SET ${tree}`], ['fsck.draft.tree'])
  await told(owner, ['draft', 'DELETE FROM ledger.draft'], ['fsck.draft.missing'])
  const review = "WHERE slot = 'review 1'"
  await told(
    owner,
    ['draft_version', `UPDATE ledger.draft_version SET ${tree} ${review}`],
    ['fsck.draft.review'],
  )
  await told(
    owner,
    ['draft_version', `DELETE FROM ledger.draft_version ${review}`],
    ['fsck.draft.review-missing'],
  )
  await owner.query("UPDATE ledger.report_file SET bytes = bytes || '\\x00' WHERE kind = 'docx'")
  expect(await found()).toEqual(['fsck.report-file.changed'])
  await owner.query("DELETE FROM ledger.report_file WHERE kind = 'frozen'")
  expect(await found()).toEqual(['fsck.report-file.changed', 'fsck.report-file.missing'])
  await owner.end()
}, 60_000)

it('a report whose signature no checkpoint covers in time is frozen when asked again', async () => {
  const { id, revision } = await draftOf(office.clerk, { year: 2024 })
  await override(office.first, id)
  await step(office.reviewer, `/drafts/${id}/review`, 0, { revision, verdict: 'passed' })
  await untilCovered(office.serving)
  const owner = new Client(office.serving.connection)
  await owner.connect()
  await owner.query('BEGIN')
  // Whoever signs the log waits for this row.
  await owner.query('SELECT FROM ledger.signing FOR UPDATE')
  const password = goodPassword
  const signed = await step(office.first, `/drafts/${id}/sign`, 1, { revision, password })
  expect([signed.status, signed.body.version]).toEqual([201, 2])
  await owner.query('ROLLBACK')
  await owner.end()
  await untilCovered(office.serving)
  const frozen = await office.clerk.ask('POST', `/api/v1/issued/${signed.body.record}/freeze`)
  expect([frozen.status, frozen.body.version]).toEqual([201, 3])
})
