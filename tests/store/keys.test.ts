import { readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { OpenedAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { newestSealsIn } from '../../src/adapters/signing/kept-seals.ts'
import { settleKey } from '../../src/adapters/signing/key-file.ts'
import type { FsckReport } from '../../src/app/audit/fsck.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { exportLog } from '../../src/app/log/export-log.ts'
import type { ChangeKeys, Organisation } from '../../src/app/ports/store-ports.ts'
import type { AnnouncedKey } from '../../src/log/announced-keys.ts'
import { keyInForce, keysInForce } from '../../src/log/announced-keys.ts'
import { keyChangeOf } from '../../src/log/key-change.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import { fromUtf8 } from '../../src/log/utf8.ts'
import { parseVerifierKey } from '../../src/log/verifier-key.ts'
import { verifyCheckpoint } from '../../src/log/verify/checkpoint.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let auditor: OpenedAuditor
let unit: Organisation

beforeAll(async () => {
  fixture = await storeFixture()
  auditor = await openAuditor(fixture)
})

beforeEach(async () => {
  const id = await foundUnit(fixture)
  const found = (await fixture.store.organisations()).find((one) => one.id === id)
  if (!found) throw new Error('the unit was not founded')
  unit = found
  await fixture.checkpointNow(id)
})

afterAll(async () => {
  await auditor.close()
  await fixture.close()
})

const rotation: ChangeKeys = {
  how: 'rotated',
  reason: '例行更换',
  actor: 'cli:test',
  pack: null,
}

async function check(): Promise<FsckReport | undefined> {
  const newest = newestSealsIn(fixture.keysDir)
  const which = { organisations: [unit.id], newest }
  const [report] = await fsck({ auditor, crypto: nodeCrypto }, which)
  return report
}

function keys(): Promise<readonly AnnouncedKey[]> {
  return fixture.store.read(unit.id, (reader) => reader.keys())
}

function holds(note: string, vkey: string): boolean {
  const parsed = parseVerifierKey(nodeCrypto, vkey)
  const logKeys = parsed.ok ? [parsed.key] : []
  return verifyCheckpoint(nodeCrypto, note, { origin: unit.origin, logKeys }).ok
}

function linesOf(note: string): number {
  const parsed = parseNote(note)
  return parsed.ok ? parsed.note.signatures.length : 0
}

function keyFiles(): string[] {
  const names = readdirSync(fixture.keysDir).filter((name) => name.startsWith(unit.publicId))
  return names.filter((name) => name.endsWith('.skey'))
}

describe('a rotation', () => {
  test('is an entry that names old and new keys, covered by both, then by the new one alone', async () => {
    const before = keysInForce(await keys(), 1)
    const appended = await fixture.store.changeKeys(unit.id, rotation)
    const entry = await fixture.store.read(unit.id, (reader) => reader.entry(appended.index))
    expect(entry?.leaf).toMatchObject({ kind: 'key', record: null, register: null })
    const now = keysInForce(await keys(), appended.index + 1)
    expect(entry?.fields?.['$reason']).toBe('例行更换')
    expect(keyChangeOf(entry?.fields ?? {})).toEqual({
      how: 'rotated',
      logKeyBefore: before.log,
      receiptKeyBefore: before.receipt,
      logKey: now.log,
      receiptKey: now.receipt,
    })
    expect(now.log).not.toBe(before.log)
    const changeover = (await fixture.checkpointNow(unit.id))?.note ?? ''
    expect([holds(changeover, before.log), holds(changeover, now.log)]).toEqual([true, true])
    expect(linesOf(changeover)).toBe(2)
    await fixture.store.append(unit.id, meeting())
    const after = (await fixture.checkpointNow(unit.id))?.note ?? ''
    expect([holds(after, before.log), holds(after, now.log)]).toEqual([false, true])
    expect(linesOf(after)).toBe(1)
    expect(await check()).toMatchObject({ faults: [], keyChanges: [{ index: 1, how: 'rotated' }] })
  })

  test('leaves no old key behind, and its files for nobody else to read', async () => {
    const old = keyFiles().map((name) => readFileSync(join(fixture.keysDir, name), 'utf8'))
    await fixture.store.changeKeys(unit.id, rotation)
    await fixture.checkpointNow(unit.id)
    expect(keyFiles().sort()).toEqual([
      `${unit.publicId}.log.skey`,
      `${unit.publicId}.receipt.skey`,
    ])
    for (const name of keyFiles()) {
      const path = join(fixture.keysDir, name)
      expect(old).not.toContain(readFileSync(path, 'utf8'))
      expect(statSync(path).mode & 0o777).toBe(0o600)
    }
  })

  test('is followed by a server that was open all the time, in receipts and checkpoints', async () => {
    const other = await fixture.reopen()
    try {
      await other.store.append(unit.id, meeting())
      await fixture.store.changeKeys(unit.id, rotation)
      await other.store.append(unit.id, meeting())
      await other.checkpointNow(unit.id)
      await fixture.store.append(unit.id, meeting())
      await fixture.checkpointNow(unit.id)
    } finally {
      await other.close()
    }
    expect((await check())?.faults).toEqual([])
  })

  test('can be repeated, but not before a checkpoint covers the one before', async () => {
    await fixture.store.changeKeys(unit.id, rotation)
    await expect(fixture.store.changeKeys(unit.id, rotation)).rejects.toThrow('key.not-covered')
    await fixture.checkpointNow(unit.id)
    await fixture.store.changeKeys(unit.id, rotation)
    await fixture.checkpointNow(unit.id)
    expect(await check()).toMatchObject({ faults: [], checkpoints: 3 })
    expect((await keys()).map(({ since }) => since)).toEqual([0, 0, 1, 1, 2, 2])
  })

  test('of two at once, one is refused or follows the other; no key is lost', async () => {
    const both = await Promise.allSettled([
      fixture.store.changeKeys(unit.id, rotation),
      fixture.store.changeKeys(unit.id, rotation),
    ])
    expect(both.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    await fixture.store.append(unit.id, meeting())
    await fixture.checkpointNow(unit.id)
    expect((await check())?.faults).toEqual([])
  })

  test('lets erasures go on, which write with a role of their own', async () => {
    const { record } = await fixture.store.append(unit.id, meeting())
    await fixture.store.changeKeys(unit.id, rotation)
    await fixture.store.erase(unit.id, {
      record: record?.id ?? '',
      expected: 1,
      paths: ['kind'],
      reason: '依法',
      title: '',
      search: '',
      actor: 'cli:test',
      pack: null,
    })
    await fixture.checkpointNow(unit.id)
    expect((await check())?.faults).toEqual([])
  })

  test('is exported with the key of the checkpoint, and every key with its range', async () => {
    const first = keysInForce(await keys(), 1)
    await fixture.store.changeKeys(unit.id, rotation)
    await fixture.checkpointNow(unit.id)
    const files = new Map<string, string>()
    await exportLog(fixture, unit.id, {
      write: async (path, bytes) => void files.set(path, fromUtf8(bytes) ?? ''),
    })
    const now = keyInForce(await keys(), { purpose: 'log', size: 2 })?.vkey ?? ''
    expect(files.get('vkey')).toBe(`${now}\n`)
    expect(holds(files.get('checkpoint') ?? '', now)).toBe(true)
    const ranges = (files.get('keys') ?? '').trim().split('\n')
    expect(ranges.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { purpose: 'log', since: 0, until: 1, vkey: first.log, lost: false },
      { purpose: 'receipt', since: 0, until: 1, vkey: first.receipt },
      { purpose: 'log', since: 1, until: null, vkey: now },
      { purpose: 'receipt', since: 1, until: null },
    ])
  })
})

test('a signer that was held up puts no older key over a newer one', async () => {
  const keyFile = join(fixture.keysDir, `${unit.publicId}.log.skey`)
  const first = readFileSync(keyFile, 'utf8')
  await fixture.store.changeKeys(unit.id, rotation)
  const { log: second } = keysInForce(await keys(), 2)
  await fixture.checkpointNow(unit.id)
  // As it was after that checkpoint was stored and before its key was put in place.
  const place = { ...unit, keysDir: fixture.keysDir, purpose: 'log' } as const
  const id = second.slice(unit.origin.length + 1, unit.origin.length + 9)
  renameSync(keyFile, join(fixture.keysDir, `${unit.publicId}.log.${id}.skey`))
  writeFileSync(keyFile, first)
  await fixture.store.changeKeys(unit.id, rotation)
  await fixture.checkpointNow(unit.id)
  settleKey(place, second)
  await fixture.store.append(unit.id, meeting())
  await fixture.checkpointNow(unit.id)
  expect(keyFiles().sort()).toEqual([`${unit.publicId}.log.skey`, `${unit.publicId}.receipt.skey`])
  expect((await check())?.faults).toEqual([])
})

describe('a loss', () => {
  test('is refused while the key is there, and a rotation while it is not', async () => {
    const lost = { ...rotation, how: 'lost' } as const
    await expect(fixture.store.changeKeys(unit.id, lost)).rejects.toThrow('key.at-hand')
    rmSync(join(fixture.keysDir, `${unit.publicId}.log.skey`))
    await expect(fixture.store.changeKeys(unit.id, rotation)).rejects.toThrow('key.missing')
    expect(keyFiles().filter((name) => name.includes('.log.'))).toHaveLength(0)
    await fixture.store.changeKeys(unit.id, lost)
    await fixture.checkpointNow(unit.id)
    expect((await check())?.faults).toEqual([])
  })

  test('is said by an entry; what came before holds under the old key, the rest under the new', async () => {
    const before = keysInForce(await keys(), 1)
    for (const name of keyFiles()) rmSync(join(fixture.keysDir, name))
    const restored = await fixture.reopen()
    try {
      await expect(restored.store.append(unit.id, meeting())).rejects.toThrow('key.missing')
      await restored.store.changeKeys(unit.id, { ...rotation, how: 'lost', reason: '磁盘损坏' })
      await restored.store.append(unit.id, meeting())
      const note = (await restored.checkpointNow(unit.id))?.note ?? ''
      const now = keysInForce(await keys(), 3)
      expect([holds(note, before.log), holds(note, now.log)]).toEqual([false, true])
    } finally {
      await restored.close()
    }
    const report = await check()
    expect(report).toMatchObject({ faults: [], keyChanges: [{ index: 1, how: 'lost' }] })
  })
})
