import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import type { Browser, Serving, Told } from '../api/serving.ts'
import { invite, serveTest, setUp } from '../api/serving.ts'
import { seed } from '../seed.ts'
import type { JsonSchema } from './json-from-schema.ts'
import { jsonOf, nasty, spoiled } from './json-from-schema.ts'

const rounds = Number(process.env['TAIZHANG_FUZZ'] ?? 12)

let serving: Serving
let clerk: Browser
let leader: Browser
let auditor: Browser
let person: string
let document: JsonSchema
let record: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  leader = await invite(serving, clerk, { username: 'leader', roles: ['first-responsible'] })
  auditor = await invite(serving, clerk, { username: 'auditor', roles: ['auditor'] })
  document = (await clerk.ask('GET', '/api/openapi.json')).body
  const made = await clerk.ask('POST', problems, { body: await problem() })
  record = made.body.record.id
})

afterAll(async () => {
  await serving.close()
})

const problems = '/api/v1/registers/problem/records'

async function problem(): Promise<object> {
  const { lists } = (await clerk.ask('GET', '/api/v1/pack')).body
  const source = lists['problem-sources'][0].id
  return { values: { title: '门锁', source, foundOn: '2026-05-06', owner: person } }
}

interface Operation {
  readonly operationId: string
  readonly parameters: readonly {
    name: string
    in: string
    required: boolean
    schema: JsonSchema
  }[]
  readonly requestBody?: { content: Record<string, { schema: JsonSchema }> }
  readonly responses: Readonly<Record<string, unknown>>
}

// These would end the session that asks, or spend a password hash on every try.
const slow = new Set(['session.open', 'session.password', 'session.close', 'attestation.give'])
const foundsOrganisations = 'organisations.add'

function operations(): readonly { path: string; method: string; operation: Operation }[] {
  const paths = document['paths'] as Record<string, Record<string, Operation>>
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      path,
      operation,
      method: method.toUpperCase(),
    })),
  )
}

function askerOf({ operationId }: Operation): Browser {
  if (operationId.startsWith('trail.')) return auditor
  return /^(attestation|duty)\./.test(operationId) ? leader : clerk
}

function expectRefusalOrAnswer(told: Told, operation: Operation, label: string): void {
  const declared = [String(told.status), `${String(told.status)[0]}XX`]
  expect(
    Object.keys(operation.responses).some((one) => declared.includes(one)),
    label,
  ).toBe(true)
  expect(told.status === 501 || told.status < 500, label).toBe(true)
  if (told.status < 400) return
  expect(told.headers.get('content-type'), label).toContain('application/problem+json')
  expect(told.body, label).toMatchObject({ status: told.status, code: expect.any(String) })
  expect(told.body.code, label).toMatch(/^[a-z]+(-[a-z]+)*(\.[a-z]+(-[a-z]+)*)+$/i)
  for (const text of [told.body.title, told.body.detail, told.body.hint]) {
    expect(typeof text === 'string' && text.length > 0, label).toBe(true)
  }
}

/** An address with every parameter filled in, soundly or not. */
function addresses(path: string, { parameters }: Operation): fc.Arbitrary<string> {
  const query = fc.record(
    Object.fromEntries(
      parameters
        .filter((one) => one.in === 'query')
        .map(({ name, schema }) => [
          name,
          fc.oneof(jsonOf(schema, document), { arbitrary: nasty, weight: 1 }),
        ]),
    ),
    { requiredKeys: [], noNullPrototype: true },
  )
  const more = fc.option(fc.tuple(fc.constantFrom(...extraKeys), nasty), { freq: 3 })
  return fc.tuple(query, more, fc.boolean()).map(([known, extra, twice]) => {
    const pairs = [...Object.entries(known), ...(extra ? [extra] : [])]
      .map(([key, value]) => `${encodeURIComponent(key)}=${encoded(value)}`)
      .flatMap((pair) => (twice ? [pair, pair] : [pair]))
    return `${filled(path)}?${pairs.join('&')}`
  })
}

const extraKeys = ['where.title', 'where.owner', 'where.foundOn', '__proto__', 'toString', 'x', '']

function encoded(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return encodeURIComponent(Buffer.from(text.slice(0, 3_000)).toString())
}

