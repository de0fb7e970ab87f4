import { execFile, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openBackups } from '../../src/adapters/backup/open-backups.ts'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { folderBlobs } from '../../src/adapters/blobs/folder-blobs.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { Embedded } from '../../src/adapters/embedded/embedded.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { openStore } from '../../src/adapters/postgres/open-store.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { meeting } from '../store/fixture.ts'
import { systemRandom } from '../store/fixture-requests.ts'

// A cluster of its own, as a site's server is: a plain operator owns the databases and no more.
const home = mkdtempSync(join(tmpdir(), 'taizhang-site-'))
const keysDir = join(home, 'keys')
const copy = join(home, 'unit.tar')
const clock = { now: () => Date.UTC(2026, 0, 2) }
let cluster: Embedded
let unit: ClientConfig

beforeAll(async () => {
  cluster = await startEmbedded({ home: join(home, 'cluster') })
  const owner = new Client(cluster.connection)
  await owner.connect()
  await owner.query('CREATE ROLE operator LOGIN CREATEROLE NOSUPERUSER')
  for (const name of ['unit', 'again']) {
    await owner.query(`CREATE DATABASE ${name} OWNER operator TEMPLATE template0`)
  }
  await owner.end()
  unit = { ...cluster.connection, user: 'operator', database: 'unit' }
  const opened = await openStore({
    connection: unit,
    keysDir,
    clock,
    random: systemRandom,
    crypto: nodeCrypto,
    checkpointAfterMs: null,
  })
  await migrateAuth(await connectionAs(unit, 'auth'))
  const founding = { kind: 'real', parent: null, zone: 'Asia/Shanghai', actor: 'cli:t' } as const
  const { id } = await opened.store.found({ ...founding, name: { zh: '测试单位', en: 'Unit' } })
  await opened.store.appendAll(
    id,
    Array.from({ length: 3_000 }, () => meeting()),
  )
  await opened.checkpointNow(id)
  await opened.close()
})

afterAll(async () => {
  await cluster?.stop()
  rmSync(home, { recursive: true, force: true })
})

test('on a server, a login that is no superuser backs up and restores everything', async () => {
  const kept = { blobs: folderBlobs(join(home, 'files')), newestSeals: newestSealsIn(keysDir) }
  const files = copyFiles({})
  const parts = { connection: unit, keysDir, ...kept, folder: home, files }
  await openBackups({ ...parts, version: 'test', clock }).make({ path: copy, passphrase: null })
  const again = { ...unit, database: 'again' }
  const request = { path: copy, expect: null, passphrase: null, keys: keysDir, replace: false }
  const into = (name: string) =>
    openRestorer({ data: join(home, name), database: again, clock, files })
  const ports = { restorer: into('data'), crypto: nodeCrypto }
  const { reports, faults, withoutKeys } = await restoreBackup(ports, request)
  expect({ faults, withoutKeys }).toEqual({ faults: [], withoutKeys: [] })
  expect(reports.map(({ entries }) => entries)).toEqual([3_001])
  const opened = await openStore({
    connection: again,
    keysDir: join(home, 'data/keys'),
    clock,
    random: systemRandom,
    crypto: nodeCrypto,
    checkpointAfterMs: null,
  })
  expect((await opened.store.append(1, meeting())).index).toBe(3_001)
  await opened.close()
  const full = { restorer: into('other'), crypto: nodeCrypto }
  await expect(restoreBackup(full, request)).rejects.toThrow('restore.not-empty')
})

const run = promisify(execFile)
const project = join(import.meta.dirname, '../..')
const program = join(project, 'dist/main.mjs')

/** Runs the program and kills it as soon as `when` holds; what it said. */
async function killed(
  args: readonly string[],
  given: { env: NodeJS.ProcessEnv; when: () => boolean; by?: NodeJS.Signals },
): Promise<string> {
  const { env, when, by = 'SIGKILL' } = given
  const child = spawn(process.execPath, [program, ...args], {
    env,
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let said = ''
  child.stderr.on('data', (bytes) => {
    said += String(bytes)
  })
  const gone = new Promise((resolve) => child.once('close', resolve))
  await expect
    .poll(when, { timeout: 60_000, interval: 1 })
    .toBe(true)
    .catch(() => {
      throw new Error(`${args.join(' ')} never came so far; it said: ${said}`)
    })
  child.kill(by)
  await gone
  return said
}

test.runIf(process.platform === 'linux')(
  'killed in the middle, a backup leaves no file of its name and a restore none that is served (skipped without Linux)',
  async () => {
    await run(process.execPath, [join(project, 'bin/taizhang.mjs'), '--version'])
    const { DATABASE_URL: _, ...env } = process.env
    const host = encodeURIComponent(String(unit.host))
    const url = `postgres://operator@localhost/unit?host=${host}`
    const path = join(home, 'cut.tar')
    const unfinished = () => readdirSync(home).some((name) => name.endsWith('.unfinished'))
    const served = { ...env, DATABASE_URL: url }
    const args = ['backup', path, '--data', home]
    await killed(args, { env: served, when: unfinished })
    expect(unfinished()).toBe(true)
    expect(existsSync(path)).toBe(false)
    // The next one clears up, and leaves nothing where it is told to end.
    const begun = () =>
      readdirSync(home).some((name) => name.endsWith('.unfinished') && !left(name))
    const before = readdirSync(home)
    const left = (name: string) => before.includes(name)
    const said = await killed(args, { env: served, when: begun, by: 'SIGTERM' })
    expect(said).toContain('Interrupted before it was done')
    expect(unfinished()).toBe(false)
    expect(existsSync(path)).toBe(false)

    const data = join(home, 'put-back')
    const marked = () => existsSync(join(data, 'restore.json'))
    // Wherever its database lies, and wherever it is by then.
    const begunIn = () => ['pg', 'database-moved.json'].some((name) => existsSync(join(data, name)))
    const filled = () => marked() && existsSync(join(data, 'keys'))
    for (const when of [marked, () => marked() && begunIn(), filled]) {
      await killed(['restore', copy, '--data', data], { env, when })
      const opened = run(process.execPath, [program, 'serve', '--port', '0', '--data', data], {
        env,
      })
      await expect(opened).rejects.toThrow('restore.unfinished')
    }
    // The same command does it, whatever the killed one left running in the folder; and while it
    // does, whoever grows impatient takes nothing from under it.
    const restoring = () =>
      run(process.execPath, [program, 'restore', copy, '--data', data], { env })
    const mark = () => (marked() ? readFileSync(join(data, 'restore.json'), 'utf8') : '')
    const ofKilled = mark()
    const restored = restoring()
    const isNew = () => ![ofKilled, ''].includes(mark())
    await expect.poll(isNew, { timeout: 60_000, interval: 1 }).toBe(true)
    // It stands still, so that it is not done before the other has looked.
    restored.child.kill('SIGSTOP')
    await expect(restoring()).rejects.toThrow('restore.running')
    restored.child.kill('SIGCONT')
    await restored
    expect(marked()).toBe(false)
  },
  180_000,
)
