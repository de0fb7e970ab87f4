import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext, fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import type { Lang } from '../../src/ledger/label.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Field, Register } from '../../src/ledger/register.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import { rowChanges } from '../../src/ledger/sheet/row-changes.ts'
import { writeTable, writtenCell } from '../../src/ledger/sheet/write-table.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { finished } from '../finished.ts'
import { governancePack } from '../pack/own-packs.ts'
import { seed } from '../seed.ts'

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

/** Texts that spreadsheets like to change, beside plain ones. */
const text = fc.oneof(
  fc.constantFrom(
    ...[
      '=1+1',
      "'=a",
      '+8',
      '-5',
      '@我',
      '007',
      '2025-03',
      '1-2',
      '3/4',
      'TRUE',
      '12345678901234567',
    ],
    ...[
      '1E5',
      '甲、乙',
      '一；二',
      '三｜四|五',
      '反\\斜',
      '引"号"',
      "''引",
      '＝全角',
      '3月1日',
      '是',
      'a, b',
    ],
  ),
  fc.string({
    unit: fc.constantFrom('会', '议', 'a', '1', ' ', ',', '"', '\n', '；', '｜', '\\', "'"),
  }),
)
const ids = ['0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11', '5f0d7c3e-7f07-4c2f-8f0b-2d1f6f1f9a02']
const names = {
  person: (id: string) => ({ p1: '张明远', p2: '李静' })[id] ?? null,
  office: (id: string) => ({ o1: '机关党委（组织科）', o2: '办公室' })[id] ?? null,
  record: (id: string) => (ids.includes(id) ? '同名的记录' : null),
}
/** The same where names in a sheet can be looked up. */
const called = {
  ...names,
  peopleCalled: (name: string) => ['p1', 'p2'].filter((id) => names.person(id) === name),
  officesCalled: (name: string) => ['o1', 'o2'].filter((id) => names.office(id) === name),
}
const day = fc.constantFrom('2024-02-29', '2025-03-07', '2025-12-31')

function valueOf(field: Field): fc.Arbitrary<Value> {
  const items = pack.lists.get(field.of ?? '') ?? []
  const some = <T>(all: readonly T[]) =>
    fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 2 })
  switch (field.type) {
    case 'text':
      return text.map((one) => one.replace(/\s+/g, ' ').trim() || '字')
    case 'longText':
      return text.map((one) => one.trim() || '字')
    case 'number':
      return fc.integer({ min: 0, max: 1_000_000 }).map((one) => one / 10 ** (field.decimals ?? 0))
    case 'money':
      return fc
        .integer({ min: -99_999, max: 9_999_999 })
        .map((minor) => ({ minor, currency: 'CNY' }))
    case 'date':
      return day
    case 'time':
      return fc.constantFrom('00:00', '09:30', '23:59')
    case 'duration':
      return fc.integer({ min: 1, max: 6_000 })
    case 'year':
      return fc.integer({ min: 2000, max: 2100 })
    case 'period':
      return day.map((from) => ({ from, to: '2026-01-31' }))
    case 'yesNo':
      return fc.boolean()
    case 'choice':
      return fc.constantFrom(...items.map(({ id }) => id))
    case 'choices':
      return some(items.map(({ id }) => id))
    case 'person':
      return fc.constantFrom('p1', 'p2')
    case 'people':
      return some(['p1', 'p2'])
    case 'office':
      return fc.constantFrom('o1', 'o2')
    case 'offices':
      return some(['o1', 'o2'])
    case 'record':
      return fc.constantFrom(...ids)
    case 'clause':
      return fc.constant({ instrument: 'ordinance', clause: '第三条' })
    case 'file':
      return fc.constant([
        { sha256: 'a'.repeat(64), name: '纪要.pdf', type: 'application/pdf', bytes: 3 },
      ])
    case 'rows':
      return fc.array(valuesOf(field.fields ?? []), { minLength: 1, maxLength: 3 }) as never
  }
}

function valuesOf(fields: readonly Field[]): fc.Arbitrary<Values> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.id, valueOf(field)])), {
    requiredKeys: fields.filter(({ required }) => required).map(({ id }) => id),
  })
}

function recordOf(register: Register, values: Values, nth: number): LedgerRecord {
  const id = `0b9ad1a6-3c52-4c0e-9f7a-${String(nth).padStart(12, '0')}`
  return {
    id,
    register: register.id,
    version: 3,
    state: 'live',
    values,
    occurredOn: '2025-03-07',
    firstRecordedAt: '',
    recordedAt: '',
    lateDays: 0,
    lateReason: null,
    entry: 1,
    firstEntry: 1,
  }
}

