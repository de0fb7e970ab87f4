import { z } from 'zod'
import { reportCharactersMax } from '../../app/draft/check-report-file.ts'
import { openFromSigned, openFromText } from '../../app/draft/open-from-text.ts'
import { readLastReport } from '../../app/draft/read-last-report.ts'
import {
  likenessAmongReceived,
  passagesShared,
} from '../../app/receiving/likeness-among-received.ts'
import { likenessOfDraft } from '../../app/report/likeness-of-draft.ts'
import { draftTree, openedDraft } from '../contract/draft.ts'
import { alikeReports, draftLikeness, likenessBody, sharedPassages } from '../contract/likeness.ts'
import { lastReport } from '../contract/reading.ts'
import { id, year } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const text = z.string().min(1).max(reportCharactersMax)
/** What nobody chose a figure for stays text. */
const bindings = z.record(id, z.union([id, z.literal('')]).nullable()).default({})

/** From last year's report to this year's, and what a report shares with others. */
export const fromLastYearRoutes: readonly Route[] = [
  route({
    id: 'reading.last-report',
    method: 'POST',
    path: '/reading/last-report',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '读去年的报告，供今年起草：正文，以及各处数量所用的数据项',
      en: "Read last year's report to begin this year's: its body, and a figure for each count",
    },
    query: z.strictObject({ year }),
    file: true,
    answer: lastReport,
    handle: async ({ service: { ports }, session, query, readFile }) => ({
      body: await readLastReport(ports, session, { bytes: await readFile(), year: query.year }),
    }),
  }),
  route({
    id: 'draft.from-text',
    method: 'POST',
    path: '/drafts/from-text',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '以去年报告的文字开始起草，所选数量改由台账得出',
      en: "Begin a draft from last year's words, with counts bound to figures",
    },
    body: z.strictObject({ report: id, year, text, bindings }),
    answer: openedDraft,
    status: 201,
    handle: async ({ service: { ports }, session, body }) => {
      const { id } = await openFromText(ports, session, body)
      return { body: { id } }
    },
  }),
  route({
    id: 'draft.from-signed',
    method: 'POST',
    path: '/drafts/from-signed',
    access: { who: 'member', ability: 'record' },
    summary: {
      zh: '以本单位去年签发的报告开始起草，关联随之带来',
      en: 'Begin a draft from our signed report of last year, its bindings with it',
    },
    body: z.strictObject({ report: id, year, tree: draftTree }),
    answer: openedDraft,
    status: 201,
    handle: async ({ service: { ports }, session, body }) => {
      const { id } = await openFromSigned(ports, session, body)
      return { body: { id } }
    },
  }),
  route({
    id: 'draft.likeness',
    method: 'POST',
    path: '/drafts/{id}/likeness',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '标出与去年报告或所给文字雷同的句子',
      en: "Sentences shared with last year's report or the texts given",
    },
    params: z.object({ id }),
    body: likenessBody,
    answer: draftLikeness,
    handle: async ({ service: { ports }, session, params, body }) => {
      const asked = { draft: params.id, texts: body.texts }
      return { body: await likenessOfDraft(ports, session, asked) }
    },
  }),
  route({
    id: 'received.likeness',
    method: 'GET',
    path: '/received-likeness',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '收到的报告中文字雷同的，两两列出',
      en: 'Received reports that share their wording, by pairs',
    },
    query: z.strictObject({ year }),
    answer: alikeReports,
    handle: async ({ service: { ports }, session, query }) => ({
      body: await likenessAmongReceived(ports, session, query.year),
    }),
  }),
  route({
    id: 'received.shared',
    method: 'GET',
    path: '/received-likeness/{one}/{other}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '两份收到的报告雷同的句子', en: 'Sentences that two received reports share' },
    params: z.object({ one: id, other: id }),
    answer: sharedPassages,
    handle: async ({ service: { ports }, session, params }) => ({
      body: await passagesShared(ports, session, params),
    }),
  }),
]
