import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Session } from '../../src/app/ports/store-ports.ts'
import type { ListRecords, RecordInList } from '../../src/app/records/list-records.ts'
import { listRecords, readList } from '../../src/app/records/list-records.ts'
import type { ShownRecord } from '../../src/app/records/shown-record.ts'
import { storedWords } from '../../src/app/records/shown-record.ts'
import { rosterOf } from '../../src/app/roster/roster.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { searchForm } from '../../src/ledger/record/search-text.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { seed } from '../seed.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'
import { fsckOnce } from './fsck-once.ts'

const label = { zh: '项', en: 'item' }
const shape = { label, required: false } as const

/** A register with a field of each shape that a value has, one and a column for few readers. */
const register: Register = {
  id: 'thing',
  label,
  date: 'day',
  title: '{name}',
  lateAfter: null,
  checks: [],
  columns: ['name'],
  fields: [
    { ...shape, id: 'name', type: 'text' },
    { ...shape, id: 'day', type: 'date' },
    { ...shape, id: 'size', type: 'number' },
    { ...shape, id: 'cost', type: 'money' },
    { ...shape, id: 'open', type: 'yesNo' },
    { ...shape, id: 'marks', type: 'choices', of: 'marks' },
    { ...shape, id: 'person', type: 'person' },
    { ...shape, id: 'office', type: 'office' },
    { ...shape, id: 'link', type: 'record', register: 'thing' },
    { ...shape, id: 'people', type: 'people' },
    { ...shape, id: 'span', type: 'period' },
    { ...shape, id: 'basis', type: 'clause' },
    { ...shape, id: 'papers', type: 'file' },
    { ...shape, id: 'secret', type: 'text', readers: ['lead'] },
    { ...shape, id: 'note', type: 'longText' },
    {
      ...shape,
      id: 'lines',
      type: 'rows',
      fields: [
        { ...shape, id: 'what', type: 'text' },
        { ...shape, id: 'whom', type: 'text', readers: ['lead'] },
      ],
    },
  ],
}

const people = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const nobody = '33333333-3333-4333-8333-333333333333'
const long = '长'.repeat(70)
const words = [
  ...['甲', '乙 丙', 'ＡＢ', 'ab', '𠮷野', '\uff21', 'z', `${long}一`, `${long}二`],
  ...['〔2025〕１２号', 'No.12-3、甲', '11111', '100%_完成', "o'b\\c", '①㈱'],
]
const days = ['2024-12-31', '2025-01-01', '2025-06-15']

const given = {
  name: fc.constantFrom(...words),
  day: fc.constantFrom(...days),
  size: fc.constantFrom(-1.5, -1, 0, 0.5, 2, 10, 1e9, Number.MAX_SAFE_INTEGER),
  cost: fc.constantFrom(-100, 0, 99, 100).map((minor) => ({ minor, currency: 'CNY' as const })),
  open: fc.boolean(),
  marks: fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { minLength: 1 }),
  person: fc.constantFrom(...people),
  office: fc.constantFrom(...people),
  link: fc.constantFrom(...people),
  people: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1 }),
  span: fc.constantFrom('2025-01-01', '2025-02-01').map((from) => ({ from, to: '2025-12-31' })),
  secret: fc.constantFrom('red', 'blue'),
  note: fc.constantFrom('一句话', long + long),
  lines: fc.array(fc.record({ what: fc.constantFrom('"甲",', '}'), whom: fc.constant('red') })),
}
const values: fc.Arbitrary<Values> = fc.record(given, { requiredKeys: ['name'] })

/** What is done to the ledger: a record is made, or something is done to one that is there. */
const act = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('create' as const), values }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('correct' as const), at: fc.nat(), values }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), at: fc.nat() }) },
)

/** Words, single characters, digits, Latin, punctuation and what patterns would mean something by. */
const searches = [
  ...['甲', '丙', 'AB', '长一', 'red', '没有', '丙 乙', '𠮷', '〔2025〕', '〔２０２５〕１２'],
  ...['12号', '1', '111111', '1111', 'no.12-3', 'ＮＯ．１２', '、', '-', '%', '%_', '_完成'],
  ...["'", '\\', '1(株)'],
]

