import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { fileBytesMax } from '../../src/api/contract/file-bytes-max.ts'
import { bodyBytesMax } from '../../src/api/read-body.ts'
import type { Route } from '../../src/api/route.ts'
import { allRoutes } from '../../src/api/routes/all-routes.ts'
import { abilitiesOf } from '../../src/app/access/access.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

const roles = ['clerk', 'leader', 'first-responsible', 'reviewer', 'auditor'] as const
const canary = '金丝雀甲'

let serving: Serving
let administrator: Browser
let own: { record: string; person: string; organisation: string }
const people = new Map<string, { browser: Browser; roles: readonly string[] }>()

beforeAll(async () => {
  serving = await serveTest()
  const first = await setUp(serving)
  administrator = first.browser
  const problem = await administrator.ask('POST', '/api/v1/registers/problem/records', {
    body: { values: { title: canary, source: await firstSource(), foundOn: '2026-05-06' } },
  })
  const session = await administrator.ask('GET', '/api/v1/session')
  own = {
    record: problem.body.record.id,
    person: first.person,
    organisation: session.body.organisation.id,
  }
  for (const role of roles) {
    const browser = await invite(serving, administrator, {
      username: `user-${role}`,
      roles: [role],
    })
    people.set(role, { browser, roles: [role] })
  }
  // The same account in another organisation: what is here must not be there.
  const other = await administrator.ask('POST', '/api/v1/organisations', {
    body: { name: '另一个单位', zone: 'Asia/Shanghai', below: false },
  })
  const stranger = serving.browser()
  const body = { username: '张三', password: '春眠不觉晓处处闻啼鸟' }
  await stranger.ask('POST', '/api/v1/session', { body })
  await stranger.ask('POST', '/api/v1/session/organisation', {
    body: { organisation: other.body.id },
  })
  people.set('elsewhere', { browser: stranger, roles: ['administrator'] })
  people.set('nobody', { browser: serving.browser(), roles: [] })
})

afterAll(async () => {
  await serving.close()
})

async function firstSource(): Promise<string> {
  return (await administrator.ask('GET', '/api/v1/pack')).body.lists['problem-sources'][0].id
}

const noFile = '0'.repeat(64)

function idFor(path: string): string {
  if (path.startsWith('/duties')) return 'no-leak'
  if (path.startsWith('/people/')) return own.person
  return path.startsWith('/figures') ? 'governance-study' : own.record
}

function addressOf({ path, query }: Route): string {
  const filled = path
    .replace('{register}', 'problem')
    .replace('{id}', idFor(path))
    .replace(/\{(one|other|body)\}/g, own.record)
    .replace('{year}', '2026')
    .replace('{sha256}', noFile)
  if (!query) return filled
  if (path === '/search') return `${filled}?q=${canary}`
  if (path === '/calendar') return `${filled}?from=2026-01-01&to=2026-01-31`
  if (path === '/duties/{id}/attestation') return `${filled}?period=2026-Q1`
  if (query instanceof z.ZodObject && 'year' in query.shape) return `${filled}?year=2026`
  if (path === '/people/{id}/merge') return `${filled}?into=${own.record}`
  if (path === '/drafts/{id}/signing') return `${filled}?version=1&revision=1`
  if (path === '/calls/{id}/collected') return `${filled}?item=1`
  if (path === '/collected') return `${filled}?figure=none&period=2026`
  if (path === '/drafts/{id}/version') return `${filled}?slot=none`
  const asksPeriod = path.startsWith('/figures') || path === '/duties/{id}/wanted'
  return asksPeriod ? `${filled}?period=2026` : filled
}

const denied = [401, 403]

test.each(
  allRoutes.filter((one) => one.access.who === 'member').map((one) => [one.id, one] as const),
)('%s lets in by role and keeps other organisations out', async (_, route) => {
  for (const [who, { browser, roles: has }] of people) {
    // An empty body is refused only after the caller was let through.
    const asked = route.method === 'GET' ? {} : { body: {} }
    const told = await browser.ask(route.method, `/api/v1${addressOf(route)}`, asked)
    const { ability } = route.access
    // Copies are of the whole server and belong to the administrator of its first unit.
    const isOfServer = who === 'elsewhere' && /^(backups|instances)\./.test(route.id)
    const hasAbility = ability === undefined || abilitiesOf(has).includes(ability)
    const may = who !== 'nobody' && !isOfServer && hasAbility
    const label = `${who} ${told.status} ${told.body?.code ?? ''}`
    if (!may) expect(denied, label).toContain(told.status)
    else if (ability !== undefined) expect(denied, label).not.toContain(told.status)
    expect(told.status, label).toBeLessThan(500)
    if (who === 'elsewhere' || who === 'nobody') {
      expect(JSON.stringify(told.body), label).not.toContain(canary)
      if (may && route.path.startsWith('/records/'))
        expect([400, 401, 404], label).toContain(told.status)
    }
  }
})

/** What comes before anything that was sent is looked at. */
const atTheGate = /^(session|access|backup|register)\./

test('of what somebody sends who may not call a route nothing is parsed', async () => {
  const headers = { 'content-type': 'application/json' }
  for (const route of allRoutes.filter(
    ({ method, access }) => method !== 'GET' && access.who !== 'public',
  )) {
    for (const [who, { browser, roles: has }] of people) {
      const { ability } = route.access
      const isGated = ability !== undefined && !abilitiesOf(has).includes(ability)
      if (who !== 'nobody' && !isGated) continue
      for (const body of ['{', '['.repeat(100), '"'.repeat(bodyBytesMax + 1)]) {
        const told = await browser.ask(route.method, `/api/v1${addressOf(route)}`, {
          body,
          headers,
        })
        expect(told.body?.code, `${who} ${route.id}`).toMatch(atTheGate)
      }
    }
  }
})

