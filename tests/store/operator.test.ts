import { randomBytes, randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { Embedded } from '../../src/adapters/embedded/embedded.ts'
import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
import { openStore } from '../../src/adapters/postgres/open-store.ts'
import { throwAwayDemos } from '../../src/adapters/postgres/throw-away.ts'

// A cluster of its own: roles belong to a cluster, and here a plain operator has to make them.
const home = mkdtempSync(join(tmpdir(), 'taizhang-operator-'))
let database: Embedded

beforeAll(async () => {
  database = await startEmbedded({ home })
  const owner = new Client(database.connection)
  await owner.connect()
  await owner.query('CREATE ROLE operator LOGIN CREATEROLE NOSUPERUSER')
  await owner.query('CREATE DATABASE unit OWNER operator TEMPLATE template0')
  await owner.end()
})

afterAll(async () => {
  await database?.stop()
  rmSync(home, { recursive: true, force: true })
})

test('a login that may make roles and owns the database is enough, twice over', async () => {
  const connection = { ...database.connection, user: 'operator', database: 'unit' }
  const options = {
    connection,
    keysDir: join(home, 'keys'),
    clock: { now: () => Date.UTC(2025, 0, 2) },
    random: { bytes: (count: number) => new Uint8Array(randomBytes(count)), uuid: randomUUID },
    crypto: nodeCrypto,
  }
  const first = await openStore(options)
  const founding = { kind: 'real', parent: null, zone: 'Asia/Shanghai', actor: 'cli:t' } as const
  await first.store.found({ ...founding, name: { zh: '测试单位', en: 'Test unit' } })
  await first.close()
  const second = await openStore(options)
  expect(await second.store.organisations()).toHaveLength(1)
  // It may throw away a demo that was broken off, though row security binds it; nothing real.
  const name = { zh: '演示单位', en: 'Demo unit' }
  const demo = await second.store.found({ ...founding, kind: 'demo', name })
  expect(await throwAwayDemos(connection, [demo.id])).toEqual([])
  const [real, ...others] = await second.store.organisations()
  expect([real?.kind, others]).toEqual(['real', []])
  await expect(throwAwayDemos(connection, [real?.id ?? 0])).rejects.toThrow('never thrown away')
  await second.selfTest()
  await second.close()
})
