import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openMembers, verifyBackup } from '../../src/adapters/backup/read-backup-file.ts'
import { readMark, refuseMarked } from '../../src/adapters/backup/restore-mark.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { openStore } from '../../src/adapters/postgres/open-store.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { acknowledgeOlder } from '../../src/app/backup/acknowledge-older.ts'
import type { BackupManifest } from '../../src/app/ports/backup-ports.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, meeting, storeFixture } from '../store/fixture.ts'
import { systemRandom } from '../store/fixture-requests.ts'
import type { Copies } from './backed-up.ts'
import { copies } from './backed-up.ts'

let fixture: StoreFixture
let org: number
let place: Copies

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  place = copies()
  await migrateAuth(await connectionAs(fixture.connection, 'auth'))
  await fillOtherSchemas()
})

afterAll(async () => {
  await fixture.close()
  await place.close()
})

/** Rows of kinds that are easily lost on the way: bytes, arrays, quotes, line ends, fractions. */
async function fillOtherSchemas(): Promise<void> {
  const owner = new Client(fixture.connection)
  await owner.connect()
  await owner.query(`
    INSERT INTO auth."user" (id, name, email, username) VALUES ('u1', 'x', 'a@b', E'张"三\\n,{}\n');
    INSERT INTO auth.session (id, "expiresAt", token, "userId") VALUES ('s', now(), 't', 'u1');
    INSERT INTO auth.link (hash, purpose, expires_at) VALUES ('\\x00', 'invited', now());
    INSERT INTO auth.membership (account, org, person, roles, record)
      VALUES ('u1', ${org}, NULL, ARRAY['a,b', '"', 'NULL', ''], 'r');
    INSERT INTO jobs.job (id, first_seen) VALUES ('j', '2026-01-01 00:00:00.123456+08');
    INSERT INTO jobs.reminder_settings (org_id, settings, mail_password)
      VALUES (${org}, '{"a": null, "b": 1.10}', '\\x00ff5c');`)
  await owner.end()
}

const files = copyFiles({})
const copyAt = (name: string): string => join(place.folder, `${name}.taizhang.tar`)

/** Four writers; each entry that was acknowledged is told. */
function writers(): { acknowledged: () => number; stop: () => Promise<void> } {
  let isOn = true
  let newest = 0
  const all = Array.from({ length: 4 }, async () => {
    while (isOn) {
      const { index } = await fixture.store.append(org, meeting())
      newest = Math.max(newest, index)
    }
  })
  return {
    acknowledged: () => newest,
    stop: async () => {
      isOn = false
      await Promise.all(all)
    },
  }
}

test('what was acknowledged before a backup began is in it, whole, while four write on', async () => {
  const writing = writers()
  await expect.poll(writing.acknowledged).toBeGreaterThan(200)
  await fixture.checkpointNow(org)
  const before = writing.acknowledged()
  const path = copyAt('busy')
  const { manifest } = await place.backupsOf(fixture).make({ path, passphrase: null })
  await writing.stop()
  expect(writing.acknowledged()).toBeGreaterThan(before)
  expect(manifest.logs[0]?.size).toBeGreaterThan(before)
  expect(manifest.keys).toBe('left-out')
  expect(statSync(path).mode & 0o777).toBe(0o600)

  const { restored, connection, data } = await place.restore({ path })
  expect(restored.faults).toEqual([])
  expect(restored.older).toEqual([])
  expect(restored.withoutKeys).toEqual([manifest.logs[0]?.origin])
  expect(readMark(data)).toBeNull()
  const auditor = await openAuditor({ connection })
  const head = await auditor.audit(org, (evidence) => evidence.head())
  await auditor.close()
  expect(head).toMatchObject({ size: manifest.logs[0]?.size, root: manifest.logs[0]?.root })
})

test('every table comes back row for row, those of sign-ins under way and links excepted', async () => {
  const path = copyAt('rows')
  const { manifest } = await place.backupsOf(fixture).make({ path, passphrase: null })
  const names = manifest.tables.map(({ name }) => name)
  expect(names).toContain('auth.user')
  expect(names).toContain('jobs.outbox')
  expect(names).not.toContain('auth.session')
  const { connection } = await place.restore({ path })
  expect(await digests(connection, manifest)).toEqual(await digests(fixture.connection, manifest))
  expect(await digests(connection, manifest)).toContainEqual(
    expect.objectContaining({ name: 'jobs.reminder_settings', count: 1 }),
  )
})

