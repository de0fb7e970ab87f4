import { copyFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { ed25519Signer, nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { OpenedAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { openAuditor } from '../../src/adapters/postgres/open-auditor.ts'
import { positionsIn } from '../../src/adapters/signing/kept-positions.ts'
import { openThreads } from '../../src/adapters/threads/thread-pool.ts'
import type { FsckReport } from '../../src/app/audit/fsck.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { LogAnswer, LogChecks, LogQuestion } from '../../src/app/audit/log-checks.ts'
import { checksApart } from '../../src/app/audit/log-checks.ts'
import { parseCheckedPosition } from '../../src/log/checked-position.ts'
import { signNote } from '../../src/log/sign-note.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import type { Bundles } from '../outside/bundles.ts'
import { bundles } from '../outside/bundles.ts'
import { countingLooks } from './counting-looks.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

let fixture: StoreFixture
let auditor: OpenedAuditor
let superuser: Client
let org: number
let publicId: string
let first: string

const now = '2025-03-01T09:00:00.000Z'
const later = '2025-03-02T09:00:00.000Z'

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 100 })
  auditor = await openAuditor(fixture)
  superuser = new Client(fixture.connection)
  await superuser.connect()
  await superuser.query('SET session_replication_role = replica')
  org = await foundUnit(fixture)
  publicId = (await auditor.organisations())[0]?.publicId ?? ''
  await fixture.checkpointNow(org)
  const { store } = fixture
  const made = await store.appendAll(
    org,
    Array.from({ length: 300 }, (_, n) => meeting({ search: `第${n}次会议` })),
  )
  first = made[0]?.record?.id ?? ''
  await fixture.checkpointNow(org)
  await store.indexSearch(org)
})

afterAll(async () => {
  await superuser.end()
  await auditor.close()
  await fixture.close()
})

async function check(options: { full?: boolean; now?: string } = {}): Promise<FsckReport> {
  const positions = positionsIn(fixture.keysDir, nodeCrypto)
  const [report] = await fsck(
    { auditor, crypto: nodeCrypto },
    { organisations: [org], positions, now, ...options },
  )
  if (report === undefined) throw new Error('no report')
  return report
}

const codesOf = (faults: FsckReport['faults']) => faults.map(({ code }) => code)
const noteFile = () => join(fixture.keysDir, `${publicId}.checked`)
const kept = () => {
  const parsed = parseNote(readFileSync(noteFile(), 'utf8'))
  return parsed.ok ? parseCheckedPosition(parsed.note.text) : null
}

describe('a check', () => {
  test('looks at everything first, and keeps how far it came', async () => {
    const report = await check()
    expect(report).toMatchObject({ from: 0, entries: 301, records: 300, faults: [], notices: [] })
    expect(kept()).toMatchObject({ recordedAt: '2025-03-01T08:00:00.000Z', wholeAt: now })
    expect(kept()?.range.size).toBe(301)
  })

  test('goes on from there and says what it did not look at', async () => {
    const report = await check({ now: later })
    expect(report).toMatchObject({ from: 301, entries: 301, records: 0, faults: [] })
    expect(codesOf(report.notices)).toEqual(['fsck.log.since'])
    expect(report.notices[0]?.text.en).toContain(now)
    expect(kept()).toMatchObject({ checkedAt: later, wholeAt: now })
  })

  test('takes corrections and erasures of what came before for what they are', async () => {
    const { store } = fixture
    await store.append(org, meeting({ kind: 'correct', record: first, expected: 1, lateDays: 2 }))
    await store.append(org, meeting({ idempotency: { key: 'k', digest: 'd' } }))
    await store.erase(org, {
      record: first,
      expected: 2,
      paths: ['topics'],
      reason: '本人申请',
      title: 'x',
      search: 'x',
      actor: 'p-2',
      pack: null,
    })
    await fixture.checkpointNow(org)
    const report = await check({ now: later })
    expect(report).toMatchObject({ from: 301, entries: 304, records: 2, faults: [] })
    expect(await check({ now: later })).toMatchObject({ from: 304, faults: [] })
    expect(await check({ full: true, now: later })).toMatchObject({ from: 0, faults: [] })
    expect(kept()).toMatchObject({ wholeAt: later })
  })
})

