import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openBackups } from '../../src/adapters/backup/open-backups.ts'
import { folderBlobs } from '../../src/adapters/blobs/folder-blobs.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, storeFixture } from '../store/fixture.ts'

/** A unit that was just founded, and a copy of it in a folder of its own. */
export interface UnitCopy {
  readonly fixture: StoreFixture
  /** The folder that the database user may pass through; the copy lies in it. */
  readonly home: string
  readonly copy: string
  readonly passphrase: string
  readonly clock: { now(): number }
  readonly files: ReturnType<typeof copyFiles>
  close(): Promise<void>
}

export async function unitCopy(): Promise<UnitCopy> {
  const home = mkdtempSync(join(tmpdir(), 'taizhang-copy-'))
  chmodSync(home, 0o711)
  const copy = join(home, 'unit.tar')
  const passphrase = '春眠不觉晓处处闻啼鸟'
  const clock = { now: () => Date.UTC(2026, 0, 2) }
  const files = copyFiles({})
  const fixture = await storeFixture()
  await migrateAuth(await connectionAs(fixture.connection, 'auth'))
  await foundUnit(fixture)
  const { connection, keysDir } = fixture
  const kept = { blobs: folderBlobs(join(home, 'files')), newestSeals: newestSealsIn(keysDir) }
  const parts = { connection, keysDir, ...kept, folder: home, clock, files }
  await openBackups({ ...parts, version: 'test' }).make({ path: copy, passphrase })
  const close = async () => {
    await fixture.close()
    rmSync(home, { recursive: true, force: true })
  }
  return { fixture, home, copy, passphrase, clock, files, close }
}
