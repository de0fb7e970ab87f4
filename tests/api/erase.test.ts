import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Browser, Serving } from './serving.ts'
import { goodPassword, invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let clerk: Browser
let officer: Browser
let person: string

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  officer = await invite(serving, clerk, { username: '吴护', roles: ['data-protection'] })
})

afterAll(() => serving.close())

const place = '东河路 7 号'

async function meeting(): Promise<{ id: string; sha256: string }> {
  const file = Buffer.from(`签到表 ${Math.random()}`)
  const sent = await clerk.ask('POST', '/api/v1/attachments?name=a.txt', { file })
  const values = {
    kind: 'secretary-meeting',
    heldOn: '2026-05-06',
    chair: person,
    present: [person],
    agenda: [{ topic: place }],
    minutes: [sent.body],
  }
  const made = await clerk.ask('POST', '/api/v1/registers/meeting/records', { body: { values } })
  expect(made.status, JSON.stringify(made.body)).toBe(201)
  return { id: made.body.record.id, sha256: sent.body.sha256 }
}

const erase = (browser: Browser, id: string, body: object, version = 1) =>
  browser.ask('POST', `/api/v1/records/${id}/erase`, {
    headers: { 'if-match': `"${version}"` },
    body: { reason: '本人申请', password: goodPassword, ...body },
  })

async function differences() {
  const { auditor, ports } = serving.opened
  const file = fileCheckOf(ports.blobs)
  const [report] = await fsck({ auditor, crypto: ports.crypto }, { file })
  return report?.faults
}

test('whoever protects data takes fields out of every version, with their files', async () => {
  const { id, sha256 } = await meeting()
  const told = await erase(officer, id, { fields: ['agenda', 'minutes'] })
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  const record = await officer.ask('GET', `/api/v1/records/${id}`)
  const versions = await officer.ask('GET', `/api/v1/records/${id}/versions`)
  const all = JSON.stringify([record.body, versions.body])
  expect(all).not.toContain(place)
  expect(all).not.toContain(sha256)
  expect(record.body.values.kind).toBe('secretary-meeting')
  const file = await clerk.ask('GET', `/api/v1/records/${id}/files/${sha256}`)
  expect(file.body.code).toBe('attachment.none')
  expect(await serving.opened.ports.blobs.read(1, sha256)).toBe('missing')
  // What the file was called may say whom it was about.
  const uploads = await serving.opened.ports.store.uploads.find(1, [sha256])
  expect(uploads).toMatchObject([{ state: 'erased', name: '' }])
  const { body } = await clerk.ask('GET', `/api/v1/records/${id}/erasures`)
  expect(body).toMatchObject([
    {
      index: told.body.index,
      actorName: '吴护',
      reason: '本人申请',
      fields: ['agenda', 'minutes'],
    },
  ])
  expect(await differences()).toEqual([])
})

test('a void record stays void, and a file that another record links stays', async () => {
  const { id, sha256 } = await meeting()
  const record = await clerk.ask('GET', `/api/v1/records/${id}`)
  const { values } = record.body
  await clerk.ask('POST', '/api/v1/registers/meeting/records', { body: { values } })
  await clerk.ask('POST', `/api/v1/records/${id}/void`, {
    headers: { 'if-match': '"1"' },
    body: { reason: '重复' },
  })
  expect((await erase(officer, id, { fields: ['minutes'] }, 2)).status).toBe(200)
  const after = await clerk.ask('GET', `/api/v1/records/${id}`)
  expect(after.body.state).toBe('void')
  expect(await serving.opened.ports.blobs.read(1, sha256)).not.toBe('missing')
  expect(await differences()).toEqual([])
})

describe('is refused', () => {
  test.each<[string, object, number, string]>([
    ['with another password', { fields: ['agenda'], password: 'x' }, 403, 'sign-in.again'],
    ['without a ground', { fields: ['agenda'], reason: ' ' }, 400, 'request.invalid'],
    ['without a field', { fields: [] }, 400, 'request.invalid'],
    ['of the day', { fields: ['heldOn'] }, 422, 'erase.field'],
    ['of a field that is not there', { fields: ['x'] }, 422, 'erase.field'],
  ])('%s', async (_, body, status, code) => {
    const { id } = await meeting()
    const told = await erase(officer, id, body)
    expect([told.status, told.body.code]).toEqual([status, code])
  })

  test('to everybody else, and of a version that is not the newest', async () => {
    const { id } = await meeting()
    const told = await erase(clerk, id, { fields: ['agenda'] })
    expect([told.status, told.body.code]).toEqual([403, 'access.denied'])
    const stale = await erase(officer, id, { fields: ['agenda'] }, 7)
    expect(stale.status).toBe(412)
  })
})

test('an erasure takes the answers along: their keys and digests are hashes of what is gone', async () => {
  const answers = async () => {
    const client = new Client(serving.connection)
    await client.connect()
    const { rows } = await client.query('SELECT key, digest FROM ledger.answer ORDER BY index')
    await client.end()
    return rows
  }
  const before = await answers()
  const sheet = '荣誉名称,授予单位,授予日期\n东河路七号先进个人,市局,2026-05-06'
  const file = new TextEncoder().encode(sheet)
  const sent = await clerk.ask('POST', '/api/v1/registers/honour/import', { file })
  expect(sent.body).toMatchObject({ added: 1 })
  expect(await answers()).toHaveLength(before.length + 1)
  const { body } = await clerk.ask('GET', '/api/v1/registers/honour/records?columns=*')
  const told = await erase(officer, body.items[0].id, { fields: ['title'] })
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  const after = await answers()
  expect(after.slice(0, -1)).toEqual(before)
  expect(after.at(-1)).toEqual({ key: expect.stringMatching(/^erased \d+$/), digest: '' })
  expect(await differences()).toEqual([])
})
