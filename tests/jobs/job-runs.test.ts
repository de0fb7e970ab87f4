import { tmpdir } from 'node:os'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { OpenJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import { openJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import type { Job, JobContext } from '../../src/app/jobs/job.ts'
import { runDueJobs } from '../../src/app/jobs/run-due-jobs.ts'
import { followJobs } from '../../src/cli/follow-jobs.ts'
import { refuse } from '../../src/ledger/fault.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'

let database: TestDatabase
let one: OpenJobs
let other: OpenJobs
let nowMs = Date.parse('2026-03-02T01:00:00Z')
const problems: unknown[] = []
const never = new AbortController().signal

beforeAll(async () => {
  database = await testDatabase({ migrated: true })
  const at = { connection: database.connection, keysDir: tmpdir() }
  one = await openJobs(at)
  other = await openJobs(at)
})

afterAll(async () => {
  await one.close()
  await other.close()
  await database.drop()
})

const label = { zh: '试', en: 'Test' }

function run(jobs: readonly Job[], at: OpenJobs = one) {
  const setting = {
    runs: at.jobRuns,
    clock: { now: () => nowMs },
    zone: () => Promise.resolve('Asia/Shanghai'),
    every: () => () => {},
    pause: () => Promise.resolve(),
    onProblem: (error: unknown) => problems.push(error),
  }
  return runDueJobs(setting, jobs, never)
}

function job(id: string, work: (context: JobContext) => Promise<unknown>): Job {
  const runs = async (context: JobContext) => {
    await work(context)
    return { note: null }
  }
  return { id, label, when: { everyMinutes: 1 }, run: runs }
}

async function runsOf(id: string) {
  return (await one.jobRuns.newest(20)).filter((row) => row.job === id)
}

/** As if the process of a run had died a good while ago. */
async function letHoldsLapse() {
  const client = new Client(database.connection)
  await client.connect()
  await client.query("UPDATE jobs.run SET held_until = now() - interval '1 s'")
  await client.end()
}

describe('a due run', () => {
  test('is not owed from before the job was known', async () => {
    nowMs = Date.parse('2026-03-02T01:00:30Z')
    const done: string[] = []
    const jobs = [job('new', async ({ dueAt }) => done.push(dueAt))]
    await run(jobs)
    expect(done).toEqual([])
    nowMs += 60_000
    await run(jobs)
    expect(done).toEqual(['2026-03-02T01:01:00.000Z'])
  })

  test('is done once, however many servers ask at once and afterwards', async () => {
    nowMs = Date.parse('2026-03-02T02:00:00Z')
    let done = 0
    const jobs = [
      job('once', async () => {
        done += 1
        await new Promise((resolve) => setTimeout(resolve, 30))
      }),
    ]
    await Promise.all([run(jobs), run(jobs, other), run(jobs), run(jobs, other)])
    await run(jobs, other)
    expect(done).toBe(1)
    expect(await runsOf('once')).toMatchObject([{ outcome: 'done', tries: 1 }])
  })

  test('waits for the one before of the same job', async () => {
    nowMs = Date.parse('2026-03-02T03:00:00Z')
    let finish = () => {}
    const long = run([job('long', () => new Promise<void>((resolve) => (finish = resolve)))])
    await expect.poll(async () => (await runsOf('long')).length).toBe(1)
    nowMs += 60_000
    let second = 0
    await run([job('long', async () => (second += 1))], other)
    expect(second).toBe(0)
    finish()
    await long
    await run([job('long', async () => (second += 1))], other)
    expect(second).toBe(1)
  })

  test('is begun again after its process died, three times at most', async () => {
    nowMs = Date.parse('2026-03-02T04:00:00Z')
    const dueAt = new Date(nowMs).toISOString()
    await one.jobRuns.firstSeen('dies', dueAt)
    const first = await one.jobRuns.claim({ job: 'dies', dueAt })
    expect(await other.jobRuns.claim({ job: 'dies', dueAt })).toBeNull()
    await letHoldsLapse()
    const second = await other.jobRuns.claim({ job: 'dies', dueAt })
    expect(second).not.toBeNull()
    if (!first || !second) throw new Error('not claimed')
    // The first process was only asleep: it learns that the run is no longer its own.
    expect(await one.jobRuns.holdOn(first)).toBe(false)
    await one.jobRuns.end(first, { outcome: 'done', note: null })
    expect(await runsOf('dies')).toMatchObject([{ outcome: null, tries: 2 }])
    await letHoldsLapse()
    expect(await one.jobRuns.claim({ job: 'dies', dueAt })).not.toBeNull()
    await letHoldsLapse()
    expect(await one.jobRuns.claim({ job: 'dies', dueAt })).toBeNull()
    expect(await runsOf('dies')).toMatchObject([{ outcome: 'cut-off', tries: 3 }])
  })

  test('that fails says why, and what nobody foresaw says nothing of its inside', async () => {
    nowMs = Date.parse('2026-03-02T05:00:00Z')
    const full = { text: { zh: '磁盘已满。', en: 'The disk is full.' }, hint: label }
    await run([
      job('refuses', async () => refuse('backup.full', full)),
      job('breaks', async () => {
        throw new Error('password=secret')
      }),
    ])
    expect(await runsOf('refuses')).toMatchObject([
      { outcome: 'failed', note: { zh: '磁盘已满。试。', en: 'The disk is full. Test.' } },
    ])
    const [broken] = await runsOf('breaks')
    expect(broken?.outcome).toBe('failed')
    expect(JSON.stringify(broken)).not.toContain('secret')
    expect(problems).toHaveLength(1)
  })
})

test('a server does one long job at a time, and short ones beside it', async () => {
  nowMs = Date.parse('2026-03-05T01:00:00Z')
  let release = (): void => {}
  const released = new Promise<void>((resolve) => {
    release = resolve
  })
  const now = new Set<string>()
  const done: string[] = []
  const overlaps: string[] = []
  const following = (id: string, until?: Promise<unknown>): Job =>
    job(id, async () => {
      if (id.startsWith('long')) overlaps.push(...[...now].filter((one) => one.startsWith('long')))
      now.add(id)
      await until
      now.delete(id)
      done.push(id)
    })
  const jobs: readonly Job[] = [
    { ...following('long-1', released), long: true },
    { ...following('long-2'), long: true },
    { ...following('long-3'), long: true },
    following('short'),
  ]
  const organisations = { all: () => Promise.resolve([]) }
  const ports = { jobRuns: one.jobRuns, clock: { now: () => nowMs }, organisations }
  // A job is due from the moment on at which it was first seen.
  await run(jobs.map(({ id }) => job(id, () => Promise.resolve())))
  nowMs += 60_000
  const followed = followJobs(ports, jobs, (error) => problems.push(error))
  await expect.poll(() => [...done, ...now]).toEqual(['short', 'long-1'])
  release()
  await expect.poll(() => done).toEqual(['short', 'long-1', 'long-2', 'long-3'])
  expect(overlaps).toEqual([])
  await followed.stop()
})

test('a server that stops claims nothing more: another may begin what waited', async () => {
  nowMs = Date.parse('2026-03-06T01:00:00Z')
  const ids = ['last-1', 'last-2']
  await run(ids.map((id) => job(id, () => Promise.resolve())))
  nowMs += 60_000
  const done: string[] = []
  const jobs = ids.map(
    (id): Job => ({
      ...job(id, async ({ signal }) => {
        done.push(id)
        if (!signal.aborted) await new Promise((end) => signal.addEventListener('abort', end))
      }),
      long: true,
    }),
  )
  const organisations = { all: () => Promise.resolve([]) }
  const ports = { jobRuns: one.jobRuns, clock: { now: () => nowMs }, organisations }
  const followed = followJobs(ports, jobs, (error) => problems.push(error))
  await expect.poll(() => done).toEqual(['last-1'])
  await followed.stop()
  expect(done).toEqual(['last-1'])
  const begun: string[] = []
  await run(
    ids.map((id) => job(id, async () => begun.push(id))),
    other,
  )
  expect(begun).toEqual(['last-2'])
})
