import { createHash } from 'node:crypto'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Document, Header, Packer, Paragraph } from 'docx'
import { zipSync } from 'fflate'
import { Client } from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { blobPath } from '../../src/adapters/blobs/folder-blobs.ts'
import { fileCheckOf } from '../../src/app/audit/check-attachments.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import { clearUnlinked } from '../../src/app/records/clear-unlinked.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let clerk: Browser
let person: string
let meeting: { values: Record<string, unknown> }

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: clerk, person } = await setUp(serving))
  meeting = {
    values: {
      kind: 'secretary-meeting',
      heldOn: '2026-05-06',
      chair: person,
      present: [person],
      agenda: [{ topic: '研究工作' }],
    },
  }
})

afterAll(() => serving.close())

const pdf = (text: string): Uint8Array => Buffer.from(`%PDF-1.7\n${text}\n%%EOF\n`)

const send = (browser: Browser, name: string, file: Uint8Array): Promise<Told> =>
  browser.ask('POST', `/api/v1/attachments?name=${encodeURIComponent(name)}`, { file })

async function recorded(browser: Browser, files: readonly unknown[]): Promise<Told> {
  const body = { values: { ...meeting.values, minutes: files } }
  return browser.ask('POST', '/api/v1/registers/meeting/records', { body })
}

