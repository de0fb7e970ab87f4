import { spawn } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { bundles } from '../../../tests/outside/bundles.ts'
import { Refusal } from '../../ledger/fault.ts'
import type { Embedded, EmbeddedConnection } from './embedded.ts'
import { findEmbedded, startEmbedded } from './embedded.ts'
import { memoryHere, pageCache } from './page-cache.ts'
import { isAlive } from './process-sign.ts'

// Each makes a cluster with real fsync, on a machine that may be busy with other things.
vi.setConfig({ testTimeout: 90_000 })

let home: string
let database: Embedded | null

beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'taizhang-pg-'))
  database = null
})

afterEach(async () => {
  await database?.stop()
  rmSync(home, { recursive: true, force: true })
})

async function start(): Promise<Embedded> {
  database = await startEmbedded({ home })
  return database
}

async function stop(): Promise<void> {
  await database?.stop()
  database = null
}

async function ask(connection: EmbeddedConnection, statement: string): Promise<unknown> {
  const client = new Client(connection)
  await client.connect()
  try {
    const { rows } = await client.query<Record<string, unknown>>(statement)
    return Object.values(rows[0] ?? {})[0]
  } finally {
    await client.end()
  }
}

function postmasterPid(): number {
  return Number(readFileSync(join(home, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0])
}

describe('a database of one data folder', () => {
  test('keeps what was written across a stop, and leaves nothing running', async () => {
    const first = await start()
    expect(first.adopted).toBe(false)
    await ask(first.connection, 'create table kept as select 7 as n')
    const pid = postmasterPid()
    await stop()
    expect(isAlive(pid)).toBe(false)
    expect(await findEmbedded({ home })).toBe(null)
    const second = await start()
    expect(await ask(second.connection, 'select n from kept')).toBe(7)
  })

  test('keeps pages in the share of memory that this machine gives it', async () => {
    const { connection } = await start()
    const asked = `select pg_size_bytes(current_setting('shared_buffers'))
      = pg_size_bytes('${pageCache(memoryHere())}')`
    expect(await ask(connection, asked)).toBe(true)
  })

  test('comes back by itself after it was killed, with all that was acknowledged', async () => {
    const { connection } = await start()
    await ask(connection, 'create table kept as select 7 as n')
    process.kill(postmasterPid(), 'SIGKILL')
    const answer = () => ask(connection, 'select n from kept').catch(() => null)
    await vi.waitFor(async () => expect(await answer()).toBe(7), { timeout: 30_000, interval: 300 })
  })

  test('that cannot come back says why, again until it can', async () => {
    const problems: unknown[] = []
    const onProblem = (error: unknown) => problems.push(error)
    database = await startEmbedded({ home, onProblem })
    const { connection } = database
    const [pid, settings] = [postmasterPid(), join(home, 'pg', 'postgresql.conf')]
    const before = readFileSync(settings, 'utf8')
    writeFileSync(settings, 'nonsense')
    process.kill(pid, 'SIGKILL')
    await expect.poll(() => problems.length, { timeout: 60_000 }).toBeGreaterThan(0)
    expect((problems[0] as Refusal).faults[0]?.code).toBe('database.start.failed')
    writeFileSync(settings, before)
    const answer = () => ask(connection, 'select 7').catch(() => null)
    await expect.poll(answer, { timeout: 60_000 }).toBe(7)
  })

  test('of another PostgreSQL is refused in a sentence, and stays as it is', async () => {
    await start()
    await stop()
    const file = join(home, 'pg', 'PG_VERSION')
    const before = readFileSync(file, 'utf8')
    writeFileSync(file, '12\n')
    const refusal = await start().catch((error: unknown) => error)
    expect((refusal as Refusal).faults[0]?.code).toBe('database.version')
    expect((refusal as Refusal).faults[0]?.text.en).toContain('PostgreSQL 12')
    writeFileSync(file, before)
    expect(await ask((await start()).connection, 'select 7')).toBe(7)
  })

  test('survives a power cut: the settings that make it so are on', async () => {
    const { connection } = await start()
    for (const name of ['fsync', 'full_page_writes', 'synchronous_commit', 'data_checksums']) {
      expect([name, await ask(connection, `show ${name}`)]).toEqual([name, 'on'])
    }
  })

  test('is reached by a socket that nobody else may enter, and by no network port', async () => {
    const { connection } = await start()
    expect(await ask(connection, 'show listen_addresses')).toBe('')
    expect(statSync(connection.host).mode & 0o777).toBe(0o700)
  })

  test('sorts and searches Chinese', async () => {
    const { connection } = await start()
    const names = "unnest(array['张','李','王','赵','安']) as n"
    const sorted = `select string_agg(n, '' order by n collate "zh-Hans-x-icu") from ${names}`
    expect(await ask(connection, sorted)).toBe('安李王张赵')
    await ask(connection, 'create extension pg_trgm')
    expect(await ask(connection, "select cardinality(show_trgm('行政处罚决定书'))")).toBe(8)
  })
})

describe('a second start on one data folder', () => {
  test('is refused while the first runs, and names its process', async () => {
    await start()
    const refusal = await startEmbedded({ home }).catch((error: unknown) => error)
    expect(refusal).toBeInstanceOf(Refusal)
    expect((refusal as Refusal).faults[0]?.code).toBe('database.in_use')
    expect((refusal as Refusal).faults[0]?.text.zh).toContain(String(process.pid))
  })

  test('finds the running database without holding the folder', async () => {
    const { connection } = await start()
    expect(await findEmbedded({ home })).toEqual(connection)
  })

  test('takes over what a killed process left, with every acknowledged row', async () => {
    const rows = await killedWriter()
    const adopted = await start()
    expect(adopted.adopted).toBe(true)
    const kept = Number(await ask(adopted.connection, 'select count(*) from written'))
    expect(kept).toBeGreaterThanOrEqual(rows)
    const pid = postmasterPid()
    await stop()
    expect(isAlive(pid)).toBe(false)
  })

  test('is not misled by the files of a process that is gone', async () => {
    await start()
    await stop()
    // A number that now belongs to another program: this one.
    const stale = [process.pid, join(home, 'pg'), 1, 5432, join(home, 'run'), '', '', 'ready']
    writeFileSync(join(home, 'pg', 'postmaster.pid'), stale.join('\n'))
    writeFileSync(join(home, 'server.lock'), JSON.stringify({ pid: process.pid, started: 'once' }))
    expect((await start()).adopted).toBe(false)
  })
})

test('a path too long for a socket gets a short one elsewhere', async () => {
  const outer = home
  chmodSync(outer, 0o711)
  home = join(outer, 'x'.repeat(120))
  const { connection } = await start()
  expect(connection.host.startsWith(tmpdir())).toBe(true)
  expect(connection.host.startsWith(outer)).toBe(false)
  expect(await ask(connection, 'select 1')).toBe(1)
  await stop()
  rmSync(connection.host, { recursive: true })
  home = outer
})

test.runIf(process.getuid?.() === 0)(
  'below a folder closed to the database user, the database lies elsewhere, for good (skipped without root)',
  async () => {
    const outer = home
    chmodSync(outer, 0o700)
    home = join(outer, 'data')
    const { connection } = await start()
    await ask(connection, 'create table kept as select 7 as n')
    const pointer = readFileSync(join(home, 'database-moved.json'), 'utf8')
    const moved = String(JSON.parse(pointer).database)
    expect(existsSync(join(home, 'pg'))).toBe(false)
    expect(connection.host.startsWith(moved)).toBe(true)
    await stop()
    expect(await ask((await start()).connection, 'select n from kept')).toBe(7)
    await stop()
    // A copy of the folder must not open the database of its original.
    const copy = join(outer, 'copy')
    mkdirSync(copy)
    writeFileSync(join(copy, 'database-moved.json'), pointer)
    await expect(startEmbedded({ home: copy })).rejects.toThrow('database.folder.copied')
    // A version of before may have been killed while it wrote down where the database lies.
    const path = join(home, 'database-moved.json')
    for (const cut of ['', pointer.slice(0, 20), 'null', JSON.stringify({ home })]) {
      writeFileSync(path, cut)
      const refusal = await start().catch((error: unknown) => error)
      const [told] = (refusal as Refusal).faults
      expect(told).toMatchObject({ code: 'database.folder.pointer', at: [path] })
      const whole = JSON.stringify({ home, database: moved })
      expect([told?.hint.zh, told?.hint.en].every((hint) => hint?.includes(whole))).toBe(true)
    }
    writeFileSync(join(copy, 'database-moved.json'), '')
    const refusal = await startEmbedded({ home: copy }).catch((error: unknown) => error)
    expect((refusal as Refusal).faults[0]?.hint.en).toContain('If it never started before')
    // What the hint says is enough.
    writeFileSync(path, JSON.stringify({ home, database: moved }))
    expect(await ask((await start()).connection, 'select n from kept')).toBe(7)
    await stop()
    rmSync(moved, { recursive: true })
    home = outer
  },
)

test.runIf(process.getuid?.() === 0)(
  'a copy that became root’s, or open to all, is given back to the database user (skipped without root)',
  async () => {
    await ask((await start()).connection, 'create table kept as select 7 as n')
    await stop()
    const original = home
    const user = statSync(join(original, 'pg')).uid
    home = mkdtempSync(join(tmpdir(), 'taizhang-pg-copy-'))
    cpSync(original, home, { recursive: true })
    rmSync(original, { recursive: true })
    chmodSync(join(home, 'pg'), 0o755)
    expect(statSync(join(home, 'pg')).uid).toBe(0)
    expect(await ask((await start()).connection, 'select n from kept')).toBe(7)
    expect(statSync(join(home, 'pg', 'global', 'pg_control')).uid).toBe(user)
    await stop()
    // What belongs to a third one, nobody but an administrator gives away.
    const cluster = join(home, 'pg')
    chownSync(join(cluster, 'PG_VERSION'), user + 1, user + 1)
    const refusal = await start().catch((error: unknown) => error)
    expect((refusal as Refusal).faults[0]).toMatchObject({
      code: 'database.folder.owner',
      at: [join(cluster, 'PG_VERSION')],
    })
    expect((refusal as Refusal).faults[0]?.hint.en).toContain(`: ${cluster} && chmod 700`)
  },
)

/** Starts a process that writes rows and says each, kills it with -9, answers how many it said. */
async function killedWriter(): Promise<number> {
  const entry = `
    import { Client } from 'pg'
    import { startEmbedded } from '../../src/adapters/embedded/embedded.ts'
    const { connection } = await startEmbedded({ home: ${JSON.stringify(home)} })
    const client = new Client(connection)
    await client.connect()
    await client.query('create table written (n int)')
    for (let n = 1; ; n++) {
      await client.query('insert into written values ($1)', [n])
      console.log(n)
    }`
  const bundled = bundles('writer')
  const script = await bundled.script('writer', entry)
  const child = spawn(process.execPath, [script], { stdio: ['ignore', 'pipe', 'inherit'] })
  let said = ''
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`the writer ended by itself: ${code}`)))
    child.stdout.on('data', (bytes) => {
      said += String(bytes)
      if (said.split('\n').length > 20) resolve()
    })
  })
  child.removeAllListeners('exit')
  child.kill('SIGKILL')
  await new Promise((resolve) => child.once('exit', resolve))
  bundled.remove()
  return said.trim().split('\n').length
}