function filled(path: string): string {
  return path
    .replace('/records/{id}', `/records/${record}`)
    .replace('{id}', 'annual-report')
    .replace('{year}', '2026')
}

const headerSets: readonly Readonly<Record<string, string>>[] = [
  {},
  { 'if-match': '"1"' },
  { 'if-match': 'W/"1"' },
  { 'if-match': '"99999999999999999999"' },
  { 'if-match': '*' },
  { 'idempotency-key': 'x' },
  { 'idempotency-key': "'; --\\\\abcdefgh" },
  { 'idempotency-key': '长'.repeat(9).toString().replaceAll('长', '\u00e9') },
  { 'accept-language': ';;;q=NaN,zh;q=9e99,en;q=-1' },
  { accept: 'text/html', 'x-forwarded-for': '\u00e9' },
]

describe(`seed ${seed}:`, () => {
  test('no route falls over what is sent to it', async () => {
    let requests = 0
    for (const { path, method, operation } of operations()) {
      if (slow.has(operation.operationId)) continue
      const schema = operation.requestBody?.content['application/json']?.schema
      const sound = schema ? jsonOf(schema, document) : fc.constant(undefined)
      const body = schema ? fc.oneof(sound, spoiled(sound), spoiled(spoiled(sound))) : sound
      const numRuns = operation.operationId === foundsOrganisations ? 3 : rounds
      const given = fc.tuple(addresses(path, operation), body, fc.constantFrom(...headerSets))
      for (const [address, json, headers] of fc.sample(given, { seed, numRuns })) {
        const label = `${method} ${address} ${JSON.stringify(json)?.slice(0, 600)}`
        const asked = json === undefined ? { headers } : { body: JSON.stringify(json), headers }
        const told = await askerOf(operation).ask(method, address, asked)
        requests += 1
        expectRefusalOrAnswer(told, operation, label)
        expect(serving.unforeseen, label).toEqual([])
      }
    }
    expect(requests).toBeGreaterThan(500)
    expect(({} as Record<string, unknown>)['polluted']).toBe(undefined)
  }, 600_000)
})

const bodies: readonly (readonly [string, string, number])[] = [
  ['nothing', '', 400],
  ['no JSON', '{"values":', 400],
  ['a list', '[]', 400],
  ['null', 'null', 400],
  ['two texts', '{}{}', 400],
  ['a name that JSON has not', '{"values":{"title":NaN}}', 400],
  ['a megabyte', `{"values":{"title":"${'x'.repeat(1024 * 1024)}"}}`, 413],
  ['nearly a megabyte', `{"values":{"title":"${'x'.repeat(1_000_000)}"}}`, 422],
  ['depth', `{"values":${'['.repeat(5000)}${']'.repeat(5000)}}`, 400],
  [
    'many keys',
    `{"values":{${Array.from({ length: 50_000 }, (_, n) => `"k${n}":1`).join()}}}`,
    422,
  ],
  ['a NUL', '{"values":{"title":"a\\u0000b"}}', 422],
  ['half a character', '{"values":{"title":"a\\ud800"}}', 422],
  ['a huge number', '{"values":{"title":1e999}}', 400],
  ['a prototype', '{"__proto__":{"values":{}},"values":{}}', 400],
]

test.each(bodies)('a body of %s is refused plainly', async (_, body, status) => {
  const told = await clerk.ask('POST', problems, {
    body,
    headers: { 'content-type': 'application/json' },
  })
  expect([told.status, told.body.status], told.body.code).toEqual([status, status])
  expect(told.body.faults.length).toBeLessThanOrEqual(100)
  expect(JSON.stringify(told.body).length).toBeLessThan(100_000)
})