/** Table, what is done to it, and how that is named. */
const tampering: readonly [table: string, change: string, code: string][] = [
  ['entry', "leaf = replace(leaf, 'p-1', 'p-9') where index = $i", 'entry.hash'],
  ['entry', "receipt = replace(receipt, '2025', '2024') where index = $i", 'entry.receipt'],
  ['payload', "fields = replace(fields, '规划', '规则') where index = $i", 'payload.root'],
  ['payload', "salts = 'hmac' where index = $i", 'payload.root'],
  ['record', "title = 'x' where entry = $i", 'record.differs'],
  ['record', 'entry = 1 where entry = $i', 'record.differs'],
  [
    'facet',
    "value = 'x' where field = 'kind' and id = (select id from ledger.record where entry = $i)",
    'facet.missing',
  ],
]

describe('what an administrator changed', () => {
  let at: number

  beforeAll(async () => {
    const made = await fixture.store.appendAll(org, [meeting(), meeting(), meeting()])
    await fixture.checkpointNow(org)
    await fixture.store.indexSearch(org)
    at = made[1]?.index ?? 0
  })

  test.each(tampering)('in %s behind the position is named: %s', async (table, change, code) => {
    const report = await tampered(table, change.replaceAll('$i', String(at)), () => check())
    expect(codesOf(report.faults)).toContain(`fsck.${code}`)
  })

  test.each(tampering)(
    'in %s before it is named by a full check: %s',
    async (table, change, code) => {
      const before = change.replaceAll('$i', '7')
      const [since, full] = await tampered(table, before, async () => [
        await check(),
        await check({ full: true }),
      ])
      expect(since.from).toBe(304)
      expect(codesOf(since.notices)).toContain('fsck.log.since')
      expect(codesOf(full.faults)).toContain(`fsck.${code}`)
      // No position is kept over a difference, and the next one starts where this one did.
      expect(kept()?.range.size).toBeLessThanOrEqual(307)
    },
  )

  test('together with all that follows from it is named by its tree', async () => {
    const report = await tampered('log_head', "root = sha256('x') where true", () => check())
    expect(codesOf(report.faults)).toEqual(['fsck.head.differs'])
  })
})

