import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let clerk: Browser
let person: string
const meetings = '/api/v1/registers/meeting/records'

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
})

afterAll(async () => {
  await serving.close()
})

function meeting(more: object = {}) {
  return {
    kind: 'secretary-meeting',
    heldOn: '2026-01-12',
    chair: person,
    present: [person],
    agenda: [{ topic: '研究全面从严治党工作', themes: ['governance'] }],
    ...more,
  }
}

test('a meeting is recorded, found, corrected, proved and counted', async () => {
  const made = await clerk.ask('POST', meetings, {
    body: { values: meeting({ place: '二楼' }), reason: '补录' },
  })
  expect(made.status).toBe(201)
  const { record } = made.body
  expect(record).toMatchObject({ version: 1, state: 'live', occurredOn: '2026-01-12' })
  expect(record.lateDays).toBeGreaterThan(5)

  const list = await clerk.ask('GET', `${meetings}?where.chair=${person}&search=从严&limit=5`)
  expect(list.body.items.map((one: { id: string }) => one.id)).toEqual([record.id])
  // A list carries what its columns show, or what is asked for; the title is whole all the same.
  const carried = async (columns: string) => {
    const { body } = await clerk.ask('GET', `${meetings}?where.chair=${person}${columns}`)
    expect(body.items[0].title).toBe(record.title)
    return body.items[0].values
  }
  const { kind, heldOn, chair, place } = record.values
  expect(await carried('&columns=*')).toEqual(record.values)
  expect(await carried('&columns=place,nothing')).toEqual({ place })
  const declared = await carried('')
  expect(declared).toMatchObject({ kind, heldOn, chair })
  expect(declared).not.toHaveProperty('place')

  const path = `/api/v1/records/${record.id}`
  const unsaid = await clerk.ask('PUT', path, { body: { values: meeting(), reason: '更正' } })
  expect([unsaid.status, unsaid.body.code]).toEqual([428, 'write.precondition'])
  const corrected = await clerk.ask('PUT', path, {
    body: { values: meeting({ place: '三楼会议室' }), reason: '补地点' },
    headers: { 'if-match': '"1"' },
  })
  expect(corrected.status).toBe(200)
  expect(corrected.headers.get('etag')).toBe('"2"')
  const stale = await clerk.ask('PUT', path, {
    body: { values: meeting(), reason: '晚了一步' },
    headers: { 'if-match': '"1"' },
  })
  expect([stale.status, stale.body.code]).toEqual([412, 'write.stale'])

  const versions = await clerk.ask('GET', `${path}/versions`)
  expect(versions.body).toMatchObject([
    { version: 1, changed: [], actorName: '张三' },
    { version: 2, changed: ['place'], reason: '补地点' },
  ])
  const figure = await clerk.ask('GET', '/api/v1/figures/governance-study?period=2026')
  expect(figure.body).toMatchObject({ value: 1, counted: 1, briefs: [{ id: record.id }] })
  expect([figure.body.next, figure.body.ids, figure.body.records]).toEqual([
    null,
    undefined,
    undefined,
  ])
  const ids = await clerk.ask('GET', '/api/v1/figures/governance-study?period=2026&ids=true')
  expect(ids.body.ids.records).toEqual([record.id])
  const uses = await clerk.ask('GET', `${path}/uses`)
  expect(uses.body.figures).toContain('governance-study')

  const gone = await clerk.ask('POST', `${path}/void`, {
    body: { reason: '重复登记' },
    headers: { 'if-match': '"2"' },
  })
  expect(gone.body.record.state).toBe('void')
  const after = await clerk.ask('GET', '/api/v1/figures/governance-study?period=2026')
  expect(after.body.value).toBe(0)
})

test('the records behind a figure are turned over page by page', async () => {
  const made: string[] = []
  for (const heldOn of ['2026-05-11', '2026-05-12', '2026-05-13']) {
    const { body } = await clerk.ask('POST', meetings, { body: { values: meeting({ heldOn }) } })
    made.push(body.record.id)
  }
  const figure = (more: string) =>
    clerk.ask('GET', `/api/v1/figures/governance-study?period=2026-05&limit=2${more}`)
  const first = (await figure('')).body
  const second = (await figure(`&after=${first.next}`)).body
  const idsOf = (page: { briefs: { id: string }[] }) => page.briefs.map(({ id }) => id)
  expect([...idsOf(first), ...idsOf(second)].toSorted()).toEqual(made.toSorted())
  expect([first.counted, first.briefs.length, second.next]).toEqual([3, 2, null])
  expect((await figure(`&after=${person}`)).body.code).toBe('list.cursor')
  const { body } = await clerk.ask('GET', '/api/v1/figures?period=2026-05')
  const listed = body.figures.find((one: { figure: string }) => one.figure === 'governance-study')
  expect(listed).toMatchObject({ value: 3, counted: 3 })
  expect(listed).not.toHaveProperty('records')
})

