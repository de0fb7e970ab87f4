import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { copyFiles } from '../../src/adapters/backup/copy-files.ts'
import { openRestorer } from '../../src/adapters/backup/open-restorer.ts'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { nightlyCopy } from '../../src/app/backup/nightly-copy.ts'
import { restoreBackup } from '../../src/app/backup/restore-backup.ts'
import { testDatabase } from '../database.ts'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp } from './serving.ts'

let serving: Serving
let administrator: Browser

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser: administrator } = await setUp(serving))
})

afterAll(() => serving.close())

const state = async () => (await administrator.ask('GET', '/api/v1/backups')).body

test('the administrator makes a copy from the page, sees that it is whole, and it restores', async () => {
  const file = Buffer.from('会议纪要')
  const sent = await administrator.ask('POST', '/api/v1/attachments?name=a.txt', { file })
  expect(sent.status).toBe(201)
  expect(await state()).toMatchObject({ copies: [], running: null, failed: null })
  const begun = await administrator.ask('POST', '/api/v1/backups')
  expect(begun.status, JSON.stringify(begun.body)).toBe(200)
  const twice = await administrator.ask('POST', '/api/v1/backups')
  expect([twice.status, twice.body.code]).toEqual([409, 'backup.running'])
  await expect.poll(async () => (await state()).running).toBeNull()
  const { copies, folder } = await state()
  expect(copies).toMatchObject([{ attachments: 1, verifiedAt: expect.any(String) }])

  const database = await testDatabase()
  const data = join(serving.data, 'put-back')
  const place = { data, database: database.connection, clock: { now: () => 0 } }
  const restorer = openRestorer({ ...place, files: copyFiles({}) })
  const none = { expect: null, passphrase: null, keys: null, replace: false }
  const path = join(folder, copies[0].name)
  const restored = await restoreBackup({ restorer, crypto: nodeCrypto }, { path, ...none })
  await database.drop()
  expect(restored.faults).toEqual([])
  expect(restored.backup.manifest.files).toMatchObject({ count: 1, bytes: file.length })
})

test('nobody else sees or makes copies', async () => {
  const clerk = await invite(serving, administrator, { username: '李四', roles: ['clerk'] })
  expect((await clerk.ask('GET', '/api/v1/backups')).status).toBe(403)
  const above = await administrator.ask('GET', '/api/v1/session')
  expect(above.body.may).toContain('manage-backups')
  const body = { name: { zh: '下级单位', en: 'Below' }, zone: 'Asia/Shanghai', below: true }
  const below = await administrator.ask('POST', '/api/v1/organisations', { body })
  const change = { body: { organisation: below.body.id } }
  const switched = await administrator.ask('POST', '/api/v1/session/organisation', change)
  expect(switched.status, JSON.stringify([below.body, switched.body])).toBe(200)
  const told = await administrator.ask('GET', '/api/v1/backups')
  expect([told.status, told.body.code]).toEqual([403, 'access.denied'])
  // Where they are somebody else's to keep the page is told so, and offers no empty section.
  const { may } = (await administrator.ask('GET', '/api/v1/session')).body
  expect(may).toContain('manage-accounts')
  expect(may).not.toContain('manage-backups')
})

test('who administers a unit beside the first one sees and stops no copies either', async () => {
  const { organisations } = serving.opened.ports
  const first = (await organisations.all()).find(({ parent }) => parent === null)
  const back = { body: { organisation: first?.publicId } }
  await administrator.ask('POST', '/api/v1/session/organisation', back)
  const body = { name: { zh: '平级单位', en: 'Beside' }, zone: 'Asia/Shanghai', below: false }
  const beside = await administrator.ask('POST', '/api/v1/organisations', { body })
  const change = { body: { organisation: beside.body.id } }
  const switched = await administrator.ask('POST', '/api/v1/session/organisation', change)
  expect(switched.status).toBe(200)
  for (const [method, path] of [
    ['GET', '/api/v1/backups'],
    ['POST', '/api/v1/backups'],
    ['DELETE', '/api/v1/backups/running'],
  ] as const) {
    expect((await administrator.ask(method, path)).body.code).toBe('access.denied')
  }
  await administrator.ask('POST', '/api/v1/session/organisation', back)
  expect((await administrator.ask('GET', '/api/v1/backups')).status).toBe(200)
})

test('each night one is made, and what a killed one left is taken away', async () => {
  const { ports } = serving.opened
  const folder = ports.backups.folder
  writeFileSync(join(folder, 'taizhang-x.taizhang.tar.4194304.unfinished'), 'half')
  const context = { dueAt: '', zone: 'Asia/Shanghai', signal: new AbortController().signal }
  const { note } = await nightlyCopy.run(ports, context as never)
  expect(note?.zh).toMatch(/条，/)
  expect(readdirSync(folder).filter((name) => name.endsWith('.unfinished'))).toEqual([])
  // Two of one day leave the newer.
  expect((await ports.copies.state()).copies).toHaveLength(1)
})
