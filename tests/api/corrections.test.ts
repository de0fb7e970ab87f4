import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Browser, Serving } from './serving.ts'
import { invite, serveTest, setUp, todayThere } from './serving.ts'

// What a correction must not touch: what its writer cannot see, and how late the fact came.

const home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
const honours = '/api/v1/registers/honour/records'
const meetings = '/api/v1/registers/meeting/records'
const closed = 'readers: [first-responsible],'

let serving: Serving
let leader: Browser
let clerk: Browser
let person: string

function close(register: string, field: string): void {
  const path = join(home, 'cn-party-governance/registers', `${register}.yaml`)
  const text = readFileSync(path, 'utf8')
  const from = `{ id: ${field}, `
  expect(text.split(from)).toHaveLength(2)
  writeFileSync(path, text.replace(from, `${from}${closed} `))
}

beforeAll(async () => {
  cpSync('packs', home, { recursive: true })
  close('honour', 'giver')
  close('meeting', 'outcome')
  serving = await serveTest({ packFolder: join(home, 'cn-party-governance') })
  const first = await setUp(serving)
  person = first.person
  const roles = ['first-responsible']
  leader = await invite(serving, first.browser, { username: 'shuji', roles })
  clerk = await invite(serving, first.browser, { username: 'neiqin', roles: ['clerk'] })
})

afterAll(async () => {
  await serving?.close()
  rmSync(home, { recursive: true, force: true })
})

const honour = { title: '先进集体', giver: '市委办公室', awardedOn: '2026-01-12' }

async function recorded(path: string, values: object, reason: string | null = '补录') {
  const told = await leader.ask('POST', path, { body: { values, reason } })
  expect(told.status, JSON.stringify(told.body)).toBe(201)
  return told.body.record
}

function correct(by: Browser, id: string, values: object, version = 1) {
  return by.ask('PUT', `/api/v1/records/${id}`, {
    body: { values, reason: '更正' },
    headers: { 'if-match': `"${version}"` },
  })
}

const seen = async (id: string) => (await leader.ask('GET', `/api/v1/records/${id}`)).body

test('a field that the writer may not read keeps what it says', async () => {
  const { id } = await recorded(honours, honour)
  const { giver: _, ...open } = honour
  const told = await correct(clerk, id, { ...open, title: '先进集体标兵' })
  expect(told.status).toBe(200)
  expect(told.body.record.values.giver).toBeUndefined()
  expect((await seen(id)).values).toEqual({ ...honour, title: '先进集体标兵' })
})

test('a field that the writer may not read is not to be sent', async () => {
  const { id } = await recorded(honours, honour)
  const told = await correct(clerk, id, honour)
  expect([told.status, told.body.code]).toEqual([403, 'access.denied'])
  expect((await seen(id)).version).toBe(1)
})

test('rows with a column that the writer may not read stay as they are', async () => {
  const agenda = [{ topic: '学习讨论', themes: ['party-history'], outcome: '同意' }]
  const values = { kind: 'secretary-meeting', heldOn: '2026-01-12', chair: person }
  const { id } = await recorded(meetings, { ...values, present: [person], agenda })
  const told = await correct(clerk, id, { ...values, present: [person], place: '三楼' })
  expect(told.status, JSON.stringify(told.body)).toBe(200)
  expect((await seen(id)).values).toMatchObject({ place: '三楼', agenda })
  const sent = await correct(clerk, id, { ...values, present: [person], agenda }, 2)
  expect([sent.status, sent.body.code]).toEqual([403, 'access.denied'])
})

test('how late the fact came does not change, by a correction or by voiding it', async () => {
  const { id, lateDays } = await recorded(honours, honour, '文件晚到')
  expect(lateDays).toBeGreaterThan(0)
  const late = { lateDays, lateReason: '文件晚到' }
  await correct(leader, id, { ...honour, awardedOn: todayThere() })
  expect(await seen(id)).toMatchObject({ version: 2, occurredOn: todayThere(), ...late })
  const body = { reason: '重复登记' }
  await leader.ask('POST', `/api/v1/records/${id}/void`, { body, headers: { 'if-match': '"2"' } })
  expect(await seen(id)).toMatchObject({ version: 3, state: 'void', ...late })
})

test('what came in time stays so, and keeps no reason for being late', async () => {
  const { id } = await recorded(honours, { ...honour, awardedOn: todayThere() }, '补录')
  expect(await seen(id)).toMatchObject({ lateDays: 0, lateReason: null })
  await correct(leader, id, honour)
  expect(await seen(id)).toMatchObject({ version: 2, lateDays: 0, lateReason: null })
})

test('a void record is neither corrected nor voided again', async () => {
  const { id } = await recorded(honours, honour)
  const path = `/api/v1/records/${id}/void`
  const body = { reason: '重复登记' }
  await leader.ask('POST', path, { body, headers: { 'if-match': '"1"' } })
  const again = await leader.ask('POST', path, { body, headers: { 'if-match': '"2"' } })
  const corrected = await correct(leader, id, honour, 2)
  expect([again.body.code, corrected.body.code]).toEqual(['record.void', 'record.void'])
  expect(await seen(id)).toMatchObject({ version: 2, state: 'void' })
  expect(serving.unforeseen).toEqual([])
})
