import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { loginsOf } from '../../src/adapters/postgres/roles.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Auditor } from '../../src/app/ports/audit-ports.ts'
import { packDigest } from '../../src/pack/pack-digest.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let superuser: Client
let archive: number
let library: number

beforeAll(async () => {
  fixture = await storeFixture()
  superuser = new Client(fixture.connection)
  await superuser.connect()
  archive = await foundUnit(fixture, '海棠市档案馆')
  library = await foundUnit(fixture, '海棠市图书馆')
})

afterAll(async () => {
  await superuser.end()
  await fixture.close()
})

test('the logs that are not signed to the end are found among all', async () => {
  const { allLogs, store, checkpointNow, clock } = fixture
  const farAhead = '2099-01-01T00:00:00.000Z'
  expect(await allLogs.unsigned()).toEqual([archive, library])
  await checkpointNow(archive)
  await checkpointNow(library)
  expect(await allLogs.unsigned()).toEqual([])
  await store.append(library, meeting())
  expect(await allLogs.unsigned()).toEqual([library])
  expect(await allLogs.wanting(farAhead)).toEqual([library])
  await checkpointNow(library)
  expect(await allLogs.wanting(farAhead)).toEqual([])
  const before = new Date(clock.now() - 1).toISOString()
  expect(await allLogs.wanting(before)).toEqual([archive, library])
})

test('a log is among the long ones once it holds enough', async () => {
  const { allLogs, store } = fixture
  expect(await allLogs.ofAtLeast(10)).toEqual([])
  await store.appendAll(
    archive,
    Array.from({ length: 9 }, () => meeting()),
  )
  expect(await allLogs.ofAtLeast(10)).toEqual([archive])
})

const files = { 'pack.yaml': 'id: one\n', 'lists.yaml': '单位: []\n' }
const digest = packDigest(files, nodeCrypto)
const packRows = () => superuser.query('SELECT digest, files FROM ledger.pack ORDER BY digest')

test('the files of a pack are kept once, and read by those alone who adopted it', async () => {
  const { allLogs, store } = fixture
  expect(await allLogs.withoutPack(digest)).toEqual([archive, library])
  await store.keepPack(archive, { digest, files })
  await store.keepPack(archive, { digest, files })
  expect(await allLogs.withoutPack(digest)).toEqual([library])
  expect(await store.read(library, (reader) => reader.pack(digest))).toBeNull()
  await store.keepPack(library, { digest, files })
  expect(await store.read(library, (reader) => reader.pack(digest))).toEqual({ files })
  expect((await packRows()).rows).toEqual([{ digest, files }])
})

test('a check of all reads them once, and names each that adopted what was changed', async () => {
  const auditor = await openAuditor(fixture)
  const read: string[] = []
  const counting: Auditor = {
    ...auditor,
    audit: (org, work) =>
      auditor.audit(org, (ledger) =>
        work({
          ...ledger,
          packFiles: (one) => {
            read.push(one)
            return ledger.packFiles(one)
          },
        }),
      ),
  }
  const check = async () => {
    read.length = 0
    const reports = await fsck({ auditor: counting, crypto: nodeCrypto })
    return reports.flatMap(({ faults }) => faults.map(({ code }) => code))
  }
  expect([await check(), read]).toEqual([[], [digest]])
  const change = (text: object) =>
    superuser.query('UPDATE ledger.pack SET files = $1', [JSON.stringify(text)])
  await change({ ...files, 'pack.yaml': 'id: other\n' })
  expect([await check(), read]).toEqual([['fsck.pack.digest', 'fsck.pack.digest'], [digest]])
  await change(files)
  await auditor.close()
})

test('an upgrade keeps one of the copies, and one that gives its digest', async () => {
  const { tables } = (await loginsOf(fixture.connection)).names
  // As it was: each organisation has a copy, and in one of them somebody changed a word.
  await superuser.query(`DELETE FROM meta.migration WHERE name = 'packs once';
    SET ROLE ${tables};
    DROP TABLE ledger.pack;
    ALTER TABLE ledger.pack_version ADD COLUMN files jsonb NOT NULL DEFAULT '{}';
    RESET ROLE`)
  const write = (org: number, text: object) =>
    superuser.query('UPDATE ledger.pack_version SET files = $2 WHERE org_id = $1', [
      org,
      JSON.stringify(text),
    ])
  await write(archive, { ...files, 'pack.yaml': 'id: other\n' })
  await write(library, files)
  await (await fixture.reopen()).close()
  expect((await packRows()).rows).toEqual([{ digest, files }])
})
