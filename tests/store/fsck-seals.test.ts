import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { OpenedAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { packDigest } from '../../src/pack/pack-digest.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

const files = { 'pack.yaml': 'id: demo\n' }
const pack = packDigest(files, nodeCrypto)

let fixture: StoreFixture
let auditor: OpenedAuditor
let superuser: Client
let org: number
let newestFile: string

// Checkpoints of 1, 3, 5 and 7 entries, a minute apart; a second organisation under the first.
beforeAll(async () => {
  fixture = await storeFixture()
  auditor = await openAuditor(fixture)
  superuser = new Client(fixture.connection)
  await superuser.connect()
  org = await foundUnit(fixture)
  await fixture.checkpointNow(org)
  await fixture.store.keepPack(org, { digest: pack, files })
  for (let at = 0; at < 3; at += 1) {
    fixture.clock.at += 60_000
    const idempotency = { key: `k${at}`, digest: `d${at}` }
    await fixture.store.append(org, meeting({ idempotency, pack }))
    await fixture.store.append(org, meeting())
    await fixture.checkpointNow(org)
  }
  const below = await fixture.store.found({
    name: { zh: '下级', en: 'Below' },
    kind: 'real',
    parent: org,
    zone: 'Asia/Shanghai',
    actor: 'cli:test',
  })
  await fixture.checkpointNow(below.id)
  const [first] = await auditor.organisations()
  newestFile = join(fixture.keysDir, `${first?.publicId}.newest`)
})

afterAll(async () => {
  await superuser.end()
  await auditor.close()
  await fixture.close()
})

async function check(which: { organisations?: readonly number[] } = {}) {
  const newest = newestSealsIn(fixture.keysDir)
  const reports = await fsck({ auditor, crypto: nodeCrypto }, { newest, ...which })
  const told = (kind: 'faults' | 'notices') =>
    reports.flatMap((one) => one[kind].map(({ code, at }) => `${code} ${at[1]} ${at[2]}`))
  return { faults: told('faults'), notices: told('notices'), reports }
}

/** What fsck says while a change of the superuser stands; all of it is put back afterwards. */
async function tampered(...statements: string[]) {
  await superuser.query('SET session_replication_role = replica')
  const tables = ['organisation', 'checkpoint', 'entry', 'payload', 'answer', 'pack_version']
  const all = [...tables, 'log_head', 'record', 'log_key', 'tile']
  for (const table of all)
    await superuser.query(`CREATE TEMP TABLE kept_${table} AS TABLE ledger.${table}`)
  try {
    for (const statement of statements) {
      const { rowCount } = await superuser.query(statement)
      expect(rowCount).toBeGreaterThan(0)
    }
    return await check()
  } finally {
    for (const table of all) {
      await superuser.query(`DELETE FROM ledger.${table}`)
      await superuser.query(`INSERT INTO ledger.${table} TABLE kept_${table}`)
      await superuser.query(`DROP TABLE kept_${table}`)
    }
  }
}

test('what nobody touched has neither difference nor notice', async () => {
  const { faults, notices } = await check()
  expect([faults, notices]).toEqual([[], []])
})

describe('a checkpoint', () => {
  test.each([
    ['DELETE FROM ledger.checkpoint WHERE size = 3', 'fsck.checkpoint.missing checkpoint 3'],
    [
      'DELETE FROM ledger.checkpoint WHERE org_id = 1 AND size = 1',
      'fsck.checkpoint.missing checkpoint 1',
    ],
    [
      "UPDATE ledger.checkpoint SET made_at = made_at + interval '1 millisecond' WHERE size = 5",
      'fsck.checkpoint.redated checkpoint 5',
    ],
    [
      "UPDATE ledger.checkpoint SET made_at = made_at - interval '1 day' WHERE size = 7",
      'fsck.checkpoint.redated checkpoint 7',
    ],
    [
      'UPDATE ledger.checkpoint SET seal = NULL WHERE size = 5',
      'fsck.checkpoint.seal checkpoint 5',
    ],
    ['UPDATE ledger.checkpoint SET seal = NULL', 'fsck.checkpoint.seal checkpoint 7'],
    [
      "UPDATE ledger.checkpoint SET seal = replace(seal, '08:01', '08:00') WHERE size = 3",
      'fsck.checkpoint.seal checkpoint 3',
    ],
    [
      'UPDATE ledger.checkpoint a SET seal = b.seal FROM ledger.checkpoint b WHERE a.size = 5 AND b.size = 3',
      'fsck.checkpoint.seal checkpoint 5',
    ],
    [
      "UPDATE ledger.checkpoint SET recorded_at = recorded_at - interval '1 s' WHERE size = 5",
      'fsck.checkpoint.recorded-at checkpoint 5',
    ],
  ])('%s', async (statement, expected) => {
    expect((await tampered(statement)).faults).toContain(expected)
  })

  test('the last one, together with all that it covers', async () => {
    const { faults } = await tampered('DELETE FROM ledger.checkpoint WHERE size = 7')
    expect(faults).toEqual([expect.stringMatching(/^fsck\.log\.rolled-back log taizhang\//)])
  })

  test('every one: their sizes are kept beside the keys', async () => {
    const { faults, notices } = await tampered('DELETE FROM ledger.checkpoint')
    expect(faults.filter((one) => one.startsWith('fsck.log.rolled-back'))).toHaveLength(2)
    expect(notices).toContain('fsck.entry.uncovered entry 0')
  })
})

describe('an organisation', () => {
  test('that is gone is named by what is kept beside the keys', async () => {
    const [, below] = await auditor.organisations()
    const { faults } = await tampered('DELETE FROM ledger.organisation WHERE org_id = 2')
    expect(faults).toEqual([`fsck.organisation.removed organisation ${below?.publicId}`])
  })

  test.each([
    ["UPDATE ledger.organisation SET path = '000009.' WHERE org_id = 1", 'path'],
    ['UPDATE ledger.organisation SET parent_id = NULL WHERE org_id = 2', 'parent'],
    [
      "UPDATE ledger.organisation SET parent_id = NULL, path = '000002.' WHERE org_id = 2",
      'parent',
    ],
    ['UPDATE ledger.organisation SET parent_id = 7 WHERE org_id = 2', 'parent'],
    ["UPDATE ledger.organisation SET founded_at = founded_at - interval '1 day'", 'foundedAt'],
  ])('%s', async (statement, field) => {
    const { faults } = await tampered(statement)
    expect(faults).toContain(`fsck.organisation.differs organisation ${field}`)
  })
})

describe('what entries name', () => {
  test.each([
    ['DELETE FROM ledger.pack_version', `fsck.pack.missing pack ${pack}`],
    ["UPDATE ledger.answer SET index = 2 WHERE key = 'k0'", 'fsck.answer.other answer k0'],
    ["UPDATE ledger.answer SET index = 3 WHERE key = 'k0'", 'fsck.answer.other answer k0'],
    ["UPDATE ledger.answer SET index = 0 WHERE key = 'k0'", 'fsck.answer.missing answer 1'],
    ["UPDATE ledger.answer SET digest = 'x' WHERE key = 'k1'", 'fsck.answer.other answer k1'],
    ["UPDATE ledger.answer SET key = 'x' WHERE key = 'k1'", 'fsck.answer.other answer x'],
    ["DELETE FROM ledger.answer WHERE key = 'k2'", 'fsck.answer.missing answer 5'],
    [
      "UPDATE ledger.log_head SET recorded_at = recorded_at - interval '1 s' WHERE org_id = 1",
      'fsck.head.differs head 7',
    ],
  ])('%s', async (statement, expected) => {
    expect((await tampered(statement)).faults).toContain(expected)
  })
})

describe('what is kept beside the keys', () => {
  test('is named when another signed it', async () => {
    const text = readFileSync(newestFile, 'utf8')
    try {
      writeFileSync(newestFile, text.replace('\n7\n', '\n6\n'))
      expect((await check()).faults).toEqual([expect.stringMatching(/^fsck\.log\.newest log/)])
    } finally {
      writeFileSync(newestFile, text)
    }
  })

  test('may be one checkpoint behind, as after a crash, and is never put back', async () => {
    const text = readFileSync(newestFile, 'utf8')
    fixture.clock.at += 60_000
    await fixture.store.append(org, meeting())
    const { notices } = await check({ organisations: [org] })
    expect(notices).toEqual(['fsck.entry.uncovered entry 7'])
    await fixture.checkpointNow(org)
    const newer = readFileSync(newestFile, 'utf8')
    writeFileSync(newestFile, text)
    const behind = await check()
    expect([behind.faults, behind.notices]).toEqual([[], []])
    await fixture.checkpointNow(org)
    expect(readFileSync(newestFile, 'utf8').split('\n').slice(0, 5)).toEqual(
      newer.split('\n').slice(0, 5),
    )
  })

  test('stays as it is where the database was set back, and goes on naming it', async () => {
    const kept = readFileSync(newestFile, 'utf8')
    const rows = ['checkpoint', 'log_head', 'entry', 'payload', 'record', 'facet', 'answer', 'tile']
    for (const one of rows)
      await superuser.query(`CREATE TEMP TABLE back_${one} AS TABLE ledger.${one}`)
    fixture.clock.at += 60_000
    await fixture.store.append(org, meeting())
    await fixture.checkpointNow(org)
    const ahead = readFileSync(newestFile, 'utf8')
    expect(ahead).not.toBe(kept)
    for (const one of rows) {
      await superuser.query(
        `DELETE FROM ledger.${one}; INSERT INTO ledger.${one} TABLE back_${one}`,
      )
    }
    expect((await check()).faults).toEqual([expect.stringMatching(/^fsck\.log\.rolled-back/)])
    // The log grows past the place where it was cut off, with other entries.
    for (let count = 0; count < 3; count += 1) await fixture.store.append(org, meeting())
    await fixture.checkpointNow(org)
    expect(readFileSync(newestFile, 'utf8')).toBe(ahead)
    expect((await check()).faults).toEqual([expect.stringMatching(/^fsck\.log\.rolled-back/)])
  })

  test('is said to be missing, and begins anew with a notice that says since when', async () => {
    rmSync(newestFile)
    const missing = await check()
    expect(missing.faults).toEqual([])
    expect(missing.notices).toEqual([expect.stringMatching(/^fsck\.log\.newest-none log/)])
    await fixture.checkpointNow(org)
    const anew = await check()
    expect(anew.faults).toEqual([])
    expect(anew.notices).toEqual([expect.stringMatching(/^fsck\.log\.newest-since log/)])
    const [report] = anew.reports
    expect(report?.notices[0]?.text.en).toContain('begins with checkpoint 11')
  })
})

test('checkpoints of an older version hold, and are held against what stands around them', async () => {
  await superuser.query('UPDATE ledger.checkpoint SET seal = NULL')
  for (const one of await auditor.organisations()) {
    rmSync(join(fixture.keysDir, `${one.publicId}.newest`), { force: true })
  }
  const before = await check({ organisations: [org] })
  expect(before.faults).toEqual([])
  expect(before.notices.map((one) => one.split(' ')[0])).toEqual([
    'fsck.log.newest-none',
    'fsck.log.unsealed',
  ])
  await fixture.store.append(org, meeting())
  await fixture.checkpointNow(org)
  expect((await check({ organisations: [org] })).faults).toEqual([])
  const { faults } = await tampered(
    "UPDATE ledger.checkpoint SET made_at = made_at - interval '1 day' WHERE size = 5",
  )
  expect(faults).toContain('fsck.checkpoint.redated checkpoint 5')
})

describe('of a log whose keys folder takes or gives nothing', () => {
  let other: number
  let file: string

  beforeAll(async () => {
    other = await foundUnit(fixture)
    await fixture.checkpointNow(other)
    const found = (await auditor.organisations()).find(({ id }) => id === other)
    file = join(fixture.keysDir, `${found?.publicId}.newest`)
  })

  test('what is kept beside the keys is said to be behind, from the fourth checkpoint on', async () => {
    const text = readFileSync(file, 'utf8')
    const checkpoint = async () => {
      fixture.clock.at += 60_000
      await fixture.store.append(other, meeting())
      await fixture.checkpointNow(other)
      writeFileSync(file, text)
    }
    for (let count = 0; count < 3; count += 1) await checkpoint()
    expect((await check({ organisations: [other] })).notices).toEqual([])
    await checkpoint()
    const { faults, notices, reports } = await check({ organisations: [other] })
    expect(faults).toEqual([])
    expect(notices).toEqual([expect.stringMatching(/^fsck\.log\.newest-behind log taizhang\//)])
    expect(reports[0]?.notices[0]?.text.en).toContain('stands at checkpoint 1, 4 behind')
    // The next one catches up by itself once the folder can be written.
    await fixture.store.append(other, meeting())
    await fixture.checkpointNow(other)
    expect((await check({ organisations: [other] })).notices).toEqual([])
  })

  test('that it cannot be read is a notice, and no difference', async () => {
    const closed = { newest: async () => null, organisations: [other] }
    const [report] = await fsck({ auditor, crypto: nodeCrypto }, closed)
    expect(report?.faults).toEqual([])
    expect(report?.notices.map(({ code }) => code)).toEqual(['fsck.log.newest-unreadable'])
  })
})
