import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { allDays } from '../../src/app/roster/keep-rosters.ts'
import { rosterOf } from '../../src/app/roster/roster.ts'
import type { YearBooks } from '../../src/app/year/keep-year-books.ts'
import { keepYearBooks } from '../../src/app/year/keep-year-books.ts'
import type { Duty } from '../../src/duty/duty.ts'
import type { Requirement } from '../../src/duty/requirements/requirement-kinds.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import { asOnePerson } from '../../src/ledger/core/one-person.ts'
import { weekdays } from '../../src/ledger/day/late.ts'
import { rowsOf } from '../../src/ledger/fields/rows/rows.ts'
import { evaluateFigure } from '../../src/ledger/figure/evaluate-figure.ts'
import type { FigureDefinition } from '../../src/ledger/figure/figure.ts'
import type { Measure } from '../../src/ledger/figure/measures/measure-kinds.ts'
import { followsEntries } from '../../src/ledger/figure/own-terms.ts'
import { fieldsRead, readsOfFigure, yearsCounted } from '../../src/ledger/figure/reads.ts'
import { answersAmong } from '../../src/ledger/predicate/answers.ts'
import { holds } from '../../src/ledger/predicate/evaluate.ts'
import type { Predicate } from '../../src/ledger/predicate/predicate.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { yearFor } from '../../src/ledger/record/year-of.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import type { Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { seed } from '../seed.ts'
import type { StoreFixture } from './fixture.ts'
import { foundUnit, meeting, storeFixture } from './fixture.ts'

// Random definitions over a register with a field of each shape, random things done to its records,
// and after every few of them the same question: does the year that was followed say what a year
// read anew says, and what the evaluator says of a plain list of all records?

const label = { zh: '项', en: 'item' }
const shape = { label, required: false } as const
const plain = { label, title: '{kind}', lateAfter: null, checks: [], columns: [] } as const

const thing: Register = {
  ...plain,
  id: 'thing',
  date: 'day',
  yearOf: { field: 'for', asked: [{}] },
  fields: [
    { ...shape, id: 'kind', type: 'choice', of: 'kinds' },
    { ...shape, id: 'day', type: 'date' },
    { ...shape, id: 'for', type: 'year' },
    { ...shape, id: 'size', type: 'number' },
    { ...shape, id: 'cost', type: 'money' },
    { ...shape, id: 'open', type: 'yesNo' },
    { ...shape, id: 'marks', type: 'choices', of: 'kinds' },
    { ...shape, id: 'people', type: 'people' },
    { ...shape, id: 'until', type: 'date' },
    { ...shape, id: 'secret', type: 'text', readers: ['lead'] },
    { ...shape, id: 'note', type: 'longText' },
    {
      ...shape,
      id: 'items',
      type: 'rows',
      fields: [
        { ...shape, id: 'mark', type: 'choice', of: 'kinds' },
        { ...shape, id: 'said', type: 'text' },
      ],
    },
  ],
}
const reply: Register = {
  ...plain,
  id: 'reply',
  title: '回复',
  date: 'day',
  fields: [
    { ...shape, id: 'day', type: 'date' },
    { ...shape, id: 'to', type: 'record', register: 'thing' },
  ],
}
const baseline: Register = { ...plain, id: 'baseline', date: 'givenOn', fields: [] }
const merge: Register = { ...plain, id: core.merge.id, date: 'from', fields: [] }

const kinds = ['a', 'b', 'c']
const people = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222']
const days = ['2023-12-31', '2024-01-01', '2024-07-15', '2024-12-31', '2025-01-01']
const laterDays = ['2025-02-28', '2025-03-01', '2025-03-02', '2025-12-31', '2026-01-02']
const anyDay = fc.constantFrom(...days, ...laterDays)
const kind = fc.constantFrom(...kinds)

/** Conditions of every shape; some ask for the day, some for other records. */
const { condition } = fc.letrec<{ condition: Predicate; simple: Predicate }>((tie) => ({
  simple: fc.oneof(
    kind.map((one): Predicate => ({ kind: one })),
    fc.uniqueArray(kind, { minLength: 2, maxLength: 2 }).map((some): Predicate => ({ kind: some })),
    fc.boolean().map((open): Predicate => ({ open })),
    fc.integer({ min: 0, max: 4 }).map((size): Predicate => ({ size: { atLeast: size } })),
    kind.map((one): Predicate => ({ marks: { includes: one } })),
    fc.boolean().map((given): Predicate => ({ secret: { exists: given } })),
    fc.constantFrom(1, 2).map((count): Predicate => ({ people: { count: { atLeast: count } } })),
    kind.map((one): Predicate => ({ items: { some: { mark: one } } })),
    fc.constant<Predicate>({ until: { before: '$today' } }),
    fc.constant<Predicate>({ id: { answeredBy: { register: 'reply', via: 'to' } } }),
  ),
  condition: fc.oneof(
    { weight: 4, arbitrary: tie('simple') },
    { weight: 1, arbitrary: tie('condition').map((one): Predicate => ({ not: one })) },
    {
      weight: 2,
      arbitrary: fc
        .tuple(fc.constantFrom('all', 'any'), tie('condition'), tie('condition'))
        .map(([how, one, other]) => ({ [how]: [one, other] }) as unknown as Predicate),
    },
  ),
}))

const measure = fc.oneof(
  fc.constantFrom<Measure>(
    { kind: 'count', register: 'thing' },
    { kind: 'list', register: 'thing' },
    { kind: 'latest', register: 'thing' },
    { kind: 'sum', register: 'thing', field: 'size' },
    { kind: 'sum', register: 'thing', field: 'cost' },
    { kind: 'distinct', register: 'thing', field: 'items.mark' },
    { kind: 'inForce', register: 'thing', until: 'until' },
    { kind: 'inForce', register: 'thing', newestPer: 'kind' },
    { kind: 'count', register: 'reply' },
  ),
  condition.map((part): Measure => ({ kind: 'share', register: 'thing', part })),
)

const figure = fc
  .record(
    {
      measure,
      where: condition,
      per: fc.constantFrom('month', 'quarter', 'person'),
      compare: fc.constant('last-year'),
    },
    { requiredKeys: ['measure'] },
  )
  .map(({ measure: of, where, per, compare }): Omit<FigureDefinition, 'id'> => {
    const isWhole = of.kind === 'inForce' || of.register === 'reply'
    return {
      label,
      unit: label,
      measure: of,
      upward: false,
      phrases: [],
      ...(where === undefined || of.register === 'reply' ? {} : { where }),
      ...(isWhole || per === undefined ? {} : { per: per as 'month' }),
      ...(per === 'person' && !isWhole ? { by: 'people' } : {}),
      ...(compare === undefined || of.kind === 'inForce' ? {} : { compare: 'last-year' as const }),
    }
  })

const figures = new Map(
  fc
    .sample(figure, { seed, numRuns: 40 })
    .map((one, nth): [string, FigureDefinition] => [`f${nth}`, { ...one, id: `f${nth}` }]),
)

const requirements: readonly Requirement[] = [
  { kind: 'quota', figure: 'f0', atLeast: 3, per: 'quarter' },
  { kind: 'cap', figure: 'f1', atMost: 20, per: 'year' },
  { kind: 'deadline', figure: 'f2', by: '06-30' },
  { kind: 'deadline', figure: 'f3', by: '01-31', for: 'last-year' },
  { kind: 'each', register: 'thing', where: { kind: 'a' }, must: { size: { exists: true } } },
  {
    kind: 'each',
    register: 'thing',
    must: { id: { answeredBy: { register: 'reply', via: 'to' } } },
  },
  { kind: 'each', register: 'thing', must: { secret: { exists: true } } },
  { kind: 'within', workdays: 10, after: 'thing', register: 'reply', via: 'to' },
  { kind: 'weekly', figure: 'f4', atLeast: 1, except: [] },
]
const duties = new Map(
  requirements.map((require, nth): [string, Duty] => {
    const source = { instrument: 'i', clause: null, verified: false, tier: 'own' } as const
    return [`d${nth}`, { id: `d${nth}`, label, part: 'p', source, require }]
  }),
)

const pack = {
  digest: 'd',
  unit: { key: '' },
  roles: [],
  lists: new Map(),
  registers: new Map([thing, reply, baseline, merge].map((one) => [one.id, one])),
  plays: new Map(),
  figures,
  duties,
  reports: new Map(),
} as unknown as Pack

/** A later pack, by which each figure counts what another one did. */
const laterPack = {
  ...pack,
  digest: 'e',
  figures: new Map(
    [...figures.values()].toReversed().map((one, nth) => [`f${nth}`, { ...one, id: `f${nth}` }]),
  ),
} as unknown as Pack

const values: fc.Arbitrary<Values> = fc.record(
  {
    kind,
    day: anyDay,
    for: fc.constantFrom(2024, 2025, 2026),
    size: fc.constantFrom(-1, 0, 0.5, 2, 10),
    cost: fc.constantFrom(0, 99, 100).map((minor) => ({ minor, currency: 'CNY' as const })),
    open: fc.boolean(),
    marks: fc.uniqueArray(kind, { minLength: 1 }),
    people: fc.uniqueArray(fc.constantFrom(...people), { minLength: 1 }),
    until: anyDay,
    secret: fc.constantFrom('red', 'blue'),
    note: fc.constant('没有人问的话'),
    items: fc.array(fc.record({ mark: kind, said: fc.constant('也没有人问') }), { maxLength: 3 }),
  },
  { requiredKeys: ['kind', 'day'] },
)

const act = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('create' as const), values }) },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('correct' as const), at: fc.nat(), values }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('reply' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('void' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('erase' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('state' as const), at: fc.nat() }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('merge' as const), at: fc.nat() }) },
)
type Act = typeof act extends fc.Arbitrary<infer One> ? One : never

