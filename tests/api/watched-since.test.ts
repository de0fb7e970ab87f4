import { strFromU8, strToU8, unzipSync } from 'fflate'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ed25519Signer, nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSealedFile } from '../../src/adapters/office/read-sealed-file.ts'
import { fixedZip } from '../../src/adapters/zip/fixed-zip.ts'
import { signNote } from '../../src/log/sign-note.ts'
import { parseNote } from '../../src/log/signed-note.ts'
import { hexHash } from '../../src/report/evidence/year-pack.ts'
import { verifyFiles } from '../../src/report/verify/verify-files.ts'
import type { Office } from '../report-flow/people.ts'
import { issueReport, openOffice } from '../report-flow/people.ts'
import { brokenCodes } from '../verify/broken.ts'
import type { Browser, Serving } from './serving.ts'
import { goodPassword, serveTest, setUp, untilCovered } from './serving.ts'

// A body above knows the key of today alone; reports of before are under another one.

let below: Office
let above: Serving
let receiver: Browser
let report: { readonly id: string; readonly bytes: Uint8Array }
let late: { readonly id: string; readonly bytes: Uint8Array }
/** Year packs of the report, exported before the keys were changed and since. */
let [before, since]: [Uint8Array, Uint8Array] = [new Uint8Array(), new Uint8Array()]
let [first, second]: [string, string] = ['', '']

beforeAll(async () => {
  below = await openOffice()
  above = await serveTest()
  receiver = (await setUp(above)).browser
  report = await issueReport(below, 2025)
  late = await issueReport(below, 2024)
  before = await packOf(report.id)
  first = await keyNow()
  await rotate()
  second = await keyNow()
  since = await packOf(report.id)
  const body = { name: '海棠市档案馆', vkey: second }
  const told = await receiver.ask('POST', '/api/v1/watched-logs', { body })
  if (told.status !== 201) throw new Error(JSON.stringify(told.body))
})

afterAll(async () => {
  await above?.close()
  await below?.serving.close()
})

async function rotate(): Promise<void> {
  const body = { reason: '例行更换', password: goodPassword }
  expect((await below.admin.ask('POST', '/api/v1/log-keys', { body })).status).toBe(201)
  await untilCovered(below.serving)
}

async function keyNow(): Promise<string> {
  const { store } = below.serving.opened.ports
  return new TextDecoder().decode((await store.logFile(1, 'vkey')) ?? new Uint8Array()).trim()
}

const packOf = async (id: string) =>
  (await below.clerk.ask('GET', `/api/v1/issued/${id}/year-pack`)).bytes

const hand = (file: Uint8Array) => receiver.ask('POST', '/api/v1/received', { file })

async function watched() {
  return (await receiver.ask('GET', '/api/v1/watched-logs')).body[0]
}

async function found(file: Uint8Array, { key, beside }: { key: string; beside?: Uint8Array }) {
  const given = {
    file: await readSealedFile(file),
    beside: beside ? await readSealedFile(beside) : null,
  }
  return verifyFiles(nodeCrypto, { ...given, key })
}

/** The pack with a part of its log changed, under a manifest that knows the change. */
function withLog(pack: Uint8Array, change: (log: Record<string, Uint8Array>) => void): Uint8Array {
  const parts = unzipSync(pack)
  change(parts)
  const manifest = JSON.parse(strFromU8(parts['manifest.json'] ?? new Uint8Array()))
  for (const path of Object.keys(manifest.parts)) {
    const bytes = parts[path]
    if (bytes) manifest.parts[path] = hexHash(nodeCrypto, bytes)
  }
  return fixedZip({ ...parts, 'manifest.json': strToU8(JSON.stringify(manifest)) })
}

test('the report file and the pack of then lead to no key that is known, and say what to ask for', async () => {
  expect(second).not.toBe(first)
  for (const file of [report.bytes, before]) {
    const { status, body } = await hand(file)
    expect([status, body.code]).toEqual([422, 'received.other-key'])
    expect(body.hint).toContain('现在重新导出这份报告的年度证据包')
  }
})

