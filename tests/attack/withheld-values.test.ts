import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../src/app/ports/store-ports.ts'
import type { ListRecords } from '../../src/app/records/list-records.ts'
import { listRecords } from '../../src/app/records/list-records.ts'
import { storedWords } from '../../src/app/records/shown-record.ts'
import { rosterOf } from '../../src/app/roster/roster.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { StoreFixture } from '../store/fixture.ts'
import { foundUnit, meeting, storeFixture } from '../store/fixture.ts'

// Somebody who may not read a field tries to learn what it says: by asking for its values, by the
// order of a list, by a search, by how many come, by a cursor of somebody who may read it.

const label = { zh: '举报', en: 'Report' }

const register: Register = {
  id: 'report',
  label,
  date: 'day',
  title: '{about} {informer}',
  lateAfter: null,
  checks: [],
  columns: ['about'],
  fields: [
    { id: 'about', type: 'text', label, required: true },
    { id: 'day', type: 'date', label, required: true },
    { id: 'informer', type: 'text', label, required: false, readers: ['lead'] },
    { id: 'marks', type: 'choices', of: 'marks', label, required: false, readers: ['lead'] },
  ],
}

const informers = ['aaa', 'zzz', 'mmm', 'bbb']

let fixture: StoreFixture
let session: (role: string) => Session

beforeAll(async () => {
  fixture = await storeFixture()
  const id = await foundUnit(fixture)
  const [org] = (await fixture.store.organisations()).filter((one) => one.id === id)
  if (!org) throw new Error('no unit')
  const pack = { registers: new Map([[register.id, register]]), lists: new Map() }
  session = (role) => ({
    org,
    actor: { id: 'p', person: null, roles: [role] },
    pack: pack as unknown as Pack,
  })
  for (const informer of informers) {
    const values = { about: '同一件事', day: '2025-03-01', informer, marks: ['m1'] }
    const shown = storedWords(register, values, { lists: new Map() })
    const of = { register: 'report', values, occurredOn: '2025-03-01', ...shown }
    await fixture.store.append(id, meeting(of))
  }
})

afterAll(() => fixture.close())

async function list(role: string, asked: Partial<ListRecords>) {
  const ports = { store: fixture.store, rosters: { of: async () => rosterOf([]) } }
  const given = { register: 'report', where: {}, includeVoid: true, limit: 2, ...asked }
  return listRecords(ports as never, session(role), { list: given, lang: 'zh' })
}

async function ids(asked: Partial<ListRecords>): Promise<string[]> {
  return (await list('clerk', { limit: 10, ...asked })).items.map(({ record }) => record.id)
}

describe('of a field that one may not read', () => {
  test('neither a right guess nor a wrong one is told from the other', async () => {
    for (const where of [{ informer: 'aaa' }, { informer: 'nobody' }, { marks: 'm1' }]) {
      await expect(list('clerk', { where })).rejects.toThrow('list.field')
    }
    expect((await list('lead', { where: { informer: 'aaa' } })).items).toHaveLength(1)
  })

  test('no order speaks: not its own, not that of a title with it, not any other', async () => {
    for (const sort of ['informer', '-informer', 'title', '-title', 'marks']) {
      await expect(list('clerk', { sort })).rejects.toThrow('list.field')
    }
    const byId = (await ids({})).toSorted()
    for (const sort of ['about', 'day', 'lateDays', 'occurredOn']) {
      // All else is the same of all four: what is left is their ids, which are random.
      expect(await ids({ sort }), sort).toEqual(byId)
    }
  })

  test('no search finds it, whole or in part', async () => {
    for (const search of ['aaa', 'zz', 'm1']) expect(await ids({ search })).toEqual([])
    expect(await ids({ search: '同一件' })).toHaveLength(informers.length)
  })

  test('the cursor of another list is none here', async () => {
    const { next } = await list('lead', { sort: 'informer' })
    for (const sort of [undefined, 'recordedAt']) {
      await expect(list('clerk', { sort, after: next ?? '' })).rejects.toThrow('list.cursor')
    }
  })

  test('nothing of it is in what a reader is given to turn the page', async () => {
    for (const sort of ['about', 'day', 'occurredOn', 'recordedAt']) {
      const { next } = await list('clerk', { sort })
      const cursor = Buffer.from(next ?? '', 'base64url').toString()
      expect(cursor).not.toMatch(/aaa|zzz|mmm|bbb|m1/)
    }
  })
})
