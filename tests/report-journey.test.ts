import { afterAll, beforeAll, expect, test } from 'vitest'
import { nodeCrypto } from '../src/adapters/crypto/node-crypto.ts'
import { renderDocx } from '../src/adapters/docx/render-docx.ts'
import { openArchive } from '../src/adapters/office/open-archive.ts'
import { readReportFile } from '../src/adapters/office/read-report-file.ts'
import { readSheet } from '../src/adapters/sheet/read-sheet.ts'
import { writeWorkbook } from '../src/adapters/sheet/write-sheet.ts'
import { fsck } from '../src/app/audit/fsck.ts'
import type { ReadCall } from '../src/app/calls/read-call.ts'
import { readCall, readCollected } from '../src/app/calls/read-call.ts'
import { checkReport } from '../src/app/draft/check-report.ts'
import { writeReport } from '../src/app/draft/write-report.ts'
import type { Organisation, Session } from '../src/app/ports/store-ports.ts'
import { exportSheet } from '../src/app/records/export-sheet.ts'
import { importSheet } from '../src/app/records/import-sheet.ts'
import { correctRecord } from '../src/app/records/write-record.ts'
import { readDraft } from '../src/app/report/read-draft.ts'
import { peopleInRole } from '../src/app/roster/roster.ts'
import { organisationFor } from '../src/cli/cli-session.ts'
import type { Opened } from '../src/installation/open-all.ts'
import { Refusal } from '../src/ledger/fault.ts'
import type { SheetTable } from '../src/ledger/sheet/table.ts'
import type { CheckedReading } from '../src/report/check/check-reading.ts'
import { demoDay } from './demo-day.ts'
import { makeDemo, openDemo } from './demo-unit.ts'
import { changedPart } from './docx/changed-part.ts'

const year = 2025

let opened: Opened
let org: Organisation
let end: () => Promise<void>

beforeAll(async () => {
  ;({ opened, org, end } = await openDemo())
}, 600_000)

afterAll(() => end?.())

function session(roles: readonly string[]): Session {
  return { org, pack: opened.ports.packs.current, actor: { id: 'cli:test', person: null, roles } }
}

async function writtenReport(): Promise<Uint8Array> {
  const reader = session(['auditor'])
  const book = await opened.ports.yearBooks.withWords(reader, year)
  const document = writeReport(book, { report: 'annual-report', organisation: org.name.zh })
  return renderDocx({ ...document, date: '2026-01-05' })
}

async function check(file: Uint8Array): Promise<CheckedReading> {
  const reader = session(['auditor'])
  const book = await opened.ports.yearBooks.withWords(reader, year)
  const { text, ...carried } = await readReportFile(file)
  return checkReport(opened.ports, reader, { text, book, carried })
}

test('the demo unit is whole, and says in its origin that it is a demo', async () => {
  expect(org.origin).toMatch(/demo/)
  const { newestSeals: newest } = opened.ports
  const reports = await fsck({ auditor: opened.auditor, crypto: nodeCrypto }, { newest })
  expect(reports.flatMap(({ faults, notices }) => [...faults, ...notices])).toEqual([])
}, 60_000)

test('a command is about the unit of the demo, names it, and asks once there is a real one', async () => {
  const told: string[] = []
  const tell = (line: string) => void told.push(line)
  const { organisations } = opened.ports
  expect((await organisations.all()).length).toBeGreaterThan(5)
  expect(await organisationFor({ tell }, opened, undefined)).toEqual(org)
  expect(told.join()).toContain(org.name.zh)
  expect(told.join()).toContain('--org')
  // One real unit beside it is meant; of several real ones one must be named.
  const real = (publicId: string) => ({ ...org, publicId, kind: 'real' as const })
  const beside = (...units: Organisation[]) => ({
    demoUnit: opened.demoUnit,
    ports: {
      ...opened.ports,
      organisations: {
        ...organisations,
        all: async () => [...(await organisations.all()), ...units],
      },
    },
  })
  const one = beside(real('r1'))
  expect((await organisationFor({ tell }, one, undefined)).publicId).toBe('r1')
  const two = beside(real('r1'), real('r2'))
  await expect(organisationFor({ tell }, two, undefined)).rejects.toThrow('org.which')
  expect((await organisationFor({ tell }, two, 'r2')).publicId).toBe('r2')
  await expect(organisationFor({ tell }, two, '没有的局')).rejects.toThrow('org.unknown')
})

test('the same seed gives the same log, root and keys included', async () => {
  const again = await makeDemo()
  try {
    const look = ({ ports }: Opened, { id }: Organisation) =>
      ports.store.read(id, async (reader) => [await reader.position(), await reader.keys()])
    expect(await look(again.opened, again.org)).toEqual(await look(opened, org))
  } finally {
    await again.end()
  }
}, 600_000)