test('whoever has the old key alone writes no log that leads there', async () => {
  const thief = ed25519Signer(new Uint8Array(32).fill(7))
  const resigned = withLog(since, (log) => {
    const note = parseNote(strFromU8(log['log/checkpoint'] ?? new Uint8Array()))
    if (!note.ok) throw new Error(note.reason)
    const [name = ''] = second.split('+')
    log['log/checkpoint'] = strToU8(signNote(nodeCrypto, note.note.text, [{ name, signer: thief }]))
  })
  // The log of then, with the checkpoint of now: it is not over these entries.
  const cut = withLog(before, (log) => {
    log['log/checkpoint'] = unzipSync(since)['log/checkpoint'] ?? new Uint8Array()
  })
  for (const file of [resigned, cut]) {
    expect((await hand(file)).body.code).toBe('received.other-key')
    expect((await found(file, { key: second })).holds).toBe(false)
  }
})

test('a verifier who is given the key of today believes the pack, and the file beside it', async () => {
  const alone = await found(report.bytes, { key: second })
  expect(brokenCodes(alone)).toContain('key.not-pinned')
  for (const one of [
    await found(since, { key: second }),
    await found(report.bytes, { key: second, beside: since }),
  ]) {
    expect(brokenCodes(one)).toEqual([])
    expect(one.findings.map(({ code }) => code)).toContain('key.led-back')
  }
  expect(brokenCodes(await found(since, { key: first }))).toEqual([])
})

test('a pack exported since is received: the log under the key of today has the report in it', async () => {
  const { status, body } = await hand(since)
  expect([status, body.code]).toEqual([201, undefined])
  expect(body.verification.holds).toBe(true)
  expect(body.verification.findings.map(({ code }: { code: string }) => code)).toContain(
    'key.led-back',
  )
  expect(body.growth).toBe('extends')
  // The key that is believed stays the one that was compared.
  expect(await watched()).toMatchObject({ vkey: second, former: [] })
  const file = await receiver.ask('GET', `/api/v1/received/${body.record.id}/file`)
  expect(Buffer.from(file.bytes).equals(Buffer.from(since))).toBe(true)
  expect(file.headers.get('content-disposition')).toContain('.zip')
  expect((await hand(since)).body.code).toBe('received.again')
})

test('a second history shows, though it goes on after the report', async () => {
  const pack = await packOf(late.id)
  const { ports } = above.opened
  const { origin, size, root } = await watched()
  const beyond = { size: size + 1, root: Buffer.alloc(32, 7).toString('base64') }
  expect(await ports.received.advance(1, { origin, from: size, to: beyond })).toBe(true)
  expect((await hand(pack)).body.code).toBe('received.fork')
  await ports.received.advance(1, { origin, from: beyond.size, to: { size, root } })
})

test('what a key signed that a person replaced is taken from the log of the next one', async () => {
  const slow = await issueReport(below, 2023)
  await rotate()
  const third = await keyNow()
  const { origin } = await watched()
  const body = { origin, vkey: third, reason: '当面核对', password: goodPassword }
  expect((await receiver.ask('POST', '/api/v1/watched-logs/key', { body })).status).toBe(201)
  const alone = await hand(slow.bytes)
  expect(alone.body.code).toBe('received.old-key')
  expect(alone.body.hint).toContain('现在重新导出这份报告的年度证据包')
  const taken = await hand(await packOf(slow.id))
  expect([taken.status, taken.body.code]).toEqual([201, undefined])
  expect(await watched()).toMatchObject({ vkey: third, former: [second] })
})

test('nothing happened that nobody foresaw', () => {
  expect(above.unforeseen).toEqual([])
  expect(below.serving.unforeseen).toEqual([])
})
