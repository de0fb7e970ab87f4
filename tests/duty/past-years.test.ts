import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readPackFolder } from '../../src/adapters/packs/read-pack-folder.ts'
import { recipientOf } from '../../src/app/matters/recipient.ts'
import { adoptRequest } from '../../src/app/people/write-roster.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { booksAround } from '../../src/app/year/books-around.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import { isPackOfTimeLost } from '../../src/app/year/pack-of-time.ts'
import { loadPack } from '../../src/pack/load-pack.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { Browser, Serving } from '../api/serving.ts'
import { serveTest, setUp, todayThere, untilCovered } from '../api/serving.ts'

// The machine's year is not known to the test: a past year is one before it, whenever it runs.
const past = Number(todayThere().slice(0, 4)) - 1
const duty = 'study-group-quarterly'

let serving: Serving
let browser: Browser
let person: string
let session: Session

beforeAll(async () => {
  serving = await serveTest()
  ;({ browser, person } = await setUp(serving))
  const { ports } = serving.opened
  const [org] = await ports.store.organisations()
  if (!org) throw new Error('no organisation')
  session = {
    org,
    actor: { id: 'cli:test', person: null, roles: ['clerk'] },
    pack: ports.packs.current,
  }
})

afterAll(() => serving?.close())

/** The size of a checkpoint that covers everything written so far. */
async function checkpoint(): Promise<number> {
  await untilCovered(serving, session.org.id)
  const position = await serving.opened.ports.store.read(session.org.id, (reader) =>
    reader.position(),
  )
  return position.size
}

async function study(heldOn: string): Promise<{ id: string }> {
  const values = {
    kind: 'study-group',
    heldOn,
    topic: '学习',
    forms: ['reading'],
    hours: 2,
    chair: person,
    present: [person],
  }
  const told = await browser.ask('POST', '/api/v1/registers/study/records', { body: { values } })
  if (told.status !== 201) throw new Error(JSON.stringify(told.body))
  return told.body.record
}

async function windows(at?: number): Promise<readonly number[]> {
  const query = at === undefined ? '' : `?at=${at}`
  const told = await browser.ask('GET', `/api/v1/years/${past}${query}`)
  if (told.status !== 200) throw new Error(JSON.stringify(told.body))
  const standing = told.body.standings.find((one: { duty: string }) => one.duty === duty)
  return standing.windows.map((one: { done: number }) => one.done)
}

test('a past year answers as it stood at any checkpoint', async () => {
  const empty = await checkpoint()
  const first = await study(`${past}-02-03`)
  const one = await checkpoint()
  const corrected = await browser.ask('GET', `/api/v1/records/${first.id}`)
  const put = await browser.ask('PUT', `/api/v1/records/${first.id}`, {
    body: { values: { ...corrected.body.values, heldOn: `${past}-05-06` }, reason: '日期有误' },
    headers: { 'if-match': corrected.headers.get('etag') ?? '' },
  })
  expect(put.status).toBe(200)
  const moved = await checkpoint()
  const gone = await browser.ask('POST', `/api/v1/records/${first.id}/void`, {
    body: { reason: '重复' },
    headers: { 'if-match': put.headers.get('etag') ?? '' },
  })
  expect(gone.status).toBe(200)
  const end = await checkpoint()
  expect(await windows(empty)).toEqual([0, 0, 0, 0])
  expect(await windows(one)).toEqual([1, 0, 0, 0])
  expect(await windows(moved)).toEqual([0, 1, 0, 0])
  expect(await windows(end)).toEqual([0, 0, 0, 0])
  expect(await windows()).toEqual([0, 0, 0, 0])
  const figure = `/api/v1/figures/study-group-sessions?period=${past}`
  const then = await browser.ask('GET', `${figure}&at=${moved}`)
  expect([then.body.value, then.body.asOf.size, then.body.briefs.length]).toEqual([1, moved, 1])
  expect((await browser.ask('GET', figure)).body.value).toBe(0)
})

test('a size without checkpoint is refused with a sentence', async () => {
  const size = await checkpoint()
  const told = await browser.ask('GET', `/api/v1/years/${past}?at=${size + 1000}`)
  expect([told.status, told.body.code]).toEqual([422, 'year.at'])
  expect(told.body.detail).toBe(`日志没有条目数为 ${size + 1000} 的检查点。`)
  expect(told.body.hint).toBe(`之前最近的检查点为 ${size}。`)
})

/** The pack with the duty asked for twice a quarter, as another unit would write it. */
async function stricter(): Promise<{ pack: Pack; files: Readonly<Record<string, string>> }> {
  const home = mkdtempSync(join(tmpdir(), 'taizhang-packs-'))
  try {
    cpSync('packs', home, { recursive: true })
    const path = join(home, 'cn-party-governance/duties/principal-responsibility.yaml')
    const before = '{ atLeast: 1, of: study-group-sessions, per: quarter }'
    const text = readFileSync(path, 'utf8')
    expect(text).toContain(before)
    writeFileSync(path, text.replace(before, before.replace('1', '2')))
    const files = await readPackFolder(join(home, 'cn-party-governance'))
    const { pack, faults } = loadPack(files, nodeCrypto)
    if (!pack) throw new Error(JSON.stringify(faults))
    return { pack, files }
  } finally {
    rmSync(home, { recursive: true })
  }
}

