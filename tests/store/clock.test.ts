import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { steadyClock } from '../../src/adapters/clock/system-clock.ts'
import { openJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import type { OpenedStore } from '../../src/adapters/postgres/open-store.ts'
import { confirmClock } from '../../src/app/log/confirm-clock.ts'
import { heldByServers } from '../../src/app/log/held-by-servers.ts'
import { readLogState } from '../../src/app/log/log-state.ts'
import { tellClock } from '../../src/cli/tell-clock.ts'
import { tellInstance } from '../../src/cli/tell-instance.ts'
import { Refusal } from '../../src/ledger/fault.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

let fixture: StoreFixture
/** A store of a process of its own, whose clock is watched. */
let opened: OpenedStore
let org: number
/** What its two clocks show beyond the real ones. */
const off = { wallMs: 0, steadyMs: 0 }
const clock = { now: () => Date.now() + off.wallMs }
const day = 24 * 60 * 60_000

beforeAll(async () => {
  fixture = await storeFixture({ clock })
})

function steady() {
  return { elapsedMs: () => performance.now() + off.steadyMs }
}

beforeEach(async () => {
  Object.assign(off, { wallMs: 0, steadyMs: 0 })
  opened = await fixture.reopen({ steady: steady() })
  org = await foundUnit(opened)
  return () => opened.close()
})

afterAll(async () => {
  await fixture.close()
})

async function held(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => {
      if (!(error instanceof Refusal)) throw error
      expect(error.faults.map(({ code }) => code)).toEqual(['clock.held'])
      return error.faults[0]?.text.en ?? ''
    },
  )
}

const write = () => opened.store.append(org, meeting())

describe('a jump of the clock', () => {
  test('of a year holds every kind of write, reads go on, and nothing is dated by it', async () => {
    const { record } = await write()
    off.wallMs = 365 * day
    expect(await held(write())).toContain('put forward by 365 days')
    expect(await held(opened.store.appendAll(org, [meeting(), meeting()]))).not.toBeNull()
    expect(
      await held(
        opened.store.erase(org, {
          record: record?.id ?? '',
          expected: 1,
          paths: ['kind'],
          reason: '依法',
          title: '',
          search: '',
          actor: 'cli:test',
          pack: null,
        }),
      ),
    ).not.toBeNull()
    const rotation = { how: 'rotated', reason: '更换', actor: 'cli:test', pack: null } as const
    expect(await held(opened.store.changeKeys(org, rotation))).not.toBeNull()
    expect(await held(foundUnit(opened, '海棠市图书馆'))).not.toBeNull()
    const { entries, datedAhead } = await readLogState({ store: opened.store, clock }, org)
    expect([entries, datedAhead]).toEqual([2, null])
    off.wallMs = 0
    expect((await write()).index).toBe(2)
  })

  test('of minutes holds, back as well as forward; of seconds, or while asleep, does not', async () => {
    off.wallMs = 30_000
    await write()
    off.wallMs = 30_000 + 10 * 60_000
    expect(await held(write())).toContain('forward by 10 minutes')
    off.wallMs = 30_000 - 10 * 60_000
    expect(await held(write())).toContain('back by 10 minutes')
    Object.assign(off, { wallMs: 8 * 60 * 60_000, steadyMs: 8 * 60 * 60_000 })
    await write()
  })

  test('is let through by an administrator’s word, which the next jump needs again', async () => {
    off.wallMs = day
    expect(await held(write())).not.toBeNull()
    // From another process, as at the terminal.
    await fixture.store.confirmClock(org, 'cli:test')
    await write()
    expect(await opened.store.heldByClock(org)).toBeNull()
    off.wallMs = 3 * day
    expect(await held(write())).toContain('put forward by 2 days')
  })
})

describe('a jump that only a server saw', () => {
  test('is told by what the server says of its clock, until the word of the unit', async () => {
    const { instances, close } = await openJobs({ ...fixture, keysDir: 'none' })
    const said = { version: 'test', schema: 1, address: 'http://one', lacks: [] }
    const packs = { current: { digest: 'x' } as Pack, files: {} }
    await write()
    off.wallMs = day
    const ports = { instances, packs, clock, store: opened.store }
    const untell = tellInstance(
      ports,
      () => said,
      (error) => expect.unreachable(String(error)),
    )
    const heldFor = (unit: number | null) =>
      heldByServers({ store: fixture.store, instances }, unit)
    const isTold = async () => (await instances.all()).length > 0
    await vi.waitUntil(isTold, { timeout: 30_000 })
    // A process that began behind the jump, as a command does, finds nothing by itself.
    expect(await fixture.store.heldByClock(org)).toBeNull()
    expect(await heldFor(org)).toMatchObject([
      { address: 'http://one', held: { code: 'clock.held' } },
    ])
    expect((await heldFor(org))[0]?.held.text.en).toContain('put forward by 24 hours')
    await fixture.store.confirmClock(org, 'cli:test')
    expect(await heldFor(org)).toEqual([])
    expect(await heldFor(await foundUnit(fixture))).toHaveLength(1)
    expect(await heldFor(null)).toHaveLength(1)
    await untell()
    expect(await heldFor(null)).toEqual([])
    await close()
  })
})

