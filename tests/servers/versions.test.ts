import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { sendLimit } from '../../src/adapters/outbound/send-limit.ts'
import { keepPack } from '../../src/adapters/packs/kept-pack.ts'
import { openJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import { migrate, rollingSince, schemaNumber } from '../../src/adapters/postgres/migrate.ts'
import type { OpenedStore } from '../../src/adapters/postgres/open-store.ts'
import { inNames, loginsOf } from '../../src/adapters/postgres/roles.ts'
import type { Outgoing } from '../../src/app/ports/reminder-ports.ts'
import { followPack } from '../../src/cli/follow-pack.ts'
import type { PackFiles } from '../../src/pack/pack-files.ts'
import { smallPack } from '../pack/small-pack.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, meeting, storeFixture } from '../store/fixture.ts'
import { fsckOnce } from '../store/fsck-once.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-versions-'))
let fixture: StoreFixture
let superuser: Client

beforeAll(async () => {
  fixture = await storeFixture()
  superuser = new Client(fixture.connection)
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await fixture.close()
  rmSync(home, { recursive: true })
})

const codesOf = ({ lacks }: OpenedStore) => lacks.map(({ code }) => code)

describe('a server of the version before', () => {
  const newer = schemaNumber + 1

  /** What the next version does to the database when its first server starts. */
  async function upgraded(needs: number, sql: readonly string[] = []): Promise<void> {
    const { names } = await loginsOf(fixture.connection)
    await superuser.query(inNames('SET ROLE taizhang_tables', names))
    for (const one of sql) await superuser.query(inNames(one, names))
    await superuser.query(
      `INSERT INTO meta.migration (number, name, digest, needs) VALUES ($1, 'next', '', $2)
       ON CONFLICT (number) DO UPDATE SET needs = excluded.needs`,
      [newer, needs],
    )
    await superuser.query('RESET ROLE')
  }

  test('serves on beside one that has added to the schema, starts again, and says so', async () => {
    const before = await fixture.reopen()
    const org = await foundUnit(before)
    expect(codesOf(before)).toEqual([])
    await upgraded(rollingSince, [
      'ALTER TABLE ledger.entry ADD COLUMN later text',
      "ALTER TABLE ledger.record ADD COLUMN later text NOT NULL DEFAULT ''",
      'CREATE TABLE ledger.later (org_id bigint NOT NULL PRIMARY KEY, x text)',
      'ALTER TABLE ledger.later ENABLE ROW LEVEL SECURITY',
      'ALTER TABLE ledger.later FORCE ROW LEVEL SECURITY',
      'GRANT SELECT, INSERT, UPDATE, DELETE ON ledger.later TO taizhang_app',
    ])
    const again = await fixture.reopen()
    expect(codesOf(again)).toEqual(['database.schema.older'])
    const made = await Promise.all(
      [before, again].flatMap(({ store }) =>
        Array.from({ length: 5 }, () => store.append(org, meeting())),
      ),
    )
    expect(new Set(made.map(({ index }) => index)).size).toBe(10)
    const record = made[0]?.record?.id ?? ''
    await again.store.append(org, meeting({ kind: 'correct', record, expected: 1 }))
    await again.checkpointNow(org)
    await Promise.all([before.close(), again.close()])
    const reports = await fsckOnce(fixture)
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  })

  test('does not start where something that it needs was taken away', async () => {
    await upgraded(newer)
    await expect(migrate(fixture.connection)).rejects.toThrow('database.schema.newer')
    await upgraded(rollingSince)
    expect((await migrate(fixture.connection)).map(({ code }) => code)).toEqual([
      'database.schema.older',
    ])
  })
})

test('what goes to one address in a minute is counted on all servers together', async () => {
  const [one, other] = [await openJobs(fixture), await openJobs(fixture)]
  const clock = { at: 60_000, now: () => clock.at }
  const [here, there] = [one, other].map(({ countSent }) => sendLimit(clock, countSent))
  const mail = { channel: 'mail', to: 'a@unit.example' } as Outgoing
  const told: boolean[] = []
  for (let n = 0; n < 3; n += 1) {
    for (const limited of [here, there]) told.push((await limited?.(mail)) === null)
  }
  expect(told).toEqual([true, true, true, true, true, false])
  expect(await here?.({ ...mail, to: 'b@unit.example' } as Outgoing)).toBe(null)
  clock.at += 60_000
  expect(await there?.(mail)).toBe(null)
  await Promise.all([one.close(), other.close()])
})

