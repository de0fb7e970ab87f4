import { z } from 'zod'
import type { ReadFile } from '../../app/records/read-attachment.ts'
import { readAttachment, readOwnUpload } from '../../app/records/read-attachment.ts'
import { takeUpload } from '../../app/records/take-upload.ts'
import { attachmentHeaders } from '../attachment.ts'
import { sha256, uploadQuery } from '../contract/attachment.ts'
import { id } from '../contract/scalars.ts'
import { fileRef } from '../contract/values.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

const bytes = z.custom<Uint8Array>()
const anyFile = ['application/octet-stream']

/** Attachments: brought, linked by a record, fetched by whoever may read that record. */
export const attachmentRoutes: readonly Route[] = [
  route({
    id: 'attachment.upload',
    method: 'POST',
    path: '/attachments',
    access: { who: 'member', scope: 'record' },
    summary: {
      zh: '上传附件；保存到记录之前只有上传者可取',
      en: 'Upload a file; only its uploader has it until a record links it',
    },
    query: uploadQuery,
    file: true,
    answer: fileRef,
    status: 201,
    handle: async ({ service: { ports }, session, query, readFile }) => ({
      body: await takeUpload(ports, session, { name: query.name, readFile }),
    }),
  }),
  route({
    id: 'attachment.own',
    method: 'GET',
    path: '/attachments/{sha256}',
    access: { who: 'member', scope: 'record' },
    summary: { zh: '取回自己上传的附件', en: 'Fetch a file that one uploaded' },
    params: z.object({ sha256 }),
    answer: bytes,
    answersFile: anyFile,
    handle: async ({ service: { ports }, session, params }) =>
      handedOut(await readOwnUpload(ports, session, params.sha256)),
  }),
  route({
    id: 'record.file',
    method: 'GET',
    path: '/records/{id}/files/{sha256}',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '下载记录的附件', en: 'A file of a record' },
    params: z.object({ id, sha256 }),
    answer: bytes,
    answersFile: anyFile,
    handle: async ({ service: { ports }, session, params }) =>
      handedOut(await readAttachment(ports, session, { record: params.id, sha256: params.sha256 })),
  }),
]

// Whatever is in it, it is kept and never shown in place: what somebody wrote elsewhere must not
// run as a page of this server.
function handedOut({ file, bytes: body }: ReadFile) {
  const at = file.name.lastIndexOf('.')
  const named = at > 0 ? { name: file.name.slice(0, at), ending: file.name.slice(at + 1) } : null
  const { name, ending } = named ?? { name: file.name, ending: 'bin' }
  const plainEnding = /^[A-Za-z0-9]{1,8}$/.test(ending) ? ending : 'bin'
  const fallback = `file-${file.sha256.slice(0, 8)}`
  return {
    body,
    headers: {
      ...attachmentHeaders({ name, fallback, ending: plainEnding, type: file.type }),
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
    },
  }
}
