import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import type { ServerResponse } from 'node:http'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import type { ClientConfig } from 'pg'
import { Client } from 'pg'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { verifyGiven } from '../../src/pack/verify-given.ts'
import type { Browser, Told } from '../api/serving.ts'
import { goodPassword, invite, todayThere } from '../api/serving.ts'
import type { Unit } from '../calls/two-levels.ts'
import { callOfYear, done, issueCall, item, sendAnswer, takeFirst } from '../calls/two-levels.ts'
import { createDatabase, urlOf } from '../databases.ts'
import { bring, importOf, imports, send } from '../imports/ledgers.ts'
import { draftOf, override, step } from '../report-flow/people.ts'
import type { Person, Started, ThreeServers } from './three-servers.ts'
import { foundBy, personAt, threeServers } from './three-servers.ts'

// What people and jobs do goes on over three servers: each request of a person goes to the next one,
// and whichever of them works on something is killed. Attachments and copies lie in shared folders.

let three: ThreeServers
let founder: Person
let clerk: Person
let reviewer: Person
let first: Person

beforeAll(async () => {
  three = await threeServers((home) => ({
    FILES_URL: join(home, 'files'),
    BACKUPS_URL: join(home, 'copies'),
  }))
  founder = personAt(() => three.servers)
  await foundBy(founder, three.servers[2] as Started, '海棠市档案馆')
  clerk = await invited(founder, () => three.servers, '冯雨桐', 'clerk')
  reviewer = await invited(founder, () => three.servers, '林若兰', 'reviewer')
  first = await invited(founder, () => three.servers, '周明远', 'first-responsible')
}, 300_000)

afterEach(() => three.startMissing())

afterAll(async () => {
  await three?.close()
})

async function invited(
  by: Browser,
  servers: () => readonly Started[],
  username: string,
  role: string,
): Promise<Person> {
  const people: Person[] = []
  const browser = () => {
    const one = personAt(servers)
    people.push(one)
    return one
  }
  await invite({ browser }, by, { username, roles: [role] })
  return people[0] as Person
}

async function rowsOf(sql: string, at: ClientConfig = three.database) {
  const client = new Client(at)
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}

/** Holds what a statement locks against every server, until the answer is called. */
async function held(statement: string): Promise<() => Promise<void>> {
  const client = new Client(three.database)
  await client.connect()
  await client.query('BEGIN')
  await client.query(statement)
  return async () => {
    await client.query('ROLLBACK')
    await client.end()
  }
}

const noEntries = 'SELECT FROM ledger.log_head FOR NO KEY UPDATE'
const noCheckpoints = 'LOCK TABLE ledger.signing IN EXCLUSIVE MODE'
const noRowsNoted = 'LOCK TABLE ledger.import_row IN EXCLUSIVE MODE'

/** Waits until a server stands before what is held. */
async function untilOneWaits(): Promise<void> {
  const sql = `SELECT FROM pg_stat_activity
               WHERE datname = current_database() AND wait_event_type = 'Lock'`
  await expect.poll(async () => (await rowsOf(sql)).length).toBeGreaterThan(0)
}

/** Waits until all that was entered is covered. */
async function untilCovered(): Promise<void> {
  const sql = `SELECT FROM ledger.log_head h WHERE size > coalesce(
                 (SELECT max(size) FROM ledger.checkpoint c WHERE c.org_id = h.org_id), 0)`
  await expect.poll(async () => (await rowsOf(sql)).length).toBe(0)
}

/** What a request comes to whose server may be killed meanwhile. */
const orKilled = (asked: Promise<Told>): Promise<Told | null> => asked.catch(() => null)

describe('an attachment in a shared folder', () => {
  test('that one server took is linked on another and handed out by each', async () => {
    const file = Buffer.from('%PDF-1.7\n纪要\n%%EOF\n')
    const sent = await done(clerk.on(0).ask('POST', '/api/v1/attachments?name=a.pdf', { file }))
    const { person } = (await clerk.ask('GET', '/api/v1/session')).body
    const values = {
      kind: 'secretary-meeting',
      heldOn: '2026-05-06',
      chair: person,
      present: [person],
      agenda: [{ topic: '研究工作' }],
      minutes: [sent],
    }
    const body = { values, reason: '补录' }
    const path = '/api/v1/registers/meeting/records'
    const { record } = await done(clerk.on(1).ask('POST', path, { body }))
    for (const nth of [0, 1, 2]) {
      const path = `/api/v1/records/${record.id}/files/${sent.sha256}`
      const got = await clerk.on(nth).ask('GET', path)
      expect([got.status, Buffer.from(got.bytes).equals(file)]).toEqual([200, true])
    }
    const found = readdirSync(join(three.home, 'files'), { recursive: true, encoding: 'utf8' })
    expect(found.some((name) => name.includes(sent.sha256))).toBe(true)
  })
})