test('a report of the demo waits for its signature, and the one before is signed and answered', async () => {
  const { ports } = opened
  const roster = await ports.rosters.of(org.id)
  const [person = ''] = peopleInRole(roster, { role: 'first-responsible', day: demoDay })
  const roles = ['first-responsible']
  const first = { ...session([]), actor: { id: person, person, roles } }
  const drafts = (await ports.drafts.list(org.id)).filter(({ answers }) => answers === null)
  const read = await Promise.all(drafts.map(({ id }) => readDraft(ports, first, id)))
  const seen = read
    .toSorted((one, other) => one.draft.year - other.draft.year)
    .map((one) => [one.draft.year, one.record?.step, one.acts.includes('sign')])
  expect(seen).toEqual([
    [2024, 'accepted', false],
    [2025, 'reviewed', true],
  ])
})

test('the body above has asked, and the demo shows a call in every state', async () => {
  const { ports } = opened
  const all = await ports.organisations.all()
  const above = all.find(({ id }) => id === org.parent)
  if (!above) throw new Error('somebody stands above')
  expect(all.filter(({ parent }) => parent === above.id)).toHaveLength(6)
  const roster = await ports.rosters.of(above.id)
  const [person = ''] = peopleInRole(roster, { role: 'clerk', day: demoDay })
  const actor = { id: person, person, roles: ['clerk'] }
  const clerk: Session = { org: above, pack: ports.packs.current, actor }
  const calls = await ports.store.read(above.id, (reader) =>
    reader.records({ register: 'call', limit: 9 }),
  )
  const read = await Promise.all(calls.items.map(({ id }) => readCall(ports, clerk, id)))
  const statesOf = ({ addressees }: ReadCall) =>
    addressees.items.map(({ name, state, isOverdue }) => [name, state, isOverdue])
  const [open, closed] = read.toSorted((one, other) => one.overdue - other.overdue)
  if (!open || !closed) throw new Error('there are two calls')
  expect(statesOf(closed)).toEqual([
    ['海棠市档案馆', 'accepted', false],
    ['海棠市图书馆', 'answered', false],
    ['海棠市文化馆', 'returned', false],
    ['海棠市史志研究室', 'taken', true],
    ['海棠市委党校', 'accepted', false],
    ['中共临溪县委办公室', 'answered', false],
    ['海棠市老干部活动中心', 'answered', false],
  ])
  expect(closed.sent).toMatchObject({ step: 'issued', urged: 2 })
  expect(closed.addressees.items[4]).toMatchObject({ answers: 2 })
  // What the archives, the library and the Party school counted, what came in a sheet, and what the
  // county has of its towns, whose ledgers stay closed here.
  expect(closed.totals[0]).toMatchObject({ numbers: 5, inSheets: 1, unproved: 1 })
  expect(closed.totals[3]?.sum).toBe(24.2)
  const rows = await readCollected(ports, clerk, { call: closed.sent.id, item: 'i2', after: null })
  expect(rows.map(({ row }) => row && [row.value, row.verdict])).toEqual([
    [10, 'proved'],
    [6, 'proved'],
    null,
    null,
    [10, 'proved'],
    [6, 'digests'],
    [4, 'unproved'],
  ])
  // What the cultural centre typed over its ledger stands in the answer that was returned.
  const returned = await ports.store.read(above.id, (reader) =>
    reader.record(closed.addressees.items[2]?.answer ?? ''),
  )
  expect(returned?.values['collected']).toContainEqual(
    expect.objectContaining({ item: 'i2', value: 8, verdict: 'kept' }),
  )
  expect(statesOf(open).map(([, state]) => state)).toEqual([
    ...['notDelivered', 'taken', 'notDelivered', 'notDelivered', 'notDelivered', 'notDelivered'],
    'sheetAwaited',
  ])
  expect([open.sent.call.basis, open.overdue]).toEqual([null, 0])
})

test('the annual report states nothing against its ledger, and an untouched file holds', async () => {
  const checked = await check(await writtenReport())
  const marked = checked.claims.filter(({ carried }) => carried)
  expect(new Set(marked.map(({ state }) => state))).toEqual(new Set(['supported', 'awaiting']))
  expect(checked).toMatchObject({ holds: true, summary: { blank: 0, changed: 0 } })
  expect(checked.claims.filter(({ carried }) => carried).length).toBeGreaterThan(60)
})