test.each(['a\u0000b', 'a\ud800', '\udfffb'])(
  'text that cannot be kept (%j) is refused or cleaned',
  async (text) => {
    const { values } = (await problem()) as { values: object }
    const asked: readonly (readonly [string, string, object | undefined])[] = [
      ['POST', problems, { values, reason: text }],
      ['POST', problems, { values: { ...values, title: text } }],
      ['POST', problems, { values: { ...values, [text]: 1 } }],
      ['PUT', `/api/v1/records/${record}`, { values, reason: text }],
      ['POST', `/api/v1/records/${record}/void`, { reason: text }],
      ['POST', '/api/v1/tokens', { name: text, scopes: ['read'] }],
      ['POST', '/api/v1/accounts', { newPerson: text, username: 'good', roles: ['clerk'] }],
      ['POST', '/api/v1/accounts', { newPerson: '某', username: text, roles: ['clerk'] }],
      ['POST', '/api/v1/accounts', { newPerson: '某', username: 'good', roles: [text] }],
      ['POST', '/api/v1/organisations', { name: text, zone: 'Asia/Shanghai', below: false }],
      ['POST', '/api/v1/organisations', { name: '某馆', zone: text, below: false }],
      ['POST', '/api/v1/session', { username: text, password: text }],
      ['POST', '/api/v1/session/link', { token: text }],
    ]
    for (const [method, path, body] of asked) {
      const headers = { 'if-match': '"1"' }
      const told = await clerk.ask(method, path, body ? { body, headers } : { headers })
      const label = `${path} ${JSON.stringify(body)} ${told.body.code}`
      expect(told.status, label).toBeLessThan(500)
      // Fields are cleaned of what nobody meant to type; nothing else gets through.
      const kept = told.status < 300 ? JSON.stringify(told.body) : ''
      expect(kept, label).not.toMatch(/\\u0000|\\ud800|\\udfff/)
    }
    const inAddress = encodeURIComponent(Buffer.from(text).toString())
    for (const query of ['search', 'where.title', 'sort', 'after', 'from', 'where.owner', 'lang']) {
      const told = await clerk.ask('GET', `${problems}?${query}=${inAddress}`)
      expect(told.status, query).toBeLessThan(500)
    }
    expect(serving.unforeseen).toEqual([])
  },
)

test.each([
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json5',
  'text/plain; application/json',
  'application/json\u00e9',
])('a body that says it is %s is refused', async (type) => {
  const body = JSON.stringify(await problem())
  const told = await clerk.ask('POST', problems, { body, headers: { 'content-type': type } })
  expect([told.status, told.body.code]).toEqual([415, 'body.type'])
})

test('of many writes with one key at once exactly one counts, and other bodies are told so', async () => {
  const same = await problem()
  const other = { values: { ...(same as { values: object }).values, title: '窗户' } }
  const before = (await clerk.ask('GET', `${problems}?limit=200`)).body.items.length
  const headers = { 'idempotency-key': 'one-key-for-all' }
  const told = await Promise.all(
    Array.from({ length: 24 }, (_, n) =>
      clerk.ask('POST', problems, { body: n % 3 === 0 ? other : same, headers }),
    ),
  )
  const written = told.filter(({ status }) => status === 201)
  const reused = told.filter(({ status }) => status === 409)
  expect(written.length + reused.length).toBe(told.length)
  expect(new Set(written.map(({ body }) => body.record.id)).size).toBe(1)
  expect(written.filter(({ body }) => !body.repeated).length).toBe(1)
  expect(new Set(reused.map(({ body }) => body.code))).toEqual(new Set(['write.key-reused']))
  const after = (await clerk.ask('GET', `${problems}?limit=200`)).body.items.length
  expect(after).toBe(before + 1)
})

test('a file that is none is refused, whatever it claims to be', async () => {
  const files = ['', 'PK\u0003\u0004', 'PK\u0005\u0006', '\u0000'.repeat(100), '=1+1', '{}']
  const routes = allRoutes.filter((one) => 'file' in one)
  for (const { method, path } of routes) {
    for (const body of files) {
      for (const type of ['application/octet-stream', 'application/json']) {
        const address = `/api/v1${path.replace('{register}', 'problem')}`
        const told = await clerk.ask(method, address, { body, headers: { 'content-type': type } })
        expect(told.status, `${path} ${JSON.stringify(body)}`).toBeLessThan(500)
      }
    }
  }
  expect(serving.unforeseen).toEqual([])
})

test('the last year that can be asked for has a year after it', async () => {
  for (const [year, status] of [
    [2198, 200],
    [2199, 400],
    [1948, 400],
  ]) {
    const told = await clerk.ask('GET', `/api/v1/reports/annual-report?year=${year}`)
    expect(told.status, String(year)).toBe(status)
    expect((await clerk.ask('GET', `/api/v1/years/${year}`)).status).toBeLessThan(500)
  }
  expect(serving.unforeseen).toEqual([])
})