test('what was recorded on one counts on each, and who was entered is known there', async () => {
  const countAt = async (nth: number) =>
    (await clerk.on(nth).ask('GET', '/api/v1/figures/ideology-rules?period=2024')).body.value
  const counts = () => Promise.all([0, 1, 2].map(countAt))
  expect(await counts()).toEqual([0, 0, 0])
  for (const nth of [0, 1, 2]) {
    const values = { title: `制度${nth}`, change: 'made', decidedOn: '2024-05-06' }
    const body = { values: { ...values, themes: ['ideology'] }, reason: '补录' }
    await done(clerk.on(nth).ask('POST', '/api/v1/registers/rule/records', { body }))
    expect(await counts()).toEqual([nth + 1, nth + 1, nth + 1])
  }
  await invited(founder, () => three.servers, '许知远', 'clerk')
  for (const nth of [0, 1, 2]) {
    const names = async () => {
      const { people } = (await clerk.on(nth).ask('GET', '/api/v1/roster')).body
      return people.map(({ name }: { name: string }) => name)
    }
    await expect.poll(names).toContain('许知远')
  }
})

describe('an import', () => {
  const register = 'publicity-task'

  /** Of another year than other files: no row is like a record that is there. */
  function ledger(name: string, rows: number, year: number): Uint8Array {
    const lines = ['任务,布置单位,布置日期,完成时限']
    for (let nth = 1; nth <= rows; nth += 1) {
      const day = `${year}.${(nth % 9) + 1}.${(nth % 27) + 1}`
      lines.push(`${name}第${nth}号,市委宣传部,${day},${year}-12-${(nth % 27) + 1}`)
    }
    return new TextEncoder().encode(lines.join('\n'))
  }

  async function recorded(name: string): Promise<number> {
    const query = new URLSearchParams({ search: name, limit: '200' })
    const told = await clerk.ask('GET', `/api/v1/registers/${register}/records?${query}`)
    return told.body.items.length
  }

  test('is brought on one, mapped on the next, and written once though two are asked to', async () => {
    // Each of these requests goes to another server.
    const told = await bring(clerk, ledger('轮流', 30, 2018), { register })
    const one = importOf(clerk, told)
    const { columns, table } = (await one.show()).body.mapping
    const mapped = await one.change('PUT', '/mapping', { register, table, columns })
    expect(mapped.body.found.counts).toMatchObject({ ready: 30, open: 0 })
    for (const nth of [0, 1, 2]) {
      const seen = await clerk.on(nth).ask('GET', `${imports}/${one.id}`)
      expect(seen.body.found?.counts ?? { ready: 30 }).toMatchObject({ ready: 30 })
    }
    const asked = { body: { reason: '补录' }, headers: { 'if-match': `"${mapped.body.version}"` } }
    const twice = await Promise.all(
      [0, 1].map((nth) => clerk.on(nth).ask('POST', `${imports}/${one.id}/write`, asked)),
    )
    const added = twice.filter(({ status }) => status === 200).map(({ body }) => body.added)
    expect(added.reduce((sum, n) => sum + n, 0)).toBe(30)
    for (const nth of [0, 1, 2]) {
      const seen = await clerk.on(nth).ask('GET', `${imports}/${one.id}`)
      expect(['done', 'reading']).toContain(seen.body.state)
    }
    expect((await one.show()).body).toMatchObject({ state: 'done' })
    expect(await recorded('轮流')).toBe(30)
  })

  test('whose server is killed while it is read is read by another', async () => {
    const rows = 5_000
    const told = await send(clerk.on(0), ledger('大表', rows, 2019), { register })
    expect(told.status, JSON.stringify(told.body)).toBe(201)
    await three.kill(0)
    const { counts } = (await importOf(clerk.on(1), told).show()).body.found
    expect(counts.ready + counts.alike).toBe(rows)
    await three.startAgain(0)
    const again = await importOf(clerk.on(0), told).show()
    expect(again.body.found.counts).toEqual(counts)
    await done(clerk.on(2).ask('DELETE', `${imports}/${told.body.id}`), 204)
  })

  test.each([
    ['before it has entered them', noEntries, 1],
    ['before it has noted which they are', noRowsNoted, 0],
  ])('whose server is killed while it writes rows, %s, is written once', async (_, lock, nth) => {
    const name = `断电${nth}`
    const told = await bring(clerk, ledger(name, 30, 2020 + nth), { register })
    const one = importOf(clerk.on(2), told)
    await one.show()
    const release = await held(lock)
    const writing = orKilled(one.write({ reason: '补录' }))
    await untilOneWaits()
    await three.kill(2)
    await release()
    expect(await writing).toBeNull()
    const again = importOf(clerk.on(nth), told)
    await again.show()
    const written = await again.write({ reason: '补录' })
    // What the database had been told to do before its server died may be done all the same.
    if (written.status !== 200) expect(written.body.code).toBe('import.nothing-ready')
    expect((await again.show()).body).toMatchObject({
      state: 'done',
      found: { counts: { written: 30, ready: 0 } },
    })
    expect(await recorded(name)).toBe(30)
  })
})

