import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { toBase64 } from '../../src/log/base64.ts'
import { parseCheckpoint } from '../../src/log/checkpoint.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import type { SealedReport } from '../../src/report/evidence/evidence.ts'
import { sealedText } from '../../src/report/evidence/freeze-report.ts'
import type { SeenTree } from '../../src/report/receive/log-growth.ts'
import { logGrowth } from '../../src/report/receive/log-growth.ts'
import { verifyReport } from '../../src/report/verify/verify-report.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import { storeOn } from '../store/fixture.ts'
import type { SmallUnit } from './small-unit.ts'
import { smallUnit, unitOver } from './small-unit.ts'

let databases: TestDatabase[] = []
const folders: string[] = []
let owner: SmallUnit
let thief: SmallUnit

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'taizhang-stolen-'))
  folders.push(made)
  return made
}

beforeAll(async () => {
  const database = await testDatabase({ migrated: true })
  databases = [database]
  const { connection } = database
  const keysDir = folder()
  const before = await storeOn({ connection, keysDir })
  const { session } = await smallUnit(before)
  await before.checkpointNow(session.org.id)
  await before.close()
  // Database and keys are copied while nothing runs; from here on both go their own way.
  const stolen = await testDatabase({ template: connection.database ?? '' })
  databases.push(stolen)
  const stolenKeys = folder()
  cpSync(keysDir, stolenKeys, { recursive: true })
  owner = unitOver(await storeOn({ connection, keysDir }), session)
  const copy = { connection: stolen.connection, keysDir: stolenKeys }
  thief = unitOver(await storeOn(copy), session)
  for (const unit of [owner, thief]) unit.fixture.clock.at = Date.UTC(2026, 0, 10)
})

afterAll(async () => {
  await owner?.fixture.close()
  await thief?.fixture.close()
  for (const one of databases) await one.drop()
  for (const one of folders) rmSync(one, { recursive: true })
})

function treeOf({ signing, evidence }: SealedReport): SeenTree {
  const note = parseNote(signing?.checkpoint ?? evidence.checkpoint)
  const parsed = note.ok ? parseCheckpoint(note.note.text) : note
  if (!parsed.ok) throw new Error('a report has a checkpoint')
  return { size: parsed.checkpoint.size, root: toBase64(parsed.checkpoint.root) }
}

async function rotate({ fixture, session }: SmallUnit): Promise<void> {
  const request = { how: 'rotated', reason: '例行更换', actor: 'cli:test', pack: null } as const
  await fixture.store.changeKeys(session.org.id, request)
  await fixture.checkpointNow(session.org.id)
}

function holdsUnder(report: SealedReport, key: string): boolean {
  const { findings } = verifyReport(nodeCrypto, {
    carried: sealedText(report),
    words: null,
    key,
  })
  return !findings.some(({ weight, code }) => weight === 'broken' && code !== 'text.absent')
}

test('a stolen data folder that runs beside the original shows as a second history', async () => {
  const first = (await owner.fixture.store.read(owner.session.org.id, (reader) => reader.keys()))[0]
  await rotate(owner)
  const seen = await owner.report()
  const witnessed = treeOf(seen)

  // Without the new key the copy cannot go on as the log that the new key signs.
  const old = await thief.report()
  expect(holdsUnder(old, seen.evidence.keys.log)).toBe(false)
  expect(holdsUnder(old, first?.vkey ?? '')).toBe(true)

  // It can rotate by itself, and whoever knows the old key alone cannot tell; the witness can.
  await rotate(thief)
  await thief.visit('2025-10-05')
  await thief.visit('2025-11-06')
  const forged = await thief.report()
  expect(treeOf(forged).size).toBeGreaterThan(witnessed.size)
  expect(holdsUnder(forged, first?.vkey ?? '')).toBe(true)
  expect(holdsUnder(forged, seen.evidence.keys.log)).toBe(false)
  expect(logGrowth(nodeCrypto, forged, witnessed).kind).toBe('fork')
  expect(logGrowth(nodeCrypto, await owner.report(), witnessed).kind).toBe('extends')
}, 120_000)
