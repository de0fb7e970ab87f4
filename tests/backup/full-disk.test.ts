import { spawnSync } from 'node:child_process'
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { diskRefusal } from '../../src/adapters/disk-reason.ts'
import { databasePlace } from '../../src/adapters/embedded/database-place.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { databaseRefusal } from '../../src/adapters/postgres/database-refusal.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import type { BackupProgress } from '../../src/app/ports/backup-ports.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import { unitCopy } from './unit-copy.ts'

const { home, copy, passphrase, clock, files, close } = await unitCopy()

afterAll(close)

/** What somebody is told who restores there; the differences found when it is done. */
async function restored(data: string, onProgress: BackupProgress = () => {}): Promise<unknown> {
  const restorer = openRestorer({ data, database: null, clock, files })
  const request = { path: copy, expect: null, passphrase, keys: null, replace: false, onProgress }
  try {
    return (await restoreBackup({ restorer, crypto: nodeCrypto }, request)).faults
  } catch (error) {
    const refusal =
      error instanceof Refusal ? error : (diskRefusal(error) ?? databaseRefusal(error))
    if (refusal === null) throw error
    return refusal.faults.map(({ code, text }) => `${code}：${text.zh.split('\n')[0]}`)
  }
}

test('a mark that was cut short keeps nobody from beginning anew', async () => {
  const data = join(home, 'cut')
  mkdirSync(data)
  writeFileSync(join(data, 'restore.json.new'), '')
  expect(await restored(data)).toEqual([])
}, 120_000)

test('a server that ended for want of room is told as that, and not as one out of reach', async () => {
  const data = join(home, 'ended')
  mkdirSync(data, { mode: 0o711 })
  const { folder, cluster } = databasePlace(data)
  rmSync(data, { recursive: true })
  let isEnded = false
  // As it ends by itself when its write-ahead log does not fit any more.
  const end = () => {
    if (isEnded || !existsSync(join(cluster, 'postmaster.pid'))) return
    isEnded = true
    const said = 'PANIC:  could not write to file "pg_wal/xlogtemp.9": No space left on device\n'
    appendFileSync(join(folder, 'postgres.log'), said)
    const [pid] = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n')
    process.kill(Number(pid), 'SIGQUIT')
  }
  expect(await restored(data, end)).toEqual([
    `database.disk-full：自带的数据库停了：${folder} 所在的磁盘已满。`,
  ])
  expect(await restored(data)).toEqual([])
}, 120_000)

const mount = (...args: string[]): boolean => spawnSync('mount', args).status === 0
const disk = join(home, 'disk')

function mayMount(): boolean {
  if (process.platform !== 'linux' || process.getuid?.() !== 0) return false
  mkdirSync(disk)
  const may = mount('-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', disk)
  return may && spawnSync('umount', [disk]).status === 0
}

describe.skipIf(!mayMount())('on a small disk (skipped without the right to mount one)', () => {
  test('a database for which nothing is left says so, and starts once there is room', async () => {
    expect(mount('-t', 'tmpfs', '-o', 'size=200m,mode=755', 'tmpfs', disk)).toBe(true)
    try {
      const data = join(disk, 'data')
      await (await startEmbedded({ home: data })).stop()
      const filler = join(disk, 'filler')
      expect(() => writeFileSync(filler, Buffer.alloc(200 << 20))).toThrow('ENOSPC')
      // For the lock that we write, and for one of the two that it writes.
      truncateSync(filler, statSync(filler).size - 8192)
      await expect(startEmbedded({ home: data })).rejects.toThrow('database.disk-full')
      rmSync(filler)
      await (await startEmbedded({ home: data })).stop()
    } finally {
      spawnSync('umount', [disk])
    }
  }, 120_000)

  test.each([
    ['no mark', '4k', 'database.full：磁盘已满'],
    ['no database', '8m', 'database.init.failed：无法在'],
    ['not all of its rows', '40m', 'database.full：磁盘已满'],
  ])(
    'where %s fits, a restore says so and begins anew once there is room',
    async (_, size, said) => {
      expect(mount('-t', 'tmpfs', '-o', `size=${size},mode=755`, 'tmpfs', disk)).toBe(true)
      try {
        const filler = join(disk, 'filler')
        if (size === '4k') writeFileSync(filler, 'x')
        const data = join(disk, 'data')
        for (const _time of ['first', 'again']) {
          expect(await restored(data)).toEqual([expect.stringContaining(said)])
        }
        expect(mount('-o', 'remount,size=400m', disk)).toBe(true)
        expect(await restored(data)).toEqual([])
      } finally {
        spawnSync('umount', [disk])
      }
    },
    120_000,
  )
})