let fixture: StoreFixture
let session: (roles: readonly string[], of?: Pack) => Session
let org: number
const made: LedgerRecord[] = []
/** Says that two people are one; null while they are two. */
let merged: LedgerRecord | null = null

beforeAll(async () => {
  fixture = await storeFixture()
  org = await foundUnit(fixture)
  const [unit] = (await fixture.store.organisations()).filter((one) => one.id === org)
  if (!unit) throw new Error('no unit')
  session = (roles, of = pack) => ({
    org: unit,
    actor: { id: 'p', person: null, roles },
    pack: of,
  })
})

afterAll(() => fixture.close())

const beside = {
  calendar: { isWorkday: weekdays },
  crypto: nodeCrypto,
  packs: { current: pack },
}

function newBooks(): YearBooks {
  return keepYearBooks({ store: fixture.store, clock: fixture.clock, ...beside })
}

async function perform(one: Act): Promise<void> {
  const { store } = fixture
  const at = 'at' in one && made.length > 0 ? one.at % made.length : null
  const target = at === null ? undefined : made[at]
  const base = meeting({ register: 'thing', record: null, expected: null, title: '项', search: '' })
  if (one.do === 'create') {
    const day = String(one.values['day'])
    const done = await store.append(org, { ...base, values: one.values, occurredOn: day })
    if (done.record) made.push(done.record)
    return
  }
  if (one.do === 'state') {
    const stated = { figure: `f${one.at % 40}`, year: '2023', number: one.at % 9, source: '台账' }
    const values = { ...stated, givenOn: '2025-01-05' }
    await store.append(org, { ...base, register: 'baseline', values, occurredOn: '2025-01-05' })
    return
  }
  if (one.do === 'merge') {
    const [person = '', into = ''] = people
    const from = laterDays[one.at % laterDays.length] ?? ''
    const request = {
      ...base,
      register: merge.id,
      values: { person, into, from },
      occurredOn: from,
    }
    const again = merged && { kind: 'void' as const, record: merged.id, expected: merged.version }
    const { record } = await store.append(org, { ...request, ...again })
    merged = again ? null : record
    return
  }
  if (target?.state !== 'live' || at === null) return
  if (one.do === 'reply') {
    const values = { day: target.occurredOn ?? '', to: target.id }
    await store.append(org, { ...base, register: 'reply', values, occurredOn: target.occurredOn })
    return
  }
  if (one.do === 'erase') {
    if (target.values['secret'] === undefined) return
    const { id: record, version: expected } = target
    const erased = { record, expected, paths: ['secret'], reason: '依法' }
    const words = { title: '项', search: '', actor: 'p', pack: null }
    made[at] = (await store.erase(org, { ...erased, ...words })).record ?? target
    return
  }
  const changed = one.do === 'void' ? target.values : one.values
  const request = {
    ...base,
    kind: one.do,
    record: target.id,
    expected: target.version,
    values: changed,
    occurredOn: String(changed['day']),
  }
  made[at] = (await store.append(org, request)).record ?? target
}

