import { z } from 'zod'
import { readTrail } from '../../app/access/read-trail.ts'
import { trailPage } from '../contract/account.ts'
import { route } from '../route.ts'
import type { Route } from '../route.ts'

/** Who did what, and when, beside the log. */
export const trailRoutes: readonly Route[] = [
  route({
    id: 'trail.read',
    method: 'GET',
    path: '/trail',
    access: { who: 'member', ability: 'read-trail' },
    summary: { zh: '操作留痕', en: 'The trail' },
    query: z.strictObject({
      after: z.string().max(200).optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    answer: trailPage,
    handle: async ({ service: { ports }, session, query }) => ({
      body: await readTrail(ports, session, query),
    }),
  }),
]
