import type { ChildProcess } from 'node:child_process'
import { execFile, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'

const project = join(import.meta.dirname, '../..')
const program = join(project, 'dist/main.mjs')
// Without a number: the two that take longest to come back from, once.
const asked = process.env['TAIZHANG_KILLS']
const rounds = Number(asked ?? 1)
const writersAtOnce = 12
const run = promisify(execFile)
const { DATABASE_URL: _elsewhere, ...env } = process.env

let data: string
let server: ChildProcess
let address: string
let token: string
let body: { values: Record<string, unknown> }

beforeAll(async () => {
  data = mkdtempSync(join(tmpdir(), 'taizhang-kill-'))
  // Builds the program if it is not there yet.
  await run(process.execPath, [join(project, 'bin/taizhang.mjs'), '--version'], { env })
  await setUp(await start())
})

afterAll(async () => {
  await stop('SIGTERM')
  rmSync(data, { recursive: true, force: true })
})

/** Starts the server; answers what it printed. */
async function start(): Promise<string> {
  const started = await startOn({})
  server = started.process
  address = started.address
  return started.said
}

/** Starts a server on the data folder, with a database of its own or that of another. */
async function startOn(more: { DATABASE_URL?: string }) {
  const args = [program, 'serve', '--port', '0', '--data', data]
  const stdio = ['ignore', 'pipe', 'pipe'] as const
  const started = spawn(process.execPath, args, {
    cwd: project,
    env: { ...env, ...more },
    stdio: [...stdio],
  })
  let said = ''
  started.stderr?.on('data', (bytes) => {
    said += String(bytes)
  })
  return new Promise<{ process: ChildProcess; address: string; said: string }>(
    (resolve, reject) => {
      started.once('exit', (code) => reject(new Error(`the server ended with ${code}: ${said}`)))
      started.stdout?.on('data', (bytes) => {
        said += String(bytes)
        const found = /http:\/\/127\.0\.0\.1:\d+/.exec(said)?.[0]
        const isWhole = token !== undefined || /welcome#\S+\s/.test(said)
        if (found === undefined || !isWhole) return
        started.removeAllListeners('exit')
        resolve({ process: started, address: found, said })
      })
    },
  )
}

async function stop(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
  if (server.exitCode !== null || server.signalCode !== null) return
  const gone = new Promise((resolve) => server.once('exit', resolve))
  server.kill(signal)
  await gone
}

async function setUp(said: string): Promise<void> {
  const link = /welcome#(\S+)/.exec(said)?.[1]
  const headers = { origin: address, 'content-type': 'application/json' }
  const unit = { unit: '海棠市档案馆', zone: 'Asia/Shanghai', person: '张三', username: '张三' }
  const set = await fetch(`${address}/api/v1/setup`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ ...unit, link, password: '春眠不觉晓处处闻啼鸟' }),
  })
  const cookie = set.headers.get('set-cookie')?.split(';')[0] ?? ''
  const made = await fetch(`${address}/api/v1/tokens`, {
    method: 'POST',
    headers: { ...headers, cookie },
    body: JSON.stringify({ name: 'writer', scopes: ['read', 'record'] }),
  })
  token = ((await made.json()) as { secret: string }).secret
  const pack = (await ask('GET', '/pack')).body as { lists: Record<string, { id: string }[]> }
  const source = pack.lists['problem-sources']?.[0]?.id
  body = { values: { source, foundOn: '2026-05-06' } }
}

async function ask(method: string, path: string, title?: string, at = address) {
  const told = await fetch(`${at}/api/v1${path}`, {
    method,
    headers: {
      authorization: `Bearer ${token}`,
      ...(title
        ? { 'content-type': 'application/json', 'idempotency-key': `key-of-${title}` }
        : {}),
    },
    ...(title ? { body: JSON.stringify({ values: { ...body.values, title } }) } : {}),
  })
  return { status: told.status, body: (await told.json()) as unknown }
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Written {
  readonly index: number
  readonly repeated: boolean
  readonly record: { readonly id: string }
}

const records = '/registers/problem/records'
const acknowledged = new Map<string, number>()
const tried = new Set<string>()

interface Writing {
  stop(): Promise<void>
  done(): number
}

/**
 * Writes until told to stop, each writer to one of the servers in turn; what was not answered stays
 * tried and is neither there nor not.
 */
function writers(round: number, servers: readonly string[] | null = null): Writing {
  let isOn = true
  let done = 0
  const all = Array.from({ length: writersAtOnce }, async (_, writer) => {
    for (let n = 0; isOn; n += 1) {
      const title = `${round}-${writer}-${n}`
      tried.add(title)
      try {
        const told = await ask('POST', records, title, servers?.[writer % servers.length])
        if (told.status !== 201) throw new Error(String(told.status))
        acknowledged.set(title, (told.body as Written).index)
        done += 1
        await pause(80)
      } catch {
        await pause(100)
      }
    }
  })
  return {
    done: () => done,
    stop: async () => {
      isOn = false
      await Promise.all(all)
    },
  }
}

/** Process numbers of the database of this data folder, its first process first. */
function databaseProcesses(): readonly number[] {
  const [file] = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('postmaster.pid'),
  )
  const pid = Number(readFileSync(join(data, file ?? ''), 'utf8').split('\n')[0])
  const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ')
  return [pid, ...children.map(Number)]
}

