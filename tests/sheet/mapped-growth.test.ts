import { expect, test } from 'vitest'
import type { Mapping } from '../../src/ledger/sheet/mapping.ts'
import { proposeMapping } from '../../src/ledger/sheet/propose-mapping.ts'
import { readMapped } from '../../src/ledger/sheet/read-mapped.ts'
import { shapeOf } from '../../src/ledger/sheet/shape.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { cellAddress } from '../../src/ledger/sheet/table.ts'
import { finished } from '../finished.ts'
import { growth } from '../growth.ts'
import { meeting, sampleRegisters } from '../ledger/sample-registers.ts'
import { processorTime } from '../processor-time.ts'

const people = Array.from({ length: 300 }, (_, nth) => ({
  id: `p${nth}`,
  name: `张${String.fromCharCode(0x4e00 + nth)}`,
}))
const byName = new Map(people.map(({ id, name }) => [name, [id]]))
const byId = new Map(people.map(({ id, name }) => [id, name]))
const context = {
  lists: sampleRegisters.lists,
  today: '2025-12-31',
  people,
  names: {
    person: (id: string) => byId.get(id) ?? null,
    office: () => null,
    record: () => null,
    peopleCalled: (name: string) => byName.get(name) ?? [],
  },
}
const shape = shapeOf(meeting)
const wide = Array.from({ length: 35 }, (_, nth) => `其他${nth}`)
const header = ['会议时间', '会议类型', '主持人', '出席人员', '议题', ...wide]

/** A ledger of so many rows and forty columns, in which much is said that must be asked about. */
function ledger(rows: number): SheetTable {
  const body = Array.from({ length: rows }, (_, nth) => {
    const [one, other] = [people[nth % 300]?.name ?? '', people[(nth * 7) % 300]?.name ?? '']
    const day = nth % 10 === 0 ? '3月下旬' : `2025.${(nth % 12) + 1}.${(nth % 28) + 1}`
    const present = nth % 5 === 0 ? `${one}、第${nth}位` : `${one}、${other}（出差）`
    return [day, '书记办公会', one, present, '1.研究甲\n2.研究乙', ...wide.map(() => '内容')]
  })
  const rowsOfTexts = [['2025年会议台账'], header, ...body]
  return {
    name: '台账',
    rows: rowsOfTexts.map((texts, row) =>
      texts.map((text, column) => ({ address: cellAddress({ row, column }), text })),
    ),
  }
}

function mappingOf(table: SheetTable): Mapping {
  const [best] = proposeMapping([table], [shape], context)
  if (!best) throw new Error('nothing is proposed')
  return best.mapping
}

test('a ledger of forty columns is read in steps, as long as it has rows', () => {
  const small = ledger(500)
  const mapping = mappingOf(small)
  expect(mapping.columns.filter(({ use }) => typeof use === 'object')).toHaveLength(5)
  const work = readMapped(small, shape, mapping, context)
  let steps = 0
  let step = work.next()
  for (; step.done !== true; step = work.next()) steps += 1
  expect(steps).toBeGreaterThanOrEqual(500)
  expect(step.value.rows).toHaveLength(500)
  expect(step.value.questions.length).toBeGreaterThan(100)
})

test('twice the rows take about twice the time, to propose and to read', () => {
  const tables = new Map<number, SheetTable>()
  const ratio = growth(
    (rows) => {
      const table = tables.get(rows) ?? ledger(rows)
      tables.set(rows, table)
      const mapping = mappingOf(table)
      const spentMs = processorTime()
      mappingOf(table)
      finished(readMapped(table, shape, mapping, context))
      return spentMs()
    },
    1_000,
    { worthComparing: 40 },
  )
  expect(ratio).toBeLessThan(3)
}, 120_000)

test('fifty thousand rows are read; one more is too many', () => {
  const table = ledger(50_000)
  const mapping = mappingOf(table)
  const read = finished(readMapped(table, shape, mapping, context))
  expect(read.faults).toEqual([])
  expect(read.rows).toHaveLength(50_000)
  const [last = []] = table.rows.slice(-1)
  const more = { ...table, rows: [...table.rows, last] }
  const refused = finished(readMapped(more, shape, mapping, context))
  expect(refused.faults.map(({ code }) => code)).toEqual(['sheet.too-many-rows'])
}, 120_000)
