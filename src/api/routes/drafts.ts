import { z } from 'zod'
import { commentDraft, settleComment } from '../../app/draft/comment-draft.ts'
import { listDrafts } from '../../app/draft/list-drafts.ts'
import { openDraft } from '../../app/draft/open-draft.ts'
import { listDraftVersions, readDraftVersion } from '../../app/draft/read-versions.ts'
import { saveDraft } from '../../app/draft/save-draft.ts'
import { writeDraftFile } from '../../app/draft/write-draft-file.ts'
import { acceptSentences } from '../../app/report/accept-sentences.ts'
import { fileTypes } from '../../app/report/file-types.ts'
import { handIn } from '../../app/report/hand-in.ts'
import type { ReadDraft } from '../../app/report/read-draft.ts'
import { readDraft } from '../../app/report/read-draft.ts'
import type { ReportRecord } from '../../ledger/core/report-record.ts'
import { draftLimits } from '../../report/draft/draft-tree.ts'
import { attachmentHeaders } from '../attachment.ts'
import type { DraftView, FlowView } from '../contract/draft.ts'
import {
  draftBrief,
  draftComment,
  draftTree,
  draftVersion,
  draftView,
  openedDraft,
  savedDraft,
} from '../contract/draft.ts'
import { exact } from '../contract/exact.ts'
import { id, year } from '../contract/scalars.ts'
import { expectedVersion } from '../preconditions.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const params = z.object({ id: z.uuid() })
const ifMatch = [{ name: 'If-Match', required: true }]

/** Drafts of reports: written, commented, compared. Nothing here touches the log. */
export const draftRoutes: readonly Route[] = [
  route({
    id: 'drafts.list',
    method: 'GET',
    path: '/drafts',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '一年的报告及其办理步骤', en: 'Reports of a year and where each stands' },
    query: z.strictObject({ year }),
    answer: z.array(draftBrief),
    handle: async ({ service: { ports }, session, query }) => {
      const listed = await listDrafts(ports, session, ({ year }) => year === query.year)
      return { body: listed.map((one) => ({ ...one, flow: flowView(one.flow) })) }
    },
  }),
  route({
    id: 'draft.open',
    method: 'POST',
    path: '/drafts',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '开始起草一份报告', en: 'Begin to draft a report' },
    body: z.strictObject({ report: id, year, replaces: id.nullable().default(null) }),
    answer: openedDraft,
    status: 201,
    handle: async ({ service: { ports }, session, body }) => {
      const { id } = await openDraft(ports, session, body)
      return { body: { id } }
    },
  }),
  route({
    id: 'draft.read',
    method: 'GET',
    path: '/drafts/{id}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '打开草稿，数字取自台账', en: 'Open a draft, its numbers from the ledger' },
    params,
    answer: draftView,
    handle: async ({ service: { ports }, session, params }) => {
      const read = await readDraft(ports, session, params.id)
      const { person } = session.actor
      const at = { draft: params.id, person: person ?? '' }
      // A machine that reads along is nobody who writes beside one.
      const here = person === null ? [] : await ports.drafts.seen(session.org.id, at)
      return {
        body: { ...draftViewOf(read), here: [...here] },
        headers: { etag: `"${read.draft.revision}"` },
      }
    },
  }),
  route({
    id: 'draft.save',
    method: 'PUT',
    path: '/drafts/{id}',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '保存草稿', en: 'Save a draft' },
    params,
    body: z.strictObject({ tree: draftTree }),
    headers: ifMatch,
    answer: savedDraft,
    handle: async ({ service: { ports }, session, params, body, header }) => {
      const expected = expectedVersion(header('if-match'))
      const save = { draft: params.id, expected, tree: body.tree }
      const saved = await saveDraft(ports, session, save)
      return { body: saved, headers: { etag: `"${saved.revision}"` } }
    },
  }),
  route({
    id: 'draft.hand-in',
    method: 'POST',
    path: '/drafts/{id}/hand-in',
    access: { who: 'member', ability: 'record' },
    summary: { zh: '送指定的复核人复核', en: 'Hand a draft in to a reviewer by name' },
    params,
    body: z.strictObject({ to: id }),
    headers: ifMatch,
    answer: null,
    handle: async ({ service: { ports }, session, params, body, header }) => {
      const expected = expectedVersion(header('if-match'))
      await handIn(ports, session, { draft: params.id, expected, to: body.to })
      return { body: undefined }
    },
  }),
  route({
    id: 'draft.file',
    method: 'GET',
    path: '/drafts/{id}/file',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '下载草稿（Word）', en: 'The draft as a Word file' },
    params,
    answer: z.custom<Uint8Array>(),
    answersFile: [fileTypes.docx],
    handle: async ({ service: { ports }, session, params }) => {
      const { title, bytes } = await writeDraftFile(ports, session, params.id)
      const file = { name: `${title}（草稿）`, fallback: 'draft', ending: 'docx' }
      return { body: bytes, headers: attachmentHeaders({ ...file, type: fileTypes.docx }) }
    },
  }),
  ...besideRoutes(),
]