const blows = {
  'the server is killed': async () => {
    await stop('SIGKILL')
    await start()
  },
  'the server is told to stop': async () => {
    await stop('SIGTERM')
    await start()
  },
  'a process of the database is killed': async () => {
    const backend = databaseProcesses().find((pid) =>
      /taizhang_\w+_app/.test(readFileSync(`/proc/${pid}/cmdline`, 'utf8')),
    )
    process.kill(backend ?? 0, 'SIGKILL')
    await expect.poll(async () => (await ask('GET', records)).status).toBe(200)
  },
  'the whole database is killed, then the server': async () => {
    for (const pid of databaseProcesses()) process.kill(pid, 'SIGKILL')
    await stop('SIGKILL')
    await start()
  },
}

const usual = new Set([
  'the server is told to stop',
  'the whole database is killed, then the server',
])

test.runIf(process.platform === 'linux')(
  'whoever is killed, what was acknowledged is there once, in order, and proved (skipped without Linux)',
  async () => {
    const told: string[] = []
    let round = 0
    for (let lap = 0; lap < rounds; lap += 1) {
      for (const [name, strike] of Object.entries(blows)) {
        if (asked === undefined && !usual.has(name)) continue
        const writing = writers((round += 1))
        await expect.poll(writing.done).toBeGreaterThan(40 + ((round * 7) % 23))
        const began = Date.now()
        await strike()
        told.push(`${name}: answered again after ${Date.now() - began} ms`)
        const struck = writing.done()
        await expect.poll(writing.done, { message: name }).toBeGreaterThan(struck + 20)
        await writing.stop()
      }
    }
    await expectAllThereOnce()
    expect(acknowledged.size).toBeGreaterThan(100 * rounds)
    console.log(told.join('\n'))
  },
  60_000 + rounds * 240_000,
)

/** Asks for everything again under its key: what was acknowledged is there, and all of it once. */
async function expectAllThereOnce(): Promise<void> {
  const ids = new Set<string>()
  const waiting = [...tried]
  const again = async () => {
    for (let title = waiting.pop(); title !== undefined; title = waiting.pop()) {
      const told = await ask('POST', records, title)
      const { index, repeated, record } = told.body as Written
      ids.add(record.id)
      const before = acknowledged.get(title)
      if (before !== undefined) expect([index, repeated], title).toEqual([before, true])
    }
  }
  await Promise.all(Array.from({ length: writersAtOnce }, again))
  expect(await countRecords()).toBe(tried.size)
  expect(ids.size).toBe(tried.size)
  const checked = await run(process.execPath, [program, 'fsck', '--data', data], { env })
  expect(checked.stdout).toContain('核对，一致')
}

/** The database of the first server, as another one reaches it. */
function databaseUrl(): string {
  const [file = ''] = readdirSync(data, { recursive: true, encoding: 'utf8' }).filter((one) =>
    one.endsWith('postmaster.pid'),
  )
  const sockets = readFileSync(join(data, file), 'utf8').split('\n')[4] ?? ''
  return `postgres://taizhang_owner@localhost/postgres?host=${encodeURIComponent(sockets)}`
}

/** A server stays the owner of a log for so long after it wrote to it. */
const ownedMs = 2_000

/** A second server, to which the log belongs from now on. */
async function secondOwns(): Promise<Awaited<ReturnType<typeof startOn>>> {
  const second = await startOn({ DATABASE_URL: databaseUrl() })
  await pause(ownedMs + 500)
  const title = `owned-${new URL(second.address).port}`
  tried.add(title)
  expect((await ask('POST', records, title, second.address)).status).toBe(201)
  return second
}

test.runIf(process.platform === 'linux')(
  'when the server that owns a log is killed under load, the other goes on (skipped without Linux)',
  async () => {
    const second = await secondOwns()
    const writing = writers(1_000, [address, second.address])
    await expect.poll(writing.done).toBeGreaterThan(60)
    const gone = new Promise((resolve) => second.process.once('exit', resolve))
    second.process.kill('SIGKILL')
    await gone
    const struck = writing.done()
    const began = Date.now()
    await expect.poll(writing.done).toBeGreaterThan(struck + 20)
    console.log(`20 more were written ${Date.now() - began} ms after the owner was killed`)
    await writing.stop()
    await expectAllThereOnce()
  },
  300_000,
)

test.runIf(process.platform === 'linux')(
  'when it is stopped and comes back after others wrote, nothing is lost or doubled (skipped without Linux)',
  async () => {
    const second = await secondOwns()
    for (let round = 0; round < rounds; round += 1) {
      const writing = writers(2_000 + round, [address, second.address])
      await expect.poll(writing.done).toBeGreaterThan(60)
      second.process.kill('SIGSTOP')
      const struck = writing.done()
      const began = Date.now()
      // Longer where it holds the head of the log: the database ends its transaction.
      await expect.poll(writing.done, { timeout: 60_000 }).toBeGreaterThan(struck + 20)
      console.log(`20 more were written ${Date.now() - began} ms after the owner was stopped`)
      second.process.kill('SIGCONT')
      const back = writing.done()
      await expect.poll(writing.done).toBeGreaterThan(back + 20)
      await writing.stop()
    }
    await expectAllThereOnce()
    const gone = new Promise((resolve) => second.process.once('exit', resolve))
    second.process.kill('SIGTERM')
    await gone
  },
  60_000 + rounds * 100_000,
)

async function countRecords(): Promise<number> {
  let count = 0
  for (let after: string | null = ''; after !== null; ) {
    const query: string = after === '' ? '' : `&after=${after}`
    const page = (await ask('GET', `${records}?limit=200${query}`)).body as {
      items: unknown[]
      next: string | null
    }
    count += page.items.length
    after = page.next
  }
  return count
}
