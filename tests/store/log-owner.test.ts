import { randomUUID } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { AppendLine, TakeWrites } from '../../src/adapters/postgres/append-line.ts'
import { openAppendLine } from '../../src/adapters/postgres/append-line.ts'
import type { OpenedStore } from '../../src/adapters/postgres/open-store.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture, storeOn } from './fixture.ts'
import { systemRandom } from './fixture-requests.ts'
import { fsckOnce } from './fsck-once.ts'

let folder: string
let here: StoreFixture
let there: OpenedStore
let database: Client
let org: number

// The clock there stands still in the past, so that whatever is dated later was written here.
const thereAt = Date.UTC(2025, 2, 1, 7)
const wasWrittenHere = ({ recordedAt }: { recordedAt: string }) =>
  Date.parse(recordedAt) === here.clock.at

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'taizhang-line-'))
  here = await storeFixture({ line: folder })
  there = await here.reopen({ clock: { now: () => thereAt } })
  database = new Client(here.connection)
  await database.connect()
})

beforeEach(async () => {
  here.clock.at += 1000
  org = await foundUnit(here, `单位${Math.random()}`)
})

afterAll(async () => {
  await database.end()
  await there.close()
  await here.close()
  rmSync(folder, { recursive: true })
})

async function ownerOf(): Promise<string | null> {
  const text = 'SELECT owner FROM ledger.log_head WHERE org_id = $1'
  const { rows } = await database.query<{ owner: string | null }>(text, [org])
  return rows[0]?.owner ?? null
}

async function giveTo(owner: string): Promise<void> {
  await database.query(
    `UPDATE ledger.log_head SET owner = $2, owned_until = now() + interval '1 hour'
     WHERE org_id = $1`,
    [org, owner],
  )
}

async function expectSound(entries: number): Promise<void> {
  const reports = await fsckOnce(here)
  expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  const { size } = await here.store.read(org, (reader) => reader.position())
  // The first entry founded the log.
  expect(size).toBe(1 + entries)
}

/** Looks at the head first, so that it is known there whose the log is. */
async function learnOwner(store: OpenedStore): Promise<void> {
  await store.store.appendAll(org, [meeting()])
}

test('a log stays with the server that wrote to it, and others send it theirs', async () => {
  await here.store.append(org, meeting())
  const owner = await ownerOf()
  expect(owner).toContain(folder)
  here.clock.at += 1000
  // The first write finds out whose the log is; it holds the lock already, and writes.
  expect(wasWrittenHere(await there.store.append(org, meeting()))).toBe(false)
  expect(await ownerOf()).toBe(owner)
  expect(wasWrittenHere(await there.store.append(org, meeting()))).toBe(true)
  const sent = await Promise.all(
    Array.from({ length: 40 }, (_, nth) =>
      (nth % 2 === 0 ? here : there).store.append(org, meeting()),
    ),
  )
  expect(new Set(sent.map(({ index }) => index)).size).toBe(40)
  expect(await ownerOf()).toBe(owner)
  await expectSound(43)
})

test('what the owner refuses is refused, and what it answers is the answer', async () => {
  const made = await here.store.append(org, meeting())
  await learnOwner(there)
  const record = made.record?.id ?? ''
  const correction = meeting({ kind: 'correct', record, expected: 1, title: '更正' })
  const corrected = await there.store.append(org, correction)
  expect(corrected.record).toMatchObject({ id: record, version: 2 })
  await expect(there.store.append(org, correction)).rejects.toThrow('write.stale')
  const idempotency = { key: 'k-12345678', digest: 'd' }
  const first = await there.store.append(org, meeting({ idempotency }))
  const again = await here.store.append(org, meeting({ idempotency }))
  expect([again.index, again.repeated]).toEqual([first.index, true])
  await expectSound(4)
})

/** A server that listens, and does with what it is sent what the test wants. */
async function listening(take: TakeWrites): Promise<AppendLine> {
  const line = await openAppendLine(folder, take)
  await giveTo(line.own)
  return line
}

test('a write whose owner vanished before it wrote is written here', async () => {
  const line = await listening(() => Promise.reject(new Error('killed')))
  await learnOwner(there)
  const { index } = await there.store.append(org, meeting())
  expect(index).toBe(2)
  expect(await ownerOf()).not.toBe(line.own)
  await line.close()
  await expectSound(2)
})