describe('a file and the record that links it', () => {
  test('is uploaded, linked, fetched as it was, and never as a page', async () => {
    const bytes = pdf('纪要')
    const told = await send(clerk, '会议纪要 1.pdf', bytes)
    expect(told.status).toBe(201)
    const sha256 = createHash('sha256').update(bytes).digest('hex')
    const file = { sha256, name: '会议纪要 1.pdf', type: 'application/pdf', bytes: bytes.length }
    expect(told.body).toEqual(file)
    const written = await recorded(clerk, [told.body])
    expect(written.status, JSON.stringify(written.body)).toBe(201)
    const { id } = written.body.record
    const got = await clerk.ask('GET', `/api/v1/records/${id}/files/${sha256}`)
    expect(got.status).toBe(200)
    expect(Buffer.from(got.bytes).equals(Buffer.from(bytes))).toBe(true)
    expect(got.headers.get('content-disposition')).toMatch(/^attachment; filename="file-/)
    expect(got.headers.get('content-security-policy')).toContain('sandbox')
    expect(got.headers.get('x-content-type-options')).toBe('nosniff')
    const other = await clerk.ask('GET', `/api/v1/records/${id}/files/${'0'.repeat(64)}`)
    expect([other.status, other.body.code]).toEqual([404, 'attachment.none'])
  })

  test('stays with the version that linked it after a correction takes it out', async () => {
    const { body: file } = await send(clerk, '旧.txt', Buffer.from('旧稿'))
    const { body, headers } = await recorded(clerk, [file])
    const { id } = body.record
    const corrected = await clerk.ask('PUT', `/api/v1/records/${id}`, {
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: { values: meeting.values, reason: '换稿' },
    })
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
    const got = await clerk.ask('GET', `/api/v1/records/${id}/files/${file.sha256}`)
    expect(got.status).toBe(200)
  })

  test('who only knows the fingerprint does not get the file by linking it', async () => {
    const other = await invite(serving, clerk, { username: '李四', roles: ['clerk'] })
    const { body: file } = await send(clerk, '草稿.txt', Buffer.from('未保存的草稿'))
    const peek = await other.ask('GET', `/api/v1/attachments/${file.sha256}`)
    expect([peek.status, peek.body.code]).toEqual([404, 'attachment.none'])
    expect((await clerk.ask('GET', `/api/v1/attachments/${file.sha256}`)).status).toBe(200)
    const linked = await recorded(other, [file])
    expect([linked.status, linked.body.code]).toEqual([422, 'attachment.unknown'])
    expect(linked.body.faults[0].at).toEqual(['values', 'minutes', 0])
    const lied = await recorded(clerk, [{ ...file, bytes: 1 }])
    expect(lied.body.code).toBe('attachment.other')
  })

  test('a reader that records nothing uploads nothing', async () => {
    const auditor = await invite(serving, clerk, { username: '周审', roles: ['auditor'] })
    const told = await send(auditor, 'x.txt', Buffer.from('x'))
    expect([told.status, told.body.code]).toEqual([403, 'access.denied'])
  })
})

describe('is refused', () => {
  const zip = async (parts: Readonly<Record<string, string | Uint8Array>>): Promise<Buffer> =>
    Buffer.from(
      zipSync(
        Object.fromEntries(
          Object.entries(parts).map(([name, text]) => [name, new Uint8Array(Buffer.from(text))]),
        ),
      ),
    )
  const document = '<w:document><w:body><w:p><w:t>x</w:t></w:p></w:body></w:document>'
  const external = (type: string, target: string): string =>
    `<Relationships><Relationship Id="r" TargetMode="External" ` +
    `Type="http://x/${type}" Target="${target}"/></Relationships>`

  test.each<[string, string, string | Buffer | (() => Promise<Buffer>), string]>([
    ['a page', 'x.html', '<script>alert(1)</script>', 'file.type'],
    ['a picture that is a page', 'x.svg', '<svg/>', 'file.type'],
    ['a name without an ending', 'x', 'x', 'file.type'],
    ['a program', 'x.exe', 'MZ', 'file.type'],
    ['nothing', 'x.txt', '', 'file.empty'],
    ['a page that says it is a PDF', 'x.pdf', '<html>', 'file.wrong-kind'],
    ['a PDF cut off', 'x.pdf', '%PDF-1.7 half', 'file.broken'],
    ['a page that says it is a picture', 'x.png', '<html>', 'file.wrong-kind'],
    ['a page that says it is a photo', 'x.jpg', '<html>', 'file.wrong-kind'],
    ['an archive that says it is text', 'x.txt', 'PK\x03\x04', 'file.wrong-kind'],
    ['a picture that says it is Word', 'x.docx', 'GIF89a', 'file.picture'],
    ['a picture that says it is text', 'x.txt', 'GIF89a', 'file.picture'],
    ['text that says it is Word', 'x.docx', 'hello', 'file.wrong-kind'],
    ['a name that is marked', '机密.txt', 'x', 'file.secret'],
    ['a name that is marked in brackets', '【秘密】通报.pdf', '%PDF-1.7 %%EOF', 'file.secret'],
    ['text that is marked', 'x.txt', '机密★10年\n通知', 'file.secret'],
    ['an archive without a document', 'x.docx', () => zip({ a: 'b' }), 'file.wrong-kind'],
    [
      'Word with a picture fetched from outside',
      'x.docx',
      () =>
        zip({
          'word/document.xml': document,
          'word/_rels/document.xml.rels': external('image', 'http://169.254.169.254/'),
        }),
      'file.unsafe',
    ],
    [
      'Word with a link to a local file',
      'x.docx',
      () =>
        zip({
          'word/document.xml': document,
          'word/_rels/document.xml.rels': external('hyperlink', 'file:///C:/secret.txt'),
        }),
      'file.unsafe',
    ],
    ...['http://169.254.169.254/a.xlsx', '//server/a.xlsx', 'file://server/a.xlsx', 'a\\\\b'].map(
      (target): [string, string, () => Promise<Buffer>, string] => [
        `Excel that looks for ${target}`,
        'x.xlsx',
        () =>
          zip({
            'xl/workbook.xml': '<a/>',
            'xl/externalLinks/_rels/externalLink1.xml.rels': external('externalLinkPath', target),
          }),
        'file.unsafe',
      ],
    ),
    [
      'Word with macros',
      'x.docx',
      () => zip({ 'word/document.xml': document, 'word/vbaProject.bin': 'x' }),
      'file.unsafe',
    ],
    [
      'Excel with an entity',
      'x.xlsx',
      () => zip({ 'xl/workbook.xml': '<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>' }),
      'file.unsafe',
    ],
    [
      'an archive in an archive',
      'x.ofd',
      async () => zip({ 'OFD.xml': '<a/>', 'Doc/x.bin': await zip({ a: 'b' }) }),
      'file.unsafe',
    ],
    [
      'Excel that is marked in a cell',
      'x.xlsx',
      () =>
        zip({
          'xl/workbook.xml': '<a/>',
          'xl/sharedStrings.xml': '<sst><si><t>秘密★1年</t></si></sst>',
        }),
      'file.secret',
    ],
    [
      'Word that is marked in its header',
      'x.docx',
      () =>
        Packer.toBuffer(
          new Document({
            sections: [
              {
                headers: { default: new Header({ children: [new Paragraph('绝密★长期')] }) },
                children: [new Paragraph('正文')],
              },
            ],
          }),
        ),
      'file.secret',
    ],
    [
      'a bomb',
      'x.docx',
      () => zip({ 'word/document.xml': document, x: Buffer.alloc(9e7) }),
      'file.unsafe',
    ],
    [
      'old WPS with macros',
      'x.wps',
      Buffer.concat([
        Buffer.from('d0cf11e0a1b11ae1', 'hex'),
        Buffer.from('_VBA_PROJECT', 'utf16le'),
      ]),
      'file.unsafe',
    ],
  ])('%s', async (_, name, content, code) => {
    const bytes = typeof content === 'function' ? await content() : Buffer.from(content)
    const told = await send(clerk, name, bytes)
    expect(told.body.code).toBe(code)
    expect(told.status).toBe(422)
  })

  test('more than 20 MiB, whatever the sender says of its length', async () => {
    const told = await send(clerk, 'x.pdf', new Uint8Array(20 * 1024 * 1024 + 1))
    expect([told.status, told.body.code]).toEqual([413, 'file.too-large'])
  })

  test('and whole ones are taken: Word, Excel, OFD, pictures, text', async () => {
    const word = await Packer.toBuffer(
      new Document({ sections: [{ children: [new Paragraph('保守国家秘密是每个公民的义务')] }] }),
    )
    const { files } = serving.opened.ports
    const quoting = (target: string) =>
      zip({
        'xl/workbook.xml': '<a/>',
        'xl/externalLinks/_rels/externalLink1.xml.rels': external('externalLinkPath', target),
      })
    const table = { name: 'a', header: ['甲'], rows: [['乙']] } as never
    const goods: [string, Uint8Array][] = [
      ['a.docx', word],
      ['a.xlsx', await files.writeWorkbook(table)],
      ['a.ofd', await zip({ 'OFD.xml': '<ofd:OFD/>' })],
      ['a.png', Buffer.from('89504e470d0a1a0a0000', 'hex')],
      ['a.JPG', Buffer.from('ffd8ffe0', 'hex')],
      ['秘密花园读后感.txt', Buffer.from('甲')],
      ['b.xlsx', await quoting('2.xlsx')],
      ['c.xlsx', await quoting('file:///C:\\台账\\2.xlsx')],
    ]
    for (const [name, bytes] of goods) {
      const told = await send(clerk, name, bytes)
      expect(told.status, `${name} ${JSON.stringify(told.body)}`).toBe(201)
    }
  })
})

describe('the bytes beside the log', () => {
  const check = async () => {
    const { auditor, ports } = serving.opened
    const file = fileCheckOf(ports.blobs)
    const [report] = await fsck({ auditor, crypto: ports.crypto }, { file })
    return report?.faults.map(({ code, at }) => [code, at[2]])
  }

  test('are held against the log: one that is changed or gone is named, and not handed out', async () => {
    const { body: file } = await send(clerk, 'a.txt', Buffer.from('原件'))
    const { body } = await recorded(clerk, [file])
    expect(await check()).toEqual([])
    const path = blobPath(join(serving.data, 'files'), { org: 1, sha256: file.sha256 })
    const whole = readFileSync(path)
    writeFileSync(path, '改过的')
    expect(await check()).toEqual([['fsck.attachment.changed', file.sha256]])
    const got = await clerk.ask('GET', `/api/v1/records/${body.record.id}/files/${file.sha256}`)
    expect([got.status, got.body.code]).toEqual([410, 'attachment.missing'])
    rmSync(path)
    expect(await check()).toEqual([['fsck.attachment.missing', file.sha256]])
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, whole)
    expect(await check()).toEqual([])
  })

  test('and so is who brought them', async () => {
    const { body: file } = await send(clerk, 'b.txt', Buffer.from('另一件'))
    const { body, headers } = await recorded(clerk, [file])
    // Somebody else may keep a file in a record without having brought it.
    const username = '钱改'
    const other = await invite(serving, clerk, { username, roles: ['clerk'] })
    const kept = { values: { ...meeting.values, minutes: [file] }, reason: '改正' }
    const corrected = await other.ask('PUT', `/api/v1/records/${body.record.id}`, {
      headers: { 'if-match': headers.get('etag') ?? '' },
      body: kept,
    })
    expect(corrected.status, JSON.stringify(corrected.body)).toBe(200)
    expect(await check()).toEqual([])
    const owner = new Client(serving.connection)
    await owner.connect()
    const row = `WHERE sha256 = '${file.sha256}'`
    for (const [change, code] of [
      [`DELETE FROM ledger.attachment ${row}`, 'row-missing'],
      [`UPDATE ledger.attachment SET uploaded_by = 'p-x' ${row}`, 'uploader'],
      [`UPDATE ledger.attachment SET bytes = 1 ${row}`, 'row'],
      [`UPDATE ledger.attachment SET type = 'image/png' ${row}`, 'row'],
      [`UPDATE ledger.attachment SET state = 'waiting' ${row}`, 'row'],
    ] as const) {
      await owner.query('CREATE TEMP TABLE kept AS TABLE ledger.attachment')
      expect((await owner.query(change)).rowCount).toBe(1)
      expect(await check(), change).toEqual([[`fsck.attachment.${code}`, file.sha256]])
      await owner.query('DELETE FROM ledger.attachment; INSERT INTO ledger.attachment TABLE kept')
      await owner.query('DROP TABLE kept')
    }
    await owner.end()
    expect(await check()).toEqual([])
  })

  test('of what nobody linked are thrown away after days, of what was linked never', async () => {
    const { ports } = serving.opened
    const { body: loose } = await send(clerk, 'a.txt', Buffer.from('没有保存'))
    const { body: kept } = await send(clerk, 'b.txt', Buffer.from('保存了'))
    await recorded(clerk, [kept])
    const days = (count: number) => ({ now: () => Date.now() + count * 86_400_000 })
    const at = { dueAt: '', zone: 'Asia/Shanghai', signal: new AbortController().signal } as never
    await clearUnlinked.run({ ...ports, clock: days(6) }, at)
    expect((await clerk.ask('GET', `/api/v1/attachments/${loose.sha256}`)).status).toBe(200)
    await clearUnlinked.run({ ...ports, clock: days(8) }, at)
    expect((await clerk.ask('GET', `/api/v1/attachments/${loose.sha256}`)).status).toBe(404)
    expect(await ports.blobs.read(1, loose.sha256)).toBe('missing')
    expect(await check()).toEqual([])
    expect((await recorded(clerk, [loose])).body.code).toBe('attachment.unknown')
  })
})
