import { createHash } from 'node:crypto'
import { beforeAll, expect, test } from 'vitest'
import type { AppPorts } from '../../src/app/ports/app-ports.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import type { RecordUses } from '../../src/app/records/uses-of-record.ts'
import { usesOfRecord } from '../../src/app/records/uses-of-record.ts'
import type { YearBookWithWords } from '../../src/app/year/year-book.ts'
import { parsePeriod } from '../../src/ledger/day/period.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { yearFor } from '../../src/ledger/record/year-of.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { seed } from '../seed.ts'
import { booksOf } from './demo-book.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

const perRegister = 8

let pack: Pack
let records: readonly LedgerRecord[]
let books: ReadonlyMap<number, YearBookWithWords>

beforeAll(async () => {
  pack = await governancePack()
  records = recordsAfter(pack, await demoWrites(pack)).filter(({ state }) => state === 'live')
  const years = records.map((record) => yearOfRecord(record) ?? Number.NaN).filter(Number.isFinite)
  const [first, last] = [Math.min(...years) - 1, Math.max(...years) + 1]
  const open = booksOf(pack, records)
  books = new Map(
    Array.from({ length: last - first + 1 }, (_, at) => [first + at, open(first + at)]),
  )
})

const yearOfRecord = (record: LedgerRecord) => yearFor(pack.registers.get(record.register), record)

function bookOf(year: number): YearBookWithWords {
  const book = books.get(year)
  if (book === undefined) throw new Error(`no year ${year}`)
  return book
}

/** What the page of a record is told, over years that are in memory. */
function usesOf({ id }: LedgerRecord): Promise<RecordUses> {
  const record = (wanted: string) => records.find((one) => one.id === wanted) ?? null
  const ports = {
    store: { read: (_org: number, ask: (reader: object) => unknown) => ask({ record }) },
    yearBooks: { of: (_session: Session, year: number) => bookOf(year) },
  } as unknown as Pick<AppPorts, 'store' | 'yearBooks'>
  const actor = { id: 'zhou', person: null, roles: pack.roles.map((one) => one.id) }
  return usesOfRecord(ports, { org: { id: 1 }, actor, pack } as unknown as Session, id)
}

/** What the years themselves say of it: every window of every year that names it. */
function saidOf({ id }: LedgerRecord, year: number): Pick<RecordUses, 'figures' | 'duties'> {
  const figures = [...pack.figures.keys()].filter((figure) =>
    bookOf(year).figure(figure)?.records.includes(id),
  )
  const duties = [...books].flatMap(([of, book]) =>
    book.standings().flatMap(({ duty, windows }) =>
      windows
        .filter((window) => window.records.includes(id))
        .map(({ period }) => {
          // The page goes to the year of the period.
          expect(parsePeriod(period)?.year, `${duty} ${period}`).toBe(of)
          return { duty, period }
        }),
    ),
  )
  return { figures, duties }
}

function inOrder({ duties }: Pick<RecordUses, 'duties'>): readonly string[] {
  return duties.map(({ duty, period }) => `${duty} ${period}`).sort()
}

/** Some records of each register, by the seed. */
function sample(): readonly LedgerRecord[] {
  const lot = (id: string) => createHash('sha256').update(`${seed} ${id}`).digest('hex')
  const drawn = [...pack.registers.keys()].flatMap((register) =>
    records
      .filter((record) => record.register === register && yearOfRecord(record) !== null)
      .map((record) => ({ record, lot: lot(record.id) }))
      .sort((one, other) => (one.lot < other.lot ? -1 : 1))
      .slice(0, perRegister),
  )
  return drawn.map(({ record }) => record)
}

test('a record is listed exactly where a figure or a window of the year names it', async () => {
  const drawn = sample()
  expect(drawn.length).toBeGreaterThanOrEqual(200)
  expect(new Set(drawn.map(({ register }) => register)).size).toBeGreaterThanOrEqual(15)
  let listed = 0
  for (const record of drawn) {
    const what = `${record.register} ${record.occurredOn}`
    const [uses, year] = [await usesOf(record), yearOfRecord(record) ?? 0]
    const said = saidOf(record, year)
    expect(uses.year, what).toBe(year)
    expect(uses.figures, what).toEqual(said.figures)
    expect(inOrder(uses), what).toEqual(inOrder(said))
    const against = bookOf(year)
      .standings()
      .filter((one) => one.against.includes(record.id))
    expect(
      uses.against.map(({ duty }) => duty),
      what,
    ).toEqual(against.map(({ duty }) => duty))
    listed += uses.figures.length + uses.duties.length
  }
  expect(listed).toBeGreaterThan(drawn.length)
})

test('what was sent in January for the year before leads to the year that asks for it', async () => {
  const sent = records.find(
    ({ register, values, occurredOn }) =>
      register === 'dispatch' &&
      values['kind'] === 'annual-governance' &&
      occurredOn?.startsWith('2025-01'),
  )
  if (!sent) throw new Error('no report was sent')
  const uses = await usesOf(sent)
  expect(uses.year).toBe(2024)
  expect(uses.duties).toContainEqual({ duty: 'annual-report-sent', period: '2025' })
})

test('a word given leads to the window that rests on it, also one of the year before', async () => {
  const given = records.filter(
    ({ register, values }) => register === 'attestation' && values['duty'] === 'no-leak',
  )
  const periods = await Promise.all(
    given.map(async (record) => (await usesOf(record)).duties.map(({ period }) => period)),
  )
  // Where a leak was recorded after all, the quarter does not rest on the word.
  const upheld = given.map(({ values }) => values['period']).filter((one) => one !== '2025-Q3')
  expect(periods.flat()).toEqual(upheld)
  expect(upheld).toContain('2024-Q4')
})

test('what only sets a term in motion, or is answered, is not said to answer', async () => {
  const change = records.filter(({ register }) => register === 'staff-change')
  for (const one of change) {
    const { duties } = await usesOf(one)
    expect(duties.map(({ duty }) => duty)).not.toContain('body-follows-in-time')
  }
  expect(change.length).toBeGreaterThan(0)
})
