import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPool } from '../../src/adapters/postgres/open-pool.ts'
import { connectionAs } from '../../src/adapters/postgres/roles.ts'
import { withinOrganisation } from '../../src/adapters/postgres/within-organisation.ts'
import type { Route } from '../../src/api/route.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import type { Told } from '../api/serving.ts'
import type { Attacker, TwoOrganisations, Victim } from './two-organisations.ts'
import { twoOrganisations, unitName } from './two-organisations.ts'

let two: TwoOrganisations
let superuser: Client

beforeAll(async () => {
  two = await twoOrganisations()
  superuser = new Client(two.serving.connection)
  await superuser.connect()
})

afterAll(async () => {
  await superuser.end()
  await two.close()
})

interface Probe {
  readonly path: string
  readonly body?: object
  readonly headers?: Readonly<Record<string, string>>
}

/** Every place of a route where something of the victim can be named. */
function probesOf(route: Route, victim: Victim): readonly Probe[] {
  const { ids } = victim
  const queries = queriesOf(route, victim)
  const paths = pathsOf(route, victim).flatMap((path) => queries.map((query) => path + query))
  const bodies = route.method === 'GET' ? [undefined] : bodiesOf(route.id, victim)
  const headers = { 'if-match': '"1"', 'x-organisation': victim.publicId }
  const withKey = { ...headers, 'idempotency-key': victim.key.key }
  return paths
    .flatMap((path) =>
      bodies.map((body) => ({
        path,
        ...(body === undefined ? {} : { body }),
        headers: route.id === 'records.create' ? withKey : headers,
      })),
    )
    .concat(
      route.id === 'accounts.invite'
        ? [{ path: route.path, body: { person: ids.person } as never, headers }]
        : [],
    )
}

function pathsOf({ path }: Route, { ids, publicId }: Victim): readonly string[] {
  const inAny = path.includes('{id}')
    ? [...Object.values(ids), publicId].map((id) => path.replace('{id}', id))
    : [path]
  const figures = path.startsWith('/figures/{')
    ? ['governance-study', 'problems-found'].map((id) => path.replace('{id}', id))
    : []
  const registers = ['problem', 'leak-incident', 'person', 'membership']
  return [...inAny, ...figures].flatMap((one) =>
    one.includes('{register}')
      ? registers.map((id) => one.replace('{register}', id))
      : [one.replace('{year}', '2026')],
  )
}

function queriesOf(
  route: Route,
  { ids, canary, cursor, publicId, org }: Victim,
): readonly string[] {
  switch (route.id) {
    case 'records.list':
      return [
        '',
        `?search=${canary}`,
        `?where.owner=${ids.person}`,
        `?after=${cursor}`,
        `?organisation=${publicId}`,
        `?org=${org}`,
        '?voided=true&limit=200&sort=-recordedAt',
      ]
    case 'register.export':
      return [
        '?format=csv',
        `?format=csv&search=${canary}`,
        `?format=csv&where.owner=${ids.person}`,
      ]
    case 'report.file':
      return ['?year=2026&format=txt', '?year=2026&format=html']
    case 'figures.list':
    case 'figure.read':
      return ['?period=2026', '?period=2026-05']
    case 'report.read':
      return ['?year=2026']
    case 'record.proof':
      return ['', '?version=1']
    case 'trail.read':
      return ['', '?limit=200']
    case 'merge.preview':
      return [`?into=${ids.person}`]
    default:
      return ['']
  }
}

function bodiesOf(id: string, victim: Victim): readonly (object | undefined)[] {
  const { ids, publicId, key, org } = victim
  const values = (key.body as { values: object }).values
  switch (id) {
    case 'session.switch':
      return [{ organisation: publicId }, { organisation: String(org) }]
    case 'records.create':
      return [key.body, { values: { ...values, org, leadOffice: ids.person } }]
    case 'record.correct':
      return [{ values, reason: 'x' }]
    case 'record.void':
      return [{ reason: 'x' }]
    case 'accounts.invite':
      return [{ person: ids.person, username: `spy${org}`, roles: ['clerk'] }]
    case 'account.roles':
      return [{ roles: ['administrator'] }]
    case 'accounts.many': {
      const account = { person: ids.person, username: `spies${org}`, roles: ['clerk'] }
      return [{ accounts: [account] }]
    }
    case 'merge.do':
      return [{ into: ids.person, reason: 'x' }]
    case 'reading.read':
      return [{ text: '召开会议3次。', year: 2026 }]
    case 'duty.state':
      return [{ period: '2026', state: 'notDone', reason: ids.person }]
    // These found an organisation, end the attacker's own session or make something of their own.
    default:
      return [{}]
  }
}

const leavesSession = new Set(['session.close', 'session.password', 'session.open'])
const refused = { outcome: 'refused', act: 'refused' } as const

interface Assault {
  readonly requests: number
  readonly leaks: readonly string[]
}