/** All that a book says, without the words in which it says it. */
async function told(books: YearBooks, roles: readonly string[], year: number, of = pack) {
  const book = await books.of(session(roles, of), year)
  return {
    asOf: book.asOf,
    figures: [...figures.keys()].map((id) => book.figure(id)),
    quarter: [...figures.keys()].map((id) => book.figure(id, `${year}-Q1`)),
    standings: book.standings(),
    things: book.recordsOf('thing').map(({ id, version }) => `${id} ${version}`),
    secrets: book.shown(book.recordsOf('thing'), 'zh').map((one) => one.values['secret']),
  }
}

/** All live records, people who are one in a year as one. */
async function stored(year: number) {
  const { records, asOf } = await fixture.store.read(org, async (reader) => ({
    records: await reader.asWritten.recordsOf([...pack.registers.keys()], allDays),
    asOf: await reader.position(),
  }))
  const { who } = rosterOf(
    records.filter(({ register }) => register === merge.id),
    year,
  )
  return { records: records.map((one) => asOnePerson(one, who)), asOf }
}

/** The records that a figure counts in a year, each looked at by itself; null: not so simply. */
async function looked(definition: FigureDefinition, year: number, today: string) {
  const { measure: of, where = {} } = definition
  if (of.kind === 'inForce' || of.kind === 'latest') return null
  const { records } = await stored(year)
  const yearIn = (one: LedgerRecord) => yearFor(pack.registers.get(one.register), one) ?? 0
  const answers = answersAmong(
    records.filter((one) => Math.abs(yearIn(one) - year) <= 1),
    { today },
  )
  return records
    .filter((one) => one.register === of.register && yearIn(one) === year)
    .filter(({ occurredOn }) => (occurredOn ?? '9') <= today)
    .filter((one) => holds(where, one, { today, answers }))
    .map(({ id }) => id)
}