describe('a report', () => {
  interface Ready {
    readonly id: string
    readonly revision: number
  }

  /** Drafted, let stand and reviewed, each step at the next server. */
  async function reviewed(year: number): Promise<Ready> {
    const { id, revision } = await draftOf(clerk, { year })
    await done(override(first, id))
    const asked = { revision, verdict: 'passed' }
    await done(step(reviewer, `/drafts/${id}/review`, 0, asked))
    await untilCovered()
    return { id, revision }
  }

  const signedBy = (browser: Browser, { id, revision }: Ready) =>
    step(browser, `/drafts/${id}/sign`, 1, { revision, password: goodPassword })
  const flowOf = async ({ id }: Ready) => (await clerk.ask('GET', `/api/v1/drafts/${id}`)).body.flow

  /** Each server hands out the same bytes, and they hold. */
  async function expectFrozen(report: string): Promise<void> {
    const files: Told[] = []
    for (const nth of [0, 1, 2]) {
      const told = await clerk.on(nth).ask('GET', `/api/v1/issued/${report}/file`)
      expect(told.status, JSON.stringify(told.body)).toBe(200)
      files.push(told)
    }
    expect(new Set(files.map(({ headers }) => headers.get('etag'))).size).toBe(1)
    const [one, ...others] = files.map(({ bytes }) => Buffer.from(bytes))
    if (one === undefined) throw new Error('no file')
    expect(others.every((other) => other.equals(one))).toBe(true)
    const file = await readSealedFile(new Uint8Array(one))
    expect(verifyGiven(nodeCrypto, { file, beside: null, key: null }).findings).toEqual(
      expect.not.arrayContaining([expect.objectContaining({ weight: 'broken' })]),
    )
  }

  test('is drafted, reviewed and signed on different servers, and each hands it out', async () => {
    const ready = await reviewed(2023)
    const { record } = await done(signedBy(first, ready))
    expect(await flowOf(ready)).toMatchObject({ step: 'frozen' })
    await expectFrozen(record)
  })

  test('that was signed when its server was killed is frozen by another', async () => {
    const ready = await reviewed(2022)
    const release = await held(noCheckpoints)
    const signing = orKilled(signedBy(first.on(2), ready))
    await expect.poll(async () => (await flowOf(ready))?.step).toBe('signed')
    await three.kill(2)
    await release()
    expect(await signing).toBeNull()
    const { id } = await flowOf(ready)
    await done(clerk.on(1).ask('POST', `/api/v1/issued/${id}/freeze`))
    await three.startAgain(2)
    await expectFrozen(id)
  })

  test('whose file was made when its server was killed is frozen once', async () => {
    const ready = await reviewed(2021)
    const mayBeCovered = await held(noCheckpoints)
    const signing = orKilled(signedBy(first.on(1), ready))
    await expect.poll(async () => (await flowOf(ready))?.step).toBe('signed')
    const { id } = await flowOf(ready)
    const mayBeEntered = await held(noEntries)
    await mayBeCovered()
    const kept = `SELECT FROM ledger.report_file WHERE record = '${id}' AND kind = 'docx'`
    await expect.poll(async () => (await rowsOf(kept)).length).toBe(1)
    await untilOneWaits()
    await three.kill(1)
    await mayBeEntered()
    expect(await signing).toBeNull()
    const again = await clerk.on(0).ask('POST', `/api/v1/issued/${id}/freeze`)
    // What the database had been told to do before its server died may be done all the same.
    if (again.status !== 201) expect(again.body.code).toMatch(/^report\.(step|moved)$/)
    expect(await flowOf(ready)).toMatchObject({ step: 'frozen' })
    await three.startAgain(1)
    await expectFrozen(id)
  })
})

