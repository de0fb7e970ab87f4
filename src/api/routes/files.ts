import { z } from 'zod'
import { writableRegister } from '../../app/access/access.ts'
import { trailRestricted } from '../../app/access/trail-restricted.ts'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { checkReportFile } from '../../app/draft/check-report-file.ts'
import { writeReportFile } from '../../app/draft/write-report-file.ts'
import { exportSheet } from '../../app/records/export-sheet.ts'
import { importSheet } from '../../app/records/import-sheet.ts'
import type { RowDecision } from '../../app/records/row-decision.ts'
import type { ImportSheet, Keep, KeptCell } from '../../app/records/sheet-import.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import type { TableReading } from '../../ledger/sheet/read-table.ts'
import { attachmentHeaders } from '../attachment.ts'
import { fileReading } from '../contract/reading.ts'
import { exportQuery, registerParams } from '../contract/record.ts'
import { id, year } from '../contract/scalars.ts'
import { importAnswer } from '../contract/sheet.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import { whereIn } from '../where-in.ts'

const truth = z.enum(['true', 'false']).optional()
const bytes = z.custom<Uint8Array | string>()

const givenKey = /^given\.[a-z][A-Za-z0-9]{0,39}$/
const rowKey = /^row\.\d{1,6}$/
const cellKey = /^cell\.[A-Z]{1,3}\d{1,7}$/
const kept = /^(?:mine|theirs):\d{1,9}$/
const decision = /^(?:add|skip|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}:\d{1,9})$/

const importKeys = ['dryRun', 'reason', 'year', 'keepText', 'alike', 'conflict']

/**
 * How to read a sheet made elsewhere; `given.<field>` fills what it has no column for. `alike` says
 * what becomes of every row that is like a record, `row.<number>` of one: add, skip, or the record
 * that it is, with its version (`<id>:<version>`). `conflict` says whose word stands in every cell
 * that somebody else has changed meanwhile (mine, theirs), `cell.<address>` in one, with the version
 * of the record that was looked at (`mine:<version>`).
 */
const importQuery = z
  .looseObject({
    dryRun: truth,
    reason: z.string().trim().max(500).optional(),
    year: year.optional(),
    keepText: truth,
    alike: z.enum(['add', 'skip']).optional(),
    conflict: z.enum(['mine', 'theirs']).optional(),
  })
  .superRefine((query, context) => {
    for (const [key, value] of Object.entries(query)) {
      const known = importKeys.includes(key)
      if (rowKey.test(key) && typeof value === 'string' && decision.test(value)) continue
      if (cellKey.test(key) && typeof value === 'string' && kept.test(value)) continue
      if (known || (givenKey.test(key) && typeof value === 'string' && value.length <= 300))
        continue
      context.addIssue({ code: 'unrecognized_keys', keys: [key], input: query })
    }
  })

