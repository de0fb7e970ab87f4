import type { ChildProcess } from 'node:child_process'
import { spawn } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'esbuild'
import { Client } from 'pg'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { OpenJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import { openJobs } from '../../src/adapters/postgres/jobs/open-jobs.ts'
import { todayIn } from '../../src/app/clock/wall-clock.ts'
import type { ChannelKind } from '../../src/app/ports/reminder-ports.ts'
import type { Organisation } from '../../src/app/ports/store-ports.ts'
import { settingsDefault } from '../../src/app/reminders/change-settings.ts'
import type { TestDatabase } from '../database.ts'
import { testDatabase } from '../database.ts'
import type { DeliverTask } from './deliver-child.ts'
import type { RobotSink } from './robot-sink.ts'
import { robotSink, takes } from './robot-sink.ts'
import type { SmtpSink } from './smtp-sink.ts'
import { smtpSink } from './smtp-sink.ts'

// A process that delivers is killed for good at the worst moment: what it was sending has arrived
// and nothing says so. Whoever delivers next must not send it again.
const zone = 'UTC'
const org: Organisation = {
  id: 7,
  publicId: 'u',
  name: { zh: '馆', en: 'A' },
  kind: 'real',
  origin: 'o',
  path: '0007.',
  parent: null,
  zone,
}
const data = mkdtempSync(join(tmpdir(), 'taizhang-killed-'))
const script = join(data, 'deliver.mjs')
let database: TestDatabase
let jobs: OpenJobs
let smtp: SmtpSink
let robot: RobotSink
let child: ChildProcess | null = null

beforeAll(async () => {
  database = await testDatabase({ migrated: true })
  mkdirSync(join(data, 'outbound'))
  smtp = await smtpSink()
  robot = await robotSink()
  const origins = [`smtp://127.0.0.1:${smtp.port}`, `http://127.0.0.1:${robot.port}`]
  writeFileSync(join(data, 'outbound/hosts.txt'), origins.join('\n'))
  jobs = await openJobs({ connection: database.connection, keysDir: data })
  const entry = join(import.meta.dirname, 'deliver-child.ts')
  const banner =
    "import{createRequire}from'node:module';const require=createRequire(import.meta.url);"
  await build({
    entryPoints: [entry],
    outfile: script,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    banner: { js: banner },
    external: ['pg-native'],
    logLevel: 'silent',
  })
  const { reminders } = jobs
  const from = 'taizhang@unit.example'
  const mail = { host: '127.0.0.1', port: smtp.port, security: 'none', user: null, from } as const
  const robots = { ...settingsDefault.robots, wecom: `http://127.0.0.1:${robot.port}/send` }
  const quiet = { from: '00:00', to: '00:00' }
  const settings = { ...settingsDefault, on: true, page: 'https://tz.example', mail, robots, quiet }
  await reminders.putSettings(org.id, { settings, password: null })
  await reminders.startReminding(org.id, null)
})

afterAll(async () => {
  await jobs.close()
  await database.drop()
  await smtp.close()
  await robot.close()
  rmSync(data, { recursive: true, force: true })
})

beforeEach(async () => {
  smtp.accepted.length = 0
  smtp.onAccepted = () => {}
  robot.posted.length = 0
  robot.answer = takes
  await sql('DELETE FROM jobs.outbox')
})

async function sql(text: string) {
  const client = new Client(database.connection)
  await client.connect()
  try {
    return (await client.query(text)).rows
  } finally {
    await client.end()
  }
}

/** Delivers in a process of its own; answers the signal that ended it. */
function deliver(): Promise<NodeJS.Signals | null> {
  const task: DeliverTask = { connection: database.connection, keysDir: data, data, org }
  const started = spawn(process.execPath, [script, JSON.stringify(task)], { stdio: 'pipe' })
  child = started
  let said = ''
  started.stderr.on('data', (bytes: Buffer) => {
    said += bytes.toString('utf8')
  })
  return new Promise((resolve, reject) => {
    started.once('exit', (code, signal) => {
      if (code !== 0 && signal === null) reject(new Error(said))
      else resolve(signal)
    })
  })
}

async function put(people: readonly string[], channel: ChannelKind) {
  const now = new Date().toISOString()
  const robotAddress = `http://127.0.0.1:${robot.port}/send?key=`
  for (const person of people) {
    const address = channel === 'mail' ? `${person}@unit.example` : robotAddress + person
    const choice = { person, channel, address, secret: null, lang: 'zh' } as const
    await jobs.reminders.putChoice(org.id, choice)
  }
  const messages = people.map((person) => ({
    id: randomUUID(),
    person,
    channel,
    waiting: 3,
    escalated: 0,
    link: 'https://tz.example',
  }))
  const day = todayIn(zone, { now: () => Date.now() })
  await jobs.reminders.putDay(org.id, { day, now, messages })
}

function letHoldsLapse() {
  return sql(`UPDATE jobs.outbox SET held_until = now() - interval '1 s' WHERE state = 'sending';
    UPDATE jobs.reminding SET deliver_at = now() - interval '1 s'`)
}

async function states() {
  const { items } = await jobs.reminders.outbox(org.id, { limit: 100 })
  return items.map(({ state }) => state).sort()
}

const people = ['a', 'b', 'c']

test.each(['mail', 'wecom'] as const)(
  'by %s: taken, then killed before that is written',
  async (channel) => {
    let count = 0
    const killAtSecond = () => {
      count += 1
      if (count === 2) child?.kill('SIGKILL')
    }
    smtp.onAccepted = killAtSecond
    robot.answer = (response) => {
      killAtSecond()
      if (count !== 2) takes(response)
    }
    await put(people, channel)
    expect(await deliver()).toBe('SIGKILL')
    expect(await states()).toEqual(['sending', 'sent', 'waiting'])

    // At once: the dead one's message is still held, the third goes out.
    robot.answer = takes
    expect(await deliver()).toBeNull()
    expect(await states()).toEqual(['sending', 'sent', 'sent'])
    await letHoldsLapse()
    expect(await deliver()).toBeNull()
    expect(await states()).toEqual(['sent', 'sent', 'unknown'])
    await deliver()
    expect(smtp.accepted.length + robot.posted.length).toBe(people.length)
    expect(new Set([...smtp.accepted, ...robot.posted.map(({ path }) => path)]).size).toBe(3)
  },
)

test('killed at any moment, and several at once: nobody gets two', async () => {
  const many = Array.from({ length: 12 }, (_, nth) => `p${nth}`)
  await put(many, 'mail')
  for (const afterMs of [60, 120, 180, 240]) {
    const running = [deliver(), deliver()]
    const last = child
    setTimeout(() => last?.kill('SIGKILL'), afterMs)
    await Promise.all(running)
    await letHoldsLapse()
  }
  await deliver()
  const to = smtp.accepted.map((mail) => /^To: (\S+)/m.exec(mail)?.[1])
  expect(new Set(to).size).toBe(to.length)
  const ended = await states()
  expect(ended.filter((state) => state !== 'sent' && state !== 'unknown')).toEqual([])
})
