import { z } from 'zod'
import type { Session } from '../../app/ports/store-ports.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { burdenTable } from '../../app/year/burden-table.ts'
import { computeBurden } from '../../app/year/compute-burden.ts'
import { computeLateness, latenessTable } from '../../app/year/compute-lateness.ts'
import type { WrittenTable } from '../../ledger/sheet/write-table.ts'
import { attachmentHeaders } from '../attachment.ts'
import { year } from '../contract/scalars.ts'
import { at, burdenView, latenessView } from '../contract/year.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'
import type { Service } from '../service.ts'

const params = z.object({ year })
const query = z.strictObject({ at })
const fileQuery = z.strictObject({ at, format: z.enum(['xlsx', 'csv']).default('xlsx') })
const bytes = z.custom<Uint8Array | string>()
const answersFile = [fileTypes.xlsx, fileTypes.csv]

/** What a year cost, and when it was written down. */
export const yearCostRoutes: readonly Route[] = [
  route({
    id: 'burden.read',
    method: 'GET',
    path: '/years/{year}/burden',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '一年的负担情况', en: 'What the year cost' },
    params,
    query,
    answer: burdenView,
    handle: async ({ service: { ports }, session, params, query }) => ({
      body: await computeBurden(ports, session, { ...params, ...query }),
    }),
  }),
  route({
    id: 'burden.export',
    method: 'GET',
    path: '/years/{year}/burden/file',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '导出一年的负担情况', en: 'Export what the year cost' },
    params,
    query: fileQuery,
    answer: bytes,
    answersFile,
    handle: async ({ service, session, params, query, lang }) => {
      const { format, ...asked } = query
      const burden = await computeBurden(service.ports, session, { ...params, ...asked })
      return sheetAnswer(service, session, {
        table: burdenTable(burden, lang),
        fallback: `burden-${params.year}`,
        format,
      })
    },
  }),
  route({
    id: 'lateness.read',
    method: 'GET',
    path: '/years/{year}/lateness',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '事情何时发生、何时录入',
      en: 'When things happened and when they were written',
    },
    params,
    query,
    answer: latenessView,
    handle: async ({ service: { ports }, session, params, query }) => {
      const book = await ports.yearBooks.of(session, params.year, query.at)
      return { body: computeLateness(book, session.org) }
    },
  }),
  route({
    id: 'lateness.export',
    method: 'GET',
    path: '/years/{year}/lateness/file',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '导出录入时间', en: 'Export when things were written' },
    params,
    query: fileQuery,
    answer: bytes,
    answersFile,
    handle: async ({ service, session, params, query, lang }) => {
      const book = await service.ports.yearBooks.of(session, params.year, query.at)
      const table = latenessTable(book, { zone: session.org.zone, lang })
      const file = { table, fallback: `lateness-${params.year}`, format: query.format }
      return sheetAnswer(service, session, file)
    },
  }),
]

/** A table as a file to keep; leaves a line in the trail as every export does. */
async function sheetAnswer(
  { ports: { files, store } }: Service,
  session: Session,
  file: {
    readonly table: WrittenTable
    readonly fallback: string
    readonly format: 'xlsx' | 'csv'
  },
): Promise<{ body: Uint8Array; headers: Record<string, string> }> {
  const { table, fallback, format } = file
  const body = await (format === 'csv' ? files.writeCsv(table) : files.writeWorkbook(table))
  await store.trail(session.org.id, {
    actor: session.actor.id,
    act: 'export',
    subject: fallback,
    outcome: 'done',
    detail: `${table.rows.length}`,
  })
  const name = `${table.name} ${fallback.slice(-4)}`
  return {
    body,
    headers: attachmentHeaders({ name, fallback, ending: format, type: fileTypes[format] }),
  }
}