/** The same figures by the evaluator alone, over a plain list of all live records. */
async function counted(year: number, period: string, today: string) {
  const { records, asOf } = await stored(year)
  const inYears = (...years: readonly number[]) =>
    records.filter((one) => years.includes(yearFor(pack.registers.get(one.register), one) ?? 0))
  const near = inYears(year - 1, year, year + 1)
  return [...figures.values()].map((one) =>
    evaluateFigure(one, inYears(...yearsCounted(one, year)), {
      registers: pack,
      period,
      today,
      asOf,
      names: { person: () => null, office: () => null, record: () => null } as never,
      lastYearRecords: inYears(year - 1),
      baselines: near.filter(({ register }) => register === 'baseline'),
      answers: answersAmong(near, { today }),
    }),
  )
}

const numberOf = (one: { readonly definition?: unknown } | null) =>
  one && { ...one, definition: null }

test('a year that is followed says what one read anew says, and what the evaluator says', async () => {
  const followed = newBooks()
  const acts = fc.sample(act, { seed, numRuns: 144 })
  for (let from = 0; from < acts.length; from += 12) {
    for (const one of acts.slice(from, from + 12)) await perform(one)
    // The day moves on as well, and with it what has happened already.
    fixture.clock.at += 86_400_000 / 4
    const today = new Date(fixture.clock.at + 8 * 3_600_000).toISOString().slice(0, 10)
    for (const year of from % 24 === 0 ? [2025] : [2024, 2025, 2026]) {
      const mine = await told(followed, ['lead'], year)
      expect(mine).toEqual(await told(newBooks(), ['lead'], year))
      const later = await told(followed, ['lead'], year, laterPack)
      expect(later).toEqual(await told(newBooks(), ['lead'], year, laterPack))
      const [whole, quarter] = [
        await counted(year, `${year}`, today),
        await counted(year, `${year}-Q1`, today),
      ]
      expect(mine.figures.map(numberOf)).toEqual(whole.map(numberOf))
      for (const one of mine.figures) {
        const definition = figures.get(one?.figure ?? '')
        const found = definition && (await looked(definition, year, today))
        if (found) expect(one?.records, one?.figure).toEqual(found)
      }
      expect(mine.quarter.map(numberOf)).toEqual(quarter.map(numberOf))
    }
  }
  expect(made.filter(({ state }) => state === 'void').length).toBeGreaterThan(0)
  expect(acts.filter((one) => one.do === 'merge').length).toBeGreaterThan(1)
  expect(new Set([...figures.values()].map(followsEntries)).size).toBe(2)
})

