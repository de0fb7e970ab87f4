import { z } from 'zod'
import { sessionUnder } from '../../app/access/session-under.ts'
import { describePack } from '../../app/organisation/describe-pack.ts'
import { listRoster } from '../../app/people/list-roster.ts'
import { packView, rosterView } from '../contract/pack.ts'
import type { Route } from '../route.ts'
import { route } from '../route.ts'

/** What forms and lists are generated from. */
export const packRoutes: readonly Route[] = [
  route({
    id: 'pack.read',
    method: 'GET',
    path: '/pack',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '业务包：台账、数据项、责任事项', en: 'The pack: registers, figures, duties' },
    query: z.strictObject({ digest: z.exactOptional(z.string().regex(/^[0-9a-f]{64}$/)) }),
    answer: packView,
    handle: async ({ service, session, query }) => {
      const { digest } = query
      const { ports } = service
      const under = digest === undefined ? session : await sessionUnder(ports, session, digest)
      return { body: describePack(ports, under) }
    },
  }),
  route({
    id: 'roster.read',
    method: 'GET',
    path: '/roster',
    access: { who: 'member', scope: 'read' },
    summary: { zh: '人员与科室', en: 'People and offices' },
    answer: rosterView,
    handle: async ({ service, session }) => ({ body: await listRoster(service.ports, session) }),
  }),
]