const asked = {
  where: fc.oneof(
    fc.constant({}),
    fc.dictionary(fc.constantFrom('name', 'marks', 'open', 'secret'), fc.constantFrom('a', 'red'), {
      maxKeys: 2,
    }),
    fc.record(
      {
        name: fc.constantFrom(...words, '没有'),
        size: fc.constantFrom('-1', '0', '2', '10'),
        open: fc.constantFrom('true', 'false'),
        marks: fc.constantFrom('a', 'b'),
        person: fc.constantFrom(...people),
        office: fc.constantFrom(...people),
        link: fc.constantFrom(...people, nobody),
        people: fc.constantFrom(...people),
        secret: fc.constantFrom('red', 'blue'),
        note: fc.constantFrom(long + long, '一句话'),
      },
      { requiredKeys: [] },
    ),
  ),
  search: fc.option(fc.constantFrom(...searches), { nil: undefined }),
  from: fc.option(fc.constantFrom(...days), { nil: undefined }),
  to: fc.option(fc.constantFrom(...days), { nil: undefined }),
  includeVoid: fc.boolean(),
  columns: fc.oneof(
    fc.constantFrom(undefined, 'declared' as const),
    fc.subarray(Object.keys(given), { minLength: 1 }),
  ),
  sort: fc.option(
    fc
      .tuple(
        fc.constantFrom('', '-'),
        fc.constantFrom(
          ...['occurredOn', 'recordedAt', 'lateDays', 'title', 'name', 'size', 'cost'],
          ...['open', 'person', 'office', 'link', 'span', 'secret', 'note', 'day'],
        ),
      )
      .map((parts) => parts.join('')),
    { nil: undefined },
  ),
}

type Question = Omit<ListRecords, 'register' | 'limit' | 'after'>

let fixture: StoreFixture
let session: (roles: readonly string[]) => Session
const made: { record: LedgerRecord; title: string; search: string }[] = []

beforeAll(async () => {
  fixture = await storeFixture({ searchPartEntries: 32 })
  const id = await foundUnit(fixture)
  const [org] = (await fixture.store.organisations()).filter((one) => one.id === id)
  if (!org) throw new Error('no unit')
  const pack = { registers: new Map([[register.id, register]]), lists: new Map() }
  session = (roles) => ({
    org,
    actor: { id: 'p', person: null, roles },
    pack: pack as unknown as Pack,
  })
  await fill(id)
})

afterAll(() => fixture.close())

/** Does a few hundred random things; keeps beside the ledger what it should hold. */
async function fill(org: number): Promise<void> {
  const acts = fc.sample(act, { seed, numRuns: 400 })
  for (const one of acts) {
    const target = 'at' in one ? made[one.at % Math.max(1, made.length)] : undefined
    if (one.do !== 'create' && target?.record.state !== 'live') continue
    await perform(org, one, target)
    // Most of the log is in the index of the search; what comes after it is not.
    if (made.length === 200) await fixture.store.indexSearch(org)
  }
}

async function perform(
  org: number,
  one: ReturnType<typeof fc.sample<typeof act extends fc.Arbitrary<infer A> ? A : never>>[number],
  target: (typeof made)[number] | undefined,
): Promise<void> {
  const { store } = fixture
  if (one.do === 'erase') {
    if (target?.record.values['secret'] === undefined) return
    const { title, search, record } = target
    const { record: after } = await store.erase(org, {
      record: record.id,
      expected: record.version,
      paths: ['secret'],
      reason: '依法',
      title,
      search,
      actor: 'p',
      pack: null,
    })
    if (after) target.record = after
    return
  }
  const written = one.do === 'void' ? (target?.record.values ?? {}) : one.values
  const context = { lists: new Map() }
  const shown = storedWords(register, written, context)
  const day = written['day']
  const { record } = await store.append(
    org,
    meeting({
      kind: one.do,
      register: register.id,
      record: target?.record.id ?? null,
      expected: target?.record.version ?? null,
      values: written,
      occurredOn: typeof day === 'string' ? day : null,
      lateDays: target?.record.lateDays ?? made.length % 3,
      ...shown,
    }),
  )
  if (!record) throw new Error('no record')
  if (target) Object.assign(target, { record, ...shown })
  else made.push({ record, ...shown })
}

async function listed(roles: readonly string[], question: Question): Promise<string[]> {
  const ports = { store: fixture.store, rosters: { of: async () => rosterOf([]) } }
  const ids: string[] = []
  let after: string | undefined
  do {
    const list = { ...question, register: register.id, limit: 7, after }
    const page = await listRecords(ports as never, session(roles), { list, lang: 'zh' })
    const whole = await readList(ports as never, session(roles), { list, lang: 'zh' })
    expect(page.items.map(shownOf)).toEqual(whole.items.map(picked(page.columns)))
    expect(page.next).toBe(whole.next)
    for (const one of whole.items) expect(page.withheld).toEqual(one.withheld)
    ids.push(...page.items.map(({ record }) => record.id))
    after = page.next ?? undefined
  } while (after !== undefined)
  return ids
}

