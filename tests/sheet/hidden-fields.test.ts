import { expect, test } from 'vitest'
import { nodeCrypto } from '../../src/adapters/crypto/node-crypto.ts'
import { readSheet } from '../../src/adapters/sheet/read-sheet.ts'
import { writeCsv } from '../../src/adapters/sheet/write-sheet.ts'
import { openTo } from '../../src/app/access/open-to.ts'
import type { Session } from '../../src/app/ports/store-ports.ts'
import { freshRows } from '../../src/app/records/fresh-rows.ts'
import { correctAs, readCorrections } from '../../src/app/records/read-corrections.ts'
import type { ImportContext } from '../../src/app/records/sheet-import.ts'
import { fieldContext } from '../../src/ledger/fields/field-kinds.ts'
import { noNames } from '../../src/ledger/names.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import type { Register } from '../../src/ledger/register/register.ts'
import { readTable } from '../../src/ledger/sheet/read-table.ts'
import type { WrittenCell } from '../../src/ledger/sheet/write-table.ts'
import { writeTable } from '../../src/ledger/sheet/write-table.ts'
import { finished } from '../finished.ts'
import { sampleRecord } from '../ledger/sample-record.ts'
import { governancePack } from '../pack/own-packs.ts'

const today = '2026-11-28'
const values = { title: '先进集体', giver: '市委办公室', awardedOn: '2026-05-06' }
const record: LedgerRecord = sampleRecord({
  id: '0b9ad1a6-3c52-4c0e-9f7a-5f8f9a3f2d11',
  register: 'honour',
  values,
  occurredOn: values.awardedOn,
  entry: 1,
})

/** A clerk who may not read by whom an honour is given, and what a sheet is held against. */
async function closedHonours() {
  const pack = await governancePack()
  const honour = pack.registers.get('honour')
  if (honour === undefined) throw new Error('the pack has no honours')
  const fields = honour.fields.map((field) =>
    field.id === 'giver' ? { ...field, readers: ['first-responsible'] } : field,
  )
  const register: Register = { ...honour, fields }
  const session = { actor: { id: 'a', person: null, roles: ['clerk'] }, pack } as unknown as Session
  const around = { lists: pack.lists, names: noNames }
  const contexts = { zh: fieldContext(around), en: fieldContext(around) }
  const context: ImportContext = {
    register,
    today,
    seen: new Map(),
    records: new Map([[record.id, record]]),
    sheetNames: { names: { zh: noNames, en: noNames }, contexts, stored: noNames },
  }
  return { session, register, around, context }
}

/** What that clerk changes by a sheet. */
async function brought(edit: (cells: readonly WrittenCell[]) => WrittenCell[]) {
  const { session, register, around, context } = await closedHonours()
  const { fields } = register
  const shown = { ...record, values: openTo(session, register, values).values }
  const table = finished(writeTable(register, [shown], { ...around, fields, lang: 'zh' }))
  expect(JSON.stringify(table)).not.toContain(values.giver)
  const sheet = await readSheet(await writeCsv({ ...table, rows: table.rows.map(edit) }))
  const { keyed } = finished(readTable(sheet, register, { ...around, today }))
  return finished(readCorrections(session, context, { keyed, decided: {} }))
}

test('who exports without seeing a field imports without changing or losing it', async () => {
  const same = await brought((cells) => [...cells])
  expect(same).toEqual({
    corrections: [],
    conflicts: [],
    unchanged: 1,
    faults: [],
    notes: [],
  })
  const changed = await brought((cells) =>
    cells.map((cell) => (cell === values.title ? '先进集体标兵' : cell)),
  )
  expect(changed.faults).toEqual([])
  expect(changed.corrections).toHaveLength(1)
  expect(changed.corrections[0]?.values).toMatchObject({ ...values, title: '先进集体标兵' })
  expect(changed.corrections[0]?.changes.map(({ field }) => field.id)).toEqual(['title'])
})

test('who writes into a field that they do not see is told so, and nothing is changed', async () => {
  const told = await brought((cells) => [cells[0] ?? '', '省委办公室', ...cells.slice(2)])
  expect(told.corrections).toEqual([])
  expect(told.faults.map(({ code }) => code)).toEqual(['sheet.cell.hidden'])
})

test('whether a guess is right is not told to whoever says that a row is a record', async () => {
  const { session, context } = await closedHonours()
  const guess = (giver: string) =>
    correctAs(session, context, { row: 2, at: 'A2', record, said: { ...values, giver } })
  for (const giver of [values.giver, '省委办公室']) {
    const { correction, faults } = guess(giver)
    expect([correction, faults.map(({ code }) => code)]).toEqual([null, ['access.denied']])
  }
})

test('nor whether somebody else has brought the very same row', async () => {
  const { session, context } = await closedHonours()
  const rows = [{ row: 2, at: 'A2', values, said: ['title', 'giver', 'awardedOn'] }]
  const known = new Set<string>()
  const ports = {
    crypto: nodeCrypto,
    calendar: { isWorkday: () => true },
    store: {
      read: async (_: number, read: (reader: unknown) => unknown) =>
        read({ answered: async (keys: string[]) => new Set(keys.filter((key) => known.has(key))) }),
    },
  } as unknown as Parameters<typeof freshRows>[0]
  const brings = async (id: string) => {
    const asked = { ...session, org: { id: 1 }, actor: { ...session.actor, id } } as Session
    const given = { rows, reason: null, given: {}, key: [] }
    const [row] = await freshRows(ports, asked, context, given)
    known.add(row?.request.idempotency?.key ?? '')
    return row?.isKnown
  }
  expect([await brings('a'), await brings('b'), await brings('a')]).toEqual([false, false, true])
})