describe('a kept position', () => {
  test.each([
    ['with a moment changed', (note: string) => note.replace('T09', 'T10')],
    ['cut short', (note: string) => note.slice(0, 200)],
    ['emptied', () => ''],
    [
      'signed by another key',
      (note: string) => {
        const parsed = parseNote(note)
        if (!parsed.ok) throw new Error(parsed.reason)
        const { text, signatures } = parsed.note
        const signer = ed25519Signer(new Uint8Array(32).fill(5))
        return signNote(nodeCrypto, text, [{ name: signatures[0]?.name ?? '', signer }])
      },
    ],
  ])('%s is refused and named, and everything is looked at', async (_, change) => {
    const report = await withNote(change, () => check())
    expect(codesOf(report.faults)).toEqual(['fsck.position.forged'])
    expect(report).toMatchObject({ from: 0, entries: 307 })
  })

  test('of another log is refused and named', async () => {
    const other = await foundUnit(fixture, '紫荆市档案馆')
    await fixture.store.append(other, meeting())
    await fixture.checkpointNow(other)
    const positions = positionsIn(fixture.keysDir, nodeCrypto)
    const options = { organisations: [other], positions, now }
    const [report] = await fsck({ auditor, crypto: nodeCrypto }, options)
    expect(report?.faults).toEqual([])
    const of = report?.organisation.publicId ?? ''
    const foreign = readFileSync(join(fixture.keysDir, `${of}.checked`), 'utf8')
    const mixed = await withNote(
      () => foreign,
      () => check(),
    )
    expect(codesOf(mixed.faults)).toEqual(['fsck.position.other-log'])
    expect(mixed.from).toBe(0)
  })

  test('that cannot be kept is said, and the check holds all the same', async () => {
    const key = join(fixture.keysDir, `${publicId}.log.skey`)
    copyFileSync(key, `${key}.away`)
    rmSync(key)
    try {
      const report = await check()
      expect(report.faults).toEqual([])
      expect(codesOf(report.notices)).toContain('fsck.log.not-kept')
    } finally {
      copyFileSync(`${key}.away`, key)
    }
  })

  test('over a longer log than there is tells that it was set back, however it grows again', async () => {
    const before = await superuser.query(`SELECT * FROM ledger.log_head WHERE org_id = ${org}`)
    const { size } = before.rows[0] as { size: string }
    await fixture.store.appendAll(org, [meeting(), meeting()])
    await fixture.checkpointNow(org)
    expect((await check()).faults).toEqual([])
    // An older copy of the database, as its administrator would put it back.
    for (const table of ['entry', 'payload']) {
      await superuser.query(
        `DELETE FROM ledger.${table} WHERE org_id = ${org} AND index >= ${size}`,
      )
    }
    await superuser.query(`DELETE FROM ledger.record WHERE org_id = ${org} AND entry >= ${size}`)
    await superuser.query(
      `DELETE FROM ledger.facet f WHERE org_id = ${org}
         AND NOT EXISTS (SELECT FROM ledger.record r WHERE r.org_id = f.org_id AND r.id = f.id)`,
    )
    await superuser.query(`DELETE FROM ledger.checkpoint WHERE org_id = ${org} AND size > ${size}`)
    const row = before.rows[0] as { root: Buffer; compact_range: Buffer; recorded_at: Date }
    await superuser.query(
      `UPDATE ledger.log_head SET size = $1, root = $2, compact_range = $3, recorded_at = $4
       WHERE org_id = ${org}`,
      [size, row.root, row.compact_range, row.recorded_at],
    )
    const back = await check()
    expect(back.from).toBe(0)
    expect(codesOf(back.faults)).toContain('fsck.position.beyond')
    const note = readFileSync(noteFile(), 'utf8')
    await fixture.store.appendAll(org, [meeting(), meeting(), meeting()])
    await fixture.checkpointNow(org)
    const grown = await check()
    expect(codesOf(grown.faults)).toContain('fsck.position.other-tree')
    expect(grown.from).toBe(0)
    expect(readFileSync(noteFile(), 'utf8')).toBe(note)
  })
})

