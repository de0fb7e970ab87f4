import { z } from 'zod'
import { checkpointsView } from '../contract/calendar.ts'
import { year } from '../contract/scalars.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** Moments that a year can be looked at again. */
export const checkpointRoutes: readonly Route[] = [
  route({
    id: 'checkpoints.list',
    method: 'GET',
    path: '/checkpoints',
    access: { who: 'member', scope: 'read' },
    summary: {
      zh: '一年及其后一年每月最后一个检查点',
      en: 'The last checkpoint of each month of a year and of the year after',
    },
    query: z.strictObject({ year }),
    answer: checkpointsView,
    handle: async ({ service, session, query }) => {
      const span = { from: `${query.year}-01-01`, to: `${query.year + 1}-12-31` }
      const items = await service.ports.store.read(session.org.id, (reader) =>
        reader.monthCheckpoints(span),
      )
      return { body: { items: [...items] } }
    },
  }),
]
