import { beforeAll, expect, test } from 'vitest'
import { isNamedIn } from '../../src/app/plan/list-calendar.ts'
import type { YearBook } from '../../src/app/year/year-book.ts'
import { mattersOf } from '../../src/app/year/year-matters.ts'
import { rowsOf } from '../../src/ledger/fields/rows/rows.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { unaskedFields } from '../../src/pack/unasked-fields.ts'
import { demoBook } from './demo-book.ts'
import { demoWrites, recordsAfter } from './demo-records.ts'
import { governancePack } from './own-packs.ts'

// The story of the demo, once whole and once without what a year is read without.

const moment = { year: 2025, today: '2025-11-20' }

let pack: Pack
let whole: YearBook
let narrow: YearBook

beforeAll(async () => {
  pack = await governancePack()
  const written = recordsAfter(pack, await demoWrites(pack))
  const records = written.filter(({ state }) => state === 'live')
  whole = demoBook(pack, records, moment)
  narrow = demoBook(pack, records.map(withoutUnasked), moment)
})

function withoutUnasked(record: LedgerRecord): LedgerRecord {
  const paths = unaskedFields(pack).get(record.register) ?? []
  return { ...record, values: without(record.values, paths) }
}

function without(values: Values, paths: readonly string[]): Values {
  const kept = Object.entries(values).filter(([field]) => !paths.includes(field))
  const within = (field: string) =>
    paths.flatMap((path) => (path.startsWith(`${field}.`) ? path.slice(field.length + 1) : []))
  return Object.fromEntries(
    kept.map(([field, value]) => {
      const columns = within(field)
      if (columns.length === 0) return [field, value]
      return [field, rowsOf(value).map((row) => without(row, columns)) as Value]
    }),
  )
}

test('leave every figure, duty and matter of the year what it is', () => {
  expect(narrow.figures()).toEqual(whole.figures())
  expect(narrow.standings()).toEqual(whole.standings())
  for (const kind of ['tasks', 'meetings', 'duties'] as const) {
    const told = (book: YearBook) => mattersOf(book)[kind].map((one) => withoutRecord(one))
    expect(told(narrow)).toEqual(told(whole))
  }
})

function withoutRecord(one: object): object {
  return { ...one, record: null }
}

test('leave a record its title, and the people that a calendar looks for', () => {
  const people = [...whole.roster.people.keys()]
  for (const { id } of pack.registers.values()) {
    const [all, some] = [whole.recordsOf(id), narrow.recordsOf(id)]
    const titles = (book: YearBook, records: readonly LedgerRecord[]) =>
      book.shown(records, 'zh').map(({ title }) => title)
    expect(titles(narrow, some)).toEqual(titles(whole, all))
    const named = (record: LedgerRecord) => people.filter((one) => isNamedIn(record, one))
    expect(some.map(named)).toEqual(all.map(named))
  }
})

test('leave what a duty still wants begun as the last such record', () => {
  const wanted = (book: YearBook) =>
    book
      .standings()
      .flatMap(({ duty, windows }) =>
        windows.map(({ period }) => [duty, period, book.wanted(duty, period)] as const),
      )
  expect(wanted(narrow)).toEqual(wanted(whole))
})

test('days, choices and numbers that nobody asks for are among them', () => {
  const document = unaskedFields(pack).get('document') ?? []
  expect(document).toEqual(expect.arrayContaining(['issuedOn', 'kind', 'themes']))
  expect(document).not.toContain('drafter')
})