test('a checkpoint covers the entry by itself, and the proof opens its fields', async () => {
  const session = await clerk.ask('GET', '/api/v1/session')
  const log = `/log/${session.body.organisation.id}`
  // An entry lies between two checkpoints only where there is one before it.
  await expect.poll(async () => (await clerk.ask('GET', `${log}/checkpoint`)).status).toBe(200)
  const made = await clerk.ask('POST', meetings, { body: { values: meeting() } })
  const path = `/api/v1/records/${made.body.record.id}/proof`
  const read = () => clerk.ask('GET', path)
  await expect.poll(async () => (await read()).body.proof).not.toBeNull()
  const proof = await read()
  expect(proof.body.proof).toMatch(/^c2sp.org\/tlog-proof@v1\n/)
  expect(proof.body.payload.openings.length).toBeGreaterThan(5)
  expect(proof.body.payload.size).toBe(proof.body.payload.openings.length)
  const { after, before } = proof.body.provedBetween
  expect(after < before).toBe(true)
  const stranger = serving.browser()
  expect((await stranger.ask('GET', `${log}/checkpoint`)).status).toBe(200)
  expect((await stranger.ask('GET', `${log}/tile/entries/000.p/1`)).status).toBe(403)
})

test('a repeated key gets the first answer, with another body it is refused', async () => {
  const headers = { 'idempotency-key': 'one-key-for-one-write' }
  const first = await clerk.ask('POST', meetings, { body: { values: meeting() }, headers })
  const again = await clerk.ask('POST', meetings, { body: { values: meeting() }, headers })
  expect(again.body.record.id).toBe(first.body.record.id)
  expect(again.body.repeated).toBe(true)
  const body = { values: meeting({ place: '别处' }) }
  const other = await clerk.ask('POST', meetings, { body, headers })
  expect([other.status, other.body.code]).toEqual([409, 'write.key-reused'])
})

test('two callers who think of the same key do not get each other’s answer', async () => {
  const headers = { 'idempotency-key': 'one-key-of-two-callers' }
  const other = await invite(serving, clerk, { username: 'wangwu', roles: ['clerk'] })
  const token = await clerk.ask('POST', '/api/v1/tokens', {
    body: { name: 'import', scopes: ['record'] },
  })
  const bearer = { authorization: `Bearer ${token.body.secret}` }
  const body = { values: meeting({ place: '三楼' }) }
  const told = [
    await clerk.ask('POST', meetings, { body, headers }),
    await other.ask('POST', meetings, { body, headers }),
    await serving.browser().ask('POST', meetings, { body, headers: { ...headers, ...bearer } }),
  ]
  expect(told.map(({ status, body: { repeated } }) => [status, repeated])).toEqual(
    Array(3).fill([201, false]),
  )
  expect(new Set(told.map((one) => one.body.record.id)).size).toBe(3)
})

test('every fault of bad values is told at once, in the language of the caller', async () => {
  const values = { kind: 'no-such-kind', heldOn: '2026-13-40', chair: 'nobody', extra: 1 }
  const told = await clerk.ask('POST', `${meetings}?lang=en`, { body: { values } })
  expect(told.status).toBe(422)
  const places = told.body.faults.map((one: { at: string[] }) => one.at.join('.'))
  for (const field of ['kind', 'heldOn', 'chair', 'extra', 'present']) {
    expect(
      places.some((one: string) => one.startsWith(`values.${field}`)),
      field,
    ).toBe(true)
  }
  expect(told.body.title).not.toMatch(/[一-鿿]/)
})

test('bad requests are refused with a code and change nothing', async () => {
  const cases: [object | string, Record<string, string>, number, string][] = [
    ['{"values":', {}, 400, 'body.not-json'],
    [`{"values":${'['.repeat(40)}${']'.repeat(40)}}`, {}, 400, 'body.deep'],
    [{ values: meeting() }, { 'content-type': 'text/plain' }, 415, 'body.type'],
    [`"${'x'.repeat(1024 * 1024 + 10)}"`, {}, 413, 'body.too-large'],
    [{ values: meeting(), more: 1 }, {}, 400, 'request.invalid'],
    [{ values: meeting() }, { 'sec-fetch-site': 'cross-site' }, 403, 'request.origin'],
    [{ values: meeting() }, { origin: 'http://evil.example' }, 403, 'request.origin'],
    [{ values: meeting() }, { host: 'evil.example' }, 421, 'request.host'],
    [{ values: meeting() }, { 'idempotency-key': 'short' }, 400, 'request.invalid'],
    [{ values: meeting() }, { authorization: 'Bearer tz_nobody_knows_this' }, 401, 'session.none'],
  ]
  const count = async () =>
    (await clerk.ask('GET', `${meetings}?voided=true&limit=200`)).body.items.length
  const before = await count()
  for (const [body, headers, status, code] of cases) {
    const told = await clerk.ask('POST', meetings, { body, headers })
    expect([told.status, told.body.code], code).toEqual([status, code])
  }
  expect(await count()).toBe(before)
  for (const path of ['/api/v1/records/1', '/api/v1/nothing', `${meetings}?where.nothing=1`]) {
    expect((await clerk.ask('GET', path)).body.code, path).toMatch(/unknown|list\.field/)
  }
})

