import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Organisation, Session } from '../../src/app/ports/store-ports.ts'
import { correctRecord, recordEntry, voidRecord } from '../../src/app/records/write-record.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import type { Serving } from './serving.ts'
import { serveTest } from './serving.ts'

let serving: Serving
let session: Session

beforeAll(async () => {
  serving = await serveTest()
  const { ports } = serving.opened
  const founding = { kind: 'real', parent: null, zone: 'Asia/Shanghai', actor: 'cli:test' } as const
  const org: Organisation = await ports.organisations.found({
    ...founding,
    name: { zh: '测试单位', en: 'Test unit' },
  })
  const actor = { id: 'cli:test', person: null, roles: ['clerk', 'administrator'] }
  session = { org, actor, pack: ports.packs.current }
})

afterAll(() => serving?.close())

/** What a book that follows the log says must be what a fresh one reads. */
async function sameAsFresh(year: number): Promise<number> {
  const { ports } = serving.opened
  const followed = await ports.yearBooks.of(session, year)
  const fresh = await keepYearBooks(ports).of(session, year)
  expect(followed.figures()).toEqual(fresh.figures())
  expect(followed.standings()).toEqual(fresh.standings())
  return followed.recordsOf('document').length
}

test('a year that follows the log is the year as it is read anew', async () => {
  const { ports } = serving.opened
  expect(await sameAsFresh(2025)).toBe(0)
  const values = sampleDocument()
  const request = { register: 'document', reason: null, idempotency: null }
  const { record } = await recordEntry(ports, session, { ...request, values })
  if (!record) throw new Error('nothing was recorded')
  expect(await sameAsFresh(2025)).toBe(1)
  const moved = { ...record.values, issuedOn: '2023-05-06' }
  const correction = { record: record.id, expected: 1, values: moved, reason: '日期有误' }
  await correctRecord(ports, session, correction)
  expect(await sameAsFresh(2025)).toBe(0)
  await correctRecord(ports, session, { ...correction, expected: 2, values: record.values })
  expect(await sameAsFresh(2025)).toBe(1)
  await voidRecord(ports, session, { record: record.id, expected: 3, reason: '重复' })
  expect(await sameAsFresh(2025)).toBe(0)
})

test('where duties stand is taken over only where nothing can have moved it', async () => {
  const { ports } = serving.opened
  const write = async (register: string, values: object) => {
    await recordEntry(ports, session, { register, values, reason: null, idempotency: null })
    await sameAsFresh(2025)
  }
  const formalism = { subject: 'formalism', found: 1, problemList: true }
  await write('self-check', { ...formalism, doneOn: '2025-03-01', ownerList: true })
  await write('self-check', { ...formalism, doneOn: '2025-04-01', ownerList: false })
  await write('request', { title: '报表', sentOn: '2025-05-06', items: 3, units: 2 })
  await write('request', { title: '报表', sentOn: '2024-05-06', items: 3, units: 2, basis: '通知' })
  const said = { state: 'notApplicable', reason: '机构改革', statedOn: '2025-12-30' }
  await write('statement', { ...said, duty: 'fewer-requests', period: '2025' })
  await write('office', { name: '一支部', kind: 'branch', since: '2025-02-01' })
})

/** The least that the register of documents asks for. */
function sampleDocument(): Record<string, string> {
  const register = session.pack.registers.get('document')
  const lists = session.pack.lists
  const needed = register?.fields.filter(({ required }) => required) ?? []
  return Object.fromEntries(
    needed.map(({ id, type, of }) => {
      if (type === 'date') return [id, '2025-05-06']
      if (type === 'choice') return [id, lists.get(of ?? '')?.[0]?.id ?? '']
      return [id, '关于测试的通知']
    }),
  )
}