test('and one whose owner vanished after it wrote is not written twice', async () => {
  const written: number[] = []
  const line = await listening(async (of, writes) => {
    // Written through the server that listens here, as an owner would; then nothing is heard.
    const results = await line.send(writer.own, { org: of, writes })
    for (const one of results) if ('appended' in one) written.push(one.appended.index)
    throw new Error('killed')
  })
  const writer = { own: await ownAddress(here) }
  await giveTo(line.own)
  await learnOwner(there)
  const sent = await Promise.all([1, 2, 3].map(() => there.store.append(org, meeting())))
  expect(written.length).toBeGreaterThan(0)
  const own = sent.map(({ index }) => index)
  expect(own).toEqual(expect.arrayContaining(written))
  expect(new Set(own).size).toBe(3)
  expect(sent.map(({ repeated }) => repeated)).toEqual([false, false, false])
  const inside = await here.store.read(org, (reader) => reader.entries({ from: 0, count: 10 }))
  for (const { index, receipt } of sent) expect(inside[index]?.receipt).toBe(receipt)
  await line.close()
  await expectSound(1 + 3)
})

test('nor one whose owner was only held up, and enters it when others have', async () => {
  const late: Parameters<TakeWrites>[1][] = []
  const line = await listening(async (_, writes) => {
    late.push(writes)
    throw new Error('silent')
  })
  const writer = await ownAddress(here)
  await giveTo(line.own)
  await learnOwner(there)
  const mine = await Promise.all([1, 2].map(() => there.store.append(org, meeting())))
  // The owner has written since, and goes on from where it left the log.
  await here.store.append(org, meeting())
  const entering = late.map((writes) => line.send(writer, { org, writes }))
  const beside = [1, 2, 3].map(() => here.store.append(org, meeting()))
  expect((await Promise.allSettled(entering)).map(({ status }) => status)).toContain('rejected')
  const own = (await Promise.all(beside)).map(({ index }) => index)
  expect(new Set([...own, ...mine.map(({ index }) => index)]).size).toBe(5)
  await line.close()
  await expectSound(1 + 2 + 1 + 3)
})

test('nor do two block each other that hold the head and the record of one write', async () => {
  let record = randomUUID()
  const writer = await here.reopen({ random: { ...systemRandom, uuid: () => record } })
  await learnOwner(writer)
  record = randomUUID()
  // It goes on from where it left the log: the record is written, and the head is waited for.
  await database.query('BEGIN')
  await database.query('SELECT FROM ledger.log_head WHERE org_id = $1 FOR UPDATE', [org])
  const writing = writer.store.append(org, meeting())
  const waiting = `SELECT FROM pg_locks
    WHERE NOT granted AND pg_backend_pid() = ANY (pg_blocking_pids(pid))`
  await expect.poll(async () => (await database.query(waiting)).rows.length).toBe(1)
  const same = database.query(
    `INSERT INTO ledger.record SELECT (jsonb_populate_record(r, jsonb_build_object('id', $2::text))).*
     FROM ledger.record r WHERE org_id = $1 LIMIT 1`,
    [org, record],
  )
  await Promise.allSettled([same])
  await database.query('ROLLBACK')
  await writing
  await writer.close()
  await expectSound(2)
})

/** Where a server takes writes, as a log says that it wrote to alone. */
async function ownAddress(store: OpenedStore): Promise<string> {
  const kept = org
  org = await foundUnit(here, `另一单位${Math.random()}`)
  await store.store.append(org, meeting())
  const own = (await ownerOf()) ?? ''
  org = kept
  return own
}

test('an owner that is told to stop answers what it took, and leaves the log to others', async () => {
  const leaving = await here.reopen()
  await leaving.store.append(org, meeting())
  const before = await ownerOf()
  await learnOwner(there)
  const writing = Array.from({ length: 30 }, () => there.store.append(org, meeting()))
  const [sent] = await Promise.all([Promise.all(writing), leaving.close()])
  expect(new Set(sent.map(({ index }) => index)).size).toBe(30)
  await there.store.append(org, meeting())
  expect(await ownerOf()).not.toBe(before)
  await expectSound(33)
})

test('a command takes no log over and writes beside its owner', async () => {
  await here.store.append(org, meeting())
  const owner = await ownerOf()
  const command = await storeOn(here)
  await command.store.append(org, meeting())
  await command.close()
  expect(await ownerOf()).toBe(owner)
  await expectSound(2)
})
