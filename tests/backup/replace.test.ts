import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { databasePlace } from '../../src/adapters/embedded/database-place.ts'
import { findEmbedded, startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { postgresBinaries } from '../../src/adapters/embedded/postgres-binaries.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { testDatabase } from '../database.ts'
import { unitCopy } from './unit-copy.ts'

const { fixture, home, copy, passphrase, clock, files, close } = await unitCopy()
const data = join(home, 'data')

beforeAll(() => {
  mkdirSync(join(data, 'keys'), { recursive: true })
  writeFileSync(join(data, 'keys/live.skey'), 'the live key')
})

afterAll(close)

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

test.each([
  ['that is given', async () => testDatabase()],
  ['of its own', async () => null],
])(
  'what fails in a database %s puts the folder back, and takes away what was begun',
  async (...given) => {
    const database = await given[1]()
    const connection = database?.connection ?? null
    const restorer = openRestorer({ data, database: connection, clock, files })
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
    untouched()
    await database?.drop()
  },
  120_000,
)

test('a database that a killed server left running does not stand in the way', async () => {
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