/** What a sheet of these records changes when it comes back. */
async function comesBack(
  register: Register,
  given: readonly Values[],
  {
    lang,
    write,
    hidden = new Set(),
    edit,
  }: {
    lang: Lang
    write: typeof writeWorkbook | typeof writeCsv
    /** Fields that whoever exports and imports may not read. */
    hidden?: ReadonlySet<string>
    /** A cell that is changed on the way. */
    edit?: { readonly row: number; readonly field: Field; readonly value: Value }
  },
) {
  const known = edit === undefined ? names : called
  const around = { fields: register.fields, lists: pack.lists, names: known }
  const context = fieldContext({ lists: pack.lists, names: known })
  const open = given.map((values) =>
    Object.fromEntries(Object.entries(values).filter(([id]) => !hidden.has(id))),
  )
  const records = open.map((values, nth) => recordOf(register, values, nth))
  const table = writeTable(register, records, { ...around, lang })
  const rows = table.rows.map((cells, nth) => {
    if (edit?.row !== nth) return cells
    const at = register.fields.indexOf(edit.field)
    return cells.with(at, writtenCell(edit.value, edit.field, context, lang))
  })
  const sheet = await readSheet(await write({ ...table, rows }))
  const read = finished(readTable(sheet, register, { ...around, today: '2026-01-01' }))
  expect({ ...read, keyed: read.keyed.length }).toMatchObject({
    faults: [],
    rows: [],
    keyed: given.length,
  })
  return read.keyed.map((row, nth) => {
    const values = open[nth] ?? {}
    const subject = { seen: values, now: values, hidden, version: 3 }
    return rowChanges(row, subject, { zh: context, en: context })
  })
}

test.each([
  ['xlsx', writeWorkbook, 'zh', 1],
  ['csv', writeCsv, 'en', 4],
] as const)(
  'of every register, whatever its records say, a sheet as %s changes nothing',
  { timeout: 120_000 },
  async (_, write, lang, numRuns) => {
    for (const register of pack.registers.values()) {
      const records = fc.array(valuesOf(register.fields), { minLength: 5, maxLength: 9 })
      const comes = fc.asyncProperty(records, async (given) => {
        for (const one of await comesBack(register, given, { lang, write })) {
          expect(one).toEqual({ changes: [], faults: [] })
        }
      })
      await fc.assert(comes, { seed, numRuns })
    }
  },
)

/** Kinds that a sheet shows and does not read: a change of theirs is a fault, and no correction. */
const onlyShown: ReadonlySet<Field['type']> = new Set(['file', 'record'])

test('of every register one changed cell is exactly one correction, of this cell to this value', async () => {
  const around = fieldContext({ lists: pack.lists, names: called })
  for (const register of pack.registers.values()) {
    const edited = fc.constantFrom(...register.fields).chain((field) =>
      fc.record({
        given: fc.array(valuesOf(register.fields), { minLength: 2, maxLength: 4 }),
        edit: fc.record({
          row: fc.integer({ min: 0, max: 1 }),
          field: fc.constant(field),
          value: valueOf(field),
        }),
      }),
    )
    const once = fc.asyncProperty(edited, async ({ given, edit }) => {
      const { row, field, value } = edit
      const before = given[row]?.[field.id] ?? null
      fc.pre(![field, ...(field.fields ?? [])].some(({ type }) => onlyShown.has(type)))
      fc.pre(JSON.stringify(before) !== JSON.stringify(value))
      // What the field itself refuses is no correction either.
      fc.pre(fieldKindOf(field.type).parse(value, field, around).faults === undefined)
      const rows = await comesBack(register, given, { lang: 'zh', write: writeWorkbook, edit })
      const changes = rows.flatMap((one, nth) => one.changes.map((change) => ({ nth, ...change })))
      expect(rows.flatMap(({ faults }) => faults)).toEqual([])
      expect(changes).toMatchObject([{ nth: row, field: { id: field.id }, before, after: value }])
    })
    await fc.assert(once, { seed, numRuns: 8 })
  }
}, 120_000)

test('of every register fields that are hidden come back as nothing, and a change of one is refused', async () => {
  for (const register of pack.registers.values()) {
    const cases = fc.record({
      given: fc.array(valuesOf(register.fields), { minLength: 2, maxLength: 3 }),
      shut: fc.uniqueArray(fc.constantFrom(...register.fields), { minLength: 1, maxLength: 4 }),
    })
    const holds = fc.asyncProperty(cases, async ({ given, shut }) => {
      const hidden = new Set(shut.map(({ id }) => id))
      const way = { lang: 'zh', write: writeCsv, hidden } as const
      for (const one of await comesBack(register, given, way)) {
        expect(one).toEqual({ changes: [], faults: [] })
      }
      const [field] = shut
      const value = field && fc.sample(valueOf(field), { numRuns: 1, seed })[0]
      if (field === undefined || value === undefined) throw new Error('nothing is shut')
      const told = await comesBack(register, given, { ...way, edit: { row: 0, field, value } })
      expect(told.flatMap(({ changes }) => changes)).toEqual([])
      expect(told.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual([
        'sheet.cell.hidden',
      ])
    })
    await fc.assert(holds, { seed, numRuns: 3 })
  }
}, 120_000)