async function digests(config: ClientConfig, { tables }: BackupManifest): Promise<unknown[]> {
  const client = new Client(config)
  await client.connect()
  const found: unknown[] = []
  for (const { name } of tables) {
    const { rows } = await client.query(
      `SELECT $1 AS name, count(*)::integer, md5(string_agg(t::text, '' ORDER BY t::text))
       FROM ${name.replace('user', '"user"')} t`,
      [name],
    )
    found.push(rows[0])
  }
  await client.end()
  return found
}

test('the log goes on after a restore with its keys, sealed by a passphrase', async () => {
  const path = copyAt('sealed')
  const passphrase = '白日依山尽黄河入海流'
  await place.backupsOf(fixture).make({ path, passphrase })
  await expect(place.restore({ path, passphrase: '黄河入海流白日依山尽' })).rejects.toThrow(
    'restore.passphrase',
  )
  const { connection, data, restored } = await place.restore({ path, passphrase })
  expect(restored.withoutKeys).toEqual([])
  const opened = await openStore({
    connection,
    keysDir: join(data, 'keys'),
    clock: fixture.clock,
    random: systemRandom,
    crypto: nodeCrypto,
    mayLoseOnPowerCut: true,
    checkpointAfterMs: null,
  })
  const { index } = await opened.store.append(org, meeting())
  const signed = await opened.checkpointNow(org)
  await opened.close()
  expect(index).toBe(restored.backup.manifest.logs[0]?.size)
  expect(signed?.size).toBe(index + 1)
})

describe('a damaged file is named and nothing is written', () => {
  test('whichever byte is another, wherever it is cut off', async () => {
    const path = copyAt('whole')
    await place.backupsOf(fixture).make({ path, passphrase: null })
    const whole = readFileSync(path)
    const broken = copyAt('broken')
    const refused = async (bytes: Uint8Array, what: string) => {
      writeFileSync(broken, bytes)
      await expect(verifyBackup(files, broken), what).rejects.toThrow('backup.damaged')
    }
    const step = Math.max(1, Math.floor(whole.length / 150))
    for (let at = 0; at < whole.length; at += step) {
      const flipped = Buffer.from(whole)
      flipped[at] = (flipped[at] ?? 0) ^ (1 << (at % 8))
      await refused(flipped, `byte ${at}`)
    }
    for (let at = 1; at <= 3_000; at += 37) {
      const flipped = Buffer.from(whole)
      flipped[whole.length - at] = (flipped[whole.length - at] ?? 0) ^ 1
      await refused(flipped, `byte ${at} from the end`)
    }
    for (const length of [0, 1, 511, 512, 3_000, whole.length - 1025, whole.length - 1]) {
      await refused(whole.subarray(0, length), `cut off at ${length}`)
    }
    await refused(Buffer.concat([whole, Buffer.alloc(1)]), 'a byte more')
    const target = await place.restore({ path: broken }).catch((error: unknown) => error)
    expect(String(target)).toContain('backup.damaged')
  })

  test('by the part that changed', async () => {
    const path = copyAt('named')
    const { manifest } = await place.backupsOf(fixture).make({ path, passphrase: null })
    const bytes = readFileSync(path)
    const name = manifest.members.find((one) => one.name.startsWith('rows/ledger.entry/'))?.name
    const at = bytes.indexOf(name ?? 'none') + 512 + 20
    bytes[at] = (bytes[at] ?? 0) ^ 1
    const broken = copyAt('named-broken')
    writeFileSync(broken, bytes)
    await expect(verifyBackup(files, broken)).rejects.toThrow(name)
  })
})

test('a part that turned after the backup was verified is not restored', async () => {
  const path = copyAt('turned')
  await place.backupsOf(fixture).make({ path, passphrase: null })
  const backup = await verifyBackup(files, path)
  const members = await openMembers(files, backup)
  const names = members.names.filter((one) => one.startsWith('rows/ledger.'))
  expect(names.length).toBeGreaterThan(3)
  const whole = readFileSync(path)
  for (const name of names) {
    const bytes = Buffer.from(whole)
    const at = bytes.indexOf(name) + 512
    bytes[at] = (bytes[at] ?? 0) ^ 1
    writeFileSync(path, bytes)
    await expect(members.read(name), name).rejects.toThrow('backup.changed')
  }
  writeFileSync(path, whole)
  for (const name of names) expect((await members.read(name)).length).toBeGreaterThan(0)
  await members.close()
})