test('a file of whoever may write nothing of the kind is not read', async () => {
  const reviewer = people.get('reviewer')?.browser
  const file = new Uint8Array(fileBytesMax + 1)
  for (const path of [
    '/registers/problem/import',
    '/attachments?name=a.pdf',
    '/imports?fileName=a.xlsx',
  ]) {
    const told = await reviewer?.ask('POST', `/api/v1${path}`, { file })
    expect([path, told?.status]).toEqual([path, 403])
  }
})

test('a page is answered for the organisation that it shows, and for no other', async () => {
  const path = '/api/v1/registers/problem/records'
  const shows = (id: string) => ({ headers: { 'taizhang-organisation': id } })
  const stranger = people.get('elsewhere')?.browser
  expect((await administrator.ask('GET', path, shows(own.organisation))).status).toBe(200)
  for (const [method, body] of [
    ['GET', undefined],
    ['POST', { values: { title: '误入', foundOn: '2026-05-06' } }],
  ] as const) {
    const told = await stranger?.ask(method, path, { body, ...shows(own.organisation) })
    expect([told?.status, told?.body.code]).toEqual([409, 'session.elsewhere'])
  }
  const { items } = (await administrator.ask('GET', path)).body
  expect(items.map((one: { title: string }) => one.title)).toEqual([canary])
})

test('a token does what its scope says in its own organisation, and nothing else', async () => {
  const tokenOf = async (scopes: readonly string[]) => {
    const made = await administrator.ask('POST', '/api/v1/tokens', { body: { name: 't', scopes } })
    return { id: made.body.token.id, authorization: `Bearer ${made.body.secret}` }
  }
  const machine = serving.browser()
  const { id, ...read } = await tokenOf(['read'])
  const { id: _, ...witness } = await tokenOf(['witness'])
  const list = '/api/v1/registers/problem/records'
  expect((await machine.ask('GET', list, { headers: read })).body.items.length).toBe(1)
  expect((await machine.ask('POST', list, { body: {}, headers: read })).status).toBe(403)
  expect((await machine.ask('GET', list, { headers: witness })).status).toBe(403)
  for (const path of ['/api/v1/accounts', '/api/v1/session', '/api/v1/trail']) {
    expect((await machine.ask('GET', path, { headers: read })).status, path).toBe(403)
  }
  const ended = await administrator.ask('DELETE', `/api/v1/tokens/${id}`)
  expect(ended.status).toBe(204)
  expect((await machine.ask('GET', list, { headers: read })).status).toBe(401)
})

test('what the interface says is what the server does', async () => {
  const document = (await serving.browser().ask('GET', '/api/openapi.json')).body
  expect(document.openapi).toBe('3.1.0')
  const documented = Object.entries<Record<string, { operationId: string }>>(
    document.paths,
  ).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, one]) => ({ path, method: method.toUpperCase(), one })),
  )
  const ids = documented.map(({ one }) => one.operationId)
  expect(ids.sort()).toEqual(allRoutes.map((one) => one.id).sort())
  for (const { path, method } of documented) {
    const kept = path.replace('{register}', 'problem').replace('{sha256}', noFile)
    const named = kept.replace('{id}', own.record)
    const address = named.replace('{year}', '2026')
    const told = await serving.browser().ask(method, address, method === 'GET' ? {} : { body: {} })
    expect(told.body?.code, `${method} ${path}`).not.toBe('route.unknown')
    expect(told.status, `${method} ${path}`).toBeLessThan(500)
  }
  expect((await serving.browser().ask('GET', '/api/docs')).body).toContain('/api/v1/records/{id}')
})

/** Who is asked for what the administrator may not read. */
const onlyFor: Readonly<Record<string, string>> = {
  'trail.read': 'auditor',
  'report.signing': 'first-responsible',
}

test('answers have the form that the interface promises', async () => {
  for (const route of allRoutes.filter((one) => one.method === 'GET' && one.answer !== null)) {
    const browser = people.get(onlyFor[route.id] ?? '')?.browser ?? administrator
    const told = await browser?.ask('GET', `/api/v1${addressOf(route)}`)
    if (told?.status !== 200) {
      // The record that is asked for is a problem, and no report was received.
      const isOther = /^\/(received|asked-answers)[/-]/.test(route.path)
      const notReceived = isOther ? ['record.unknown'] : []
      const none = [
        'report.unknown',
        'call.unknown',
        'duty-list.unknown',
        'call.unsigned',
        'draft.unknown',
        'attachment.none',
        'draw.none',
        'import.unknown',
        'merge.person',
        'exchange.nobody',
        ...notReceived,
      ]
      expect(none, route.id).toContain(told?.body.code)
      continue
    }
    const parsed = route.answer?.safeParse(told.body)
    expect(parsed?.error?.issues ?? [], route.id).toEqual([])
  }
})

test('pages carry a policy that lets in scripts and styles of this server only', async () => {
  const page = await serving.browser().ask('GET', '/registers/meeting')
  const policy = page.headers.get('content-security-policy') ?? ''
  expect(policy).toContain("script-src 'self';")
  expect(policy).toContain("style-src 'self';")
  expect(policy).not.toMatch(/unsafe|nonce|https?:/)
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
})

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