describe('in threads', () => {
  let made: Bundles
  let script: string

  beforeAll(async () => {
    made = bundles('checker')
    script = await made.script('checker', `import '../../src/checker.ts'`)
    await fixture.store.appendAll(
      org,
      Array.from({ length: 3_000 }, () => meeting()),
    )
    await fixture.checkpointNow(org)
    await fixture.store.indexSearch(org)
  })

  afterAll(() => made.remove())

  test('the same is found as in one', async () => {
    const threads = openThreads<LogQuestion, LogAnswer>(script, 2)
    const checks = checksApart(threads.ask, 3)
    const changes = [
      ['payload', "secret = sha256('x') where index % 500 = 7"],
      ['record', "entry = entry - 1, title = 'x' where entry % 500 in (8, 9)"],
      ['facet', "value = 'x' where field = 'kind' and get_byte(uuid_send(id), 0) = 7"],
      ['search_pair', "entries = '\\x0063' where pair = '7次'"],
    ] as const
    const both = () =>
      Promise.all(
        [null, checks].map((one) =>
          fsck({ auditor, crypto: nodeCrypto, checks: one }, { organisations: [org] }),
        ),
      )
    const changed = changes.reduce(
      (work, [table, change]) =>
        () =>
          tampered(table, change, work),
      both,
    )
    try {
      const reports = await changed()
      const codes = codesOf(reports[0]?.[0]?.faults ?? [])
      const expected = ['payload.root', 'record.differs', 'facet.stray', 'search.missing']
      expect(codes).toEqual(expect.arrayContaining(expected.map((one) => `fsck.${one}`)))
      expect(reports[1]).toEqual(reports[0])
    } finally {
      await threads.close()
    }
  })

  // A planner that has not counted a table yet may read it as it lies on the disk.
  test('the same is found in the same order by any plan', async () => {
    const database = superuser.escapeIdentifier(fixture.connection.database ?? '')
    const found = (one: OpenedAuditor) =>
      fsck({ auditor: one, crypto: nodeCrypto }, { organisations: [org] })
    await superuser.query(`ALTER DATABASE ${database} SET enable_indexscan = off`)
    const apart = await openAuditor(fixture)
    try {
      const change = "entry = entry - 1, title = 'x' where entry % 250 in (8, 9)"
      const [byIndex, byTable] = await tampered('record', change, () =>
        Promise.all([found(auditor), found(apart)]),
      )
      expect(codesOf(byIndex[0]?.faults ?? [])).toContain('fsck.facet.missing')
      expect(byTable).toEqual(byIndex)
    } finally {
      await apart.close()
      await superuser.query(`ALTER DATABASE ${database} RESET enable_indexscan`)
    }
  })

  test('what is written meanwhile is no difference', async () => {
    const threads = openThreads<LogQuestion, LogAnswer>(script, 2)
    const apart = checksApart(threads.ask, 3)
    const records = await superuser.query<{ id: string }>(
      `SELECT id FROM ledger.record WHERE org_id = ${org} AND version = 1 AND entry > 310 LIMIT 3`,
    )
    const [corrected, voided, erased] = records.rows.map(({ id }) => id)
    const { store } = fixture
    let isWritten = false
    const checks: LogChecks = {
      ...apart,
      // The check has begun, and its threads have not: they see more than there was at its moment.
      entries: async (piece) => {
        if (!isWritten) {
          isWritten = true
          const of = (record = '') => ({ record, expected: 1 })
          await store.append(org, meeting({ kind: 'correct', ...of(corrected), lateDays: 2 }))
          await store.append(org, meeting({ kind: 'void', ...of(voided) }))
          await store.append(org, meeting())
          await store.erase(org, {
            ...of(erased),
            paths: ['topics'],
            reason: '本人申请',
            title: 'x',
            search: 'x',
            actor: 'p-2',
            pack: null,
          })
        }
        return apart.entries(piece)
      },
    }
    try {
      const counting = countingLooks(auditor)
      const [report] = await fsck(
        { auditor: counting, crypto: nodeCrypto, checks },
        { organisations: [org] },
      )
      expect(isWritten).toBe(true)
      expect(report?.faults).toEqual([])
      expect(counting.looks()).toBe(0)
    } finally {
      await threads.close()
    }
  })

  test('one that dies fails the check', async () => {
    const dying = await made.script('dying', `process.exit(3)`)
    const threads = openThreads<LogQuestion, LogAnswer>(dying, 2)
    const checks = checksApart(threads.ask, 3)
    const checking = fsck({ auditor, crypto: nodeCrypto, checks }, { organisations: [org] })
    await expect(checking).rejects.toThrow('a thread ended')
    await threads.close()
  })
})

async function withNote<T>(change: (note: string) => string, work: () => Promise<T>): Promise<T> {
  const note = readFileSync(noteFile(), 'utf8')
  writeFileSync(noteFile(), change(note))
  try {
    return await work()
  } finally {
    writeFileSync(noteFile(), note)
  }
}

async function tampered<T>(table: string, change: string, work: () => Promise<T>): Promise<T> {
  await superuser.query(`CREATE TEMP TABLE kept_${table} AS TABLE ledger.${table}`)
  const note = readFileSync(noteFile(), 'utf8')
  try {
    const { rowCount } = await superuser.query(`UPDATE ledger.${table} SET ${change}`)
    expect(rowCount).toBeGreaterThan(0)
    return await work()
  } finally {
    await superuser.query(`DELETE FROM ledger.${table}`)
    await superuser.query(`INSERT INTO ledger.${table} TABLE kept_${table}`)
    await superuser.query(`DROP TABLE kept_${table}`)
    writeFileSync(noteFile(), note)
  }
}
