import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { OpenedStore, StoreOptions } from '../../src/adapters/postgres/open-store.ts'
import { openStore } from '../../src/adapters/postgres/open-store.ts'
import { testDatabase } from '../database.ts'
import { systemRandom } from './fixture-requests.ts'

export { meeting } from './fixture-requests.ts'

/** A store over a database of its own, to be closed in `afterAll`. */
export interface StoreFixture extends OpenedStore {
  /** The owner of the cluster: what a hostile administrator is. */
  readonly connection: ClientConfig
  readonly keysDir: string
  readonly clock: { at: number; now(): number }
  reopen(options?: Partial<StoreOptions>): Promise<OpenedStore>
}

/** Opens a store for one test file; its clock stands still until a test moves it. */
export async function storeFixture(options: Partial<StoreOptions> = {}): Promise<StoreFixture> {
  const database = await testDatabase()
  const keysDir = mkdtempSync(join(tmpdir(), 'taizhang-keys-'))
  const fixture = await storeOn({ connection: database.connection, keysDir }, options)
  return {
    ...fixture,
    close: async () => {
      await fixture.close()
      await database.drop()
      rmSync(keysDir, { recursive: true })
    },
  }
}

/** The same over a database and key files that are there, which `close` leaves alone. */
export async function storeOn(
  { connection, keysDir }: Pick<StoreFixture, 'connection' | 'keysDir'>,
  options: Partial<StoreOptions> = {},
): Promise<StoreFixture> {
  const clock = { at: Date.UTC(2025, 2, 1, 8), now: () => clock.at }
  const reopen = (other: Partial<StoreOptions> = {}): Promise<OpenedStore> =>
    openStore({
      connection,
      keysDir,
      clock,
      random: systemRandom,
      crypto: nodeCrypto,
      mayLoseOnPowerCut: true,
      checkpointAfterMs: null,
      ...options,
      ...other,
    })
  const opened = await reopen()
  return { ...opened, connection, keysDir, clock, reopen }
}

/** Founds a unit. */
export async function foundUnit({ store }: OpenedStore, name = '海棠市档案馆'): Promise<number> {
  const unit = await store.found({
    name: { zh: name, en: name },
    kind: 'real',
    parent: null,
    zone: 'Asia/Shanghai',
    actor: 'cli:test',
  })
  return unit.id
}