describe('a log that is dated ahead', () => {
  test('holds writes until somebody said yes to it; state and fsck say it either way', async () => {
    off.wallMs = 365 * day
    await opened.store.confirmClock(org, 'cli:test')
    const ahead = await write()
    await opened.checkpointNow(org)
    off.wallMs = 0
    const later = await fixture.reopen({ steady: steady() })
    try {
      const again = () => later.store.append(org, meeting())
      expect(await held(again())).toContain('behind the newest entry')
      await later.store.confirmClock(org, 'cli:test')
      expect((await again()).recordedAt).toBe(ahead.recordedAt)
      await again()
      const state = await readLogState({ store: later.store, clock }, org)
      expect(state).toMatchObject({ datedAhead: ahead.recordedAt, held: null })
    } finally {
      await later.close()
    }
    const now = new Date(clock.now()).toISOString()
    const [report] = await fsckOnce(fixture, { organisations: [org], now })
    expect(report?.faults).toEqual([])
    const found = report?.notices.filter(({ code }) => code === 'fsck.entry.dated-ahead') ?? []
    expect(found.map(({ at }) => at.slice(1))).toEqual([['entry', 1]])
    expect(found[0]?.text.en).toContain('Entries 1–3 carry')
  })
})

describe('a process that begins with a wrong clock', () => {
  test('is told by the database’s', async () => {
    off.wallMs = 20 * 60_000
    const other = await fixture.reopen({ steady: steady() })
    const said = await held(other.store.append(org, meeting()))
    expect(said).toContain('20 minutes ahead of the database')
    off.wallMs = 0
    expect(await held(other.store.append(org, meeting()))).toBeNull()
    await other.close()
  })
})

describe('after a hundred days of silence', () => {
  test('an administrator’s word lets every unit write, and a new one be founded', async () => {
    const before = { now: () => Date.now() - 101 * day }
    const silent = await storeFixture({ clock: before })
    const first = await foundUnit(silent)
    const now = { clock: { now: () => Date.now() }, steady: steady() }
    const serving = await silent.reopen(now)
    const added = () => foundUnit(serving, '海棠市图书馆')
    expect(await held(serving.store.append(first, meeting()))).toContain('101 days older')
    expect(await held(added())).toContain('101 days older')
    // At the terminal: it says where that is done.
    const told: unknown = await added().catch((error: unknown) => error)
    const [fault] = told instanceof Refusal ? told.faults : []
    for (const words of [fault?.hint.zh, fault?.hint.en]) {
      expect(words).toContain('taizhang clock confirm')
    }
    const terminal = await silent.reopen(now)
    await terminal.store.confirmClock(first, 'cli:test')
    await terminal.close()
    const newcomer = await added()
    await serving.store.append(newcomer, meeting())
    await serving.store.append(first, meeting())
    await serving.close()
    await silent.close()
  })

  test('neither the word of a demo counts for others, nor one that lies ahead', async () => {
    const before = { now: () => Date.now() - 101 * day }
    const silent = await storeFixture({ clock: before })
    const first = await foundUnit(silent)
    const { id: demo } = await silent.store.found({
      name: { zh: '演示', en: 'Demo' },
      kind: 'demo',
      parent: null,
      zone: 'Asia/Shanghai',
      actor: 'cli:test',
    })
    const ahead = await silent.reopen({ clock: { now: () => Date.now() + 9 * day } })
    await ahead.store.confirmClock(first, 'cli:test')
    await ahead.close()
    const serving = await silent.reopen({ clock: { now: () => Date.now() }, steady: steady() })
    await serving.store.confirmClock(demo, 'cli:test')
    expect(await held(foundUnit(serving, '海棠市图书馆'))).toContain('101 days older')
    await serving.close()
    await silent.close()
  })
})

describe('before there is a unit', () => {
  test('a word for the server lets one be founded and write, and the terminal hears of both', async () => {
    const empty = await storeFixture({ clock })
    const serving = await empty.reopen({ clock, steady: steady() })
    const heard: string[] = []
    const log = {
      held: ({ code }: { code: string }) => void heard.push(code),
      goesOn: () => void heard.push('goes on'),
      behind: (_: string, error: unknown) => void heard.push(String(error)),
    }
    expect(await serving.store.heldByClock(null)).toBeNull()
    off.wallMs = 40 * day
    const { store, allLogs } = serving
    const untell = tellClock({ store, allLogs, clock }, log, 20)
    try {
      expect(await held(foundUnit(serving))).toContain('put forward by 40 days')
      await expect.poll(() => heard).toEqual(['clock.held'])
      // From another process, as at the terminal.
      await confirmClock({ store: empty.store, clock }, { org: null, actor: 'cli:test' })
      const first = await foundUnit(serving)
      await store.append(first, meeting())
      await store.append(first, meeting())
      await expect.poll(() => heard).toEqual(['clock.held', 'goes on'])
      off.wallMs = 0
      expect(await held(store.append(first, meeting()))).toContain('put back by 40 days')
    } finally {
      untell()
      await serving.close()
      await empty.close()
    }
  })
})

test('a clock that a test or a story gives is believed', async () => {
  const story = { now: () => Date.UTC(2024, 0, 1) }
  const told = await fixture.reopen({ clock: story })
  const unit = await foundUnit(told, '演示')
  expect((await told.store.append(unit, meeting())).recordedAt).toBe('2024-01-01T00:00:00.000Z')
  expect(await told.store.heldByClock(unit)).toBeNull()
  await told.close()
})

test('the steady clock of this machine goes on', async () => {
  const before = steadyClock.elapsedMs()
  await new Promise((resolve) => setTimeout(resolve, 1_200))
  const gone = steadyClock.elapsedMs() - before
  expect(gone).toBeGreaterThan(900)
  expect(gone).toBeLessThan(60_000)
})
