import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { ObjectStorage } from '../places/object-storage.ts'
import { objectStorage } from '../places/object-storage.ts'
import type { ThreeServers } from './three-servers.ts'
import { stop, threeServers } from './three-servers.ts'

/** How often each server is killed; `npm run campaign:servers` does it more often. */
const rounds = Number(process.env['TAIZHANG_KILLS'] ?? 1)

let storage: ObjectStorage
let three: ThreeServers
let cookie: string
let token: string

beforeAll(async () => {
  storage = await objectStorage()
  three = await threeServers(() => ({
    ...storage.env,
    FILES_URL: 's3://taizhang/files',
    BACKUPS_URL: 's3://taizhang/copies',
  }))
  await setUp()
}, 300_000)

afterAll(async () => {
  await three?.close()
  await storage?.stop()
})

interface Told {
  readonly status: number
  readonly headers: Headers
  // oxlint-disable-next-line typescript/no-explicit-any -- the tests look into answers freely
  readonly body: any
}

async function ask(
  address: string,
  method: string,
  path: string,
  { body, headers = {} }: { body?: unknown; headers?: Record<string, string> } = {},
): Promise<Told> {
  const isFile = body instanceof Uint8Array
  const told = await fetch(`${address}/api/v1${path}`, {
    method,
    headers: {
      origin: address,
      ...(body === undefined ? {} : { 'content-type': isFile ? anyFile : 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: isFile ? (body as BodyInit) : JSON.stringify(body) }),
  })
  const text = await told.text()
  const isJson = told.headers.get('content-type')?.includes('json') === true
  return { status: told.status, headers: told.headers, body: isJson ? JSON.parse(text) : text }
}

const anyFile = 'application/octet-stream'
const at = (nth: number): string => three.servers[nth]?.address ?? ''
const signedIn = () => ({ cookie })
const byToken = () => ({ authorization: `Bearer ${token}` })

async function setUp(): Promise<void> {
  // Each start ends the link before it: the last server has the one that holds.
  const linkSaid = () => /welcome#(\S+)\s/.exec(three.servers[2]?.said() ?? '')?.[1]
  while (linkSaid() === undefined) await new Promise((resolve) => setTimeout(resolve, 100))
  const link = linkSaid()
  const unit = { unit: '海棠市档案馆', zone: 'Asia/Shanghai', person: '张三', username: '张三' }
  const made = await ask(at(0), 'POST', '/setup', {
    body: { ...unit, link, password: '春眠不觉晓处处闻啼鸟' },
  })
  if (made.status >= 300) throw new Error(JSON.stringify(made.body))
  cookie = made.headers.get('set-cookie')?.split(';')[0] ?? ''
  const given = await ask(at(1), 'POST', '/tokens', {
    body: { name: 'writer', scopes: ['read', 'record'] },
    headers: signedIn(),
  })
  token = given.body.secret
}

test('what is done on one server holds on each', async () => {
  for (const { address } of three.servers) {
    expect((await ask(address, 'GET', '/session', { headers: signedIn() })).status).toBe(200)
    expect((await ask(address, 'GET', '/pack', { headers: byToken() })).status).toBe(200)
  }
  const file = Buffer.from('%PDF-1.7\n纪要\n%%EOF\n')
  const sent = await ask(at(0), 'POST', '/attachments?name=a.pdf', {
    body: new Uint8Array(file),
    headers: signedIn(),
  })
  expect(sent.status, JSON.stringify(sent.body)).toBe(201)
  const got = await ask(at(1), 'GET', `/attachments/${sent.body.sha256}`, { headers: signedIn() })
  expect([got.status, got.body]).toEqual([200, String(file)])
  const found = readdirSync(storage.folder, { recursive: true, encoding: 'utf8' })
  expect(found.some((name) => name.includes(sent.body.sha256))).toBe(true)

  const listed = await ask(three.proxy.address, 'GET', '/instances', { headers: signedIn() })
  expect(listed.body.notices).toEqual([])
  const addresses = three.servers.map(({ address }) => address).toSorted()
  const of = (instances: readonly { readonly address: string }[]) =>
    instances.map(({ address }) => address).toSorted()
  expect(of(listed.body.instances)).toEqual(addresses)
  // The terminal says the same, and ends well where they agree.
  const told = await three.command('status', '--json')
  expect(of(JSON.parse(told.stdout).instances)).toEqual(addresses)
})

test('a server of another place of files says so, and serves everything else', async () => {
  const other = { ...three.env, FILES_URL: join(three.home, 'elsewhere') }
  const one = await three.start(['serve', '--port', '0'], 'server-elsewhere', other)
  await expect.poll(() => one.said(), { timeout: 60_000 }).toContain('data.files-missing')
  expect((await ask(one.address, 'GET', '/session', { headers: signedIn() })).status).toBe(200)
  const rights = { ...three.env, SIGNER_URL: '' }
  const bare = await three.start(['serve', '--port', '0'], 'server-bare', rights)
  await expect.poll(() => bare.said(), { timeout: 60_000 }).toContain('data.keys-missing')
  expect(bare.said()).not.toContain('data.files-missing')
  expect((await ask(bare.address, 'GET', '/session', { headers: signedIn() })).status).toBe(200)
  await Promise.all([stop(one, 'SIGTERM'), stop(bare, 'SIGTERM')])
})

let draftPath: string

test('a draft that is saved on one is opened on another, and two at once are kept apart', async () => {
  const templates = await ask(at(0), 'GET', '/pack', { headers: signedIn() })
  const [report] = templates.body.reports as readonly { id: string }[]
  const year = new Date().getFullYear()
  const begun = await ask(at(0), 'POST', '/drafts', {
    body: { report: report?.id, year },
    headers: signedIn(),
  })
  expect(begun.status, JSON.stringify(begun.body)).toBe(201)
  const path = `/drafts/${begun.body.id}`
  draftPath = path
  const opened = await ask(at(1), 'GET', path, { headers: signedIn() })
  const match = { 'if-match': opened.headers.get('etag') ?? '' }
  const { tree } = opened.body
  const save = (nth: number) =>
    ask(at(nth), 'PUT', path, { body: { tree }, headers: { ...signedIn(), ...match } })
  const saved = await Promise.all([save(1), save(2)])
  expect(saved.map(({ status }) => status === 200)).toContain(true)
  const again = await ask(at(0), 'GET', path, { headers: signedIn() })
  expect(again.headers.get('etag')).not.toBe(opened.headers.get('etag'))
})

test('who has a draft open on one server is told on another', async () => {
  const newcomer = { newPerson: '李四', username: 'lisi', roles: ['clerk'] }
  const invited = await ask(at(0), 'POST', '/accounts', { body: newcomer, headers: signedIn() })
  const body = { token: invited.body.link }
  const entered = await ask(at(1), 'POST', '/session/link', { body })
  const other = { cookie: entered.headers.get('set-cookie')?.split(';')[0] ?? '' }
  const password = '海棠花开在四月的院子里'
  const chosen = await ask(at(1), 'POST', '/session/password', {
    body: { password },
    headers: other,
  })
  expect(chosen.status, JSON.stringify([invited.body, entered.body, chosen.body])).toBe(204)
  const theirs = { cookie: chosen.headers.get('set-cookie')?.split(';')[0] ?? other.cookie }
  const person = async (headers: Record<string, string>) =>
    (await ask(at(2), 'GET', '/session', { headers })).body.person
  const here = async (nth: number, headers: Record<string, string>) =>
    (await ask(at(nth), 'GET', draftPath, { headers })).body.here
  await here(0, signedIn())
  expect(await here(1, theirs)).toEqual([await person(signedIn())])
  expect(await here(2, signedIn())).toEqual([await person(theirs)])
})

test('who guesses at a password is counted on all of them together', async () => {
  // All at once, as from the fifth on each waits for some seconds.
  const guesses = Array.from({ length: 9 }, (_, n) => {
    const guess = { username: '李四', password: `guess-${n}` }
    return ask(at(n % 3), 'POST', '/session', { body: guess })
  })
  const statuses = (await Promise.all(guesses)).map(({ status }) => status)
  const looked = statuses.filter((one) => one !== 429).length
  // Each by itself would have looked at three.
  expect(looked).toBeLessThanOrEqual(5)
  expect(looked).toBeGreaterThan(0)
})

test('a copy that one makes into the bucket is listed by another', async () => {
  expect((await ask(at(0), 'POST', '/backups', { headers: signedIn() })).status).toBe(200)
  await expect
    .poll(
      async () => {
        const { body } = await ask(at(1), 'GET', '/backups', { headers: signedIn() })
        return [body.folder, body.copies.length]
      },
      { timeout: 60_000 },
    )
    .toEqual(['s3://taizhang/copies', 1])
})

test('no server has a key, and every entry is signed', async () => {
  for (const nth of [0, 1, 2]) expect(readdirSync(join(three.folder(nth), 'keys'))).toEqual([])
  const keys = readdirSync(join(three.home, 'keys/keys'))
  expect(keys.filter((name) => name.endsWith('.log.skey')).length).toBe(1)
  expect(keys.filter((name) => name.endsWith('.receipt.skey')).length).toBe(1)
  await expect
    .poll(async () => (await fetch(`${at(0)}/healthz`)).status, { timeout: 60_000 })
    .toBe(200)
})

test(
  'any of them, and the signer, may be killed while people write: nothing is lost or doubled',
  async () => {
    const pack = await ask(three.proxy.address, 'GET', '/pack', { headers: byToken() })
    const source = pack.body.lists['problem-sources'][0].id
    const acknowledged = new Map<string, number>()
    const tried = new Set<string>()
    let isOn = true
    const write = (title: string) =>
      ask(three.proxy.address, 'POST', '/registers/problem/records', {
        body: { values: { source, foundOn: '2026-05-06', title } },
        headers: { ...byToken(), 'idempotency-key': `key-of-${title}` },
      })
    const writers = Array.from({ length: 4 }, async (_, writer) => {
      for (let n = 0; isOn; n += 1) {
        const title = `${writer}-${n}`
        tried.add(title)
        const told = await write(title).catch(() => null)
        if (told?.status === 201) acknowledged.set(title, told.body.index)
        await new Promise((resolve) => setTimeout(resolve, 100))
      }
    })
    const growth = async () => {
      const before = acknowledged.size
      await expect.poll(() => acknowledged.size, { timeout: 60_000 }).toBeGreaterThan(before + 4)
    }
    await growth()
    for (let round = 0; round < rounds; round += 1) {
      for (const nth of [0, 1, 2]) {
        await three.kill(nth)
        await growth()
        await three.startAgain(nth)
      }
      await three.signer.kill()
      await three.signer.startAgain()
      await growth()
    }
    isOn = false
    await Promise.all(writers)
    for (const title of tried) {
      const told = await write(title)
      const before = acknowledged.get(title)
      expect([200, 201], title).toContain(told.status)
      if (before !== undefined)
        expect([told.body.index, told.body.repeated]).toEqual([before, true])
    }
    expect((await three.command('fsck')).stderr).toBe('')
  },
  120_000 + rounds * 180_000,
)