/** Office files in and out: reports and sheets. */
export const fileRoutes: readonly Route[] = [
  route({
    id: 'report.file',
    method: 'GET',
    path: '/reports/{id}/file',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '下载一年的报告', en: 'The report of a year as a file' },
    params: z.object({ id }),
    query: z.strictObject({
      year,
      format: z.enum(['docx', 'pdf', 'html', 'txt']).default('docx'),
      redHead: truth,
    }),
    answer: bytes,
    answersFile: [fileTypes.docx, fileTypes.pdf, fileTypes.html, fileTypes.txt],
    handle: async ({ service: { ports }, session, params, query }) => {
      const { format } = query
      const redHead = query.redHead === 'true'
      const asked = { report: params.id, year: query.year, format, redHead }
      const { title, body } = await writeReportFile(ports, session, asked)
      const name = { name: title, fallback: `${params.id}-${query.year}`, ending: format }
      return { body, headers: attachmentHeaders({ ...name, type: fileTypes[format] }) }
    },
  }),
  route({
    id: 'reading.file',
    method: 'POST',
    path: '/reading/file',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '读一份报告文件（.docx、.txt、.md），逐条对照台账',
      en: 'Read a report file (.docx, .txt, .md) and hold it against the ledger',
    },
    query: z.strictObject({ year: year.optional() }),
    file: true,
    answer: fileReading,
    handle: async ({ service: { ports }, session, query, readFile }) => {
      const asked = query.year ?? Number(todayIn(session.org.zone, ports.clock).slice(0, 4))
      const bytes = await readFile()
      return { body: await checkReportFile(ports, session, { bytes, year: asked }) }
    },
  }),
  route({
    id: 'register.import',
    method: 'POST',
    path: '/registers/{register}/import',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '导入表格（.xlsx、.csv、.txt）', en: 'Import a sheet (.xlsx, .csv, .txt)' },
    params: registerParams,
    query: importQuery,
    file: true,
    answer: importAnswer,
    handle: async ({ service: { ports }, session, params, query, readFile }) => {
      // Who may not write learns nothing from a file, and no file of theirs is opened.
      const { register } = params
      writableRegister(session, register)
      const sheet = await ports.outside.read('sheet', await readFile(), session.org.id)
      const dryRun = query.dryRun === 'true'
      const reason = query.reason || null
      const { alike, conflict } = query
      const decided = {
        ...(alike === undefined ? {} : { alike }),
        ...(conflict === undefined ? {} : { conflict }),
        decisions: decisionsIn(query),
        cells: keptIn(query),
      }
      const asked = { register, sheet, dryRun, reason, ...readingIn(query), ...decided }
      const { notes, ...counts } = await importSheet(ports, session, asked)
      const told = notes.map(({ at, text, hint }) => ({ at, text, hint }))
      return { body: { ...counts, notes: told } }
    },
  }),
  route({
    id: 'register.export',
    method: 'GET',
    path: '/registers/{register}/export',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '导出列出的记录', en: 'Export the records listed' },
    params: registerParams,
    query: exportQuery,
    answer: bytes,
    answersFile: [fileTypes.xlsx, fileTypes.csv],
    handle: async ({ service: { ports }, session, params, query, lang }) => {
      const { from, to, search, voided, sort, format, columns, items } = query
      const { register } = params
      const includeVoid = voided === 'true'
      const list = { register, from, to, search, sort, where: whereIn(query), includeVoid }
      const how = {
        ...(columns === undefined ? {} : { columns: columns.split(',') }),
        ...(items === undefined ? {} : { items }),
      }
      const table = await exportSheet(ports, session, { list, ...how, lang })
      const registers = table.rows.length === 0 ? [] : [register]
      await trailRestricted(ports, session, { registers, how: 'list' })
      const { files } = ports
      const body = await (format === 'csv' ? files.writeCsv(table) : files.writeWorkbook(table))
      const name = `${table.name} ${todayIn(session.org.zone, ports.clock)}`
      const file = { name, fallback: register, ending: format, type: fileTypes[format] }
      return { body, headers: attachmentHeaders(file) }
    },
  }),
]

function decisionsIn(query: z.output<typeof importQuery>): ReadonlyMap<number, RowDecision> {
  const decided = Object.entries(query).flatMap(([key, value]): [number, RowDecision][] => {
    if (!rowKey.test(key) || typeof value !== 'string') return []
    const row = Number(key.slice('row.'.length))
    if (value === 'add' || value === 'skip') return [[row, value]]
    const [record = '', version] = value.split(':')
    return [[row, { record, version: Number(version) }]]
  })
  return new Map(decided)
}

function keptIn(query: z.output<typeof importQuery>): NonNullable<ImportSheet['cells']> {
  const kept = Object.entries(query).flatMap(([key, value]): [string, KeptCell][] => {
    if (!cellKey.test(key) || typeof value !== 'string') return []
    const [keep, version] = value.split(':')
    return [[key.slice('cell.'.length), { keep: keep as Keep, version: Number(version) }]]
  })
  return new Map(kept)
}

/** Nothing where nothing was asked for: then a sheet is read as one that was made here. */
function readingIn(query: z.output<typeof importQuery>): { reading?: TableReading } {
  const given = Object.entries(query).flatMap(([key, value]) =>
    givenKey.test(key) && typeof value === 'string' ? [[key.slice('given.'.length), value]] : [],
  )
  const { year: of = null } = query
  const keepText = query.keepText === 'true'
  if (of === null && !keepText && given.length === 0) return {}
  return { reading: { year: of, keepText, given: Object.fromEntries(given) } }
}