test('a backup that is cancelled leaves nothing, and none replaces another', async () => {
  const backups = place.backupsOf(fixture)
  const stop = new AbortController()
  const path = copyAt('cancelled')
  const making = backups.make({
    path,
    passphrase: null,
    signal: stop.signal,
    onProgress: () => stop.abort(),
  })
  await expect(making).rejects.toThrow('backup.cancelled')
  expect(readdirSync(place.folder).filter((name) => name.includes('cancelled'))).toEqual([])
  await backups.make({ path, passphrase: null })
  await expect(backups.make({ path, passphrase: null })).rejects.toThrow('backup.exists')
  const nowhere = join(place.folder, 'none', 'x.tar')
  await expect(backups.make({ path: nowhere, passphrase: null })).rejects.toThrow(
    'backup.unwritable',
  )
})

describe('an older copy put back', () => {
  test('is noticed by a newer one beside it, and is not served until somebody says why', async () => {
    const path = copyAt('monday')
    const older = await place.backupsOf(fixture).make({ path, passphrase: 'xxxxxxxxxxxx' })
    await fixture.store.append(org, meeting())
    await place.backupsOf(fixture).make({ path: copyAt('tuesday'), passphrase: null })
    const { restored, data, connection } = await place.restore({ path, passphrase: 'xxxxxxxxxxxx' })
    const [found] = restored.older
    const size = older.manifest.logs[0]?.size ?? 0
    expect(found).toMatchObject({ how: 'shorter', size, seenSize: size + 1 })
    expect(() => refuseMarked(data)).toThrow('restore.older')

    const opened = await openStore({
      connection,
      keysDir: join(data, 'keys'),
      clock: fixture.clock,
      random: systemRandom,
      crypto: nodeCrypto,
      mayLoseOnPowerCut: true,
      checkpointAfterMs: null,
    })
    const { store } = opened
    const [unit] = await store.organisations()
    const organisations = { byPublicId: async () => unit ?? null } as never
    const saying = { older: restored.older, reason: '周二的备份盘已损坏', actor: 'cli:test' }
    await acknowledgeOlder({ store, organisations }, saying)
    await acknowledgeOlder({ store, organisations }, saying)
    const entry = await store.read(org, (reader) => reader.entry(size))
    const next = await store.read(org, (reader) => reader.entry(size + 1))
    await opened.close()
    expect(next).toBeNull()
    expect(entry?.leaf.kind).toBe('override')
    expect(entry?.fields).toMatchObject({ size, seenSize: size + 1, $reason: '周二的备份盘已损坏' })
  })

  test('is noticed by the folder of keys alone, and what was kept in it then comes back', async () => {
    const folder = join(place.folder, 'alone')
    mkdirSync(folder)
    const path = join(folder, 'copy.tar')
    await fixture.checkpointNow(org)
    const { manifest } = await place.backupsOf(fixture).make({ path, passphrase: null })
    const size = manifest.logs[0]?.size ?? 0
    const [publicId] = manifest.logs.map((one) => one.publicId)
    const kept = readFileSync(join(fixture.keysDir, `${publicId}.newest`), 'utf8')
    await fixture.store.append(org, meeting())
    await fixture.checkpointNow(org)
    const { restored, data } = await place.restore({ path, keys: fixture.keysDir })
    expect(restored.faults).toEqual([])
    expect(restored.reports.flatMap(({ notices }) => notices)).toEqual([])
    expect(restored.older).toMatchObject([{ how: 'shorter', size, seenSize: size + 1 }])
    expect(readFileSync(join(data, 'keys', `${publicId}.newest`), 'utf8')).toBe(kept)
  })

  test('is noticed by a position that somebody else kept, and so is another log', async () => {
    const path = copyAt('newest')
    await fixture.store.append(org, meeting())
    const { manifest } = await place.backupsOf(fixture).make({ path, passphrase: null })
    const { size = 0, root = '' } = manifest.logs[0] ?? {}
    const at = async (expect: string) => (await place.restore({ path, expect })).restored.older
    expect(await at(`${size}:${root}`)).toEqual([])
    expect(await at(`${size + 5}:${root}`)).toMatchObject([{ how: 'shorter', seenSize: size + 5 }])
    expect(await at(`${size - 1}:${root}`)).toMatchObject([{ how: 'other', seenSize: size - 1 }])
    await expect(at('nonsense')).rejects.toThrow('restore.expect')
  })

  test('is noticed by the checkpoint that was kept beside the copies', async () => {
    const path = copyAt('kept')
    const backups = place.backupsOf(fixture)
    await backups.make({ path, passphrase: null })
    await fixture.store.append(org, meeting())
    const signed = await fixture.checkpointNow(org)
    const [log] = (await backups.make({ path: copyAt('gone'), passphrase: null })).manifest.logs
    await backups.remember(place.folder, log ? [log] : [])
    await backups.remove(copyAt('gone'))
    const { restored } = await place.restore({ path })
    expect(restored.older).toMatchObject([{ how: 'shorter', seenSize: signed?.size }])
  })
})
