import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blobPath } from '../../src/adapters/blobs/folder-blobs.ts'
import { readPageFiles } from '../../src/api/page-files.ts'
import { dropBytes } from '../../src/app/records/drop-bytes.ts'
import { pdf, png, turnedJpeg } from '../papers.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

const home = mkdtempSync(join(tmpdir(), 'taizhang-papers-'))
let serving: Serving
let clerk: Browser
let person: string

beforeAll(async () => {
  // The minutes of a meeting, but for those who lead only.
  cpSync(join(import.meta.dirname, '../../packs'), home, { recursive: true })
  const path = join(home, 'cn-party-governance/registers/meeting.yaml')
  const text = readFileSync(path, 'utf8')
  const closed = text.replace('{ id: minutes, type: file,', '$& readers: [leader],')
  if (closed === text) throw new Error('there is no field to close')
  writeFileSync(path, closed)
  serving = await serveTest({ packFolder: join(home, 'cn-party-governance') })
  ;({ browser: clerk, person } = await setUp(serving))
})

afterAll(async () => {
  await serving.close()
  rmSync(home, { recursive: true, force: true })
})

const send = (browser: Browser, name: string, file: Uint8Array): Promise<Told> =>
  browser.ask('POST', `/api/v1/attachments?name=${encodeURIComponent(name)}`, { file })

const rule = (browser: Browser, files: readonly unknown[]): Promise<Told> =>
  browser.ask('POST', '/api/v1/registers/rule/records', {
    body: { values: { title: '保密规定', change: 'made', decidedOn: '2026-05-06', text: files } },
  })

async function recorded(name: string, bytes: Uint8Array): Promise<{ path: string; file: Told }> {
  const file = await send(clerk, name, bytes)
  expect(file.status, JSON.stringify(file.body)).toBe(201)
  const written = await rule(clerk, [file.body])
  expect(written.status, JSON.stringify(written.body)).toBe(201)
  return { path: `/api/v1/records/${written.body.record.id}/files/${file.body.sha256}`, file }
}