describe('the pack in force', () => {
  function write(folder: string, files: PackFiles): string {
    for (const [path, text] of Object.entries(files)) {
      const file = join(home, folder, path)
      mkdirSync(dirname(file), { recursive: true })
      writeFileSync(file, text)
    }
    return join(home, folder)
  }

  const versionOf = (version: string, more: PackFiles = {}): PackFiles => ({
    ...smallPack,
    'pack.yaml': (smallPack['pack.yaml'] ?? '').replace('1.0.0', version),
    ...more,
  })

  /** A server with a folder of packs of its own. */
  async function server(folder: string) {
    let edited: () => void = () => {}
    const packs = await keepPack(folder, {
      crypto: nodeCrypto,
      compiled: { read: () => Promise.resolve(null) },
      onChange: () => edited(),
    })
    const problems: unknown[] = []
    let changes = 0
    const told = {
      onChange: () => void (changes += 1),
      onProblem: (error: unknown) => void problems.push(error),
    }
    const { packsInForce } = fixture
    const followed = await followPack({ packs, packsInForce }, told).catch((error: unknown) => {
      packs.close()
      throw error
    })
    return {
      followed,
      problems,
      version: () => packs.current.version,
      changes: () => changes,
      edit: async (files: PackFiles) => {
        const seen = new Promise<void>((done) => {
          edited = done
        })
        write(folder.slice(home.length + 1), files)
        await seen
        await followed.look()
      },
      stop: async () => {
        await followed.stop()
        packs.close()
      },
    }
  }

  test('is one for all: a new one is followed, and one of before is not put back', async () => {
    const [first, second] = [write('a/small', versionOf('1.0.0')), write('b/small', smallPack)]
    const [one, other] = [await server(first), await server(second)]
    expect([one.version(), other.version(), other.followed.notice]).toEqual([
      '1.0.0',
      '1.0.0',
      null,
    ])
    // An upgrade: the folder has a pack that was never in force.
    await one.stop()
    write('a/small', versionOf('2.0.0'))
    const upgraded = await server(first)
    expect(upgraded.version()).toBe('2.0.0')
    await other.followed.look()
    expect([other.version(), other.changes()]).toEqual(['2.0.0', 1])
    expect(other.followed.notice?.code).toBe('pack.not-own')
    // It starts again before somebody has replaced its folder.
    await other.stop()
    const again = await server(second)
    expect([again.version(), again.followed.notice?.code]).toEqual(['2.0.0', 'pack.not-own'])
    await upgraded.followed.look()
    expect([upgraded.version(), upgraded.followed.notice]).toEqual(['2.0.0', null])
    // Whoever edits it while the server runs wants it, even one that was in force once.
    await again.edit(versionOf('3.0.0'))
    await upgraded.followed.look()
    expect([again.version(), upgraded.version()]).toEqual(['3.0.0', '3.0.0'])
    await again.edit(versionOf('2.0.0'))
    await upgraded.followed.look()
    expect([again.version(), upgraded.version()]).toEqual(['2.0.0', '2.0.0'])
    expect(upgraded.followed.notice).toBe(null)
    expect([...upgraded.problems, ...again.problems]).toEqual([])
    await Promise.all([upgraded.stop(), again.stop()])
  })

  test('that this version cannot read is refused at a start, and told by one that serves', async () => {
    const serving = await server(write('c/small', versionOf('2.0.0')))
    const files = versionOf('4.0.0', { 'figures/visits.yaml': '- id: visits\n  unheard: of\n' })
    const { packsInForce } = fixture
    const newest = await packsInForce.newest()
    expect(await packsInForce.put({ digest: 'f'.repeat(64), files }, newest?.number ?? 0)).toBe(
      true,
    )
    expect(await packsInForce.put({ digest: 'e'.repeat(64), files }, newest?.number ?? 0)).toBe(
      false,
    )
    await serving.followed.look()
    expect(serving.version()).toBe('2.0.0')
    expect(String(serving.problems[0])).toContain('pack.in-force')
    await serving.stop()
    await expect(server(write('d/small', versionOf('1.0.0')))).rejects.toThrow('pack.in-force')
  })
})
