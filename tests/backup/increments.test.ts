import { createHash, randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { migrateAuth } from '../../src/adapters/auth/auth-schema.ts'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import type { CopyFiles } from '../../src/adapters/backup/copy-place.ts'
import { openMembers } from '../../src/adapters/backup/read-backup-file.ts'
import { writeBackupFile } from '../../src/adapters/backup/write-backup-file.ts'
import { folderBlobs } from '../../src/adapters/blobs/folder-blobs.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import type { MadeCopy, Copies as NightlyCopies } from '../../src/app/backup/keep-copies.ts'
import { keepCopies } from '../../src/app/backup/keep-copies.ts'
import { nightlyCopy } from '../../src/app/backup/nightly-copy.ts'
import type { Backup, BackupMember } from '../../src/app/ports/backup-ports.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { ObjectStorage } from '../places/object-storage.ts'
import { objectStorage } from '../places/object-storage.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, meeting, storeFixture } from '../store/fixture.ts'
import type { Copies } from './backed-up.ts'
import { copies } from './backed-up.ts'

// A month of nights, each read again, on a machine that has other work to do.
vi.setConfig({ testTimeout: 300_000 })

const zone = 'Asia/Shanghai'
const dayMs = 86_400_000
const bytes = randomBytes(100_000)
const attachment = { bytes, sha256: createHash('sha256').update(bytes).digest('hex') }

let fixture: StoreFixture
let org: number
let storage: ObjectStorage
let place: Copies
let files: CopyFiles
let nightly: NightlyCopies
let now = 0

beforeAll(async () => {
  storage = await objectStorage()
})

afterAll(() => storage.stop())

async function filled(bucket: { env: ObjectStorage['env']; at: string } | null): Promise<void> {
  now = Date.UTC(2026, 0, 1, 18, 10)
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  place = copies(bucket)
  files = copyFiles(bucket?.env ?? {})
  await migrateAuth(await connectionAs(fixture.connection, 'auth'))
  await attach()
  const long = () => randomBytes(3_000).toString('base64')
  const some = (count: number) => Array.from({ length: count }, () => meeting({ search: long() }))
  for (let nth = 0; nth < 4; nth += 1) await fixture.store.appendAll(org, some(150))
  nightly = begun()
}

/** As a server that has just been started. */
function begun(): NightlyCopies {
  const clock = { now: () => now }
  return keepCopies({ backups: place.backupsOf(fixture, clock), clock })
}

async function attach(): Promise<void> {
  const blobs = folderBlobs(join(fixture.keysDir, 'files'))
  await blobs.put(org, attachment)
  const owner = new Client(fixture.connection)
  await owner.connect()
  await owner.query(
    `INSERT INTO ledger.attachment (org_id, sha256, uploaded_by, name, type, bytes, state, uploaded_at)
     VALUES ($1, $2, 'p', 'a.pdf', 'application/pdf', $3, 'kept', now())`,
    [org, attachment.sha256, attachment.bytes.length],
  )
  await owner.end()
}

/** The next night: `entries` more are written, and a copy is made. */
async function night(entries = 1): Promise<MadeCopy> {
  for (let nth = 0; nth < entries; nth += 1) await fixture.store.append(org, meeting())
  await fixture.checkpointNow(org)
  now += dayMs
  return nightly.make({ zone })
}

const nameOf = (path: string) => path.slice(path.lastIndexOf('/') + 1)
/** Puts other bytes in place of a copy, as a disk or a bucket may that lost some. */
async function spoil(path: string, change: (bytes: Buffer) => Uint8Array): Promise<void> {
  const file = await files.open(path)
  const bytes = Buffer.from(await file.read(0, file.bytes))
  await file.close()
  await files.remove(path)
  const instead = await files.create(path)
  await instead.append(change(bytes))
  await instead.finish()
}
const flip = (path: string, at: number) =>
  spoil(path, (bytes) => {
    bytes[at] = (bytes[at] ?? 0) ^ 1
    return bytes
  })
const restored = async ({ path }: MadeCopy) => {
  const { restored: found, data } = await place.restore({ path, keys: fixture.keysDir })
  const file = readFileSync(
    join(data, 'files', String(org), attachment.sha256.slice(0, 2), attachment.sha256),
  )
  expect(file.equals(attachment.bytes)).toBe(true)
  expect([found.faults, found.older]).toEqual([[], []])
  return found.reports.map(({ entries }) => entries)
}

/** All rows of a copy, wherever they lie. */
async function textOf(copy: MadeCopy): Promise<string> {
  const members = await openMembers(files, copy)
  const texts: string[] = []
  for (const name of members.names.filter((one) => one.startsWith('rows/'))) {
    texts.push(gunzipSync(await members.read(name)).toString('utf8'))
  }
  await members.close()
  return texts.join('')
}

describe.each(['a folder', 's3://taizhang/nights'])('in %s', (at) => {
  beforeAll(() => filled(at.startsWith('s3:') ? { env: storage.env, at } : null))

  afterAll(async () => {
    await place.close()
    await fixture.close()
  })

  test('the next copy holds what changed, and is put back with those that it rests on', async () => {
    const whole = await night()
    expect([whole.restsOn, whole.broken]).toEqual([[], null])
    const second = await night()
    expect(second.restsOn).toEqual([whole.path])
    // Where parts end is chance here; without any that is kept it would be larger than the first.
    expect(second.bytes).toBeLessThan(whole.bytes - 100_000)
    const third = await night()
    expect(third.restsOn).toContain(whole.path)
    expect(third.manifest.files).toMatchObject({ count: 1, bytes: attachment.bytes.length })
    expect(third.manifest.members.map(({ name }) => name)).toEqual([
      ...new Set(third.manifest.members.map(({ name }) => name)),
    ])
    expect(await restored(third)).toEqual([third.manifest.logs[0]?.size])
    const { copies: listed } = await nightly.state()
    expect(listed.map(({ restsOn, isBroken }) => [restsOn, isBroken])).toEqual([
      [third.restsOn.length, false],
      [1, false],
      [0, false],
    ])
  })

  test('what was erased is not in the next copy, though it is in those before', async () => {
    const person = { name: '林知遥', post: '馆员' }
    const words = { title: '林知遥', search: '林知遥 馆员' }
    const write = meeting({ register: 'person', values: person, ...words })
    const { record } = await fixture.store.append(org, write)
    const before = await night()
    expect(await textOf(before)).toContain('林知遥')
    await fixture.store.erase(org, {
      record: record?.id ?? '',
      expected: 1,
      paths: ['name'],
      reason: '本人申请',
      title: '（已删除）',
      search: '馆员',
      actor: 'p-2',
      pack: null,
    })
    const after = await night()
    expect(after.restsOn.length).toBeGreaterThan(0)
    expect(await textOf(after)).not.toContain('林知遥')
    expect(await restored(after)).toEqual([after.manifest.logs[0]?.size])
  })

  test('a damaged copy is said, and a whole one made; so is a missing and a cut off one', async () => {
    const { copies: listed, folder } = await nightly.state()
    const whole = listed.find(({ restsOn }) => restsOn === 0)
    await flip(`${folder}/${whole?.name}`, 5_000)
    const instead = await night()
    expect([instead.restsOn, instead.broken]).toEqual([[], whole?.name])
    const broken = (await nightly.state()).copies.filter(({ isBroken }) => isBroken)
    expect(broken.map(({ name }) => name)).toEqual(
      listed
        .filter(({ name, restsOn }) => restsOn > 0 || name === whole?.name)
        .map(({ name }) => name),
    )
    expect(await restored(instead)).toEqual([instead.manifest.logs[0]?.size])

    const onIt = await night()
    expect(onIt.restsOn).toEqual([instead.path])
    await files.remove(instead.path)
    await expect(place.restore({ path: onIt.path })).rejects.toThrow('file.missing')
    const context = { dueAt: '', zone, signal: new AbortController().signal }
    now += dayMs
    const { note } = await nightlyCopy.run({ copies: nightly }, context as never)
    expect(note?.zh).toContain('另做了完整备份')
    const [newest] = (await nightly.state()).copies
    expect(newest).toMatchObject({ restsOn: 0, isBroken: false })

    const cut = await night()
    await spoil(cut.path, (bytes) => bytes.subarray(0, cut.bytes - 2_000))
    const afterCut = await night()
    expect([afterCut.restsOn, afterCut.broken]).toEqual([[], nameOf(cut.path)])
    // Another server, or this one after a start, finds the newest sound and rests on it.
    nightly = begun()
    expect((await night()).restsOn).toEqual([afterCut.path])
  })

  test('a copy names others of its own folder alone, and parts that they hold', async () => {
    const made = await night()
    const lying = async (change: (member: BackupMember) => object) => {
      const path = `${place.folder}/lying.taizhang.tar`
      const members = made.manifest.members.map((one) =>
        one.in === undefined ? one : change(one),
      ) as BackupMember[]
      const { format: _, members: __, ...said } = made.manifest
      const since = { ...made, manifest: { ...made.manifest, members } } as Backup
      await writeBackupFile({ copies: files, path, since, signal: undefined }, async (writer) => {
        for (const { name } of members) writer.keep(name)
        return said
      }).catch(() => {})
      const verifying = place.backupsOf(fixture).verify(path)
      const refused = await verifying.then(
        () => 'taken',
        (error: unknown) => {
          const [fault] = error instanceof Refusal ? error.faults : []
          return `${fault?.code} ${nameOf(String(fault?.at[0]))}`
        },
      )
      await files.remove(path)
      return refused
    }
    const [base = ''] = made.restsOn
    expect(await lying((one) => ({ ...one, sha256: '0'.repeat(64) }))).toBe(
      `backup.damaged ${nameOf(base)}`,
    )
    expect(await lying((one) => ({ ...one, name: `${one.name}x` }))).toBe(
      `backup.damaged ${nameOf(base)}`,
    )
    expect(await lying((one) => ({ ...one, in: `../${one.in}` }))).toBe(
      'backup.damaged lying.taizhang.tar',
    )
  })

  test('each week has a whole copy, and every copy that stays is sound', async () => {
    const wholes: number[] = []
    for (let nth = 0; nth < 16; nth += 1) {
      const made = await night(nth % 10 === 0 ? 1 : 0)
      if (made.restsOn.length === 0) wholes.push(nth)
    }
    const apart = wholes.slice(1).map((one, at) => one - (wholes[at] ?? 0))
    expect(apart.every((days) => days === 7)).toBe(true)
    const { copies: listed, folder } = await nightly.state()
    const there = new Set((await files.list(folder, '.tar')).map(nameOf))
    const sound = listed.filter(({ isBroken }) => !isBroken)
    expect(sound.length).toBeLessThan(30)
    const backups = place.backupsOf(fixture)
    for (const { name } of sound) {
      expect(there.has(name)).toBe(true)
      await backups.verify(`${folder}/${name}`)
    }
  })
})
