import type { ChildProcess } from 'node:child_process'
import { spawn, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Embedded } from '../../src/adapters/embedded/embedded.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { createDatabase } from '../databases.ts'

const found = spawnSync('pgbouncer', ['--version'], {
  env: { PATH: `${process.env['PATH']}:/usr/sbin` },
})
const home = mkdtempSync(join(tmpdir(), 'taizhang-pooler-'))
let cluster: Embedded
let pooler: ChildProcess | null = null

// Only where Debian's or another PgBouncer is installed.
describe.skipIf(found.status !== 0)(
  'behind PgBouncer in transaction mode (skipped without pgbouncer)',
  () => {
    beforeAll(async () => {
      chmodSync(home, 0o711)
      // A server of another time zone, so that what the pooler drops is seen.
      const settings = { fsync: 'off', timezone: 'Asia/Shanghai' }
      cluster = await startEmbedded({ home, settings })
      await createDatabase(cluster.connection, 'unit')
    })

    afterAll(async () => {
      pooler?.kill('SIGINT')
      await cluster?.stop()
      rmSync(home, { recursive: true, force: true })
    })

    async function throughPooler(more: string): Promise<ClientConfig> {
      if (pooler !== null) {
        const gone = new Promise((resolve) => pooler?.once('exit', resolve))
        pooler.kill('SIGINT')
        await gone
      }
      const port = await freePort()
      const ini = join(home, 'pgbouncer.ini')
      writeFileSync(
        ini,
        `[databases]
unit = host=${cluster.connection.host} port=5432 ${more}
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${join(home, 'users')}
auth_user = taizhang_owner
auth_query = SELECT rolname, NULL::text FROM pg_roles WHERE rolname = $1
pool_mode = transaction
default_pool_size = 3
ignore_startup_parameters = options,extra_float_digits,timezone,search_path
`,
      )
      writeFileSync(join(home, 'users'), '"taizhang_owner" ""\n')
      // As the user who may reach the socket of the database.
      const { uid, gid } = statSync(join(home, 'pg'))
      for (const file of [ini, join(home, 'users')]) chownSync(file, uid, gid)
      pooler = spawn('pgbouncer', [ini], {
        ...(process.getuid?.() === 0 ? { uid, gid } : {}),
        cwd: '/',
        stdio: 'ignore',
        env: { PATH: `${process.env['PATH']}:/usr/sbin` },
      })
      const connection = { host: '127.0.0.1', port, database: 'unit', user: 'taizhang_owner' }
      for (let tries = 0; ; tries += 1) {
        try {
          const client = new Client(connection)
          await client.connect()
          await client.end()
          return connection
        } catch (error) {
          if (tries > 50) throw error
          await pause(100)
        }
      }
    }

    test('moments, names and sign-ins are right, though it drops what connections ask for', async () => {
      const database = await throughPooler('')
      const options = { data: join(home, 'data'), database, mayLoseOnPowerCut: true }
      const opened = await openAll(options)
      try {
        const { store, accounts } = opened.ports
        const { id } = await store.found({
          name: { zh: '海棠市档案馆', en: 'Archive' },
          kind: 'real',
          parent: null,
          zone: 'Asia/Shanghai',
          actor: 'cli:test',
        })
        // Written and read back by a connection that no time zone was asked for.
        const at = '2026-05-06T07:08:09.123Z'
        expect(await opened.ports.jobRuns.firstSeen('some-job', at)).toBe(at)
        // Many at once, so that statements prepared on one connection meet another.
        const asked = Array.from({ length: 40 }, () => store.read(id, (reader) => reader.keys()))
        expect((await Promise.all(asked)).every((keys) => keys.length === 2)).toBe(true)
        expect(await accounts.none()).toBe(true)
        const path = join(home, 'copy.tar')
        const { manifest } = await opened.ports.backups.make({ path, passphrase: null })
        expect(manifest.logs).toHaveLength(1)
      } finally {
        await opened.close()
      }
      await (await openAll(options)).close()
    }, 60_000)

    test('a pooler that sets another time zone itself is refused', async () => {
      const database = await throughPooler("timezone='Asia/Shanghai'")
      const refused = openAll({ data: join(home, 'data'), database, mayLoseOnPowerCut: true })
      await expect(refused).rejects.toThrow('database.role.setting')
    }, 60_000)
  },
)

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo
      server.close(() => resolve(port))
    })
  })
}