/** All attackers at once: each tries every route, one after the other. */
async function assault(victim: Victim): Promise<Assault> {
  const all = await Promise.all(two.attackersOf(victim).map((one) => attack(one, victim)))
  return {
    requests: all.reduce((sum, one) => sum + one.requests, 0),
    leaks: all.flatMap((one) => one.leaks),
  }
}

async function attack(attacker: Attacker, victim: Victim): Promise<Assault> {
  const leaks: string[] = []
  let requests = 0
  for (const route of allRoutes.filter((one) => !leavesSession.has(one.id))) {
    for (const probe of probesOf(route, victim)) {
      requests += 1
      const told = await attacker.browser.ask(route.method, `/api/v1${probe.path}`, {
        ...(probe.body === undefined ? {} : { body: probe.body }),
        headers: { ...probe.headers, ...attacker.headers },
      })
      leaks.push(...faultsIn(told, { attacker, victim, what: `${route.id} ${probe.path}` }))
    }
  }
  for (const path of ['tile/entries/000', 'tile/entries/000.p/5', 'tile/entries/000.p/1']) {
    requests += 1
    const told = await attacker.browser.ask('GET', `/log/${victim.publicId}/${path}`, {
      ...(attacker.headers ? { headers: attacker.headers } : {}),
    })
    if (told.status !== 403 && told.status !== 404) leaks.push(`${attacker.name} ${path}`)
    leaks.push(...faultsIn(told, { attacker, victim, what: path }))
  }
  return { requests, leaks }
}

function faultsIn(
  { status, body, headers }: Told,
  { attacker, victim, what }: { attacker: Attacker; victim: Victim; what: string },
): readonly string[] {
  const label = `${attacker.name} on ${victim.name}: ${what} → ${status}`
  const all = `${JSON.stringify(body)}${JSON.stringify([...headers])}`
  // Whoever founded a unit below reads in its own register what it called it.
  const isFounder = victim.org === two.c.org && attacker.org === two.a.org
  const text = isFounder ? all.replaceAll(unitName(victim.name), '') : all
  // What the attacker sent may come back as what it is: an echo without a canary in it.
  const told = text.includes(victim.canary) ? [`${label} told ${victim.canary}`] : []
  return status >= 500 && status !== 501 ? [...told, `${label} failed`] : told
}

const ofAll = new Set(['pack', 'pack_in_force'])

/** Everything stored of an organisation, but its trail, as one text. */
async function stateOf({ org }: Victim): Promise<string> {
  const tables = await ledgerTables()
  const parts: unknown[] = []
  for (const table of tables.filter((one) => !['trail', 'checkpoint', 'tile'].includes(one))) {
    // Packs are no organisation's: all of them stay as they are.
    const its = ofAll.has(table) ? '$1::bigint IS NOT NULL' : 'org_id = $1'
    const { rows } = await superuser.query(
      `SELECT md5(string_agg(t::text, '|' ORDER BY t::text)) FROM ledger.${table} t WHERE ${its}`,
      [org],
    )
    parts.push(table, rows)
  }
  for (const table of ['membership', 'token']) {
    // When a token was last used is no write of anybody else's.
    const { rows } = await superuser.query(
      `SELECT to_jsonb(t) - 'last_used_at' AS row FROM auth.${table} t WHERE org = $1`,
      [org],
    )
    parts.push(rows.map(({ row }) => JSON.stringify(row)).sort())
  }
  return JSON.stringify(parts)
}

async function ledgerTables(): Promise<readonly string[]> {
  const { rows } = await superuser.query<{ tablename: string }>(
    "SELECT tablename FROM pg_tables WHERE schemaname = 'ledger' ORDER BY 1",
  )
  return rows.map((row) => row.tablename)
}

async function refusalsOf(org: number): Promise<number> {
  const { rows } = await superuser.query<{ count: string }>(
    'SELECT count(*) FROM ledger.trail WHERE org_id = $1 AND act = $2 AND outcome = $3',
    [org, refused.act, refused.outcome],
  )
  return Number(rows[0]?.count)
}

test('the probes do reach: a member of the organisation itself is told by them', async () => {
  const { a } = two
  const attacker = { name: 'own leader', browser: a.leader, org: a.org }
  const told = new Set<string>()
  for (const route of allRoutes.filter(({ method }) => method === 'GET')) {
    for (const { path, headers } of probesOf(route, a)) {
      const answer = await a.leader.ask('GET', `/api/v1${path}`, headers ? { headers } : {})
      if (faultsIn(answer, { attacker, victim: a, what: path }).length > 0) told.add(route.id)
    }
  }
  expect([...told]).toEqual(
    expect.arrayContaining([
      'records.list',
      'record.read',
      'record.versions',
      'record.proof',
      'figure.read',
      'roster.read',
    ]),
  )
})

async function expectHeld(): Promise<void> {
  for (const victim of [two.a, two.c]) {
    const before = await stateOf(victim)
    const { requests, leaks } = await assault(victim)
    expect(leaks.slice(0, 20)).toEqual([])
    expect(await stateOf(victim)).toBe(before)
    expect(requests).toBeGreaterThan(1_000)
  }
}