/** Runs of a job that ended or are under way, the newest first. */
async function runsOf(job: string, at: ClientConfig = three.database) {
  const sql = `SELECT outcome, tries FROM jobs.run WHERE job = '${job}' ORDER BY due_at DESC`
  return rowsOf(sql, at) as Promise<{ outcome: string | null; tries: number }[]>
}

/** Makes the newest run of a job due once more. */
async function dueAgain(job: string, at: ClientConfig = three.database): Promise<void> {
  await expect.poll(async () => (await runsOf(job, at)).every(({ outcome }) => outcome)).toBe(true)
  await rowsOf(`UPDATE jobs.job SET first_seen = '2020-01-01' WHERE id = '${job}'`, at)
  await rowsOf(`DELETE FROM jobs.run WHERE job = '${job}'`, at)
}

/** Waits for the outcome of the newest run; servers look for what is due three times a minute. */
async function outcomeOf(job: string, at: ClientConfig = three.database) {
  let newest: Awaited<ReturnType<typeof runsOf>>[number] | undefined
  const outcome = async () => {
    newest = (await runsOf(job, at))[0]
    return newest?.outcome ?? null
  }
  await expect.poll(outcome, { timeout: 120_000 }).not.toBeNull()
  // Not read again: a run that has begun meanwhile has no outcome.
  return newest
}

interface SlowPeer {
  readonly address: string
  /** How often it was asked. */
  readonly asked: () => number
  /** From now on it refuses at once, and so whoever waits. */
  refuse(): void
  close(): Promise<void>
}

