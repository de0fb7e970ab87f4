import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { postgresBinaries } from '../../src/adapters/embedded/postgres-binaries.ts'
import { keepAdopted } from '../../src/app/organisation/adopt-pack.ts'
import type { OrgId, StoredEntry } from '../../src/app/ports/store-ports.ts'
import { proveRecord } from '../../src/app/records/prove-record.ts'
import { recordEntry } from '../../src/app/records/write-record.ts'
import type { Opened } from '../../src/installation/open-all.ts'
import { openAll } from '../../src/installation/open-all.ts'
import { checkEvidence } from '../../src/web/verify/check-evidence.ts'
import { untilCovered } from '../api/serving.ts'
import { copies } from '../backup/backed-up.ts'
import { layOut } from './data-archive.ts'
import type { Golden } from './kept-folder.ts'
import { goldenOf, keptFolders, keptNames, passphrase } from './kept-folder.ts'
import type { KeptLog } from './kept-ledger.ts'
import { checkAll, logOf, sessionIn, yearAt, yearNow } from './kept-ledger.ts'
import { exportedLog, replyIn, verdictOn } from './look-into.ts'
import { whatIsWorse } from './not-worse.ts'

// Two ledgers of thousands of entries are opened, checked and restored.
vi.setConfig({ testTimeout: 240_000 })

const folderBytesMax = 6 * 1024 * 1024

/** A cluster opens under the PostgreSQL it was made by and no other. */
const postgresHere = majorOfPostgres()

function majorOfPostgres(): number | null {
  try {
    const program = join(postgresBinaries(null), 'postgres')
    const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
    return Number(/\d+/.exec(stdout)?.[0])
  } catch {
    // For this machine there is none on npm.
    return null
  }
}

test('something is kept, and is no burden to whoever clones it', () => {
  const sizes = keptFolders().map(({ path }) =>
    readdirSync(path).reduce((sum, name) => sum + statSync(join(path, name)).size, 0),
  )
  expect(sizes).not.toEqual([])
  expect(Math.max(...sizes)).toBeLessThan(folderBytesMax)
})