test('a finished year is judged by the pack of its time, another position by its own', async () => {
  const { ports } = serving.opened
  const before = await checkpoint()
  const { pack, files } = await stricter()
  const today = todayThere()
  await ports.store.append(session.org.id, adoptRequest(pack, { actor: 'cli:test', today }))
  await ports.store.keepPack(session.org.id, { digest: pack.digest, files })
  const after = await checkpoint()
  const now: Session = { ...session, pack }
  const owed = async (given: Session, year: number, at?: number) => {
    const book = await ports.yearBooks.of(given, year, at)
    return [book.standing(duty)?.windows[0]?.owed, book.isCurrentPack]
  }
  // The past year had ended before any pack was adopted: the first adopted judges it.
  expect(await owed(now, past)).toEqual([1, false])
  expect(await owed(now, past + 1)).toEqual([2, true])
  expect(await owed(now, past + 1, before)).toEqual([1, false])
  expect(await owed(now, past, after)).toEqual([2, true])
  const described = await browser.ask('GET', `/api/v1/pack?digest=${pack.digest}`)
  const requirement = described.body.duties.find((one: { id: string }) => one.id === duty)
  expect(requirement.requirement.zh).toContain('不少于2')
  const unknown = await browser.ask('GET', `/api/v1/pack?digest=${'0'.repeat(64)}`)
  expect([unknown.status, unknown.body.code]).toEqual([404, 'pack.unknown'])
})

test('a year whose own pack is lost is refused, and no other pack judges it', async () => {
  const { ports } = serving.opened
  const lost = 'e'.repeat(64)
  const request = adoptRequest(
    { ...session.pack, digest: lost },
    { actor: 'cli:test', today: todayThere() },
  )
  await ports.store.append(session.org.id, { ...request, pack: session.pack.digest })
  const size = await checkpoint()
  const told = await browser.ask('GET', `/api/v1/years/${past}?at=${size}`)
  expect([told.status, told.body.code]).toEqual([422, 'year.pack'])
  expect(told.body.detail).toContain(`${past}年应按当时采用的业务包（摘要 ${'e'.repeat(12)}…）评判`)
  expect(told.body.hint).toContain('taizhang fsck')
  expect(told.body.hint).toContain('恢复业务包文件')
  const running = await ports.yearBooks.of(session, past + 1)
  expect(running.isCurrentPack).toBe(true)

  // A year later the same pack is that of the year before; what waits in the new year still does.
  const clock = { ...ports.clock, now: () => Date.parse(`${past + 2}-03-02T02:00:00Z`) }
  const later = { ...ports, clock, yearBooks: keepYearBooks({ ...ports, clock }) }
  const refused = later.yearBooks.of(session, past + 1)
  await expect(refused).rejects.toSatisfy(isPackOfTimeLost)
  const actor = { id: 'cli:test', person, roles: ['clerk'] }
  const recipient = recipientOf(later, { ...session, actor })
  if (recipient === null) throw new Error('nobody waits')
  const around = await booksAround(later, recipient.session, recipient.year)
  expect(around.map(({ year }) => year)).toEqual([past + 2])
})

test('what the pack in force closes stays closed under the pack of the time', async () => {
  const { ports } = serving.opened
  const register = session.pack.registers.get('study')
  if (!register) throw new Error('no register')
  const closed = new Map(session.pack.registers)
  closed.set('study', { ...register, readers: ['discipline-lead'] })
  const pack: Pack = { ...session.pack, digest: 'f'.repeat(64), registers: closed }
  await study(`${past}-08-04`)
  const open = await ports.yearBooks.of(session, past)
  expect(open.figure('study-group-sessions')?.value).toBe(1)
  const book = await ports.yearBooks.of({ ...session, pack }, past)
  expect(book.isCurrentPack).toBe(false)
  expect(book.figure('study-group-sessions')).toBeNull()
  expect(book.recordsOf('study')).toEqual([])
  expect(book.standing(duty)?.records).toEqual([])
})

test('a year whose holidays are not known says so', async () => {
  const told = await browser.ask('GET', '/api/v1/years/2099')
  expect(told.body.notices.map((one: { zh: string }) => one.zh)).toEqual([
    '2099年的放假调休安排尚未收录，工作日暂按周一至周五、除去法定节假日计算；通知公布后，服务器管理员可以补入',
  ])
  expect((await browser.ask('GET', '/api/v1/years/2025')).body.notices).toEqual([])
})
