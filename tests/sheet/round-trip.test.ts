import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { Session, Store } from '../../src/app/ports/store-ports.ts'
import { exportSheet } from '../../src/app/records/export-sheet.ts'
import { importSheet } from '../../src/app/records/import-sheet.ts'
import { computeFigures } from '../../src/app/year/compute-figures.ts'
import { isOwnWay } from '../../src/ledger/core/own-way.ts'
import type { Lang } from '../../src/ledger/label.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { cellText } from '../../src/ledger/sheet/write-table.ts'
import type { DemoUnit } from '../demo-unit.ts'
import { openDemo } from '../demo-unit.ts'

let demo: DemoUnit
let session: Session

beforeAll(async () => {
  demo = await openDemo()
  const { ports } = demo.opened
  const roles = ports.packs.current.roles.map(({ id }) => id).filter((id) => id !== 'auditor')
  const person = [...(await ports.rosters.of(demo.org.id)).people.keys()][0] ?? null
  session = {
    org: demo.org,
    actor: { id: person ?? 'cli:test', person, roles },
    pack: ports.packs.current,
  }
})

afterAll(() => demo?.end())

async function exported(register: string, lang: Lang, items?: string) {
  const list = { register, where: {}, includeVoid: true }
  const how = { list, lang, ...(items === undefined ? {} : { items }) }
  return exportSheet(demo.opened.ports, session, how)
}

function bring(register: string, sheet: SheetTable, reason: string | null = null) {
  const request = { register, sheet, dryRun: reason === null, reason }
  return importSheet(demo.opened.ports, session, request)
}

/** Registers that somebody writes by a form, and so by a sheet. */
function written(): readonly Register[] {
  return [...session.pack.registers.values()].filter(({ id }) => !isOwnWay(id))
}

const nothing = {
  fresh: 0,
  late: 0,
  known: 0,
  corrected: 0,
  skipped: 0,
  corrections: [],
  conflicts: [],
  alike: [],
}

describe('every register of the packs comes back as it went out', () => {
  test.each([
    ['zh', 'xlsx'],
    ['en', 'csv'],
  ] as const)('over the demo year, in %s as %s', { timeout: 120_000 }, async (lang, format) => {
    const write = format === 'xlsx' ? writeWorkbook : writeCsv
    let rows = 0
    for (const { id } of written()) {
      const table = await exported(id, lang)
      if (table.rows.length === 0) continue
      rows += table.rows.length
      const told = await bring(id, await readSheet(await write(table)))
      expect({ id, ...told }).toMatchObject({
        id,
        ...nothing,
        rows: table.rows.length,
        unchanged: table.rows.length,
      })
    }
    expect(rows).toBeGreaterThan(500)
  })

  test('with a row for each item as well', { timeout: 120_000 }, async () => {
    let rows = 0
    for (const { id, fields } of written()) {
      for (const field of fields.filter(({ type }) => type === 'rows')) {
        const table = await exported(id, 'zh', field.id)
        if (table.rows.length === 0) continue
        rows += table.rows.length
        const told = await bring(id, await readSheet(await writeWorkbook(table)))
        expect({ id, ...told }).toMatchObject({ id, ...nothing })
        expect(told.unchanged).toBe(told.rows)
      }
    }
    expect(rows).toBeGreaterThan(500)
  })
})

test('whoever adds what is like a record is compared with none: the register is not read', async () => {
  const { ports } = demo.opened
  let read = 0
  const store: Store = {
    ...ports.store,
    read: (org, work) =>
      ports.store.read(org, (reader) =>
        work({
          ...reader,
          recordsOf: (...asked) => {
            read += 1
            return reader.recordsOf(...asked)
          },
        }),
      ),
  }
  const [kind] = session.pack.lists.get('activity-kinds') ?? []
  const header = ['类型', '开展日期', '名称', '参加人数']
  const row = [kind?.label.zh ?? '', '2025-03-05', '重温入党誓词', 12]
  const sheet = await readSheet(await writeCsv({ name: '主题党日', header, rows: [row, row] }))
  const request = { register: 'activity', sheet, dryRun: true, reason: null }
  const asked = await importSheet({ ...ports, store }, session, request)
  expect([asked.fresh, asked.alike.length, read]).toEqual([1, 1, 1])
  const told = await importSheet({ ...ports, store }, session, { ...request, alike: 'add' })
  expect([told.fresh, told.alike.length, read]).toEqual([2, 0, 1])
})

describe('the figures of the year', () => {
  const year = '2025'
  const figures = async () => {
    const values = await computeFigures(demo.opened.ports, session, { period: year })
    return values.map(({ figure, value, groups, records }) => ({ figure, value, groups, records }))
  }

  test('are after a round trip what they were before', { timeout: 240_000 }, async () => {
    const before = await figures()
    expect(before.filter(({ value }) => value !== 0).length).toBeGreaterThan(20)
    for (const { id } of written()) {
      const sheet = await readSheet(await writeWorkbook(await exported(id, 'zh')))
      if (sheet.rows.length < 2) continue
      expect(await bring(id, sheet, '核对')).toMatchObject({ added: 0, corrected: 0 })
    }
    expect(await figures()).toEqual(before)
  })

  test('follow a day that was changed, and its being changed back', async () => {
    const before = await figures()
    const first = await exported('meeting', 'zh')
    const [held, key] = ['召开日期', '记录号（勿改）'].map((label) => first.header.indexOf(label))
    if (held === undefined || key === undefined) throw new Error('the meetings have no such column')
    const row = first.rows.find((cells) => cellText(cells[held] ?? '').startsWith(year)) ?? []
    const day = cellText(row[held] ?? '')
    const setDay = async (to: string) => {
      const table = await exported('meeting', 'zh')
      const rows = table.rows.map((cells) =>
        cells[key] === row[key] ? cells.with(held, to) : cells,
      )
      return bring('meeting', await readSheet(await writeWorkbook({ ...table, rows })), '核对')
    }
    expect(await setDay(day.replace(year, '2020'))).toMatchObject({ corrected: 1 })
    expect(await figures()).not.toEqual(before)
    expect(await setDay(day)).toMatchObject({ corrected: 1 })
    expect(await figures()).toEqual(before)
  })
})