/** What stands beside the text: versions and comments. */
function besideRoutes(): readonly Route[] {
  return [
    route({
      id: 'draft.versions',
      method: 'GET',
      path: '/drafts/{id}/versions',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '草稿的历次版本', en: 'Versions of a draft' },
      params,
      answer: z.array(draftVersion),
      handle: async ({ service: { ports }, session, params }) => ({
        body: await listDraftVersions(ports, session, params.id),
      }),
    }),
    route({
      id: 'draft.version',
      method: 'GET',
      path: '/drafts/{id}/version',
      access: { who: 'member', scope: 'read' },
      summary: { zh: '草稿的一个版本', en: 'One version of a draft' },
      params,
      query: z.strictObject({ slot: z.string().min(1).max(200) }),
      answer: draftTree,
      handle: async ({ service: { ports }, session, params, query }) => ({
        body: await readDraftVersion(ports, session, { draft: params.id, slot: query.slot }),
      }),
    }),
    route({
      id: 'draft.comment',
      method: 'POST',
      path: '/drafts/{id}/comments',
      access: { who: 'member' },
      summary: { zh: '对一段写意见', en: 'Comment on a block' },
      params,
      body: z.strictObject({ block: id, said: z.string().trim().min(1).max(2_000) }),
      answer: draftComment,
      status: 201,
      handle: async ({ service: { ports }, session, params, body }) => ({
        body: await commentDraft(ports, session, { draft: params.id, ...body }),
      }),
    }),
    route({
      id: 'draft.accept',
      method: 'POST',
      path: '/drafts/{id}/accepted',
      access: { who: 'member' },
      summary: {
        zh: '对没有依据的句子署名确认，或撤回',
        en: 'Accept sentences without support by name, or take that back',
      },
      params,
      body: z.strictObject({
        sentences: z
          .array(exact(z.string().min(1).max(draftLimits.textMax)))
          .min(1)
          .max(1_000),
        stand: z.boolean(),
      }),
      answer: null,
      handle: async ({ service: { ports }, session, params, body }) => {
        await acceptSentences(ports, session, { draft: params.id, ...body })
        return { body: undefined }
      },
    }),
    route({
      id: 'draft.settle',
      method: 'POST',
      path: '/drafts/{id}/comments/{comment}/settle',
      access: { who: 'member' },
      summary: { zh: '意见已处理', en: 'A comment is dealt with' },
      params: z.object({ id: z.uuid(), comment: z.uuid() }),
      answer: null,
      handle: async ({ service: { ports }, session, params }) => {
        await settleComment(ports, session, { draft: params.id, id: params.comment })
        return { body: undefined }
      },
    }),
  ]
}

function draftViewOf({ draft, record, ...rest }: ReadDraft): Omit<DraftView, 'here'> {
  const { tree, accepted: _, ...stored } = draft
  return { ...rest, draft: stored, tree, flow: flowView(record) }
}

function flowView(record: ReportRecord | null): FlowView | null {
  if (!record) return null
  const { values: _values, tree: _tree, wording: _wording, entry: _entry, ...shown } = record
  return shown
}