describe.each(keptFolders())('$name', ({ path }) => {
  const golden = goldenOf(path)
  const left = new Map(readdirSync(path).map((name) => [name, readFileSync(join(path, name))]))
  const bytes = (name: string) => left.get(name) ?? Buffer.alloc(0)

  describe.skipIf(golden.postgres !== postgresHere)(
    `its data folder, upgraded in place (skipped without PostgreSQL ${golden.postgres})`,
    () => {
      let home: string
      let opened: Opened

      beforeAll(async () => {
        home = mkdtempSync(join(tmpdir(), 'taizhang-kept-'))
        layOut(bytes(keptNames.data), home)
        opened = await openKept(home, golden)
      }, 240_000)

      afterAll(async () => {
        await opened?.close()
        rmSync(home, { recursive: true, force: true })
      })

      test('is whole', async () => {
        expect(await logsOf(opened)).toEqual(golden.units.map(({ log }) => log))
      })

      test('says of closed years what it said', async () => {
        for (const { publicId, years, closed } of golden.units) {
          const org = await opened.ports.organisations.byPublicId(publicId)
          if (!org) throw new Error(`${publicId} is not there`)
          for (const kept of years) expect(await yearAt(opened, org.id, kept)).toEqual(kept)
          for (const { at: _, ...kept } of closed) {
            expect(await yearNow(opened, org.id, kept.year)).toMatchObject(kept)
          }
        }
      })

      test('opens a second time, and goes on under its own keys', async () => {
        await opened.close()
        opened = await openKept(home, golden)
        // The body below, whose keys were changed.
        const { log, publicId } = golden.units[1] ?? {}
        const org = await opened.ports.organisations.byPublicId(publicId ?? '')
        if (!org) throw new Error('a kept unit is not there')
        const values = {
          title: '档案借阅办法',
          change: 'made',
          decidedOn: golden.clock.slice(0, 10),
        }
        // As a server does when it starts.
        await keepAdopted(opened.ports, { actor: 'cli:kept', onProblem: thrown }).all()
        const session = await sessionIn(opened, org.id, ['clerk'])
        const entry = { register: 'rule', values, reason: null, idempotency: null }
        const { index } = await recordEntry(opened.ports, session, entry)
        expect(index).toBeGreaterThanOrEqual(log?.entries ?? 0)
        await untilCovered({ opened }, org.id)
        const [report] = await checkAll(opened, [org.id])
        expect(report).toMatchObject({ faults: [], entries: index + 1 })
      })

      test('opens and erases what was entered then', async () => {
        const org = await opened.ports.organisations.byPublicId(golden.units[1]?.publicId ?? '')
        if (!org) throw new Error('a kept unit is not there')
        const session = await sessionIn(opened, org.id)
        const { items } = await opened.ports.store.read(org.id, (reader) =>
          reader.records({ register: 'meeting', limit: 1 }),
        )
        const [record] = items
        const entry = record && (await entryOf(opened, org.id, record.entry))
        if (!record || !entry) throw new Error('no meeting was kept')
        expect(entry.salts).toBe('hmac')
        const proof = async () => {
          const proved = await proveRecord(opened.ports, session, {
            id: record.id,
            version: record.version,
          })
          const given = {
            entry: proved.leafText,
            receipt: proved.receipt,
            proof: proved.proof,
            opening: { size: proved.payload.size, fields: proved.payload.openings },
            keys: proved.keys,
          }
          const { entry, receipt, proof, opening } = checkEvidence(opened.ports.crypto, given)
          for (const part of [entry, receipt, proof, opening]) expect(part?.ok).toBe(true)
          return proved.payload.openings.map((one) => one.path)
        }
        expect(await proof()).toContain('kind')
        const gone = { record: record.id, expected: record.version, paths: ['kind'] }
        const words = {
          title: '会议',
          search: '',
          reason: '本人申请',
          actor: 'cli:kept',
          pack: null,
        }
        await opened.ports.store.erase(org.id, { ...gone, ...words })
        const left = await proof()
        expect(left).not.toContain('kind')
        expect(left).toContain('#')
        expect(await entryOf(opened, org.id, record.entry)).toMatchObject({ secret: null })
        await untilCovered({ opened }, org.id)
        expect((await checkAll(opened, [org.id])).flatMap(({ faults }) => faults)).toEqual([])
      })
    },
  )

  test('its backup is restored and is whole, keys included', async () => {
    const place = copies()
    try {
      const asked = { path: join(path, keptNames.backup), passphrase }
      const { restored } = await place.restore(asked)
      const { faults, older, withoutKeys, reports } = restored
      expect({ faults, older, withoutKeys }).toEqual({ faults: [], older: [], withoutKeys: [] })
      expect(restored.backup.manifest.logs.map(({ size, root }) => ({ size, root }))).toEqual(
        golden.backup,
      )
      expect(reports.map(({ entries }) => entries)).toEqual(golden.backup.map(({ size }) => size))
    } finally {
      await place.close()
    }
  })

  test.each(golden.verdicts)(
    '$file is verified as well as it was (with: $with, key: $key)',
    async (asked) => {
      expect(whatIsWorse(asked.verdict, await verdictOn(left, asked))).toEqual([])
    },
  )

  test.each(golden.replies)('$file is believed', (asked) => {
    expect(replyIn(left, asked)).toMatchObject(asked.reply)
  })

  test('its exported log is the log it was', () => {
    expect(exportedLog(bytes(keptNames.log))).toEqual(golden.log)
  })
})

function entryOf({ ports }: Opened, org: OrgId, index: number): Promise<StoredEntry | null> {
  return ports.store.read(org, (reader) => reader.entry(index))
}

function openKept(home: string, { clock }: Golden): Promise<Opened> {
  const now = Date.parse(clock)
  return openAll({ data: home, database: null, clock: { now: () => now } })
}

async function logsOf(opened: Opened): Promise<readonly KeptLog[]> {
  const logs: KeptLog[] = []
  for (const report of await checkAll(opened)) logs.push(await logOf(opened, report))
  return logs
}

function thrown(error: unknown): never {
  throw error
}
