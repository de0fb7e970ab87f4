import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openBackups } from '../../src/adapters/backup/open-backups.ts'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { folderBlobs } from '../../src/adapters/blobs/folder-blobs.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import type { RestoreBackup, Restored } from '../../src/app/backup/restore-backup.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import type { Backups } from '../../src/app/ports/backup-ports.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import type { ObjectStorage } from '../places/object-storage.ts'

/** A folder for copies and places to restore to; `close` takes all of it away. */
export interface Copies {
  readonly folder: string
  /** Copies say that they were made at the moments of `clock`; absent: one after another. */
  backupsOf(
    ledger: { connection: ClientConfig; keysDir: string },
    clock?: { now(): number },
  ): Backups
  /** Restores into a database and a data folder that nobody used. */
  restore(request: Partial<RestoreBackup> & { path: string }): Promise<PutBack>
  close(): Promise<void>
}

export interface PutBack {
  readonly data: string
  readonly connection: ClientConfig
  readonly restored: Restored
}

/** Copies lie in the folder, or in the bucket that is given with what must be set to reach it. */
export function copies(bucket: { env: ObjectStorage['env']; at: string } | null = null): Copies {
  const home = mkdtempSync(join(tmpdir(), 'taizhang-copies-'))
  const folder = bucket?.at ?? home
  const files = copyFiles(bucket?.env ?? {})
  const databases: TestDatabase[] = []
  let count = 0
  return {
    folder,
    backupsOf: ({ connection, keysDir }, clock) =>
      openBackups({
        connection,
        keysDir,
        blobs: folderBlobs(join(keysDir, 'files')),
        newestSeals: newestSealsIn(keysDir),
        folder,
        files,
        version: 'test',
        clock: clock ?? { now: () => Date.UTC(2026, 0, 1) + (count += 1) },
      }),
    restore: async (request) => {
      const database = await testDatabase()
      databases.push(database)
      const data = join(home, `data-${(count += 1)}`)
      const { connection } = database
      const clock = { now: () => 0 }
      const restorer = openRestorer({ data, database: connection, clock, files })
      const none = { expect: null, passphrase: null, keys: null, replace: false }
      const ports = { restorer, crypto: nodeCrypto }
      return { data, connection, restored: await restoreBackup(ports, { ...none, ...request }) }
    },
    close: async () => {
      for (const one of databases) await one.drop()
      rmSync(home, { recursive: true, force: true })
    },
  }
}