test('nobody of another organisation, above, below or beside, sees or writes anything', async () => {
  await expectHeld()
  expect(two.serving.unforeseen).toEqual([])
}, 600_000)

test('every refusal that names something of another organisation stands in the trail', async () => {
  const { a, b } = two
  const probes: readonly (readonly [string, string, object?])[] = [
    ['GET', `/api/v1/records/${a.ids.record}`],
    ['GET', `/api/v1/records/${a.ids.record}/versions`],
    ['GET', `/api/v1/records/${a.ids.record}/proof`],
    ['GET', `/api/v1/records/${a.ids.record}/uses`],
    ['PUT', `/api/v1/accounts/${a.ids.account}`, { roles: ['clerk'] }],
    ['POST', `/api/v1/accounts/${a.ids.account}/link`, {}],
    ['DELETE', `/api/v1/accounts/${a.ids.account}`],
    ['DELETE', `/api/v1/tokens/${a.ids.token}`],
    ['POST', '/api/v1/session/organisation', { organisation: a.publicId }],
    ['GET', '/api/v1/trail'],
    ['GET', `/log/${a.publicId}/tile/entries/000.p/1`],
  ]
  for (const [method, path, body] of probes) {
    const before = await refusalsOf(b.org)
    const told = await b.administrator.ask(method, path, body === undefined ? {} : { body })
    expect([403, 404], `${method} ${path}`).toContain(told.status)
    expect(await refusalsOf(b.org), `${method} ${path}`).toBe(before + 1)
  }
})

test('what a statement could be bent to inside one organisation shows no row of another', async () => {
  const pool = openPool(await connectionAs(two.serving.connection, 'app'), { max: 1 })
  try {
    // What the server's own role may not read at all, no statement of its own shows.
    const { rows: readable } = await pool.query<{ table: string }>(
      `SELECT relname AS table FROM pg_class
       WHERE relnamespace = 'ledger'::regnamespace AND relkind = 'r'
         AND has_table_privilege(oid, 'SELECT')`,
    )
    expect(readable.length).toBeGreaterThan(12)
    for (const { table } of readable) {
      const seen = await withinOrganisation(pool, { org: two.b.org, mode: 'read' }, (scope) =>
        scope.rows<{ row: string }>({ text: `SELECT t::text AS row FROM ledger.${table} t` }),
      )
      // The tree of bodies is public, as names on doors are.
      if (table === 'organisation') continue
      expect(
        seen.filter(({ row }) => /CANARY-[AC]/.test(row)),
        table,
      ).toEqual([])
    }
  } finally {
    await pool.end()
  }
})

const injections = [
  "'; SET LOCAL app.org = '1'; --",
  "' OR set_config('app.org','1',true) IS NOT NULL OR '1'='1",
  "x') UNION SELECT values::text FROM ledger.record --",
  String.raw`\'; SELECT set_config('app.org', '1', true); --`,
  '$1',
  '%',
  String.raw`\u0027 OR 1=1`,
  '{"a":1}\'::jsonb --',
]

test('text that is meant for the database stays text wherever it is typed', async () => {
  const { a, b } = two
  const list = '/api/v1/registers/problem/records'
  for (const text of injections) {
    const asText = encodeURIComponent(text)
    const reads = [
      `${list}?search=${asText}`,
      `${list}?where.title=${asText}`,
      `${list}?where.${asText}=1`,
      `${list}?sort=${asText}`,
      `${list}?after=${asText}`,
      `${list}?after=${Buffer.from(JSON.stringify([text, a.ids.record])).toString('base64url')}`,
      `${list}?from=${asText}`,
      `/api/v1/trail?after=${asText}`,
      `/api/v1/figures/${asText}?period=2026`,
      `/api/v1/figures?period=${asText}`,
    ]
    for (const path of reads) {
      const told = await b.clerk.ask('GET', path)
      expect(told.status, path).toBeLessThan(500)
      expect(JSON.stringify(told.body), path).not.toMatch(/CANARY-[AC]/)
    }
    const values = { ...(b.key.body as { values: object }).values, title: text, cause: text }
    const body = { values, reason: text }
    const made = await b.clerk.ask('POST', list, { body })
    expect([made.status, made.body.record?.values.title]).toEqual([201, text])
    const found = await b.clerk.ask('GET', `${list}?search=${asText}&limit=200`)
    expect(found.body.items.map((one: { id: string }) => one.id)).toContain(made.body.record.id)
  }
  expect(two.serving.unforeseen).toEqual([])
})

describe('with row-level security taken away, the application alone', () => {
  test('lets nobody of another organisation see or write anything', async () => {
    for (const table of await ledgerTables()) {
      await superuser.query(`ALTER TABLE ledger.${table} NO FORCE ROW LEVEL SECURITY`)
      await superuser.query(`ALTER TABLE ledger.${table} DISABLE ROW LEVEL SECURITY`)
    }
    await expectHeld()
  }, 600_000)
})
