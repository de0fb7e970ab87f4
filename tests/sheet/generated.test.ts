import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext } from '../../src/ledger/fields/field-kinds.ts'
import type { Lang } from '../../src/ledger/label.ts'
import type { LedgerRecord } from '../../src/ledger/record.ts'
import type { Field, Register } from '../../src/ledger/register.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import { rowChanges } from '../../src/ledger/sheet/row-changes.ts'
import { writeTable } from '../../src/ledger/sheet/write-table.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { governancePack } from '../pack/own-packs.ts'
import { seed } from '../seed.ts'
import { finished } from '../finished.ts'

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
    ...{ id, register: register.id, version: 3, state: 'live', values },
    ...{ occurredOn: '2025-03-07', firstRecordedAt: '', recordedAt: '', lateDays: 0 },
    ...{ lateReason: null, entry: 1, firstEntry: 1 },
  }
}

/** What a sheet of these records changes when it comes back. */
async function comesBack(
  register: Register,
  given: readonly Values[],
  { lang, write }: { lang: Lang; write: typeof writeWorkbook | typeof writeCsv },
) {
  const around = { fields: register.fields, lists: pack.lists, names }
  const context = fieldContext({ lists: pack.lists, names })
  const records = given.map((values, nth) => recordOf(register, values, nth))
  const sheet = await readSheet(await write(writeTable(register, records, { ...around, lang })))
  const read = finished(readTable(sheet, register, { ...around, today: '2026-01-01' }))
  expect({ ...read, keyed: read.keyed.length }).toMatchObject({
    ...{ faults: [], rows: [], keyed: given.length },
  })
  const hidden = new Set<string>()
  return read.keyed.map((row, nth) => {
    const values = given[nth] ?? {}
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