describe('is taken by what it is', () => {
  test.each<[string, Uint8Array, string]>([
    ['照片.webp', Buffer.from('RIFF\0\0\0\0WEBPVP8 ', 'latin1'), 'image/webp'],
    ['图.GIF', Buffer.from('GIF89a'), 'image/gif'],
    ['竖拍.jpg', turnedJpeg(Buffer.from('ffd8ffd9', 'hex')), 'image/jpeg'],
    ['很大.png', png({ width: 60_000, height: 60_000 }, { rows: 9 }), 'image/png'],
    ['会签.pdf', pdf(['会签'], { script: 'app.alert(1)' }), 'application/pdf'],
  ])('%s', async (name, bytes, type) => {
    const told = await send(clerk, name, bytes)
    expect([told.status, told.body.type], JSON.stringify(told.body)).toEqual([201, type])
  })

  test.each<[string, string, Uint8Array]>([
    ['a drawing that runs, called a picture', 'x.png', Buffer.from('<svg onload="x()"/>')],
    ['a picture of another kind', 'x.gif', png({ width: 1, height: 1 })],
    ['a sound in the same wrapping as WebP', 'x.webp', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
  ])('but not %s', async (_, name, bytes) => {
    const told = await send(clerk, name, bytes)
    expect([told.status, told.body.code]).toEqual([422, 'file.wrong-kind'])
  })

  test('and a photo that only its phone opens is refused with the way out', async () => {
    const told = await send(clerk, 'IMG_0001.HEIC', Buffer.from('....ftypheic'))
    expect([told.status, told.body.code]).toEqual([422, 'file.type'])
    expect(told.body.hint).toMatch(/JPG/)
  })
})

describe('is handed out as a file, never as a page', () => {
  const both = Buffer.concat([png({ width: 1, height: 1 }), Buffer.from('<script>x()</script>')])

  test('also what is a picture and a page at once', async () => {
    const { path } = await recorded('两面.png', both)
    const got = await clerk.ask('GET', path, { headers: { accept: 'text/html' } })
    expect(got.headers.get('content-type')).toBe('image/png')
    expect(got.headers.get('content-disposition')).toMatch(/^attachment;/)
    expect(got.headers.get('x-content-type-options')).toBe('nosniff')
    expect(got.headers.get('content-security-policy')).toMatch(/^sandbox; default-src 'none'/)
    expect(got.headers.get('cross-origin-resource-policy')).toBe('same-origin')
    expect(got.headers.get('cache-control')).toBe('no-store')
  })

  test('whole, whatever range is asked for', async () => {
    const { path } = await recorded('范围.png', both)
    for (const range of ['bytes=0-3', 'bytes=5-', 'bytes=-1', 'bytes=9999999-', 'x']) {
      const got = await clerk.ask('GET', path, { headers: { range } })
      expect([got.status, got.bytes.length], range).toEqual([200, both.length])
    }
  })

  test.each(['../../etc/passwd.txt', String.raw`..\..\a.txt`, 'a/b\nc.txt', '\u202Etxt.a.txt'])(
    'under a name without a way in it: %j',
    async (name) => {
      const { path, file } = await recorded(name, Buffer.from(`正文 ${name}`))
      expect(file.body.name).not.toMatch(/[/\\\u0000\u202e]/)
      const { headers } = await clerk.ask('GET', path)
      expect(headers.get('content-disposition')).not.toMatch(/[/\\\u0000]|%2F|%5C/i)
    },
  )

  test('and the frame for looking is an origin of its own, which only this page may show', () => {
    const folder = join(home, 'page')
    mkdirSync(join(folder, 'looking'), { recursive: true })
    for (const path of ['index.html', 'looking/frame.html']) writeFileSync(join(folder, path), 'x')
    const page = readPageFiles(folder)
    const policy = page.file('/looking/frame.html', '')?.headers['content-security-policy']
    expect(policy).toMatch(/^sandbox allow-scripts; default-src 'none';/)
    expect(policy).not.toMatch(/allow-same-origin|unsafe-inline|'unsafe-eval'/)
    expect(policy).toContain("frame-ancestors 'self'")
    // The page itself stays as it was: it shows no frame of anybody else and no blob.
    expect(page.document().headers['content-security-policy']).not.toMatch(/blob:|sandbox/)
  })
})

describe('who may not read it', () => {
  test('does not get a file of a field that is not open to them', async () => {
    const leader = await invite(serving, clerk, { username: '韩领', roles: ['leader', 'clerk'] })
    const { body: file } = await send(leader, '纪要.txt', Buffer.from('会议纪要'))
    const values = {
      kind: 'secretary-meeting',
      heldOn: '2026-05-06',
      chair: person,
      present: [person],
      agenda: [{ topic: '研究工作' }],
      minutes: [file],
    }
    const written = await leader.ask('POST', '/api/v1/registers/meeting/records', {
      body: { values },
    })
    expect(written.status, JSON.stringify(written.body)).toBe(201)
    const { id } = written.body.record
    const path = `/api/v1/records/${id}/files/${file.sha256}`
    expect((await leader.ask('GET', path)).status).toBe(200)
    const other = await invite(serving, clerk, { username: '方文', roles: ['clerk'] })
    const seen = await other.ask('GET', `/api/v1/records/${id}`)
    expect(JSON.stringify(seen.body)).not.toContain(file.sha256)
    const got = await other.ask('GET', path)
    expect([got.status, got.body.code]).toEqual([404, 'attachment.none'])
    // Whoever brings the same file has brought it, and gets no more than that.
    expect((await send(other, '我的.txt', Buffer.from('会议纪要'))).status).toBe(201)
    expect((await other.ask('GET', path)).status).toBe(404)
  })

  test('of another unit, gets nothing, and hears nothing of its being there', async () => {
    const secret = Buffer.from('本单位的方案')
    const { path, file } = await recorded('方案.txt', secret)
    const body = { name: { zh: '下级单位', en: 'Below' }, zone: 'Asia/Shanghai', below: true }
    const below = await clerk.ask('POST', '/api/v1/organisations', { body })
    const change = (organisation: string) =>
      clerk.ask('POST', '/api/v1/session/organisation', { body: { organisation } })
    const own = (await clerk.ask('GET', '/api/v1/session')).body.organisation.id
    expect((await change(below.body.id)).status).toBe(200)
    try {
      const there = await invite(serving, clerk, { username: '范下', roles: ['clerk'] })
      expect((await there.ask('GET', path)).status).toBe(404)
      const mine = `/api/v1/attachments/${file.body.sha256}`
      expect((await there.ask('GET', mine)).body.code).toBe('attachment.none')
      expect((await rule(there, [file.body])).body.code).toBe('attachment.unknown')
      // The same bytes are a file of their own here, on a path of their own.
      const again = await send(there, '方案.txt', secret)
      expect([again.status, again.body]).toEqual([201, file.body])
      const folders = readdirSync(join(serving.data, 'files')).filter((org) =>
        readdirSync(join(serving.data, 'files', org), { recursive: true }).some((one) =>
          String(one).endsWith(file.body.sha256),
        ),
      )
      expect(folders).toHaveLength(2)
    } finally {
      await change(own)
    }
  })
})

describe('the same file', () => {
  const used = () => serving.opened.ports.store.uploads.used(1)

  test('brought twice at once is kept and counted once', async () => {
    const other = await invite(serving, clerk, { username: '许同', roles: ['clerk'] })
    const bytes = Buffer.from('同一件材料'.repeat(20_000))
    const before = await used()
    const told = await Promise.all(
      [clerk, other, clerk, other].map((browser, nth) => send(browser, `${nth}.txt`, bytes)),
    )
    expect(told.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    expect((await used()) - before).toBe(bytes.length)
    const { sha256 } = told[0]!.body
    const path = blobPath(join(serving.data, 'files'), { org: 1, sha256 })
    const beside = readdirSync(join(path, '..')).filter((name) => name.startsWith(sha256))
    expect(beside).toEqual([sha256])
  })

  test('brought at the moment in which it is thrown away is kept', async () => {
    const { ports } = serving.opened
    const bytes = Buffer.from('刚好又来')
    const { body: file } = await send(clerk, 'a.txt', bytes)
    const gone = { from: ['waiting'], to: 'gone' } as const
    await ports.store.uploads.setState(1, [file.sha256], gone)
    // Between the row and the bytes: it is brought again.
    await ports.blobs.remove(1, file.sha256, async () => {
      expect((await send(clerk, 'b.txt', bytes)).status).toBe(201)
      return false
    })
    expect((await clerk.ask('GET', `/api/v1/attachments/${file.sha256}`)).status).toBe(200)
    // Before the bytes are touched: the row says that it is wanted.
    await dropBytes(ports, 1, file.sha256)
    expect((await clerk.ask('GET', `/api/v1/attachments/${file.sha256}`)).status).toBe(200)
    expect((await rule(clerk, [file])).status).toBe(201)
    await ports.store.uploads.setState(1, [file.sha256], { from: ['kept'], to: 'gone' })
    await dropBytes(ports, 1, file.sha256)
    expect(await ports.blobs.read(1, file.sha256)).toBe('missing')
  })
})
