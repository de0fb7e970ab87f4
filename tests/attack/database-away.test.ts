import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Embedded } from '../../src/adapters/embedded/embedded.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { serviceTrouble } from '../../src/adapters/service-trouble.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import { serverLog } from '../../src/cli/server-log.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { askApp } from '../api/ask-app.ts'
import { heldApp } from '../api/held-answers.ts'

// A cluster of its own, which can be taken away.
const home = mkdtempSync(join(tmpdir(), 'taizhang-away-'))
const settings = { fsync: 'off' }
let cluster: Embedded
let opened: Opened
let app: ReturnType<typeof heldApp>
const lines: Record<string, unknown>[] = []

beforeAll(async () => {
  chmodSync(home, 0o711)
  cluster = await startEmbedded({ home, settings })
  const database = cluster.connection
  const log = serverLog(
    {
      error: (event: object) => lines.push({ ...event }),
      warn: () => {},
      debug: () => {},
    } as never,
    { troubleOf: serviceTrouble, now: () => performance.now() },
  )
  opened = await openAll({
    data: join(home, 'data'),
    database,
    mayLoseOnPowerCut: true,
    onProblem: (error) => log.behind('behind the scenes', error),
  })
  app = heldApp(
    {
      ports: opened.ports,
      version: 'test',
      adoption: { before: async () => {} },
      openDemo: null,
      troubleOf: serviceTrouble,
      log,
      serverAddress: { publicUrl: null, secure: false, trustedProxy: false, names: [] },
      packFaults: () => [],
    },
    readPageFiles('/nowhere'),
  )
})

afterAll(async () => {
  await opened?.close()
  await cluster?.stop()
  rmSync(home, { recursive: true, force: true })
})

function ask(path: string): Promise<Response> {
  const cookie = `taizhang=${'a'.repeat(43)}`
  const headers = { host: '127.0.0.1', cookie }
  return askApp(app, new Request(`http://127.0.0.1${path}`, { headers }))
}

const paths = ['/api/v1/setup', '/log/x/checkpoint', '/api/v1/setup?again']

test('a database that is away is 503 with when to ask again, one line, and comes back', async () => {
  const before = (await ask('/api/v1/setup')).status
  expect(before).toBeLessThan(500)
  await cluster.stop()
  for (let times = 0; times < 20; times += 1) {
    for (const path of paths) {
      const told = await ask(path)
      expect([path, told.status, told.headers.get('retry-after')]).toEqual([path, 503, '5'])
      const text = await told.text()
      expect(JSON.parse(text).code).toBe('service.database')
      expect(text).not.toMatch(/ECONN|ENOENT|\/tmp|\.s\.PGSQL/)
    }
  }
  expect(lines).toEqual([expect.objectContaining({ code: 'service.database', before: 0 })])
  expect(lines[0]).not.toHaveProperty('err')
  cluster = await startEmbedded({ home, settings })
  await expect.poll(async () => (await ask('/api/v1/setup')).status).toBe(before)
}, 90_000)
