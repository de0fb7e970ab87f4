import { z } from 'zod'
import { fileTypes } from '../../app/report/file-types.ts'
import { writeYearPack } from '../../app/report/write-year-pack.ts'
import { attachmentHeaders } from '../attachment.ts'
import { id } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** The year pack of a frozen report: all that proves it, as far as the caller may see it. */
export const yearPackRoutes: readonly Route[] = [
  route({
    id: 'report.year-pack',
    method: 'GET',
    path: '/issued/{id}/year-pack',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '下载年度证据包', en: 'The year pack' },
    params: z.object({ id }),
    query: z.strictObject({ attachments: z.enum(['yes', 'no']).default('no') }),
    answer: z.custom<Uint8Array>(),
    answersFile: [fileTypes.zip],
    handle: async ({ service: { ports }, session, params, query }) => {
      const { title, bytes } = await writeYearPack(ports, session, {
        of: { report: params.id },
        withAttachments: query.attachments === 'yes',
      })
      const file = { name: title, fallback: 'year-pack', ending: 'zip', type: fileTypes.zip }
      return { body: bytes, headers: attachmentHeaders(file) }
    },
  }),
]
