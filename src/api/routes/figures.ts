import { z } from 'zod'
import { todayIn } from '../../app/clock/wall-clock.ts'
import { checkReport } from '../../app/draft/check-report.ts'
import { reportCharactersMax } from '../../app/draft/check-report-file.ts'
import { writeReport } from '../../app/draft/write-report.ts'
import { computeFigure, computeFigures } from '../../app/year/compute-figures.ts'
import { computeYear } from '../../app/year/compute-year.ts'
import { countRegisters } from '../../app/year/count-registers.ts'
import { summaryOf } from '../../ledger/figure/figure.ts'
import { exact } from '../contract/exact.ts'
import { figureQuery, figuresView, figureView, registersView } from '../contract/figure.ts'
import { checkedReading } from '../contract/reading.ts'
import { reportDocument } from '../contract/report.ts'
import { id, period, year } from '../contract/scalars.ts'
import { at, yearView } from '../contract/year.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Everything that is computed from records: figures, the year, reports. */
export const figureRoutes: readonly Route[] = [
  route({
    id: 'figures.list',
    method: 'GET',
    path: '/figures',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '一个时段的全部数据项', en: 'All figures of a period' },
    query: z.strictObject({ period, at }),
    answer: figuresView,
    handle: async ({ service, session, query }) => {
      const figures = await computeFigures(service.ports, session, query)
      return { body: { period: query.period, figures: figures.map(summaryOf) } }
    },
  }),
  route({
    id: 'figure.read',
    method: 'GET',
    path: '/figures/{id}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '一个数据项及其记录', en: 'One figure and its records' },
    params: z.object({ id }),
    query: figureQuery,
    answer: figureView,
    handle: async ({ service, session, params, query, lang }) => {
      const { period, at, after, limit, ids } = query
      const page = { after, limit, hasIds: ids === 'true' }
      const asked = { figure: params.id, period, at, lang, page }
      return { body: await computeFigure(service.ports, session, asked) }
    },
  }),
  route({
    id: 'registers.count',
    method: 'GET',
    path: '/registers',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '各本台账一年的条数', en: 'How many records each register has for a year' },
    query: z.strictObject({ year }),
    answer: registersView,
    handle: async ({ service, session, query, lang }) => ({
      body: {
        registers: await countRegisters(service.ports, session, { year: query.year, lang }),
      },
    }),
  }),
  route({
    id: 'year.read',
    method: 'GET',
    path: '/years/{year}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '年度：各项责任的情况', en: 'The year: where each duty stands' },
    params: z.object({ year }),
    query: z.strictObject({ at }),
    answer: yearView,
    handle: async ({ service: { ports }, session, params, query }) => {
      const book = await ports.yearBooks.of(session, params.year, query.at)
      return { body: computeYear(book, ports.calendar) }
    },
  }),
  route({
    id: 'report.read',
    method: 'GET',
    path: '/reports/{id}',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '一年的报告，逐条标明依据',
      en: 'The report of a year, each claim with its state',
    },
    params: z.object({ id }),
    query: z.strictObject({ year }),
    answer: reportDocument,
    handle: async ({ service, session, params, query }) => {
      const book = await service.ports.yearBooks.withWords(session, query.year)
      const asked = { report: params.id, organisation: session.org.name.zh }
      return { body: writeReport(book, asked) }
    },
  }),
  route({
    id: 'reading.read',
    method: 'POST',
    path: '/reading',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '读一篇公文，逐条对照台账', en: 'Read a text and hold it against the ledger' },
    body: z.strictObject({
      text: exact(z.string().min(1).max(reportCharactersMax)),
      year: z.exactOptional(z.int().min(1949).max(2198)),
    }),
    answer: checkedReading,
    handle: async ({ service: { ports }, session, body }) => {
      const year = body.year ?? Number(todayIn(session.org.zone, ports.clock).slice(0, 4))
      const book = await ports.yearBooks.withWords(session, year)
      const asked = { text: body.text, book }
      return { body: await checkReport(ports, session, asked) }
    },
  }),
]
