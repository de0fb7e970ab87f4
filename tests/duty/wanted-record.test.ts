import { beforeAll, describe, expect, test } from 'vitest'
import type { YearBook } from '../../src/app/year/year-book.ts'
import type { Duty } from '../../src/duty/duty.ts'
import type { DutyWindow } from '../../src/duty/duty-standing.ts'
import { requirementKindOf } from '../../src/duty/requirements/requirement-kinds.ts'
import type { WantedRecord } from '../../src/duty/wanted-record.ts'
import { core } from '../../src/ledger/core/core-registers.ts'
import { addDays } from '../../src/ledger/day/day.ts'
import type { Fault } from '../../src/ledger/fault.ts'
import { fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import { rowsOf } from '../../src/ledger/fields/rows/rows.ts'
import { parseValues } from '../../src/ledger/record/parse-values.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Field, Register } from '../../src/ledger/register/register.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { demoBook } from '../pack/demo-book.ts'
import { demoWrites, recordsAfter } from '../pack/demo-records.ts'
import { governancePack } from '../pack/own-packs.ts'
import { record } from './sample-year.ts'

let pack: Pack
let all: readonly LedgerRecord[]

beforeAll(async () => {
  pack = await governancePack()
  all = recordsAfter(pack, await demoWrites(pack)).filter(({ state }) => state === 'live')
})

/** A ledger that has hardly begun: who and what there is, and what happened that is answered. */
function hardlyBegun(): readonly LedgerRecord[] {
  const kept = new Set<string>([core.person.id, core.office.id, core.post.id, core.membership.id])
  for (const { require } of pack.duties.values()) {
    if (require.kind === 'within') kept.add(require.after)
    if (require.kind === 'each') kept.add(require.register)
  }
  return all.filter(({ register }) => kept.has(register))
}

/** Every moment at which the windows of 2025 are asked what they wait for. */
const days = ['2025-02-12', '2025-07-02', '2025-12-30', '2026-02-20']

interface Asked {
  readonly duty: Duty
  readonly window: DutyWindow
  readonly wanted: WantedRecord
}

function askedIn(book: YearBook): readonly Asked[] {
  return [...pack.duties.values()].flatMap((duty) =>
    (book.standing(duty.id)?.windows ?? []).flatMap((window): readonly Asked[] => {
      const wanted = book.wanted(duty.id, window.period)
      return wanted === null || book.today < wanted.days.from ? [] : [{ duty, window, wanted }]
    }),
  )
}

describe.each(days)('what a window waits for on %s', (today) => {
  test.each([
    ['a ledger that has hardly begun', hardlyBegun],
    ['two full years', () => all],
  ])('is counted by it once it is written: %s', (_name, ledger) => {
    const records = ledger()
    const book = demoBook(pack, records, { year: 2025, today })
    const asked = askedIn(book)
    expect(asked.length).toBeGreaterThan(40)
    const uncounted = asked.flatMap((one) => {
      const { register: id, values } = one.wanted
      const register = registerOf(id)
      const filled = filledIn(register, one, book)
      const lists = pack.lists
      const parsed = parseValues(register, filled, { lists, today })
      const where = `${one.duty.id} ${one.window.period}`
      if (parsed.faults !== undefined) return [`${where}: ${JSON.stringify(parsed.faults[0])}`]
      expect(parsed.values).toMatchObject(values)
      const written = { ...record(id, String(filled[register.date]), parsed.values) }
      const after = demoBook(pack, [...records, written], { year: 2025, today })
      const window = after
        .standing(one.duty.id)
        ?.windows.find(({ period }) => period === one.window.period)
      const isCounted =
        window !== undefined &&
        (window.records.includes(written.id) || window.done > one.window.done)
      return isCounted ? [] : [`${where}: ${JSON.stringify(parsed.values)}`]
    })
    expect(uncounted).toEqual([])
  })
})

test('every duty that something recorded can keep says what', () => {
  const book = demoBook(pack, hardlyBegun(), { year: 2025, today: '2025-12-30' })
  const silent = [...pack.duties.values()].filter(({ id, require }) => {
    const windows = book.standing(id)?.windows ?? []
    const owing = windows.filter((one) => one.done < one.owed && one.from <= book.today)
    const isAsked = requirementKindOf(require).wants !== undefined && require.kind !== 'each'
    return isAsked && owing.some(({ period }) => book.wanted(id, period) === null)
  })
  expect(silent.map(({ id }) => id)).toEqual([])
})

function registerOf(id: string): Register {
  const register = pack.registers.get(id)
  if (register === undefined) throw new Error(`no register ${id}`)
  return register
}

/** The proposal with what else the form would ask, as somebody might fill it in. */
function filledIn(register: Register, { duty, wanted }: Asked, book: YearBook): Values {
  const given = { person: somebodyFor(duty, book), day: dayOf(wanted, register) }
  const asked = register.fields.filter(({ id, required }) => required || wanted.open.includes(id))
  const fill = (field: Field) => [field.id, filling(field, wanted.values[field.id], given)] as const
  let values: Values = { ...wanted.values, ...Object.fromEntries(asked.map(fill)) }
  // The form says what is missing beside, and somebody puts it right.
  for (let tries = 0; tries < 4; tries += 1) {
    const wrong = new Set(faultsOf(register, values, book).map(({ at }) => String(at[0])))
    const mended = register.fields
      .filter(({ id }) => wrong.has(id))
      .map((field) =>
        values[field.id] === undefined
          ? fill(field)
          : ([field.id, mendedOf(field, given)] as const),
      )
    values = { ...values, ...Object.fromEntries(mended) }
  }
  return values
}

function faultsOf(register: Register, values: Values, { today }: YearBook): readonly Fault[] {
  return parseValues(register, values, { lists: pack.lists, today }).faults ?? []
}

function mendedOf(field: Field, given: Filling): Value {
  return field.type === 'date' ? addDays(given.day, 1) : filling(field, undefined, given)
}

function dayOf({ values }: WantedRecord, { date }: Register): string {
  return String(values[date])
}

/** Of a duty of everyone, somebody who owes it. */
function somebodyFor({ require }: Duty, book: YearBook): string {
  const inRole = (role: string) => [
    ...book.roster.memberships.filter((one) => one.roles.includes(role)),
    ...book.roster.posts.filter((one) => one.role === role),
  ]
  const holder =
    require.kind === 'everyone' || require.kind === 'hours'
      ? inRole(require.role).find(({ from, to }) => from <= '2025-01-01' && to === null)
      : undefined
  return holder?.person ?? [...book.roster.people.keys()][0] ?? ''
}

interface Filling {
  readonly person: string
  readonly day: string
}

function filling(field: Field, said: Value | undefined, given: Filling): Value {
  if (field.type === 'rows') {
    const rows = rowsOf(said).length > 0 ? rowsOf(said) : [{}]
    const inner = (field.fields ?? []).filter(({ required }) => required)
    return rows.map((row) => ({
      ...row,
      ...Object.fromEntries(inner.map((one) => [one.id, filling(one, row[one.id], given)])),
    }))
  }
  if (said !== undefined) return said
  const kind = fieldKindOf(field.type)
  const each = kind.each?.(field, { lists: pack.lists })
  if (each !== undefined) return each[0] ?? null
  switch (field.type) {
    case 'person':
      return given.person
    case 'people':
      return [given.person]
    case 'office':
      return 'an-office'
    case 'offices':
      return ['an-office']
    case 'record':
      return 'another-record'
    case 'date':
      return given.day
    case 'period':
      return { from: given.day, to: given.day }
    case 'number':
      return field.min ?? 1
    case 'year':
      return 2025
    case 'duration':
      return field.min ?? 60
    case 'time':
      return '09:00'
    case 'clause':
      return { instrument: [...pack.instruments.keys()][0] ?? '', clause: null }
    case 'money':
      return { minor: 100, currency: 'CNY' }
    default:
      return '一'
  }
}