/** Another server that takes what it is sent and does not answer. */
async function slowPeer(): Promise<SlowPeer> {
  const waiting: ServerResponse[] = []
  let count = 0
  let isRefusing = false
  const server = createServer((asked, answer) => {
    count += 1
    asked.resume()
    if (isRefusing) answer.writeHead(503).end()
    else waiting.push(answer)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    address: `http://127.0.0.1:${port}`,
    asked: () => count,
    refuse: () => {
      isRefusing = true
      for (const answer of waiting) answer.writeHead(503).end()
    },
    close: async () => {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}

/** Writes down, for one server, whom it exchanges with. */
function writePeers(folder: string, lines: readonly string[]): void {
  mkdirSync(join(folder, 'outbound'), { recursive: true })
  writeFileSync(join(folder, 'outbound/peers.txt'), `${lines.join('\n')}\n`)
}

describe('a job', () => {
  test('that is due is done once, whichever server does it', async () => {
    const copies = async () =>
      (await founder.ask('GET', '/api/v1/backups')).body.copies.length as number
    const before = await copies()
    const jobs = (await rowsOf('SELECT id FROM jobs.job')).map(({ id }) => String(id))
    expect(jobs).toContain('nightly-copy')
    for (const job of jobs) await dueAgain(job)
    for (const job of jobs) {
      expect([job, await outcomeOf(job)]).toEqual([job, { outcome: 'done', tries: 1 }])
    }
    for (const _ of [0, 1, 2]) expect(await copies()).toBe(before + 1)
  }, 300_000)
})

/** The key of the log of somebody's unit. */
async function keyOf(browser: Browser): Promise<string> {
  const { id } = (await browser.ask('GET', '/api/v1/session')).body.organisation
  return String((await browser.ask('GET', `/log/${id}/vkey`)).body).trim()
}

describe('the exchange with another server', () => {
  const title = '投入情况'
  const items = [item({ label: '投入经费', kind: 'number', unit: '万元' })]
  let townDatabase: ClientConfig
  let townServer: Started
  let above: Unit
  let below: Unit

  beforeAll(async () => {
    townDatabase = await createDatabase(three.database, 'town')
    townServer = await three.start(['serve', '--port', '0'], 'town', {
      ...process.env,
      DATABASE_URL: urlOf(townDatabase),
    })
    const town = () => [townServer]
    const administrator = personAt(town)
    await foundBy(administrator, townServer, '云溪镇')
    const [cityKey, townKey] = [await keyOf(founder), await keyOf(administrator)]
    const originOf = (key: string) => key.slice(0, key.indexOf('+'))
    above = {
      ...{ name: '海棠市档案馆', org: 1, origin: originOf(cityKey) },
      ...{ administrator: founder, clerk, reviewer, first },
    }
    below = {
      ...{ name: '云溪镇', org: 1, origin: originOf(townKey), administrator },
      clerk: await invited(administrator, town, '云溪镇经办', 'clerk'),
      reviewer: await invited(administrator, town, '云溪镇复核', 'reviewer'),
      first: await invited(administrator, town, '云溪镇书记', 'first-responsible'),
    }
    const values = { place: 1, name: '云溪镇', log: below.origin, key: townKey, from: todayThere() }
    await done(first.ask('POST', '/api/v1/registers/subordinate/records', { body: { values } }))
    const body = { name: '海棠市档案馆', vkey: cityKey }
    await done(below.clerk.ask('POST', '/api/v1/watched-logs', { body }))
  }, 180_000)

  const townFolder = () => join(three.home, 'town')
  const stateOf = async (call: string, nth: number) =>
    (await done(clerk.on(nth).ask('GET', `/api/v1/calls/${call}`), 200)).addressees[0].state

  test('asks any of the three for what waits, and brings it up to any of them', async () => {
    for (const nth of [0, 1, 2]) writePeers(three.folder(nth), [])
    writePeers(townFolder(), [`${three.proxy.address} ${above.origin}`])
    const call = await issueCall(above, callOfYear({ title, items }))
    await untilCovered()
    await dueAgain('exchange', townDatabase)
    expect(await outcomeOf('exchange', townDatabase)).toMatchObject({ outcome: 'done' })
    const taken = await takeFirst(below)
    const begun = await done(below.clerk.ask('POST', `/api/v1/calls-taken/${taken}/answer`))
    await sendAnswer(below, begun.id)
    // One of the three is away: what is sent goes to another.
    await three.kill(0)
    await dueAgain('exchange', townDatabase)
    expect(await outcomeOf('exchange', townDatabase)).toMatchObject({ outcome: 'done' })
    await three.startAgain(0)
    const fetched = await done(clerk.on(0).ask('POST', `/api/v1/calls/${call}/fetch`), 200)
    expect(fetched).toMatchObject({ acknowledged: 1, received: 1, refused: [] })
    for (const nth of [0, 1, 2]) expect(await stateOf(call, nth)).toBe('answered')
  }, 300_000)

  test('is asked by one of the three, once for a run', async () => {
    writePeers(townFolder(), [])
    for (const nth of [0, 1, 2]) {
      writePeers(three.folder(nth), [`${townServer.address} ${below.origin}`])
    }
    await issueCall(above, callOfYear({ title: '再次投入情况', items }))
    await untilCovered()
    await dueAgain('exchange')
    expect(await outcomeOf('exchange')).toEqual({ outcome: 'done', tries: 1 })
    await takeFirst(below)
  }, 300_000)

  test('goes on at another of the three when the one that asks is killed', async () => {
    const peers = await Promise.all([slowPeer(), slowPeer(), slowPeer()])
    for (const [nth, { address }] of peers.entries()) {
      writePeers(three.folder(nth), [`${address} ${below.origin}`])
    }
    await dueAgain('exchange')
    const asked = () => peers.map((one) => one.asked())
    await expect.poll(() => Math.max(...asked()), { timeout: 120_000 }).toBe(1)
    // One of them has the run, and the others leave it alone.
    expect(asked().toSorted((one, other) => one - other)).toEqual([0, 0, 1])
    const holder = asked().indexOf(1)
    await three.kill(holder)
    // As if a minute had passed in which nobody heard of it.
    await rowsOf(
      `UPDATE jobs.run SET held_until = now() WHERE job = 'exchange' AND outcome IS NULL`,
    )
    const sum = () => asked().reduce((all, one) => all + one, 0)
    await expect.poll(sum, { timeout: 120_000 }).toBe(2)
    expect(asked()[holder]).toBe(1)
    for (const peer of peers) peer.refuse()
    const newest = await outcomeOf('exchange')
    // Where its next ten minutes began meanwhile, that run is written off, and the new one tried.
    const runs = await runsOf('exchange')
    const isNew = runs.some(({ outcome }) => outcome === 'cut-off')
    expect(newest).toEqual({ outcome: 'failed', tries: isNew ? 1 : 2 })
    await Promise.all(peers.map((one) => one.close()))
  }, 300_000)
})

test('who signs out on one server is signed out on each', async () => {
  const other = await invited(founder, () => three.servers, '陈启航', 'clerk')
  const statuses = () =>
    Promise.all(
      [0, 1, 2].map(async (nth) => (await other.on(nth).ask('GET', '/api/v1/session')).status),
    )
  expect(await statuses()).toEqual([200, 200, 200])
  await other.on(1).ask('DELETE', '/api/v1/session')
  expect(await statuses()).toEqual([401, 401, 401])
})

test('nothing that the log says differs from what is there', async () => {
  expect((await three.command('fsck')).stderr).toBe('')
})
