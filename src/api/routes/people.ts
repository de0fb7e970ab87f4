import { z } from 'zod'
import type { RosterPreview, RosterSheet } from '../../app/people/import-roster.ts'
import { enterRoster, previewRoster, readRosterFile } from '../../app/people/import-roster.ts'
import { mergePeople, previewMerge } from '../../app/people/merge-people.ts'
import {
  mergeBody,
  mergePreview,
  rosterEntered,
  rosterFile,
  rosterPreview,
  rosterSheetBody,
} from '../contract/people.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const params = z.object({ id: z.uuid() })
const access = { who: 'member', ability: 'manage-people' } as const

/** The list of people as a whole: a roster as one sheet, and who is the same person. */
export const peopleRoutes: readonly Route[] = [
  route({
    id: 'merge.preview',
    method: 'GET',
    path: '/people/{id}/merge',
    access,
    summary: { zh: '归并之前的预览', en: 'What would become one' },
    params,
    query: z.strictObject({ into: z.uuid() }),
    answer: mergePreview,
    handle: async ({ service, session, params, query, lang }) => {
      const asked = { person: params.id, into: query.into }
      return { body: await previewMerge(service.ports, session, asked, lang) }
    },
  }),
  route({
    id: 'merge.do',
    method: 'POST',
    path: '/people/{id}/merge',
    access,
    summary: { zh: '登记两人是同一人', en: 'Enter that two are one person' },
    params,
    body: mergeBody,
    answer: null,
    handle: async ({ service, session, params, body }) => {
      const { into, from = null, reason } = body
      await mergePeople(service.ports, session, { person: params.id, into, from, reason })
      return { body: undefined }
    },
  }),
  route({
    id: 'roster.sheet',
    method: 'POST',
    path: '/people/sheet',
    access,
    summary: {
      zh: '读一份名册（Excel、CSV、Word 表格、剪贴板），不写入',
      en: 'Read a roster (Excel, CSV, Word table, clipboard); nothing is written',
    },
    file: true,
    answer: rosterFile,
    handle: async ({ service, session, readFile }) => {
      const bytes = await readFile()
      const { tables, proposals } = await readRosterFile(service.ports, session, bytes)
      return {
        body: {
          tables,
          proposals: proposals.map(({ mapping, columns, score }) => ({ mapping, columns, score })),
        },
      }
    },
  }),
  route({
    id: 'roster.preview',
    method: 'POST',
    path: '/people/sheet/preview',
    access,
    summary: { zh: '名册写入之前的预览', en: 'What a roster comes to' },
    body: rosterSheetBody,
    answer: rosterPreview,
    handle: async ({ service, session, body }) => ({
      body: shown(await previewRoster(service.ports, session, sheetOf(body))),
    }),
  }),
  route({
    id: 'roster.enter',
    method: 'POST',
    path: '/people/sheet/enter',
    access,
    summary: { zh: '写入名册中已就绪的人员、科室、任职', en: 'Enter what of a roster is ready' },
    body: rosterSheetBody,
    answer: rosterEntered,
    handle: async ({ service, session, body }) => ({
      body: await enterRoster(service.ports, session, sheetOf(body)),
    }),
  }),
]

function sheetOf(body: z.output<typeof rosterSheetBody>): RosterSheet {
  const { table, mapping, people, offices, day, leftOut } = body
  const byRow = Object.entries(people).map(([row, who]) => [Number(row), who] as const)
  return {
    table: table as RosterSheet['table'],
    mapping,
    people: new Map(byRow),
    offices: new Map(Object.entries(offices)),
    day,
    leftOut: new Set(leftOut),
  }
}

function shown({ people, offices, questions, open, passed, faults }: RosterPreview) {
  return {
    people: people.map(({ values, ...one }) => ({
      ...one,
      from: String(values.post['from'] ?? ''),
    })),
    offices: [...offices],
    questions: [...questions],
    open: open.map(({ row, cells, faults: own }) => ({
      row,
      text: cells.map(({ text }) => text).join(' '),
      faults: [...own, ...cells.flatMap((cell) => cell.faults)],
    })),
    passed: [...passed],
    faults: [...faults],
  }
}
