import { spawn } from 'node:child_process'
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openBackups } from '../../src/adapters/backup/open-backups.ts'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { folderBlobs } from '../../src/adapters/blobs/folder-blobs.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { databasePlace } from '../../src/adapters/embedded/database-place.ts'
import { findEmbedded, startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { postgresBinaries } from '../../src/adapters/embedded/postgres-binaries.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { testDatabase } from '../database.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, storeFixture } from '../store/fixture.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-replace-'))
const copy = join(home, 'unit.tar')
const data = join(home, 'data')
const passphrase = '春眠不觉晓处处闻啼鸟'
const clock = { now: () => Date.UTC(2026, 0, 2) }
const files = copyFiles({})
let fixture: StoreFixture

beforeAll(async () => {
  fixture = await storeFixture()
  await migrateAuth(await connectionAs(fixture.connection, 'auth'))
  await foundUnit(fixture)
  const { connection, keysDir } = fixture
  const kept = { blobs: folderBlobs(join(home, 'files')), newestSeals: newestSealsIn(keysDir) }
  const parts = { connection, keysDir, ...kept, folder: home, clock, files }
  await openBackups({ ...parts, version: 'test' }).make({ path: copy, passphrase })
  mkdirSync(join(data, 'keys'), { recursive: true })
  writeFileSync(join(data, 'keys/live.skey'), 'the live key')
})

afterAll(async () => {
  await fixture.close()
  rmSync(home, { recursive: true, force: true })
})

const request = { path: copy, expect: null, passphrase, keys: null, replace: true }

function untouched(): void {
  expect(readdirSync(home).filter((name) => name.startsWith('data'))).toEqual(['data'])
  expect(readFileSync(join(data, 'keys/live.skey'), 'utf8')).toBe('the live key')
}

test.each([
  ['a database that is away', { connectionString: 'postgres://a@127.0.0.1:1/b' }, passphrase],
  ['a database that holds a unit', null, passphrase],
  ['a wrong passphrase', null, 'wrong'],
])('%s is found before the keys in use are moved', async (_, away, given) => {
  const database = away ?? fixture.connection
  const ports = { restorer: openRestorer({ data, database, clock, files }), crypto: nodeCrypto }
  await expect(restoreBackup(ports, { ...request, passphrase: given })).rejects.toThrow(
    away ? 'database.unreachable' : given === 'wrong' ? 'restore.passphrase' : 'restore.not-empty',
  )
  untouched()
})

test('what fails later puts the folder back, and what was begun beside it', async () => {
  const database = await testDatabase()
  const restorer = openRestorer({ data, database: database.connection, clock, files })
  const load = restorer.load({
    backup: await restorer.verify(copy),
    passphrase,
    keys: null,
    replace: true,
    onProgress: () => {
      throw new Error('the disk broke')
    },
  })
  await expect(load).rejects.toThrow('the disk broke')
  const names = readdirSync(home).filter((name) => name.startsWith('data'))
  expect(names).toEqual(['data', expect.stringMatching(/^data\.unfinished-\d+$/)])
  expect(readFileSync(join(data, 'keys/live.skey'), 'utf8')).toBe('the live key')
  await database.drop()
})

test('a database that a killed server left running does not stand in the way', async () => {
  chmodSync(home, 0o711)
  const killed = join(home, 'killed')
  await (await startEmbedded({ home: killed, settings: { fsync: 'off' } })).stop()
  const { cluster, sockets, user } = databasePlace(killed)
  const settings = [`unix_socket_directories=${sockets}`, 'listen_addresses=']
  const left = spawn(
    join(postgresBinaries(user), 'postgres'),
    ['-D', cluster, ...settings.flatMap((one) => ['-c', one])],
    { stdio: 'ignore', cwd: '/', ...user },
  )
  const ended = new Promise((resolve) => left.once('exit', resolve))
  await expect.poll(() => findEmbedded({ home: killed }), { timeout: 60_000 }).not.toBeNull()
  const restorer = openRestorer({ data: killed, database: null, clock, files })
  const restored = await restoreBackup({ restorer, crypto: nodeCrypto }, request)
  expect(restored.faults).toEqual([])
  await ended
  const names = readdirSync(home).filter((name) => name.startsWith('killed'))
  expect(names).toEqual(['killed', expect.stringMatching(/^killed\.replaced-\d+$/)])
}, 120_000)
