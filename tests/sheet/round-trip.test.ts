import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv, writeWorkbook } from '../../src/adapters/sheet/write-sheet.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { exportSheet } from '../../src/app/records/export-sheet.ts'
import { importSheet } from '../../src/app/records/import-sheet.ts'
import type { Lang } from '../../src/ledger/label.ts'
import { isOwnWay } from '../../src/ledger/own-way.ts'
import type { SheetTable } from '../../src/ledger/sheet/table.ts'
import { openDemo } from '../demo-unit.ts'
import type { DemoUnit } from '../demo-unit.ts'

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
}, 120_000)

afterAll(() => demo?.end())

async function exported(register: string, lang: Lang) {
  const list = { register, where: {}, includeVoid: true }
  return exportSheet(demo.opened.ports, session, { list, lang })
}

function bring(register: string, sheet: SheetTable) {
  const request = { register, sheet, dryRun: true, reason: null }
  return importSheet(demo.opened.ports, session, request)
}

const nothing = {
  fresh: 0,
  late: 0,
  known: 0,
  corrected: 0,
  skipped: 0,
  corrections: [],
  alike: [],
}

describe('every register of the packs comes back as it went out', () => {
  test.each([
    ['zh', 'xlsx'],
    ['en', 'csv'],
  ] as const)('over the demo year, in %s as %s', { timeout: 120_000 }, async (lang, format) => {
    const write = format === 'xlsx' ? writeWorkbook : writeCsv
    let rows = 0
    for (const { id } of session.pack.registers.values()) {
      if (isOwnWay(id)) continue
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
})