test('a year without a single record is written, and says what was not done', async () => {
  const book = await opened.ports.yearBooks.withWords(session(['auditor']), 1999)
  const { claims } = writeReport(book, { report: 'annual-report', organisation: org.name.zh })
  expect(claims.filter(({ says, state }) => says !== 'fails' && state === 'supported')).toEqual([])
  expect(claims.filter(({ says }) => says === 'fails').length).toBeGreaterThan(10)
  expect(() => writeReport(book, { report: 'no-such', organisation: '' })).toThrow(Refusal)
})

test('whoever may not see a register sees neither its numbers nor its records in the report', async () => {
  const book = await opened.ports.yearBooks.withWords(session(['reviewer']), year)
  const hidden = [...book.pack.registers.values()].filter(({ readers }) => readers !== undefined)
  const { claims } = writeReport(book, { report: 'annual-report', organisation: org.name.zh })
  const closed = claims.filter(({ figure, duty }) => {
    const measured = book.pack.figures.get(figure ?? '')?.measure.register
    const require = book.pack.duties.get(duty ?? '')?.require
    const register = measured ?? (require && 'register' in require ? require.register : undefined)
    return hidden.some(({ id }) => id === register)
  })
  expect(hidden.length).toBeGreaterThan(0)
  expect(closed.length).toBeGreaterThan(0)
  expect(closed.flatMap(({ records }) => records)).toEqual([])
  expect(closed.map(({ ledger }) => ledger)).toEqual(closed.map(() => null))
})

test('one number changed by hand is named with what the ledger says', async () => {
  const file = changedPart(await writtenReport(), 'word/document.xml', (xml) =>
    xml.replace(/理论学习中心组集体学习\d+次/, '理论学习中心组集体学习99次'),
  )
  const checked = await check(file)
  expect(checked.holds).toBe(false)
  expect(checked.claims.filter(({ carried, state }) => carried && carried !== state)).toMatchObject(
    [{ figure: 'study-group-sessions', state: 'contradicted', quantity: { value: 99 } }],
  )
})

test('a record corrected after the report was written shows in the file', async () => {
  const file = await writtenReport()
  const reader = session(['auditor'])
  const book = await opened.ports.yearBooks.withWords(reader, year)
  const [id = ''] = book.figure('governance-study')?.records ?? []
  const meeting = book.record(id)
  if (!meeting) throw new Error('no meeting studied governance')
  await correctRecord(opened.ports, session(['clerk']), {
    record: id,
    expected: meeting.version,
    values: { ...meeting.values, agenda: [{ topic: '研究其他事项' }] },
    reason: '议题登记有误',
  })
  const checked = await check(file)
  expect(checked.holds).toBe(false)
  const changed = checked.claims.find(({ figure }) => figure === 'governance-study')
  expect(changed?.state).toBe('contradicted')
})

test('a sheet comes in once, however often it is imported, and goes out as it came', async () => {
  const clerk = session(['clerk'])
  const list = { register: 'document', where: {}, includeVoid: false, sort: 'occurredOn' }
  const table = await exportSheet(opened.ports, clerk, { list, lang: 'zh' })
  const five = { ...table, rows: table.rows.slice(0, 5) }
  const sheet = await readSheet(await writeWorkbook(five))
  const request = { register: 'document', dryRun: false, reason: '补录' }
  const bring = (given: SheetTable) =>
    importSheet(opened.ports, clerk, { ...request, sheet: given })
  // What went out says which records it holds, and so changes nothing when it comes back.
  expect(await bring(sheet)).toMatchObject({ rows: 5, added: 0, corrected: 0, unchanged: 5 })
  const titles = sheet.rows[0]?.findIndex(({ text }) => text === '标题') ?? -1
  const rows = sheet.rows.map((cells, row) =>
    cells
      .slice(0, -2)
      .map((one, at) => (row > 0 && at === titles ? { ...one, text: `${one.text}（补）` } : one)),
  )
  // Rows that do not say it are asked about where they are like a record, and are then added once.
  await expect(bring({ ...sheet, rows })).rejects.toThrow('sheet.row.alike')
  const asOthers = { ...request, sheet: { ...sheet, rows }, alike: 'add' } as const
  expect((await importSheet(opened.ports, clerk, asOthers)).added).toBe(5)
  expect((await importSheet(opened.ports, clerk, asOthers)).added).toBe(0)
  const cells = ['天气', '晴'].map((text, row) => [{ address: `A${row + 1}`, text }])
  const wrong = { name: '', rows: cells }
  await expect(bring(wrong)).rejects.toThrow(Refusal)
})

test('the file opens as an archive with the claims in a part of its own', async () => {
  const archive = await openArchive(await writtenReport())
  expect(archive.names).toContain('customXml/item1.xml')
})
