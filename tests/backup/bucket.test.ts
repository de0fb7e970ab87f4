import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { keepCopies } from '../../src/app/backup/keep-copies.ts'
import type { ObjectStorage } from '../places/object-storage.ts'
import { objectStorage } from '../places/object-storage.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, meeting, storeFixture } from '../store/fixture.ts'
import type { Copies } from './backed-up.ts'
import { copies } from './backed-up.ts'

const folder = 's3://taizhang/copies'
let fixture: StoreFixture
let org: number
let storage: ObjectStorage
let place: Copies

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  storage = await objectStorage()
  place = copies({ env: storage.env, at: folder })
  await migrateAuth(await connectionAs(fixture.connection, 'auth'))
})

afterAll(async () => {
  await place.close()
  await storage.stop()
  await fixture.close()
})

test('nightly copies lie in a bucket, are let go there, and are put back from it', async () => {
  // Too much to be sent in one part.
  const long = () => randomBytes(30_000).toString('base64')
  await fixture.store.appendAll(
    org,
    Array.from({ length: 300 }, () => meeting({ search: long() })),
  )
  await fixture.checkpointNow(org)
  const backups = place.backupsOf(fixture)
  let now = Date.UTC(2026, 0, 1)
  const nightly = keepCopies({ backups, clock: { now: () => now } })
  const zone = 'Asia/Shanghai'
  const made = await nightly.make({ zone })
  expect(made.bytes).toBeGreaterThan(8 * 1024 * 1024)
  await fixture.store.append(org, meeting())
  await fixture.checkpointNow(org)
  now += 60_000
  const newest = await nightly.make({ zone })
  const { copies: listed, folder: said } = await nightly.state()
  expect(said).toBe(folder)
  // Of two on one day the newer stays.
  expect(listed.map(({ entries, bytes }) => [entries, bytes])).toEqual([[302, newest.bytes]])

  const { restored } = await place.restore({ path: newest.path, keys: fixture.keysDir })
  expect([restored.faults, restored.older, restored.withoutKeys]).toEqual([[], [], []])
  expect(restored.reports.map(({ entries }) => entries)).toEqual([302])
})

test('a copy replaces none, is whole or not there, and one that was changed is refused', async () => {
  const backups = place.backupsOf(fixture)
  const path = `${folder}/by-hand.taizhang.tar`
  const stop = new AbortController()
  stop.abort()
  await expect(backups.make({ path, passphrase: null, signal: stop.signal })).rejects.toThrow(
    'backup.cancelled',
  )
  await expect(backups.verify(path)).rejects.toThrow('file.missing')
  await backups.make({ path, passphrase: null })
  await expect(backups.make({ path, passphrase: null })).rejects.toThrow('backup.exists')
  const files = copyFiles(storage.env)
  const file = await files.open(path)
  const bytes = await file.read(0, file.bytes)
  bytes[2_000] = (bytes[2_000] ?? 0) ^ 1
  await backups.remove(path)
  const changed = await files.create(path)
  await changed.append(bytes)
  await changed.finish()
  await expect(backups.verify(path)).rejects.toThrow('backup.damaged')
  await backups.remove(path)
  expect((await backups.list(folder)).copies.map((one) => one.path)).not.toContain(path)
})

test('an older copy is seen to be older by what was kept beside it', async () => {
  const backups = place.backupsOf(fixture)
  const path = `${folder}/older.taizhang.tar`
  const { manifest } = await backups.make({ path, passphrase: null })
  await fixture.store.append(org, meeting())
  const checkpoint = (await fixture.checkpointNow(org))?.note ?? null
  await backups.remember(
    folder,
    manifest.logs.map((log) => ({ ...log, checkpoint })),
  )
  const { restored } = await place.restore({ path, keys: fixture.keysDir })
  expect(restored.older.map(({ how, seenSize }) => [how, seenSize])).toEqual([['shorter', 303]])
})

test('a bucket that does not answer is no damaged copy', async () => {
  const at = `${folder}-silent`
  const silent = copies({ env: storage.env, at })
  const backups = silent.backupsOf(fixture)
  const nightly = keepCopies({ backups, clock: { now: () => Date.UTC(2026, 2, 1) } })
  const made = await nightly.make({ zone: 'Asia/Shanghai' })
  storage.refuse((path) => path.includes(nameOf(made.path)))
  await expect(nightly.state()).rejects.toThrow('403')
  await expect(nightly.make({ zone: 'Asia/Shanghai' })).rejects.toThrow('403')
  storage.refuse(() => false)
  expect((await nightly.state()).copies).toMatchObject([{ isBroken: false }])
  await silent.close()
})

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
