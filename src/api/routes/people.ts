import { z } from 'zod'
import { mergePeople, previewMerge } from '../../app/people/merge-people.ts'
import { mergeBody, mergePreview } from '../contract/people.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'

const params = z.object({ id: z.uuid() })
const access = { who: 'member', ability: 'manage-people' } as const

/** The list of people as a whole: who is the same person. */
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
]