test('a restricted register is hidden from whoever may not read it, everywhere', async () => {
  const roles = ['confidentiality-lead', 'clerk']
  const lead = await invite(serving, clerk, { username: 'baomi', roles })
  const leaks = '/api/v1/registers/leak-incident/records'
  const values = { kind: 'network', happenedOn: '2026-03-02', found: '金丝雀七号' }
  const kinds = (await lead.ask('GET', '/api/v1/pack')).body.lists['leak-kinds']
  const made = await lead.ask('POST', leaks, { body: { values: { ...values, kind: kinds[0].id } } })
  expect(made.status).toBe(201)
  const { id } = made.body.record
  const paths = [
    leaks,
    ...['', '/versions', '/proof', '/uses'].map((end) => `/api/v1/records/${id}${end}`),
    '/api/v1/pack',
    '/api/v1/figures?period=2026',
    '/api/v1/years/2026',
    `${meetings}?search=金丝雀`,
  ]
  for (const path of paths) {
    const told = await clerk.ask('GET', path)
    expect(JSON.stringify(told.body), path).not.toMatch(new RegExp(`金丝雀|${id}`))
    if (path.includes(id) || path === leaks) expect(told.status, path).toBe(404)
  }
  const auditor = await invite(serving, clerk, { username: 'shenji', roles: ['auditor'] })
  expect((await auditor.ask('GET', `/api/v1/records/${id}`)).body.values.found).toBe('金丝雀七号')
  const trail = await auditor.ask('GET', '/api/v1/trail?limit=200')
  const acts = trail.body.items.map((one: { act: string }) => one.act)
  expect(acts).toEqual(expect.arrayContaining(['read-restricted', 'sign-in', 'role']))
})

test('a search leaves one line, of restricted registers that had it, and the trail says who', async () => {
  const auditor = await invite(serving, clerk, { username: 'cha-liuhen', roles: ['auditor'] })
  const lines = async (of = '') =>
    (await auditor.ask('GET', `/api/v1/trail?limit=200${of}`)).body.items as {
      at: string
      actor: string
      actorName: string
      act: string
      subject: string
      subjectName: string
      detail: string | null
    }[]
  const leaks = '/api/v1/registers/leak-incident/records'
  const reads = '&act=read-restricted'
  const before = await lines(reads)
  expect((await auditor.ask('GET', '/api/v1/search?q=没有这样的话')).body.found).toEqual([])
  expect((await auditor.ask('GET', `${leaks}?search=没有这样的话`)).body.items).toEqual([])
  expect(await lines(reads)).toEqual(before)
  const hit = await auditor.ask('GET', '/api/v1/search?q=金丝雀')
  const found = hit.body.found as { register: string; page: { items: unknown[] } }[]
  expect(found.find(({ register }) => register === 'leak-incident')?.page.items).toHaveLength(1)
  const [line, ...rest] = await lines(reads)
  expect(rest).toEqual(before)
  expect(line).toMatchObject({ subject: 'leak-incident', detail: 'search' })
  expect(line?.subjectName).toMatch(/失泄密/)
  expect((await clerk.ask('GET', '/api/v1/search?q=金丝雀')).body.found).toEqual([])
  expect(await lines(reads)).toHaveLength(before.length + 1)
  const day = line?.at.slice(0, 10) ?? ''
  const mine = await lines(`${reads}&actor=${line?.actor}&from=${day}&to=2999-01-01`)
  expect(mine.length).toBeGreaterThan(0)
  expect(new Set(mine.map(({ actorName }) => actorName))).toEqual(new Set([line?.actorName]))
  expect(await lines(`${reads}&to=1999-12-31`)).toEqual([])
  const roles = await lines('&act=role')
  expect(roles.map(({ act }) => act)).toEqual(roles.map(() => 'role'))
  expect(roles[0]?.subjectName).toBe(line?.actorName)
  expect((await clerk.ask('GET', '/api/v1/trail')).status).toBe(403)
  const [refused] = await lines('&act=refused')
  expect(refused).toMatchObject({ subject: 'trail.read', subjectName: '操作留痕' })
})

test('roles act at once, the last administrator stays, an ended account is out', async () => {
  const other = await invite(serving, clerk, { username: 'lisi', roles: ['clerk'] })
  const accounts = (await clerk.ask('GET', '/api/v1/accounts')).body
  const idOf = (name: string) =>
    accounts.find((one: { username: string }) => one.username === name).id
  expect((await other.ask('POST', meetings, { body: { values: meeting() } })).status).toBe(201)
  const reviewer = { body: { roles: ['reviewer'] } }
  await clerk.ask('PUT', `/api/v1/accounts/${idOf('lisi')}`, reviewer)
  expect((await other.ask('POST', meetings, { body: { values: meeting() } })).status).toBe(403)
  const last = await clerk.ask('PUT', `/api/v1/accounts/${idOf('张三')}`, reviewer)
  expect(last.body.code).toBe('account.last-administrator')
  expect((await clerk.ask('DELETE', `/api/v1/accounts/${idOf('lisi')}`)).status).toBe(204)
  expect((await other.ask('GET', '/api/v1/session')).status).toBe(401)
})

test('nothing unforeseen happened on the way', () => {
  expect(serving.unforeseen).toEqual([])
})
