import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { fsck } from '../../src/app/audit/fsck.ts'
import type { Organisation } from '../../src/app/ports/store-ports.ts'
import type { Office } from '../report-flow/people.ts'
import { issueReport, openOffice } from '../report-flow/people.ts'
import type { Browser, Serving, Told } from './serving.ts'
import { goodPassword, invite, serveTest, setUp, untilCovered } from './serving.ts'

let below: Office
let above: Serving
let receiver: Browser
let unit: Organisation

beforeAll(async () => {
  below = await openOffice()
  above = await serveTest()
  receiver = (await setUp(above)).browser
  const [found] = await below.serving.opened.ports.organisations.all()
  if (!found) throw new Error('the unit was not set up')
  unit = found
})

afterAll(async () => {
  await above.close()
  await below.serving.close()
})

async function senderKey(): Promise<string> {
  const { store } = below.serving.opened.ports
  const bytes = await store.logFile(unit.id, 'vkey')
  return new TextDecoder().decode(bytes ?? new Uint8Array()).trim()
}

async function watched() {
  const { body } = await receiver.ask('GET', '/api/v1/watched-logs')
  return body[0] as { readonly vkey: string; readonly former: readonly string[] }
}

async function keyEntries(): Promise<unknown[]> {
  return above.opened.ports.store.read(1, async (reader) => {
    const { size } = await reader.position()
    const entries = await reader.entries({ from: 0, count: Math.min(size, 1_000) })
    return entries.filter(({ leaf }) => leaf.kind === 'key').map(({ fields }) => fields)
  })
}

const hand = (file: Uint8Array): Promise<Told> => receiver.ask('POST', '/api/v1/received', { file })

const rotate = (browser: Browser, password: string): Promise<Told> =>
  browser.ask('POST', '/api/v1/log-keys', { body: { reason: '例行更换', password } })

test('a rotation is followed by who receives, a loss is accepted by a person', async () => {
  const first = await senderKey()
  const [early, slow] = [await issueReport(below, 2025), await issueReport(below, 2021)]
  const late = await issueReport(below, 2024)
  const watch = { body: { name: '海棠市档案馆', vkey: first } }
  expect((await receiver.ask('POST', '/api/v1/watched-logs', watch)).status).toBe(201)
  // The later of the two comes first: the other has been long on its way when keys are rotated.
  expect((await hand(late.bytes)).status).toBe(201)

  expect((await rotate(below.clerk, goodPassword)).status).toBe(403)
  expect((await rotate(below.admin, 'not-the-password')).body.code).toBe('sign-in.again')
  expect(await senderKey()).toBe(first)
  const rotated = await rotate(below.admin, goodPassword)
  expect([rotated.status, rotated.body.code]).toEqual([201, undefined])
  await untilCovered(below.serving, unit.id)
  const second = await senderKey()
  expect(second).toBe(rotated.body.vkey)
  expect(second).not.toBe(first)

  const after = await hand((await issueReport(below, 2023)).bytes)
  expect([after.status, after.body.growth]).toEqual([201, 'extends'])
  const codes = after.body.verification.findings.map(({ code }: { code: string }) => code)
  expect(codes).toContain('key.followed')
  expect(await watched()).toMatchObject({ vkey: second, former: [first] })
  const told = await hand(early.bytes)
  expect([told.status, told.body.growth]).toEqual([201, 'older'])

  // Whoever knows the unit by its second key alone is not told that the report has been changed.
  const newcomer = await serveTest()
  try {
    const { browser } = await setUp(newcomer)
    const known = { body: { name: '海棠市档案馆', vkey: second } }
    expect((await browser.ask('POST', '/api/v1/watched-logs', known)).status).toBe(201)
    const other = await browser.ask('POST', '/api/v1/received', { file: early.bytes })
    expect([other.status, other.body.code]).toEqual([422, 'received.other-key'])
    expect(newcomer.unforeseen).toEqual([])
  } finally {
    await newcomer.close()
  }

  // One that was signed by the second key, as whoever finds that could sign others.
  const stray = await issueReport(below, 2020)
  // The disk with the keys is gone; nothing is left that could sign for the new one.
  rmSync(join(below.serving.data, 'keys', `${unit.publicId}.log.skey`))
  const { store } = below.serving.opened.ports
  const lost = { how: 'lost', reason: '磁盘损坏', actor: 'cli:test', pack: null } as const
  await store.changeKeys(unit.id, lost)
  await untilCovered(below.serving, unit.id)
  const third = await senderKey()
  const orphan = await issueReport(below, 2022)
  const refused = await hand(orphan.bytes)
  expect([refused.status, refused.body.code]).toEqual([422, 'received.key-lost'])
  expect(await watched()).toMatchObject({ vkey: second })

  const accept = (browser: Browser, change: object = {}) =>
    browser.ask('POST', '/api/v1/watched-logs/key', {
      body: {
        origin: unit.origin,
        vkey: third,
        reason: '与李四电话核对',
        password: goodPassword,
        ...change,
      },
    })
  const clerk = await invite(above, receiver, { username: '钱文', roles: ['clerk'] })
  expect((await accept(clerk)).status).toBe(403)
  expect((await accept(receiver, { password: 'no' })).body.code).toBe('sign-in.again')
  expect((await accept(receiver, { origin: 'taizhang/x' })).body.code).toBe('received.key')
  expect((await accept(receiver, { vkey: 'x+y' })).body.code).toBe('received.key')
  const accepted = await accept(receiver)
  expect([accepted.status, accepted.body.vkey]).toEqual([201, third])
  expect((await hand(orphan.bytes)).status).toBe(201)
  // Below the tree that was seen, and by no key but the lost one: nothing tells it from a forgery.
  const forged = await hand(stray.bytes)
  expect([forged.status, forged.body.code]).toEqual([422, 'received.old-key'])
  // The first key was rotated, not lost: what it signed in its time still holds.
  expect((await hand(slow.bytes)).status).toBe(201)

  expect(await keyEntries()).toMatchObject([
    { how: 'watched', log: unit.origin, logKey: first },
    { how: 'followed', log: unit.origin, logKeyBefore: first, logKey: second },
    { how: 'accepted', logKeyBefore: second, logKey: third, $reason: '与李四电话核对' },
  ])
  for (const { opened } of [above, below.serving]) {
    const { newestSeals: newest } = opened.ports
    const reports = await fsck({ auditor: opened.auditor, crypto: nodeCrypto }, { newest })
    expect(reports.flatMap(({ faults }) => faults)).toEqual([])
  }
}, 600_000)

test('nothing happened that nobody foresaw', () => {
  expect(above.unforeseen).toEqual([])
  expect(below.serving.unforeseen).toEqual([])
})
