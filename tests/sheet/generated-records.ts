import fc from 'fast-check'
import { fieldContext } from '../../src/ledger/fields/field-kinds.ts'
import type { Lang } from '../../src/ledger/label.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Field, Register } from '../../src/ledger/register/register.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import type { RowChanges } from '../../src/ledger/sheet/row-changes.ts'
import { rowChanges } from '../../src/ledger/sheet/row-changes.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import type { WrittenTable } from '../../src/ledger/sheet/write-table.ts'
import { writeTable } from '../../src/ledger/sheet/write-table.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { finished } from '../finished.ts'
import { sampleRecord } from '../ledger/sample-record.ts'

/** Texts that spreadsheets like to change, a line each, beside plain ones. */
const awkward = String.raw`
=1+1|'=a|+8|-5|@我|007|2025-03|1-2|3/4|TRUE|12345678901234567|1E5|3月1日|是|-|1,234|#REF!
甲、乙|一；二|三｜四¦五|反\斜|引"号"|''引|＝全角|a, b|张明远|机关党委（组织科）|{=A1}|%|$5
１２３|①②|Ⅷ|〇三|٣٤|１／２|１２：３０|ＴＲＵＥ|𝟙𝟚|🎉👍🏽|é|_x0041_|_x000D_|<b>&amp;</b>|http://a.cn/?b=1&c=%20
`
  .split(/[\n|]/)
  .filter((one) => one !== '')
  .map((one) => one.replaceAll('¦', '|'))

const text = fc.oneof(
  fc.constantFrom(...awkward),
  fc.string({
    unit: fc.constantFrom('会', '议', 'a', '1', ' ', ',', '"', '\n', '；', '｜', '\\', "'", '='),
  }),
)
/** As long as a text may be, and not to be pressed together like a bomb. */
const longest = Array.from({ length: 20_000 }, (_, nth) =>
  String.fromCodePoint(0x4e00 + ((nth * 7919) % 20_011)),
).join('')
const longText = fc.oneof(text, fc.constantFrom(longest, '第一段。\n=第二段\n\n-第三段', "'\n'"))
const ids = ['0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11', '5f0d7c3e-7f07-4c2f-8f0b-2d1f6f1f9a02']
/** Names as a sheet shows them. */
export const names = {
  person: (id: string) => ({ p1: '张明远', p2: '李静' })[id] ?? null,
  office: (id: string) => ({ o1: '机关党委（组织科）', o2: '办公室' })[id] ?? null,
  record: (id: string) => (ids.includes(id) ? '同名的记录' : null),
  people: () => ['张明远', '李静'],
  offices: () => ['机关党委（组织科）', '办公室'],
}
/** The same where names in a sheet can be looked up. */
export const called = {
  ...names,
  peopleCalled: (name: string) => ['p1', 'p2'].filter((id) => names.person(id) === name),
  officesCalled: (name: string) => ['o1', 'o2'].filter((id) => names.office(id) === name),
}
const day = fc.constantFrom('2024-02-29', '2025-03-07', '2025-12-31')

/** A value that the field may have. */
export function valueOf(pack: Pack, field: Field): fc.Arbitrary<Value> {
  const items = pack.lists.get(field.of ?? '') ?? []
  const some = <T>(all: readonly T[]) =>
    fc.uniqueArray(fc.constantFrom(...all), { minLength: 1, maxLength: 2 })
  switch (field.type) {
    case 'text':
      return text.map((one) => one.replace(/\s+/g, ' ').trim() || '字')
    case 'longText':
      return longText.map((one) => one.trim() || '字')
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
      return fc.array(valuesOf(pack, field.fields ?? []), { minLength: 1, maxLength: 3 }) as never
  }
}

/** The values of a record, with any of its optional fields. */
export function valuesOf(pack: Pack, fields: readonly Field[]): fc.Arbitrary<Values> {
  return fc.record(Object.fromEntries(fields.map((field) => [field.id, valueOf(pack, field)])), {
    requiredKeys: fields.filter(({ required }) => required).map(({ id }) => id),
  })
}

/** A record with these values, in its third version. */
export function recordOf(register: Register, values: Values, nth: number): LedgerRecord {
  const id = `0b9ad1a6-3c52-4c0e-9f7a-${String(nth).padStart(12, '0')}`
  return sampleRecord({ id, register: register.id, version: 3, values, entry: 1 })
}

/** A record of which a sheet goes out, and one field of it that is changed on the way. */
export interface Way {
  readonly lang: Lang
  /** Fields that whoever exports and imports may not read. */
  readonly hidden?: ReadonlySet<string>
  /** The field of rows whose items have a row each. */
  readonly items?: string
  readonly edit?: { readonly row: number; readonly field: Field; readonly value: Value }
}

function openOf(given: readonly Values[], { hidden }: Way): readonly Values[] {
  return given.map((values) =>
    Object.fromEntries(Object.entries(values).filter(([id]) => hidden?.has(id) !== true)),
  )
}

/** Names are looked up only where something is changed: what is not must come back without. */
const namesOn = ({ edit }: Way) => (edit === undefined ? names : called)

/** The sheet of these records, with the one cell changed. */
export function goesOut(
  pack: Pack,
  register: Register,
  { given, way }: { given: readonly Values[]; way: Way },
): WrittenTable {
  const { lang, items, edit } = way
  const around = {
    fields: register.fields,
    lists: pack.lists,
    names: namesOn(way),
    lang,
    ...(items === undefined ? {} : { items }),
  }
  const open = openOf(given, way)
  const records = open.map((values, nth) => recordOf(register, values, nth))
  const table = finished(writeTable(register, records, around))
  if (edit === undefined) return table
  // What the edited cell says is what a sheet of the edited record says there.
  const changed = open.map((values, nth) =>
    nth === edit.row ? { ...values, [edit.field.id]: edit.value } : values,
  )
  const corrected = changed.map((values, nth) => recordOf(register, values, nth))
  const now = finished(writeTable(register, corrected, around))
  return { ...now, header: table.header }
}

/** What a sheet that went out as `goesOut` changes when it comes back; faults of reading throw. */
export function comesBack(
  pack: Pack,
  register: Register,
  { given, way, sheet }: { given: readonly Values[]; way: Way; sheet: SheetTable },
): readonly RowChanges[] {
  const around = { lists: pack.lists, names: namesOn(way) }
  const context = fieldContext(around)
  const read = finished(readTable(sheet, register, { ...around, today: '2026-01-01' }))
  if (read.faults.length > 0 || read.rows.length > 0 || read.keyed.length !== given.length) {
    const { faults, rows, keyed } = read
    throw new Error(JSON.stringify({ register: register.id, faults, rows, keyed: keyed.length }))
  }
  const open = openOf(given, way)
  return read.keyed.map((row, nth) => {
    const values = open[nth] ?? {}
    const subject = { seen: values, now: values, hidden: way.hidden ?? new Set<string>() }
    return rowChanges(row, subject, { zh: context, en: context })
  })
}