/** What a list says of a record. */
function shownOf({ record: { id, version, entry }, title, valuesText }: RecordInList) {
  return { id, version, entry, title, values: JSON.parse(valuesText) as Values }
}

/** The same of a record that was read whole, with the values of some fields. */
function picked(columns: readonly string[] | null) {
  return ({ id, version, entry, title, values: all }: ShownRecord) => {
    const some = Object.entries(all).filter(([field]) => columns?.includes(field) ?? true)
    return { id, version, entry, title, values: Object.fromEntries(some) }
  }
}

/** The same, thought through one record after the other. */
function naive({ where, search, from, to, includeVoid, sort = '-occurredOn' }: Question): string[] {
  const kept = made.filter(({ record, search: text }) => {
    const { occurredOn: day, state } = record
    if (state === 'void' && !includeVoid) return false
    if (from !== undefined && (day === null || day < from)) return false
    if (to !== undefined && day !== null && day > to) return false
    const words = searchForm(search ?? '').split(' ')
    if (!words.every((word) => text.includes(word))) return false
    return Object.entries(where).every(([field, one]) => says(record.values[field], one))
  })
  const by = sort.replace('-', '')
  const sign = sort.startsWith('-') ? -1 : 1
  const key = (one: (typeof made)[number]) => orderedBy(one, by)
  return kept
    .toSorted((one, other) => {
      const [a, b] = [key(one), key(other)]
      const day = compare(one.record.occurredOn ?? '', other.record.occurredOn ?? '')
      const rest = sign * (day || compare(one.record.id, other.record.id))
      // Whoever says nothing stands behind those who say something.
      if (a === null || b === null) return a === b ? rest : a === null ? 1 : -1
      return sign * compare(a, b) || rest
    })
    .map(({ record }) => record.id)
}

function says(value: Value | undefined, one: string): boolean {
  if (typeof value === 'boolean') return value === (one === 'true')
  return Array.isArray(value) ? value.includes(one as never) : String(value) === one
}

function orderedBy(one: (typeof made)[number], by: string): string | number | null {
  const { record, title } = one
  if (by === 'occurredOn') return record.occurredOn ?? ''
  if (by === 'recordedAt') return record.entry
  if (by === 'lateDays') return record.lateDays
  const value = by === 'title' ? title : record.values[by]
  if (value === undefined || value === null) return null
  if (typeof value === 'string') return [...value].slice(0, 60).join('')
  if (typeof value === 'object' && 'minor' in value) return value.minor
  if (typeof value === 'object' && 'from' in value) return `${value.from}/${value.to}`
  return typeof value === 'number' ? value : String(value)
}

function compare(one: string | number, other: string | number): number {
  if (typeof one === 'number' && typeof other === 'number') return one - other
  return Buffer.compare(Buffer.from(String(one)), Buffer.from(String(other)))
}

const isSecret = ({ where, sort }: Question) =>
  'secret' in where || sort?.replace('-', '') === 'secret'

describe('a list found by index', () => {
  test('holds what looking at every record gives, in the same order, page by page', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(asked), async (question) => {
        expect(await listed(['lead'], question)).toEqual(naive(question))
      }),
      { numRuns: 150 },
    )
  })

  test('is refused to whoever may not read a field of it, and the same to them otherwise', async () => {
    await fc.assert(
      fc.asyncProperty(fc.record(asked), async (question) => {
        const answer = listed(['clerk'], question)
        if (isSecret(question)) await expect(answer).rejects.toThrow('list.field')
        else expect(await answer).toEqual(naive(question))
      }),
      { numRuns: 60 },
    )
  })

  const inParts = ['cost', 'span', 'basis', 'papers', 'lines']
  test.each(inParts)('by %s, whose values have parts, is refused', async (id) => {
    const question = { where: { [id]: '100' }, includeVoid: false }
    await expect(listed(['lead'], question)).rejects.toThrow('list.field')
  })

  test('rests on an index in which fsck finds no difference', async () => {
    const [report] = await fsckOnce(fixture)
    expect(report?.faults).toEqual([])
    expect(report?.records).toBe(made.length)
  })
})
