import fc from 'fast-check'
import { beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import { fieldContext, fieldKindOf } from '../../src/ledger/fields/field-kinds.ts'
import type { Field, Register } from '../../src/ledger/register/register.ts'
import type { Value, Values } from '../../src/ledger/value.ts'
import type { Pack } from '../../src/pack/pack.ts'
import { governancePack } from '../pack/own-packs.ts'
import { seed } from '../seed.ts'
import type { Way } from './generated-records.ts'
import { called, comesBack, goesOut, valueOf, valuesOf } from './generated-records.ts'

let pack: Pack

beforeAll(async () => {
  pack = await governancePack()
})

/** What a sheet of these records changes when it comes back. */
async function bring(
  register: Register,
  given: readonly Values[],
  { write, ...way }: Way & { write: typeof writeWorkbook | typeof writeCsv },
) {
  const sheet = await readSheet(await write(goesOut(pack, register, { given, way })))
  return comesBack(pack, register, { given, way, sheet })
}

const nothing = { changes: [], conflicts: [], faults: [] }

test.each([
  ['xlsx', writeWorkbook, 'zh', 1],
  ['csv', writeCsv, 'en', 4],
] as const)(
  'of every register, whatever its records say, a sheet as %s changes nothing',
  { timeout: 120_000 },
  async (_, write, lang, numRuns) => {
    for (const register of pack.registers.values()) {
      const records = fc.array(valuesOf(pack, register.fields), { minLength: 5, maxLength: 9 })
      const comes = fc.asyncProperty(records, async (given) => {
        for (const one of await bring(register, given, { lang, write })) {
          expect(one).toEqual(nothing)
        }
      })
      await fc.assert(comes, { seed, numRuns })
    }
  },
)

/** Kinds that a sheet shows and does not read: a change of theirs is a fault, and no correction. */
const onlyShown: ReadonlySet<Field['type']> = new Set(['file', 'record'])

/** Records of a register, and another value for one field of one of them. */
function editedRecords(register: Register, fields = register.fields) {
  return fc.constantFrom(...fields).chain((field) =>
    fc.record({
      given: fc.array(valuesOf(pack, register.fields), { minLength: 2, maxLength: 4 }),
      edit: fc.record({
        row: fc.integer({ min: 0, max: 1 }),
        field: fc.constant(field),
        value: valueOf(pack, field),
      }),
    }),
  )
}

/** Whether an edit says another value than the record has, and one that the field may have. */
function isAnother(given: readonly Values[], edit: NonNullable<Way['edit']>): boolean {
  const { row, field, value } = edit
  if (JSON.stringify(given[row]?.[field.id] ?? null) === JSON.stringify(value)) return false
  // What the field itself refuses is no correction either.
  const around = fieldContext({ lists: pack.lists, names: called })
  return fieldKindOf(field.type).parse(value, field, around).faults === undefined
}

test('of every register one changed cell is exactly one correction, of this cell to this value', async () => {
  for (const register of pack.registers.values()) {
    const once = fc.asyncProperty(editedRecords(register), async ({ given, edit }) => {
      const { row, field, value } = edit
      fc.pre(![field, ...(field.fields ?? [])].some(({ type }) => onlyShown.has(type)))
      fc.pre(isAnother(given, edit))
      const before = given[row]?.[field.id] ?? null
      const rows = await bring(register, given, { lang: 'zh', write: writeWorkbook, edit })
      const changes = rows.flatMap((one, nth) => one.changes.map((change) => ({ nth, ...change })))
      expect(rows.flatMap(({ faults }) => faults)).toEqual([])
      expect(changes).toMatchObject([{ nth: row, field: { id: field.id }, before, after: value }])
    })
    await fc.assert(once, { seed, numRuns: 8 })
  }
}, 120_000)

test('of every register a cell that is emptied clears its field, and no other', async () => {
  for (const register of pack.registers.values()) {
    const cases = fc.array(valuesOf(pack, register.fields), { minLength: 2, maxLength: 2 })
    const clears = fc.asyncProperty(cases, fc.nat(), async (given, nth) => {
      const filled = register.fields.filter(
        ({ id, type }) => given[0]?.[id] !== undefined && type !== 'file',
      )
      const field = filled[nth % filled.length]
      if (field === undefined) return
      const edit = { row: 0, field, value: null }
      const [first, second] = await bring(register, given, { lang: 'zh', write: writeCsv, edit })
      const before = given[0]?.[field.id]
      expect(first).toMatchObject({ changes: [{ field: { id: field.id }, before, after: null }] })
      expect(second).toEqual(nothing)
    })
    await fc.assert(clears, { seed, numRuns: 5 })
  }
}, 120_000)

test('of every register fields that are hidden come back as nothing, and a change of one is refused', async () => {
  for (const register of pack.registers.values()) {
    const cases = fc.record({
      given: fc.array(valuesOf(pack, register.fields), { minLength: 2, maxLength: 3 }),
      shut: fc.uniqueArray(fc.constantFrom(...register.fields), { minLength: 1, maxLength: 4 }),
    })
    const holds = fc.asyncProperty(cases, async ({ given, shut }) => {
      const hidden = new Set(shut.map(({ id }) => id))
      const way = { lang: 'zh', write: writeCsv, hidden } as const
      for (const one of await bring(register, given, way)) expect(one).toEqual(nothing)
      const [field] = shut
      const value = field && fc.sample(valueOf(pack, field), { numRuns: 1, seed })[0]
      if (field === undefined || value === undefined) throw new Error('nothing is shut')
      const told = await bring(register, given, { ...way, edit: { row: 0, field, value } })
      expect(told.flatMap(({ changes }) => changes)).toEqual([])
      expect(told.flatMap(({ faults }) => faults.map(({ code }) => code))).toEqual([
        'sheet.cell.hidden',
      ])
    })
    await fc.assert(holds, { seed, numRuns: 3 })
  }
}, 120_000)

describe('where each item has a row', () => {
  const withItems = () =>
    [...pack.registers.values()].flatMap((register) =>
      register.fields.filter(({ type }) => type === 'rows').map((field) => ({ register, field })),
    )

  test('the sheet of every such register changes nothing', async () => {
    expect(withItems().length).toBeGreaterThan(3)
    for (const { register, field } of withItems()) {
      const records = fc.array(valuesOf(pack, register.fields), { minLength: 3, maxLength: 6 })
      const comes = fc.asyncProperty(records, fc.boolean(), async (given, isCsv) => {
        const write = isCsv ? writeCsv : writeWorkbook
        for (const one of await bring(register, given, { lang: 'zh', write, items: field.id })) {
          expect(one).toEqual(nothing)
        }
      })
      await fc.assert(comes, { seed, numRuns: 8 })
    }
  })

  test('one changed item is one correction of its field, to all items as they are now', async () => {
    for (const { register, field } of withItems()) {
      const parts = (field.fields ?? []).filter(({ type }) => !onlyShown.has(type))
      const given = fc.array(valuesOf(pack, register.fields), { minLength: 2, maxLength: 3 })
      const changes = fc.asyncProperty(given, fc.constantFrom(...parts), async (records, part) => {
        const [first = {}, ...others] = records
        const items = (first[field.id] ?? []) as readonly Values[]
        fc.pre(items.length > 0)
        const value: Value = fc.sample(valueOf(pack, part), { numRuns: 1, seed })[0] ?? null
        const last = items.length - 1
        const now = items.with(last, { ...items[last], [part.id]: value }) as unknown as Value
        const edit = { row: 0, field, value: now }
        fc.pre(isAnother(records, edit))
        const way = { lang: 'en', write: writeWorkbook, items: field.id, edit } as const
        const told = await bring(register, [first, ...others], way)
        expect(told[0]).toMatchObject({
          changes: [{ field: { id: field.id }, before: items, after: now }],
          conflicts: [],
          faults: [],
        })
        for (const one of told.slice(1)) expect(one).toEqual(nothing)
      })
      await fc.assert(changes, { seed, numRuns: 8 })
    }
  })
})