test('whoever may not read a field sees no figure over it, and the same numbers otherwise', async () => {
  const books = newBooks()
  const [all, some] = [await told(books, ['lead'], 2025), await told(books, ['clerk'], 2025)]
  const isSecret = (one: FigureDefinition) =>
    fieldsRead(readsOfFigure(one)).get('thing')?.has('secret') === true
  const open = [...figures.values()].map((one, nth) => (isSecret(one) ? null : all.figures[nth]))
  expect(some.figures).toEqual(open)
  expect(open).toContain(null)
  expect(some.secrets.every((one) => one === undefined)).toBe(true)
  expect(all.secrets.some((one) => one !== undefined)).toBe(true)
})

test('a year is computed without the words that nobody asks for, and written with them', async () => {
  const books = newBooks()
  const lean = await books.of(session(['lead']), 2025)
  const whole = await books.withWords(session(['lead']), 2025)
  const isSaid = ({ values }: LedgerRecord) => values['note'] !== undefined
  expect(lean.recordsOf('thing').some(isSaid)).toBe(false)
  expect(whole.recordsOf('thing').some(isSaid)).toBe(true)
  expect([lean.hasWords, whole.hasWords]).toEqual([false, true])
  const rows = lean.recordsOf('thing').flatMap(({ values }) => rowsOf(values['items']))
  expect(rows.length).toBeGreaterThan(0)
  expect(JSON.stringify(rows)).not.toContain('said')
})

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

test('what is kept of the years of many units stays within so many bytes', async () => {
  const { store } = fixture
  const perUnit = 150
  const base = meeting({ register: 'thing', record: null, expected: null, title: '项', search: '' })
  const said = fc.sample(values, { seed, numRuns: perUnit })
  const units: Session[] = []
  for (let nth = 0; nth < 24; nth += 1) {
    const id = await foundUnit(fixture, `第${nth}馆`)
    const requests = said.map((one) => ({ ...base, values: one, occurredOn: String(one['day']) }))
    await store.appendAll(id, requests)
    const unit = (await store.organisations()).find((one) => one.id === id)
    if (unit) units.push({ ...session(['lead']), org: unit })
  }
  const needs = { store, clock: fixture.clock, ...beside }
  const grown = async (present: number) => {
    const books = keepYearBooks(needs, { present, past: 0 })
    // What is made once whatever is kept: compiled code, statements, the first unit.
    const first = units.slice(0, 1)
    for (const unit of first) (await books.of(unit, 2025)).figures()
    collect()
    const before = process.memoryUsage().heapUsed
    for (const unit of units) (await books.of(unit, 2025)).figures()
    collect()
    const bytes = process.memoryUsage().heapUsed - before
    // Still held here, so that nothing of it was collected.
    for (const unit of first) expect((await books.of(unit, 2025)).figures().length).toBe(40)
    return bytes
  }
  await grown(0)
  const [all, few] = [await grown(2 ** 30), await grown(2 ** 19)]
  expect(all).toBeGreaterThan(units.length * perUnit * 300)
  expect(few).toBeLessThan(all / 3)
}, 120_000)
