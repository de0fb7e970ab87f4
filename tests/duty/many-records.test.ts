import { beforeAll, expect, test, vi } from 'vitest'
import { writeReport } from '../../src/app/draft/write-report.ts'
import type { Reader, Session } from '../../src/app/ports/store-ports.ts'
import { followYears, sourcesOf } from '../../src/app/year/follow-year.ts'
import { worded, YearBook } from '../../src/app/year/year-book.ts'
import { YearEvaluation } from '../../src/app/year/year-evaluation.ts'
import { rosterRegisters } from '../../src/ledger/core/core-registers.ts'
import type { LedgerRecord } from '../../src/ledger/record/record.ts'
import { toUtf8 } from '../../src/log/utf8.ts'
import type { Pack } from '../../src/pack/pack.ts'
import type { Archive } from '../../src/report/file/archive.ts'
import { readYearPack } from '../../src/report/file/read-year-pack.ts'
import { demoWrites, recordsAfter } from '../pack/demo-records.ts'
import { governancePack, sha256 } from '../pack/own-packs.ts'

// A year of so many records is counted in seconds; other work may share the machine.
vi.setConfig({ testTimeout: 180_000 })

/** More than an array can have elements and still be passed as arguments. */
const many = 300_000

let pack: Pack
let records: LedgerRecord[]

beforeAll(async () => {
  pack = await governancePack()
  const writes = await demoWrites(pack)
  const own = recordsAfter(pack, writes).filter((one) => one.state === 'live')
  const isRoster = ({ register }: LedgerRecord) =>
    (rosterRegisters as readonly string[]).includes(register)
  // The roster once, everything else again and again under other ids.
  const facts = own.filter((one) => !isRoster(one))
  records = own.filter(isRoster)
  for (let at = 0; records.length < many; at += 1) {
    const fact = facts[at % facts.length]
    if (fact) records.push({ ...fact, id: `${fact.id}-${Math.floor(at / facts.length)}` })
  }
})

/** A store that holds them all; nothing else of it is asked. */
function reader(): Reader {
  const eachRecord: Reader['eachRecord'] = async (asked, take) => {
    const spans = new Map(asked.map((one) => [one.register, one]))
    for (const record of records) {
      const { from, to } = spans.get(record.register) ?? { from: '9', to: '' }
      const { occurredOn } = record
      if (from <= (occurredOn ?? '') && (occurredOn ?? '') <= to) take(record)
    }
  }
  const position = async () => ({ size: many, root: '' })
  return { position, eachRecord } as unknown as Reader
}

test(`a year of ${many} records has its figures, its duties and its report`, async () => {
  const of = { pack, year: 2025, today: '2026-02-01', without: new Map() }
  const known = await followYears(reader(), of, null)
  const dated = records.filter(({ occurredOn }) => (occurredOn ?? '') >= '2024-01-01')
  expect(known.lists.size).toBeGreaterThanOrEqual(dated.length)
  const session: Session = {
    org: {
      id: 1,
      publicId: 'many',
      name: { zh: '海棠市档案馆', en: 'Haitang City Archives' },
      kind: 'real',
      origin: 'taizhang/many',
      path: '0001.',
      parent: null,
      zone: 'Asia/Shanghai',
    },
    actor: { id: 'zhou', person: null, roles: pack.roles.map((one) => one.id) },
    pack,
  }
  const book = worded(new YearBook(new YearEvaluation(sourcesOf(known, of), of), session))
  const papers = records.filter(
    ({ register, occurredOn }) => register === 'document' && occurredOn?.startsWith('2025'),
  )
  expect(book.figure('documents-all')?.value).toBe(papers.length)
  expect(book.figures()).toHaveLength(pack.figures.size)
  expect(book.standings()).toHaveLength(pack.duties.size)
  for (const report of pack.reports.keys()) {
    expect(writeReport(book, { report, organisation: '海棠市档案馆' }).blocks).not.toEqual([])
  }
})

test(`a year pack of ${many} records is read`, async () => {
  const text = JSON.stringify(records.map(({ id, register }) => ({ id, register })))
  const parts: Record<string, Uint8Array> = {
    'manifest.json': toUtf8('{}'),
    'report.json': toUtf8('{}'),
    'records/meeting.json': toUtf8(text),
  }
  const archive: Archive = {
    names: Object.keys(parts),
    has: (name) => name in parts,
    read: async (name) => parts[name] ?? new Uint8Array(0),
  }
  const none = () => Promise.reject(new Error('there is no Word file'))
  const read = await readYearPack({ sha256 } as Parameters<typeof readYearPack>[0], archive, none)
  expect(read.records).toHaveLength(records.length)
})
